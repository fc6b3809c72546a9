"""Small made-up press conferences for the tests of prompts, citations and grounding."""

from datetime import date

from assistant.types import Marker, Prompt, Question
from store.types import Hit, Part, Passage, Sentence, Source, Span


def hit(*lines: tuple[Part, str], exchange: int = 0, speaker: str = "Ana Vell", outlet: str = "Harbour Times") -> Hit:
    """A passage of one transcript with a sentence for each line; spans follow one another."""
    source = Source("t1", "briefing.txt", "Norlandia press briefing", date(2025, 3, 14), None)
    sentences, start = [], exchange * 10_000
    for index, (part, text) in enumerate(lines):
        span = Span("t1", start, start + len(text))
        turn, who = (0, None) if part == "question" else (1, speaker)
        sentences.append(Sentence(span, exchange, index, turn, part, who, outlet, None, text))
        start = span.end + 1
    whole = Span("t1", exchange * 10_000, start - 1)
    text = " ".join(text for _, text in lines)
    passage = Passage(exchange, exchange, 0, whole)
    return Hit(exchange + 1, 0.9, passage, source, speaker, outlet, text, tuple(sentences))


def prompt(*hits: Hit, question: str = "Will Norlandia sign the treaty?") -> Prompt:
    """The prompt that shows these passages whole."""
    sentences = {Marker(n, i): s for n, hit in enumerate(hits, 1) for i, s in enumerate(hit.sentences, 1)}
    return Prompt(Question(question, question), "system", "user", hits, sentences)


TREATY = hit(
    ("question", "Will Norlandia sign the treaty this year, and did the minister promise it?"),
    ("answer", "We will not sign the treaty this year."),
    ("answer", "Trade with Sudland grew by 2.3 percent and exceeded US$ 450 billion."),
    ("answer", "The harbour stays open all winter, and five crews will work there."),
)
REFERRED = hit(
    ("question", "Why was the Sudland envoy called home?"),
    ("answer", "I would refer you to the competent authorities."),
    exchange=1,
    outlet="Coast Radio",
)
PROMPT = prompt(TREATY, REFERRED)
