"""Two spellings of one name, told from two names."""

from collections import Counter

from store.formats.names import folded


def commoner(name: str, full: Counter[str]) -> str:
    """The commonest spelling of the same name: another case, space or accent, or a rare slip of one letter.

    A slip is believed only in a long name with the same initials: two voices that a machine has numbered,
    or two people whose names are alike, must never become one.
    """
    own = folded(name)
    for other, count in full.most_common():
        if count <= full.get(name, 0):
            break
        theirs = folded(other)
        if own == theirs or (count >= 4 * full.get(name, 1) and _is_slip(name, other)):
            return other
    return name


def _is_slip(name: str, other: str) -> bool:
    left, right = name.split(), other.split()
    if len(left) != len(right) or any(char.isdigit() for char in name + other):
        return False
    differing = [(a, b) for a, b in zip(left, right, strict=True) if folded(a) != folded(b)]
    return (
        len(differing) == 1
        and min(map(len, differing[0])) > 5
        and differing[0][0][0] == differing[0][1][0]
        and _one_letter_apart(folded(differing[0][0]), folded(differing[0][1]))
    )


def _one_letter_apart(left: str, right: str) -> bool:
    if abs(len(left) - len(right)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return left[at + 1 :] == right[at + 1 :] or left[at + 1 :] == right[at:] or left[at:] == right[at + 1 :]
