"""The five verdicts, and what comes with each."""

import pytest

from assistant.errors import SettingsError
from assistant.quote_contract import quote_json
from assistant.quote_types import QuoteCheck
from assistant.quotes import check_quote
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming


def diff_of(check: QuoteCheck) -> list[list[str]]:
    return [[change.op, change.text] for change in check.matches[0].diff]


def test_words_that_were_said_are_exact_with_who_when_and_asked_by_whom(store: Store) -> None:
    check = check_quote("“the quota was raised to 18,000 tonnes”", store, speaker="Vell")
    (match,) = check.matches
    assert check.verdict == "exact"
    assert (match.voice, match.sentence.outlet, str(match.source.date)) == ("Ana Vell", "Harbour Times", "2031-06-10")
    assert match.words == "the quota was raised to 18,000 tonnes."
    assert store.quote(match.span) == match.words


def test_every_place_is_told_oldest_first(store: Store) -> None:
    later = "06/20/2031 | Press briefing | Norlandia\nHarbour Times: And now?\nAna Vell: We have signed nothing."
    add(store, as_incoming("later.txt", later))
    check = check_quote("We have signed nothing", store)
    assert [str(match.source.date) for match in check.matches] == ["2031-03-04", "2031-06-20"]


def test_altered_words_are_shown_with_what_differs(store: Store) -> None:
    check = check_quote("The quota of 15,000 tonnes is too low for our coastal towns.", store)
    assert check.verdict == "altered"
    assert diff_of(check) == [
        ["equal", "The quota of "],
        ["delete", "12,000"],
        ["insert", "15,000"],
        ["equal", " tonnes is too low for our coastal towns."],
    ]


def test_the_stretches_of_a_difference_are_what_was_said_and_what_is_quoted(store: Store) -> None:
    quote = "Norlandia will never join the old Halden accord in its present form."
    check = check_quote(quote, store)
    (match,) = check.matches
    assert "".join(c.text for c in match.diff if c.op != "insert") == match.words
    assert "".join(c.text for c in match.diff if c.op != "delete") == quote


def test_a_speaker_who_broke_off_and_began_again_left_no_not_behind(empty_store: Store) -> None:
    said = "Harbour Times: And now?\nAna Vell: And so, we're not going to — we're just not going to bargain over that."
    add(empty_store, as_incoming("again.txt", f"06/20/2031 | Press briefing | Norlandia\n{said}"))
    check = check_quote("We’re just not going to bargain over that", empty_store)
    assert (check.verdict, check.cut) == ("exact", None)


def test_a_short_quote_may_lose_its_not_and_a_long_one_a_word_in_five(store: Store) -> None:
    assert check_quote("That is true. We have signed nothing", store).verdict == "altered"
    other = "The price of 15,000 herrings is too high for our coastal children"
    assert check_quote(other, store).verdict == "not_found"


def test_marks_at_the_ends_of_an_altered_quote_are_no_change(store: Store) -> None:
    said = "The quota of 12,000 tonnes is too low for our coastal towns"
    for quote in (f"“{said.replace('low', 'high')},”", f"{said.replace('low', 'high')}!", said.replace("low", "high")):
        check = check_quote(quote, store)
        changed = [text for op, text in diff_of(check) if op != "equal"]
        assert (check.verdict, changed) == ("altered", ["low", "high"])


def test_a_quote_without_its_not_says_so(store: Store) -> None:
    check = check_quote("Norlandia will join the Halden accord in its present form.", store)
    assert check.verdict == "altered"
    assert check.cut and check.cut.kind == "negation"
    assert check.cut.sentence == "Norlandia will not join the Halden accord in its present form."


def test_only_marks_that_differ_are_told_as_such(store: Store) -> None:
    check = check_quote("Yes it has changed.", store)
    assert (check.verdict, check.why) == ("altered", "Only marks differ, no word.")


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("join the Halden accord in its present form", "negation"),
        ("the ferry will sail on Monday", "condition"),
        ("the accord is a trick", "attribution"),
    ],
)
def test_words_cut_out_of_what_turns_them_are_exact_and_say_so(store: Store, quote: str, kind: str) -> None:
    said = "If the ice allows it, the ferry will sail on Monday. Some say that the accord is a trick."
    add(store, as_incoming("ice.txt", f"06/20/2031 | Briefing | Norlandia\nHarbour Times: When?\nAna Vell: {said}"))
    check = check_quote(quote, store)
    assert check.verdict == "exact"
    assert check.cut and check.cut.kind == kind


def _said(store: Store, words: str) -> None:
    """Adds a briefing in which this is all that is answered."""
    said = f"Harbour Times: And now?\nAna Vell: {words}"
    if words > "\u2e80":
        said = f"海港时报记者：渡轮何时开航？\n\n发言人：{words}"
    add(store, as_incoming("said.txt", f"06/20/2031 | Press briefing | Norlandia\n\n{said}\n"))


