"""What a quote loses by where it was cut out of its sentence, in the sentence's own language."""

import pytest

from assistant.quote_cuts import cut_of


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("We will sign", "We will sign once Valdria withdraws its ships."),
        ("We will sign", "We will sign as soon as the council agrees."),
        ("We will not sign", "We will not sign until they leave."),
        ("we will sign", "Once the council agrees, we will sign."),
        ("we will sign", "Should the council agree, we will sign."),
        ("we will sign", "Assuming the council agrees, we will sign."),
        ("We will sign", "We will sign so long as the price holds."),
        ("We will sign", "We will sign providing that the price holds."),
        ("We will sign", "We will sign provided that the price holds."),
        ("We will sign", "We will sign, pending the approval of the council."),
        ("We will sign", "We will sign subject to the approval of the council."),
        ("We will sign", "We will sign, depending on the price."),
        ("We will sign", "We will sign in exchange for a seat on the board."),
        ("The fare will rise", "What she said in April is that the fare will rise once the audit is done."),
        ("firmaremos", "Si Valdria se retira, firmaremos el acuerdo."),
        ("Firmaremos el acuerdo", "Firmaremos el acuerdo siempre que Valdria se retire."),
        ("nous signerons", "Si la Valdrie se retire, nous signerons."),
        ("Nous signerons", "Nous signerons à condition que la Valdrie se retire."),
        ("unterschreiben wir", "Wenn der Preis hält, unterschreiben wir."),
        ("Wir unterschreiben", "Wir unterschreiben, sobald der Rat zustimmt."),
        ("我们将签署协议", "一旦对方撤出，我们将签署协议。"),
        ("我们将签署协议", "在对方撤出的前提下，我们将签署协议。"),
    ],
)
def test_a_condition_that_is_cut_off_is_told_wherever_it_stands(quote: str, sentence: str) -> None:
    cut = cut_of((quote,), sentence)
    assert cut and cut.kind == "condition"


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("We met", "We met once in March."),
        ("We will say it", "We will say it once again."),
        ("We will meet", "We will meet once a month."),
        ("It was", "It was once the capital."),
        ("We left", "We left once the talks ended."),
        ("We talked", "We talked until the morning came."),
        ("She will stay", "She will stay until the end of June."),
        ("We will send a boat", "We will send a boat as soon as possible."),
        ("We will help them", "We will help them as long as it takes."),
        ("The port is", "The port is subject to the harbour act."),
        ("We will sign once Valdria withdraws", "We will sign once Valdria withdraws."),
        ("Tengo clase una vez", "Tengo clase una vez al año."),
        ("firmaremos el acuerdo", "Sí, firmaremos el acuerdo."),
    ],
)
def test_what_is_no_condition_is_not_told_as_one(quote: str, sentence: str) -> None:
    assert cut_of((quote,), sentence) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("What he told us is that the pier is safe.", "attribution"),
        ("What the minister announced in April was that the pier is safe.", "attribution"),
        ("What I said is that the pier is safe.", None),
    ],
)
def test_what_somebody_else_is_reported_to_have_said_is_told(sentence: str, kind: str | None) -> None:
    cut = cut_of(("the pier is safe",), sentence)
    assert (cut and cut.kind) == kind
