"""What a person reads on a terminal."""

import re
from dataclasses import replace

from assistant.ask import ask
from assistant.terminal import hit_lines, reading_lines, source_lines, statement_lines
from assistant.types import Answer, Citation, Draft
from store.store import Store
from tests.assistant.scenes import TREATY
from tests.assistant.test_render_answer import ANSWER
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import as_incoming


def steps(store: Store, reply: str) -> tuple[Draft, Answer]:
    _, draft, answer = ask("Halden accord?", store, ScriptedWriter(reply))
    assert isinstance(draft, Draft) and isinstance(answer, Answer)
    return draft, answer


def test_support_is_told_only_once_it_is_judged(store: Store) -> None:
    draft, answer = steps(store, "ANSWERED\n[1.2] The moon is made of 17 cheeses.\n[1.3] More.\n")
    assert "supported" not in "".join(statement_lines(draft))
    assert "(weakly supported: " in next(statement_lines(answer))


def test_another_exchange_begins_after_a_blank_line(store: Store) -> None:
    _, answer = steps(store, "ANSWERED\n[1.2] One.\n[1.3] Two.\n[2.2] Three.\n")
    assert [line.split(" ")[0] for line in statement_lines(answer)] == ["One.", "Two.", "", "Three."]


def test_lines_go_on_where_they_stopped(store: Store) -> None:
    _, answer = steps(store, "ANSWERED\n[1.2] One.\n[1.3] Two.\n[2.2] Three.\n")
    whole = list(statement_lines(answer))
    assert [*statement_lines(answer, 0, 1), *statement_lines(answer, 1)] == whole


def test_control_characters_of_a_transcript_do_not_reach_the_terminal(empty_store: Store) -> None:
    said = "Radio Fjord: Will it sail?\nAna Vell: It will \x1b[2J\x1b[31m\x9b1m\x07 sail\x08\x7f.\n"
    add(empty_store, as_incoming("a\x1b[1m.txt", said))
    (hit,) = empty_store.search("sail").hits
    for told in (*hit_lines(hit), *reading_lines(empty_store.transcript(hit.source.transcript_id).reading)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", told)


def test_words_of_somebody_else_are_told_as_such() -> None:
    relayed = Citation(1, TREATY.sentences[1], TREATY.source, "the minister\x1b[2J")
    told = "\n".join(source_lines(replace(ANSWER, citations=(relayed,))))
    assert "[1] Ana Vell · asked by Harbour Times · passing on the minister�[2J · 14 March 2025" in told