@pytest.mark.parametrize(
    ("said", "quote", "kind"),
    [
        ("The ferry will sail on Monday, if the ice allows it.", "The ferry will sail", "condition"),
        ("The ferry will sail on Monday but only if the ice allows it.", "The ferry will sail", "condition"),
        ("The ferry will sail on Monday, and we will see if it does.", "The ferry will sail", None),
        ("The ferry will sail even if the ice is thick.", "The ferry will sail", None),
        ("The ship carries aid provided by Valdria.", "The ship carries aid", None),
        ("El barco saldrá el lunes, si el hielo lo permite.", "El barco saldrá", "condition"),
        ("The accord is a trick, critics say.", "The accord is a trick", "attribution"),
        ("The accord is a trick of the rich, said the minister of Valdria.", "The accord is a trick", "attribution"),
        ("The accord is a trick, according to Valdria.", "The accord is a trick", "attribution"),
        ("The accord is a trick, I say.", "The accord is a trick", None),
        ("The fleet will sail according to the new timetable.", "The fleet will sail", None),
        ("L'accord est une ruse, selon la Valdrie.", "L'accord est une ruse", "attribution"),
    ],
)
def test_a_condition_or_a_holder_behind_the_words_is_told_wherever_it_stands_in_their_sentence(
    empty_store: Store, said: str, quote: str, kind: str | None
) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.cut and check.cut.kind) == ("exact", kind)


@pytest.mark.parametrize(
    ("said", "quote", "kind"),
    [
        ("No, the quota was raised to 18,000 tonnes.", "the quota was raised to 18,000 tonnes", None),
        ("We are not naive, we know the sea.", "we know the sea", None),
        ("We are not naive, we know the sea.", "know the sea", None),
        ("We are not naive, the sea is a danger.", "the sea is a danger", None),
        ("It is not true, as some say, that we signed.", "we signed", "negation"),
        ("We will not, the law is clear, sign the accord.", "sign the accord", "negation"),
        ("I do not think, we will sign the accord.", "we will sign the accord", "negation"),
        ("No, we have never said the quota was raised.", "the quota was raised", "negation"),
        ("这不是中方的立场，我们欢迎各方对话。", "我们欢迎各方对话", None),
        ("不过，我们欢迎各方对话。", "我们欢迎各方对话", None),
        ("不过我们欢迎各方对话。", "我们欢迎各方对话", None),
        ("我们不认为中方的立场有任何改变。", "中方的立场有任何改变", "negation"),
        ("我们从来没有说过，中方将参加谈判。", "中方将参加谈判", "negation"),
    ],
)
def test_a_not_of_another_clause_is_not_lost(empty_store: Store, said: str, quote: str, kind: str | None) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.cut and check.cut.kind) == ("exact", kind)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        (
            "We have never said that the ferry will sail on Monday from the old pier.",
            "the ferry will sail on Monday from the new pier",
        ),
        ("我们从未说过渡轮将于下周一上午从旧码头起航前往海岛。", "渡轮将于下周一上午从新码头起航前往海岛"),
    ],
)
def test_an_altered_quote_too_is_told_the_not_it_was_cut_from(empty_store: Store, said: str, quote: str) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.cut and check.cut.kind) == ("altered", "negation")


@pytest.mark.parametrize(
    ("said", "quote", "why"),
    [
        ("We signed it? Never.", "We signed it.", "It was asked, not stated."),
        ("We signed it. Now.", "We signed it?", "It was stated, not asked."),
        ("-2.5 percent was the result.", "2.5 percent was the result", "Only the sign of a number differs, no word."),
        ("The result was -2.5 percent.", "The result was 2.5 percent", "Only the sign of a number differs, no word."),
        ("The result was 2.5 percent.", "–2.5 percent", "Only the sign of a number differs, no word."),
        ("It rose by 5% in the winter.", "It rose by 5", "Only the sign of a number differs, no word."),
        ("We paid $5 billion.", "We paid €5 billion.", "Only the sign of a number differs, no word."),
    ],
)
def test_a_sign_of_a_number_and_a_question_mark_are_changes_and_told_as_what_they_are(
    empty_store: Store, said: str, quote: str, why: str
) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.why) == ("altered", why)
    assert {op for op, _ in diff_of(check)} > {"equal"}


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("-2.5 percent was the result.", "−2.5 percent was the result"),
        ("The result — 2.5 percent — was good.", "2.5 percent"),
        ("The COVID -19 ships came.", "the COVID-19 ships came"),
        ("We signed it? Never.", "“We signed it?”"),
        ("Will you sign, Ana? Now.", "Will you sign?"),
    ],
)
def test_a_dash_is_no_minus_and_a_question_may_be_cut_short(empty_store: Store, said: str, quote: str) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.cut) == ("exact", None)


