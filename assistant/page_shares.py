"""What the Timeline tab asks for on non-answers: their shares, and the exchanges behind a share. Knows no Gradio."""

from collections.abc import Sequence

from assistant.page_edge import answered
from assistant.page_forms import Declined, Topic
from assistant.page_input import form
from assistant.page_timeline import CARDS, filters_of_form, topic_of
from assistant.render import Json, count_text
from assistant.render_shares import BYS, shares_json
from assistant.render_timeline import card_json
from assistant.shares import group_of, replies, shares_of
from assistant.types import Citation
from store.nonanswers import declines
from store.replies import Asked
from store.store import Store
from store.types import Sentence


def shared(store: Store, sent: object) -> Json:
    """How many replies give no information: in all, or of those found for a topic; by outlet, speaker and month."""

    def found() -> Json:
        asked = _replies(store, form(sent, Topic))
        return shares_json({by: shares_of(asked, by) for by in BYS})

    return answered(found)


def declined(store: Store, sent: object) -> Json:
    """The exchanges behind a share, oldest first, from a place in their list on."""

    def found() -> Json:
        said = form(sent, Declined)
        asked = [reply for reply in _replies(store, said) if not reply.informs and _is_of(reply, said)]
        some = asked[said.start : said.start + CARDS]
        after = said.start + len(some)
        return {
            "cards": [card_json(quote) for quote in _quotes(store, some)],
            "listed": count_text(len(asked), "non-answer"),
            "next": after if after < len(asked) else None,
        }

    return answered(found)


def _replies(store: Store, said: Topic) -> list[Asked]:
    return replies(store, filters_of_form(said), topic=topic_of(said) if said.topic.strip() else None)


def _is_of(reply: Asked, said: Declined) -> bool:
    return said.kind == "all" or group_of(reply, said.kind) == said.name


def _quotes(store: Store, asked: Sequence[Asked]) -> list[Citation]:
    """Of each reply the sentence that declines. One whose transcript was removed meanwhile is left out."""
    found = ((reply.transcript_id, store.sentences(reply.transcript_id, reply.exchange)) for reply in asked)
    return [
        Citation(n, _declining(sentences), store.entry(id).source)
        for n, (id, sentences) in enumerate(found, start=1)
        if sentences
    ]


def _declining(sentences: Sequence[Sentence]) -> Sentence:
    """The first sentence of the reply that declines, or else its first."""
    said = [sentence for sentence in sentences if sentence.part == "answer"] or sentences
    return next((sentence for sentence in said if declines(sentence.text)), said[0])
