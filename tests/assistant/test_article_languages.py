"""Quotations of German, French, Spanish, Chinese and Japanese articles, with their marks and their credits."""

import pytest

from assistant.articles import quotations
from assistant.quote_types import Article


def found(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.speaker) for one in quotations(Article("a", None, text))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("»Wir werden unterschreiben«, sagte Ana Vell am Montag.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("Ana Vell sagte am Montag: »Wir werden unterschreiben.«", [("Wir werden unterschreiben.", "Ana Vell")]),
        ("Die Sprecherin Ana Vell erklärte: »Wir werden.«", [("Wir werden.", "Ana Vell")]),
        ("La porte-parole du ministère Ana Vell a déclaré : « Non. »", [("Non.", "Ana Vell")]),
        ("«Wir werden unterschreiben», sagte Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        (
            "»Wir werden«, sagte Ana Vell, »im Mai unterschreiben.«",
            [("Wir werden im Mai unterschreiben.", "Ana Vell")],
        ),
        (
            "„Wir werden“, sagte Ana Vell, „im Mai unterschreiben.“",
            [("Wir werden im Mai unterschreiben.", "Ana Vell")],
        ),
        (
            "„Man sagte uns ‚nie wieder‘, und wir glaubten es“, sagte Ana Vell.",
            [("Man sagte uns ‚nie wieder‘, und wir glaubten es", "Ana Vell")],
        ),
        (
            "»Man sagte uns ›nie wieder‹, und wir glaubten es«, sagte Ana Vell.",
            [("Man sagte uns ›nie wieder‹, und wir glaubten es", "Ana Vell")],
        ),
        ("‚Wir werden im Mai unterschreiben‘, sagte Ana Vell.", [("Wir werden im Mai unterschreiben", "Ana Vell")]),
        ("›Wir werden im Mai unterschreiben‹, sagte Ana Vell.", [("Wir werden im Mai unterschreiben", "Ana Vell")]),
        ("Laut Ana Vell ist der Hafen „für alle offen“.", [("für alle offen", "Ana Vell")]),
        ("„Wir werden unterschreiben“, so Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("„Wir werden unterschreiben“, so Ministerin Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("„Wir werden unterschreiben“, sagte die Sprecherin Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        (
            "„Wir werden unterschreiben“, sagte Außenministerin Ana Vell der Zeitung.",
            [("Wir werden unterschreiben", "Ana Vell")],
        ),
        ("„Wir werden unterschreiben“, teilte Ana Vell mit.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("„Wir werden unterschreiben“, meinte Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("„Wir werden unterschreiben“, sagt Ana Vell.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("„Wir werden unterschreiben“, kündigte Ana Vell an.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("Ana Vell war müde. „Wir werden unterschreiben“, sagte sie.", [("Wir werden unterschreiben", "Ana Vell")]),
        ("Ana Vell warnte: „Wir werden nicht unterschreiben.“", [("Wir werden nicht unterschreiben.", "Ana Vell")]),
        ("Die Ministerin sagte Bo Lund: „Wir werden unterschreiben.“", [("Wir werden unterschreiben.", None)]),
        ("Wie Ana Vell erklärte, werde man „im Mai unterschreiben“.", [("im Mai unterschreiben", "Ana Vell")]),
        ("„Wir haben Zeit.“ Das sagte Ana Vell am Montag.", [("Wir haben Zeit.", None)]),
        (
            "»Die Fähre fährt.\n\n»Sie fährt im Mai.\n\n»Sie ist voll«, sagte Bo Lund.",
            [("Die Fähre fährt. Sie fährt im Mai. Sie ist voll", "Bo Lund")],
        ),
        (
            "„Die Fähre fährt.\n\n„Sie fährt im Mai“, sagte Bo Lund.",
            [("Die Fähre fährt. Sie fährt im Mai", "Bo Lund")],
        ),
        ("Der Plan heißt »Nordlicht«. »Er kommt«, sagte Ana Vell.", [("Nordlicht", None), ("Er kommt", "Ana Vell")]),
    ],
)
def test_german_quotations_are_found_and_credited(text: str, told: list[tuple[str, str | None]]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("«\u202fNous signerons\u202f», a déclaré Ana Vell.", [("Nous signerons", "Ana Vell")]),
        ("«\u00a0Nous signerons\u00a0», a dit la ministre Ana Vell.", [("Nous signerons", "Ana Vell")]),
        ("Ana Vell a déclaré\u00a0: «\u202fNous signerons.\u202f»", [("Nous signerons.", "Ana Vell")]),
        ("Selon Ana Vell, le port est «\u202fouvert à tous\u202f».", [("ouvert à tous", "Ana Vell")]),
        ("«\u202fNous signerons\u202f», affirme Ana Vell.", [("Nous signerons", "Ana Vell")]),
        ("«\u202fNous signerons\u202f», a assuré mardi Ana Vell.", [("Nous signerons", "Ana Vell")]),
        ("«\u202fNous signerons\u202f», martèle Ana Vell.", [("Nous signerons", "Ana Vell")]),
        (
            "«\u202fIl a dit “jamais” hier, et nous le croyons\u202f», a dit Ana Vell.",
            [("Il a dit “jamais” hier, et nous le croyons", "Ana Vell")],
        ),
        (
            "«\u202fIl a dit «\u202fjamais\u202f» hier\u202f», a dit Ana Vell.",
            [("Il a dit « jamais » hier", "Ana Vell")],
        ),
        (
            "«\u202fLe ferry part.\n\n»\u202fIl part en mai.\n\n»\u202fIl est plein\u202f», a dit Bo Lund.",
            [("Le ferry part. Il part en mai. Il est plein", "Bo Lund")],
        ),
        (
            "«\u202fLe ferry part.\n\n«\u202fIl part en mai\u202f», a dit Bo Lund.",
            [("Le ferry part. Il part en mai", "Bo Lund")],
        ),
        ("Interrogée mardi, Ana Vell a répondu\u202f: «\u202fNous verrons.\u202f»", [("Nous verrons.", "Ana Vell")]),
        ("Pour Ana Vell, «\u202fle port est ouvert à tous\u202f».", [("le port est ouvert à tous", "Ana Vell")]),
        ("«\u202fNous signerons\u202f», a-t-elle dit à Bo Lund. Ana Vell était là.", [("Nous signerons", None)]),
    ],
)
def test_french_quotations_are_found_and_credited(text: str, told: list[tuple[str, str | None]]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("«Firmaremos», dijo Ana Vell.", [("Firmaremos", "Ana Vell")]),
        ("“Firmaremos en mayo”, dijo la ministra Ana Vell.", [("Firmaremos en mayo", "Ana Vell")]),
        ("«Firmaremos —dijo Ana Vell— en mayo».", [("Firmaremos en mayo", "Ana Vell")]),
        ("“Firmaremos —añadió Ana Vell— en mayo”.", [("Firmaremos en mayo", "Ana Vell")]),
        ("—Firmaremos en mayo —dijo Ana Vell.", [("Firmaremos en mayo", "Ana Vell")]),
        ("—Firmaremos —dijo Ana Vell—, pero en mayo.", [("Firmaremos pero en mayo.", "Ana Vell")]),
        ("Según Ana Vell, el puerto está «abierto a todos».", [("abierto a todos", "Ana Vell")]),
        ("Ana Vell afirmó que el puerto está «abierto a todos».", [("abierto a todos", "Ana Vell")]),
        ("Ana Vell manifestó: «Firmaremos».", [("Firmaremos", "Ana Vell")]),
        ("«Firmaremos», sostuvo Ana Vell.", [("Firmaremos", "Ana Vell")]),
        ("«Firmaremos», ha dicho Ana Vell este lunes.", [("Firmaremos", "Ana Vell")]),
        ("«Firmaremos», señala Ana Vell.", [("Firmaremos", "Ana Vell")]),
        (
            "«Dijo “jamás” ayer, y le creemos», explicó la portavoz, Ana Vell.",
            [("Dijo “jamás” ayer, y le creemos", "Ana Vell")],
        ),
        ("Preguntada por Bo Lund, la portavoz dijo: «Veremos».", [("Veremos", None)]),
        (
            "«El ferry sale.\n\n»Sale en mayo.\n\n»Está lleno», dijo Bo Lund.",
            [("El ferry sale. Sale en mayo. Está lleno", "Bo Lund")],
        ),
    ],
)
def test_spanish_quotations_are_found_and_credited(text: str, told: list[tuple[str, str | None]]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("林海棠说：「我們歡迎。」", [("我們歡迎。", "林海棠")]),
        ("「我們歡迎『一帶一路』的合作。」林海棠說。", [("我們歡迎『一帶一路』的合作。", "林海棠")]),
        ("林海棠在會上表示：「我們歡迎。」", [("我們歡迎。", "林海棠")]),
        (
            "“我们欢迎‘合作’的态度，”林海棠说，“也欢迎所有国家。”",
            [("我们欢迎‘合作’的态度， 也欢迎所有国家。", "林海棠")],
        ),
        ("林海棠表示：“渡轮开航。\n\n“五月开航。\n\n“票已售完。”", [("渡轮开航。 五月开航。 票已售完。", "林海棠")]),
        ("林海棠表示：「渡輪開航。\n\n「五月開航。」", [("渡輪開航。 五月開航。", "林海棠")]),
        ("据林海棠介绍，“渡轮将于五月开航”。", [("渡轮将于五月开航", "林海棠")]),
        ("林海棠强调，“渡轮将于五月开航”，票已售完。", [("渡轮将于五月开航", "林海棠")]),
        ("“渡轮将于五月开航。”林海棠告诉记者。", [("渡轮将于五月开航。", "林海棠")]),
        ("林海棠告诉北港日报：“渡轮将于五月开航。”", [("渡轮将于五月开航。", "林海棠")]),
        ("林海棠认为，“渡轮将于五月开航”。", [("渡轮将于五月开航", "林海棠")]),
        ("林海棠介绍说：“渡轮将于五月开航。”", [("渡轮将于五月开航。", "林海棠")]),
        ("外交部发言人林海棠12日说，渡轮“将于五月开航”。", [("将于五月开航", "外交部发言人林海棠")]),
        ("她说：“渡轮将于五月开航。”", [("渡轮将于五月开航。", None)]),
        ("林海棠来了。她说：“渡轮将于五月开航。”", [("渡轮将于五月开航。", None)]),
    ],
)
def test_chinese_quotations_are_found_and_credited(text: str, told: list[tuple[str, str | None]]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("林海棠氏は「五月に出航する」と述べた。", [("五月に出航する", "林海棠")]),
        (
            "田中一郎大臣は会見で「フェリーは『安全だ』と聞いた」と語った。",
            [("フェリーは『安全だ』と聞いた", "田中一郎大臣")],
        ),
        ("「五月に出航する」と田中一郎氏は述べた。", [("五月に出航する", "田中一郎")]),
    ],
)
def test_japanese_quotations_are_found_and_credited(text: str, told: list[tuple[str, str | None]]) -> None:
    assert found(text) == told


def test_a_chinese_credit_is_read_also_where_the_next_line_leads_to_another_quotation() -> None:
    text = "“我们会签署，”林海棠说。\n路透社记者问：“何时签署？”"
    assert found(text) == [("我们会签署，", "林海棠"), ("何时签署？", "路透社记者")]