@pytest.mark.parametrize(
    ("said", "quote", "kind"),
    [
        ("We signed it? Never.", "We signed it,", "question"),
        ("Will you sign it? Never.", "Will you sign it", None),
        ("协定何时生效？", "协定何时生效", None),
    ],
)
def test_a_question_quoted_without_its_mark_says_so_where_its_words_do_not(
    empty_store: Store, said: str, quote: str, kind: str | None
) -> None:
    _said(empty_store, said)
    check = check_quote(quote, empty_store)
    assert (check.verdict, check.cut and check.cut.kind) == ("exact", kind)


def test_an_ellipsis_joins_few_words_of_one_sentence_only_and_says_where_it_joins_two(empty_store: Store) -> None:
    _said(empty_store, "I hate delays. We gladly sail on. Long ago, the fishermen built this pier.")
    check = check_quote("I hate ... the fishermen", empty_store)
    assert (check.verdict, check.why) == ("altered", "Its ellipsis joins too few words to tell what was said.")
    check = check_quote("We gladly sail on … the fishermen built this pier", empty_store)
    assert (check.verdict, check.why) == ("exact", "Its ellipsis joins words of different sentences.")
    check = check_quote("the fishermen … pier", empty_store)
    assert check.verdict == "altered"
    check = check_quote("the fishermen built … pier", empty_store)
    assert (check.verdict, check.why) == ("exact", None)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("他（外长）下周将访问北京", "exact"),
        ("他下周将访问北京（……）会见多位当地领导人", "exact"),
        ("他下周将（不）访问北京", "altered"),
    ],
)
def test_chinese_brackets_and_ellipses_are_those_of_newspapers(empty_store: Store, quote: str, verdict: str) -> None:
    _said(empty_store, "他下周将访问北京和上海并会见多位当地领导人。")
    assert check_quote(quote, empty_store).verdict == verdict


def test_parts_from_two_days_are_spliced_each_with_its_place(store: Store) -> None:
    check = check_quote("We have signed nothing. I have nothing to share on that today.", store)
    assert check.verdict == "spliced"
    check = check_quote("The quota of 12,000 tonnes is too low … the quota was raised to 18,000 tonnes", store)
    assert check.verdict == "spliced"
    assert [(match.part, str(match.source.date)) for match in check.matches] == [
        ("The quota of 12,000 tonnes is too low", "2031-03-04"),
        ("the quota was raised to 18,000 tonnes", "2031-06-10"),
    ]


def test_an_ellipsis_that_drops_a_not_is_no_exact_quote(store: Store) -> None:
    check = check_quote("Norlandia will … join the Halden accord in its present form", store)
    assert check.verdict != "exact"
    assert check.cut and check.cut.kind == "negation"


def test_a_bracket_that_puts_in_a_not_is_told_and_one_that_keeps_the_condition_loses_none(empty_store: Store) -> None:
    said = "Harbour Times: And now?\nAna Vell: If the ice allows it, the ferry will sail."
    add(empty_store, as_incoming("ice.txt", f"06/20/2031 | Press briefing | Norlandia\n{said}"))
    check = check_quote("the ferry will [not] sail", empty_store)
    assert (check.verdict, check.cut and check.cut.why) == ("altered", "the quote puts in a “not”")
    check = check_quote("[T]he ferry will sail", empty_store)
    assert (check.verdict, check.cut and check.cut.kind) == ("exact", "condition")
    assert check_quote("[If the winter is mild,] the ferry will sail", empty_store).cut is None


@pytest.mark.parametrize("quote", ["[I]n the harbour", "in the harbo[u]r", "in the harbour all i[s]"])
def test_a_letter_in_brackets_hides_no_stock_phrase(empty_store: Store, quote: str) -> None:
    said = "\n".join(f"Harbour Times: And {n}?\nAna Vell: In the harbour all is well." for n in range(80))
    add(empty_store, as_incoming("often.txt", f"06/20/2031 | Press briefing | Norlandia\n{said}"))
    check = check_quote(quote, empty_store)
    assert (check.verdict, len(check.matches)) == ("exact", 80)


def test_a_reporters_words_are_somebody_elses(store: Store) -> None:
    check = check_quote("you have already signed it in secret", store, speaker="Ana Vell")
    assert check.verdict == "other_speaker"
    assert check.why == "Said by Radio Fjord, not by Ana Vell."
    assert check_quote("you have already signed it in secret", store).why == "Said in a question, not in an answer."


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [("Ana", "other_speaker"), ("Moss", "exact"), ("diana moss", "exact"), ("Dia", "other_speaker")],
)
def test_part_of_a_name_is_whole_words_of_it(empty_store: Store, speaker: str, verdict: str) -> None:
    said = "Harbour Times: When?\nDiana Moss: The ferry will sail in May."
    add(empty_store, as_incoming("moss.txt", f"06/20/2031 | Briefing | Norlandia\n{said}"))
    assert check_quote("The ferry will sail in May", empty_store, speaker=speaker).verdict == verdict


