"""`python -m evals NAME ...` runs one measurement."""

import sys

from evals import parsing, scaling

_COMMANDS = {"parsing": parsing.main, "scaling": scaling.main}


def main(arguments: list[str]) -> int:
    """Run the named measurement; 2 when there is none of that name."""
    if not arguments or arguments[0] not in _COMMANDS:
        print(f"usage: python -m evals {{{','.join(_COMMANDS)}}} ...", file=sys.stderr)
        return 2
    return _COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
