"""The one door to the library: add, list, search, quote, remove."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from store.adding import Adder
from store.asking import Asking
from store.catalog import Catalog
from store.corrections import Corrections
from store.database import Database
from store.dense_server import ChromaServer, ServerIndexes
from store.embedders import BUILT_IN, Embedder, Vector
from store.errors import LibraryError, UnknownTranscriptError
from store.hits import hits_of
from store.index import Index
from store.lines import Lines
from store.lock import writing
from store.mentions import Mentions
from store.passage_rows import Ids, PassageRows
from store.query_vectors import QueryVectors
from store.reembedding import Embedding, Move
from store.replies import Replies
from store.schema import MIGRATIONS
from store.scopes import Scopes
from store.search import BUILT_IN_WEIGHT, DENSE_WEIGHT, fuse
from store.spaces import Spaces
from store.spoken import Near, Spoken
from store.spoken_turns import SpokenTurn
from store.types import (
    Added,
    Entry,
    Filters,
    Found,
    Incoming,
    Progress,
    Reading,
    Scope,
    Sentence,
    Span,
    Transcript,
)
from store.vocabulary import Vocabulary, is_english, nearest, slips

# How many passages each side of the search contributes before they are fused.
_CANDIDATES = 50
# Letters by which two forms of one name may differ at the end, and those by which it is told at least.
_ENDING, _SHORTEST_BEGINNING = 3, 4


class Store:
    """A library in a folder. Safe to share between threads; other processes may read and add meanwhile."""

    def __init__(self, folder: Path, embedder: Embedder, *, chroma: ChromaServer | None = None) -> None:
        """Open or make the library; `chroma` is a server for its vector index, if there is one.

        Raises LibraryError when its folder cannot be used.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"{folder}: the library's folder cannot be made ({error.strerror}).",
                "Choose another with --data.",
            ) from error
        self.folder = folder
        self._embedder = embedder
        self._database = Database(folder / "catalog.sqlite3", MIGRATIONS)
        self._catalog = Catalog(self._database)
        self._passages = PassageRows(self._database)
        self._vocabulary = Vocabulary(self._database)
        self._scopes = Scopes(self._database)
        self.mentions = Mentions(self._database, self._scopes)
        self.lines = Lines(self._database, self._scopes)
        self.asking = Asking(self._database, self._scopes)
        self._spoken = Spoken(self._database)
        self.replies = Replies(self._database)
        self._chroma = chroma
        self._questions = QueryVectors(embedder)
        self._move = Move(Spaces(self._database), embedder)
        self._adder = Adder(
            folder, embedder, self._catalog, self._passages, self._scopes, self._move, lambda: self._index
        )

    def close(self) -> None:
        """Let go of the library's files in this thread."""
        if "_index" in self.__dict__:
            self._index.close()
        self._database.close()

    @cached_property
    def _index(self) -> Index:
        # Opened when it is needed: the name of its space may have to be asked of a server.
        server = ServerIndexes(self._chroma, self._catalog.library_id()) if self._chroma else None
        return Index(self._passages, self.folder, self._embedder.fingerprint, server)

    @property
    def embedder(self) -> Embedder:
        """What turns its passages and questions into vectors."""
        return self._embedder

    def embedding(self) -> Embedding:
        """Which embedder is in use, which the library was made with, and how far it is from one to the other."""
        return self._move.state()

    # --- the library ---

    def entries(self) -> list[Entry]:
        """Every transcript, newest first."""
        return self._catalog.entries()

    def entry(self, key: str) -> Entry:
        """The transcript of this id or file name. Raises UnknownTranscriptError."""
        matches = self._catalog.entries(key)
        exact = [entry for entry in matches if entry.id == key] or matches
        if not exact:
            raise UnknownTranscriptError(f"{key}: no such transcript.", "See the ids with: onrecord list")
        if len(exact) > 1:
            ids = ", ".join(entry.id for entry in exact)
            raise UnknownTranscriptError(f"{key}: several transcripts have this name.", f"Use an id: {ids}.")
        return exact[0]

    def transcript(self, key: str) -> Transcript:
        """The transcript of this id or file name, whole. Raises UnknownTranscriptError."""
        transcript = self._catalog.transcript(self.entry(key).id)
        if transcript is None:
            raise UnknownTranscriptError(f"{key}: removed a moment ago.", "See what is there: onrecord list")
        return transcript

    def digests(self, transcript_ids: Collection[str]) -> dict[str, str]:
        """The sha256 of the file behind each of these transcripts that is kept."""
        return self._catalog.digests(transcript_ids)

    def sentences(self, transcript_id: str, exchange: int) -> tuple[Sentence, ...]:
        """The sentences of an exchange, in order; none if there is no such exchange."""
        return self._catalog.sentences(transcript_id, exchange)

    def quote(self, span: Span) -> str:
        """The words of a span, as they stand in the transcript."""
        return self._catalog.cut(span)

    def scope(self, filters: Filters = Filters()) -> Scope:
        """How many transcripts the filters leave, and of which days."""
        return self._scopes.of(filters).scope

    def holds(self, filters: Filters) -> Callable[[int], bool]:
        """What tells whether the filters let a passage of this id pass, as of now."""
        mask = self._scopes.of(filters).mask
        return lambda passage: bool(mask[min(passage, len(mask) - 1)])

    @property
    def revision(self) -> str:
        """What changes whenever the library does."""
        return self._scopes.of(Filters()).revision

    def meant(self, word: str, names: list[str]) -> str | None:
        """The word, one of these names or else one some transcript has, that somebody may have meant; None if none.

        None too where the word stands in a transcript, is common English, or is too short to tell.
        """
        if not slips(word) or not self._vocabulary.lacks(word) or is_english(word):
            return None
        return nearest(word, names) or self._vocabulary.nearest(word, self.revision)

    def knows(self, name: str) -> bool:
        """Whether some transcript has a name, or a word of the same beginning: Brazil for Brazilian."""
        if not self._vocabulary.lacks(name):
            return True  # most do, and one look in the index tells; a stem may also be shorter than the beginning
        beginning = name[: max(len(name) - _ENDING, _SHORTEST_BEGINNING)]
        return not self._vocabulary.lacks_beginning(beginning, self.revision)

    def remove(self, key: str) -> Entry:
        """Forget a transcript everywhere. Raises UnknownTranscriptError, LibraryLockedError."""
        with writing(self.folder, "removing a transcript"):
            entry = self.entry(key)
            self._adder.remove(entry.id)
        return entry

    # --- adding ---

    def add(
        self,
        inputs: Iterable[Incoming | Added],
        *,
        corrections: Corrections = Corrections(),
        beside: Collection[str] = (),
    ) -> Generator[Progress | Added, None, None]:
        """Add each input in a transaction of its own; yields how far it is, and an Added for each.

        The same bytes change nothing; a changed file replaces its older version and keeps its id. No input takes
        another for its older version because of its name, nor a transcript `beside` them, which came along earlier.
        An input that fails does not stop the others. A library made with another embedder is embedded anew first.
        Raises LibraryLockedError at once, EmbedderError as soon as the embedder fails.
        """
        with writing(self.folder, "adding transcripts"):
            yield from self._adder.add(inputs, corrections, beside)

    def reembed(self) -> Generator[Progress, None, None]:
        """Embed what another embedder has embedded, transcript by transcript, and forget the other's vectors.

        Ids of transcripts and corrections stay. Interrupted, it goes on where it stopped. Nothing is done in a
        library that is wholly of this embedder. Raises LibraryLockedError, EmbedderError.
        """
        with writing(self.folder, "embedding the library anew"):
            yield from self._adder.reembed()

    def edit(self, key: str, now: Corrections, *, reset: bool = False) -> Entry:
        """Correct what was read; with `reset`, take earlier corrections back first.

        The text stays as it is. Raises UnknownTranscriptError, CorrectionError, LibraryLockedError.
        """
        with writing(self.folder, "correcting a transcript"):
            kept = self.transcript(key)
            self._adder.edit(kept, now, reset=reset)
        return self.entry(kept.id)

    def as_read(self, key: str) -> tuple[Reading, Corrections]:
        """What a transcript was read as, and everything said about it since. Raises UnknownTranscriptError."""
        return self._catalog.as_read(self.entry(key).id)

    def corrections(self, key: str) -> list[tuple[dt.datetime, Corrections]]:
        """Everything that was ever said about a transcript, oldest first."""
        return self._catalog.corrections_log(self.entry(key).id)

    # --- search ---

    def search(self, text: str, filters: Filters = Filters(), *, limit: int = 8) -> Found:
        """The exchanges that fit a question best, one passage each."""
        started = time.perf_counter()
        vector = self._questions.of(text)
        embedded = time.perf_counter()
        candidates = max(_CANDIDATES, 2 * limit)
        allowed = self._scopes.of(filters)
        dense = self._index.nearest(vector, allowed, candidates) if vector is not None else {}
        lexical = self._passages.lexical(text, allowed, candidates)
        # Where the embedder cannot read the question, its vectors only break ties.
        can_read = vector is not None and self._embedder.reads(text)
        share = self._move.share() if can_read else 0.0
        weight = BUILT_IN_WEIGHT if self._embedder.spec == BUILT_IN else DENSE_WEIGHT
        fused = fuse(dense, lexical, dense_weight=weight * share)
        with self.snapshot():  # a transcript may be replaced meanwhile
            hits = hits_of(fused, limit, self._passages, self._catalog)
        done = time.perf_counter()
        by_words = vector is None or (can_read and share < 1)
        return Found(hits, allowed.scope, (embedded - started) * 1000, (done - embedded) * 1000, by_words)

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        return self._database.snapshot()

    def voices(self) -> tuple[str, ...]:
        """Everybody who speaks in the library: the names of people, and of newsrooms that ask."""
        return self._spoken.voices(self._scopes.of(Filters()).revision)

    def turns_holding(
        self, text: str, filters: Filters = Filters(), *, voices: Sequence[str] | None = None
    ) -> Iterator[tuple[SpokenTurn, ...]]:
        """Every turn that holds the words of a text one after another, and perhaps some that do not.

        Those of a few transcripts at once, the oldest first; the next ones are read when they are asked for. Only of
        exchanges in which one of the `voices` speaks, or somebody without a name replies, if any are given.
        """
        allowed = self._scopes.of(filters)
        theirs = allowed if voices is None else self._scopes.among(allowed, voices)
        return self._spoken.holding(text, allowed, theirs)

    def turns_near(self, text: str, filters: Filters = Filters(), *, limit: int) -> Near:
        """The turns of the `limit` passages that share most of the rare words of a text, most first."""
        return self._spoken.near(text, self._scopes.of(filters), limit=limit)

    def nearest(self, vector: Vector, filters: Filters = Filters(), *, limit: int) -> dict[int, float]:
        """The passages nearest to a unit vector of this embedder, with their cosine, and perhaps some more."""
        return self._index.nearest(vector, self._scopes.of(filters), limit)

    def vectors(self) -> tuple[Ids, Vector]:
        """The ids of all passages, ascending, of shape (n,), and their unit vectors, of shape (n, dim), in memory."""
        return self._passages.vectors_after(self._embedder.fingerprint, 0)