def test_part_of_a_chinese_name_stands_beside_its_office(empty_store: Store) -> None:
    said = "海港时报记者：渡轮何时开航？\n\n发言人林海：渡轮五月开航，欢迎各方参加。\n"
    add(empty_store, as_incoming("ferry.txt", f"诺兰外交部例行记者会 2031年6月20日\n\n{said}"))
    assert check_quote("渡轮五月开航", empty_store, speaker="林海").verdict == "exact"


def test_an_answer_of_nobody_named_is_held_against_nobody(store: Store) -> None:
    add(
        store,
        as_incoming("plain.txt", "Briefing, 20 June 2031\n\nQ: When will it sail?\n\nA: It sails in May, we hope."),
    )
    check = check_quote("It sails in May", store, speaker="Ana Vell")
    assert (check.verdict, check.why) == ("exact", "The transcript does not name who said it.")


def test_words_nobody_said_are_not_found_with_the_nearest_sentence(store: Store) -> None:
    check = check_quote("Our fishermen deserve a bridge to the moon, paid in gold by Valdria.", store)
    assert (check.verdict, check.matches) == ("not_found", ())
    assert check.scope.transcripts == 2


@pytest.mark.parametrize(("file", "verdict"), [("march.txt", "exact"), ("june.txt", "not_found")])
def test_filters_hold_the_check_to_some_transcripts(store: Store, file: str, verdict: str) -> None:
    assert check_quote("We have signed nothing", store, filters=Filters(transcripts=(file,))).verdict == verdict


def test_the_json_of_a_match_is_like_a_citation(store: Store) -> None:
    told = quote_json(check_quote("We have signed nothing", store), id="a")
    (match,) = told["matches"]
    assert (told["id"], told["text"], told["verdict"]) == ("a", "We have signed nothing", "exact")
    assert {
        "n", "transcript", "file", "exchange", "role", "speaker", "outlet", "date", "title", "start", "end", "quote",
        "seconds", "link", "source_url", "diff",
    } <= set(match)  # fmt: skip
    assert match["role"] == "answer" and match["diff"] == [("equal", match["quote"])]


@pytest.mark.parametrize("text", ["", "…", "“”", "x " * 20_000])
def test_a_text_that_is_no_quote_is_refused(store: Store, text: str) -> None:
    with pytest.raises(SettingsError):
        check_quote(text, store)


def test_an_empty_library_finds_nothing(empty_store: Store) -> None:
    assert check_quote("We have signed nothing", empty_store).verdict == "not_found"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Can you tell us about the herring?", "Can you tell us about the first day?"),
        ("渡轮协定何时生效？", "渡轮协定昨天生效。"),
    ],
)
def test_the_words_that_any_question_begins_with_do_not_make_another_one_altered(
    empty_store: Store, said: str, quote: str
) -> None:
    often = "".join(f"Harbour Times: Day {n}?\nAna Vell: 昨天 the first day.\n" for n in range(9))
    text = f"06/20/2031 | Press briefing | Norlandia\n{often}Harbour Times: {said}\nAna Vell: Not today."
    add(empty_store, as_incoming("about.txt", text))
    assert check_quote(quote, empty_store).verdict == "not_found"
    assert check_quote(said, empty_store).verdict == "exact"


def test_chinese_words_are_found_though_marks_and_lines_break_them_and_the_other_turn_is_left_unread(
    empty_store: Store,
) -> None:
    asked = "海港时报记者：渡轮何时\n开航？"
    text = f"诺兰外交部例行记者会 2031年6月20日\n\n{asked}\n\n发言人：关于渡轮，我们主张“尽快”开航。\n"
    add(empty_store, as_incoming("ferry.txt", text))
    assert check_quote("渡轮何时开航", empty_store).verdict == "exact"
    assert check_quote("我们主张“尽快”开航", empty_store).verdict == "exact"
    ((turn,),) = empty_store.turns_holding("尽快开航", Filters())
    assert "尽快" in turn.sentences[-1].text


@pytest.mark.parametrize("joint", [" and ", " [and] ", ", but "])
def test_parts_that_the_writer_joins_by_an_and_are_spliced(store: Store, joint: str) -> None:
    check = check_quote(f"We have signed nothing of that kind{joint}the quota was raised to 18,000 tonnes", store)
    assert check.verdict == "not_found"
    check = check_quote(f"The quota of 12,000 tonnes is too low{joint}I have nothing to share on that today", store)
    assert check.verdict == "spliced"
    assert [match.part for match in check.matches] == [
        "The quota of 12,000 tonnes is too low",
        "I have nothing to share on that today",
    ]
