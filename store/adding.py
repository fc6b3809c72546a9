"""What changes a library: transcripts put in, corrected, taken out, embedded anew."""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Set
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

from store.catalog import Catalog, Kept, NewPassage
from store.corrections import Corrections, check, corrected, merged
from store.cutting import passages_of, sentences_of
from store.embedders import Embedder, Vector
from store.errors import EmbedderError, LibraryError, ReportedError, UnreadableTranscriptError
from store.formats import READER_VERSION, read_transcript
from store.index import Index
from store.leftovers import leftovers, remove
from store.passage_rows import PassageRows
from store.reembedding import Move
from store.scopes import Scopes
from store.signatures import likeness, words
from store.types import Added, Filters, Incoming, Progress, Reading, Transcript

# Of their words and pairs of neighbours; a text that nearly doubles still has as much in common with its beginning,
# and of 300 briefings no two have more than .24.
_SAME_TEXT = 0.5


class Adder:
    """Writes to a library in a folder, each transcript in a transaction; its caller holds the lock of who writes."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        catalog: Catalog,
        passages: PassageRows,
        scopes: Scopes,
        move: Move,
        index: Callable[[], Index],
    ) -> None:
        """`index` gives the vector index, which is opened when it is first needed."""
        self._folder, self._embedder = folder, embedder
        self._catalog, self._passages, self._scopes = catalog, passages, scopes
        self._move, self._index = move, index

    def add(
        self, inputs: Iterable[Incoming | Added], corrections: Corrections, beside: Collection[str] = ()
    ) -> Generator[Progress | Added, None, None]:
        """As `Store.add` says."""
        self._tidy()
        yield from self.reembed()
        last, met = "", set(beside)
        for item in inputs:
            last = item.file
            if isinstance(item, Added):
                yield item
                continue
            try:
                yield Progress(item.file, "reading", 0, 0)
                added = yield from self._add_one(item, corrections, met)
                met.add(added.transcript_id or "")
                yield added
            except (LibraryError, EmbedderError):
                raise
            except ReportedError as error:
                yield Added(item.file, None, "failed", problem=error.problem, mend=error.mend)
            yield from self._refresh(item.file, at_end=False)
        yield from self._refresh(last, at_end=True)

    def reembed(self) -> Generator[Progress, None, None]:
        """As `Store.reembed` says."""
        if (yield from self._move.run(self._keep_again)):
            yield from self._refresh("", at_end=True)

    def edit(self, kept: Transcript, now: Corrections, *, reset: bool) -> None:
        """As `Store.edit` says."""
        self._move.check()
        as_read, before = self._catalog.as_read(kept.id)
        said = now if reset else merged(before, now)
        check(as_read, now, Corrections() if reset else before)
        for _ in self._put_back(replace(kept, reading=corrected(as_read, said)), as_read, said):
            pass
        self._catalog.log_corrections(kept.id, kept.file, now)
        self._settle()

    def remove(self, transcript_id: str) -> None:
        """Forget a transcript everywhere."""
        self._catalog.delete(transcript_id)
        self._settle()

    def _tidy(self) -> None:
        """Delete what a killed process left half written; only the one who writes may."""
        published = self._passages.generation()
        remove(leftovers(self._folder, published.name if published else None))

    def _refresh(self, file: str, *, at_end: bool) -> Iterator[Progress]:
        for done, total in self._index().refresh(self._scopes.of(Filters()), at_end=at_end):
            yield Progress(file, "indexing", done, total)

    def _settle(self) -> None:
        """Bring a small library's index up to date after one change; a large one waits for the next `add`."""
        if self._move.is_done():
            for _ in self._index().refresh(self._scopes.of(Filters()), at_end=True, only_small=True):
                pass

    def _keep_again(self, transcript_id: str) -> Iterator[Progress]:
        transcript = self._catalog.transcript(transcript_id)
        assert transcript is not None, "only the one who writes removes"
        yield from self._put_back(transcript, *self._catalog.as_read(transcript_id))

    def _put_back(self, transcript: Transcript, as_read: Reading, said: Corrections) -> Iterator[Progress]:
        """Keep a transcript again; where it came from and which reader read it stay."""
        origin, reader = self._catalog.origin(transcript.id), self._catalog.reader(transcript.id)
        yield from self._keep(transcript, as_read, said, origin, reader)

    def _add_one(self, item: Incoming, now: Corrections, met: Set[str]) -> Generator[Progress, None, Added]:
        data = read_bytes(item)
        digest = hashlib.sha256(data).hexdigest()
        kept = self._catalog.kept(origin=item.origin, sha256=digest)
        said = merged(kept.corrections, now) if kept else now
        if kept and (kept.sha256, kept.reader, kept.corrections) == (digest, READER_VERSION, said):
            return Added(item.file, kept.id, "unchanged", kept.exchanges)
        as_read = read_transcript(data, item.file)
        as_read = replace(as_read, source_url=as_read.source_url or item.source_url)
        if not kept and item.origin is None and (kept := self._older_version(item.file, as_read.text, met)):
            said = merged(kept.corrections, now)
        reading = corrected(as_read, said)
        transcript_id = kept.id if kept else self._new_id(item.file)
        origin = kept.origin if kept else item.origin or f"upload:{transcript_id}"
        transcript = Transcript(transcript_id, item.file, digest, dt.datetime.now(dt.UTC), reading)
        yield from self._keep(transcript, as_read, said, origin)
        if now:
            self._catalog.log_corrections(transcript_id, item.file, now)
        return Added(item.file, transcript_id, "replaced" if kept else "added", len(reading.exchanges))

    def _older_version(self, file: str, text: str, met: Set[str]) -> Kept | None:
        """The transcript of this name whose text is most alike, if it is largely the same.

        What came along with it, `met`, is no version of it.
        """
        new = words(text)
        named = [kept for kept in self._catalog.named(file) if kept.id not in met]
        alike = [(likeness(new, words(self._catalog.as_read(kept.id)[0].text)), kept) for kept in named]
        share, nearest = max(alike, key=itemgetter(0), default=(0.0, None))
        return nearest if share >= _SAME_TEXT else None

    def _keep(
        self, transcript: Transcript, as_read: Reading, said: Corrections, origin: str, reader: int = READER_VERSION
    ) -> Generator[Progress, None, None]:
        sentences = sentences_of(transcript.reading, transcript.id)
        passages = passages_of(sentences, self._embedder.count_tokens, self._embedder.window)
        vectors = yield from self._embed(transcript.file, passages)
        self._catalog.put(
            transcript,
            origin=origin,
            reader=reader,
            as_read=as_read,
            corrections=said,
            sentences=sentences,
            passages=passages,
            embedder=self._embedder.fingerprint,
            vectors={hash: vector.tobytes() for hash, vector in vectors.items()},
        )

    def _embed(self, file: str, passages: list[NewPassage]) -> Generator[Progress, None, dict[str, Vector]]:
        """The vectors of all passages whose hash has none yet."""
        new = {passage.hash: passage for passage in passages}
        for hash in self._passages.known_hashes(list(new), self._embedder.fingerprint):
            del new[hash]
        waiting = list(new.values())
        vectors: dict[str, Vector] = {}
        done, total = 0, sum(passage.tokens for passage in waiting)
        for position, vector in self._embedder.embed([passage.words for passage in waiting]) if waiting else ():
            vectors[waiting[position].hash] = vector
            done += waiting[position].tokens
            yield Progress(file, "embedding", done, total)
        return vectors

    def _new_id(self, file: str) -> str:
        """Ten letters and digits that stay the same when a file of this name is added elsewhere."""
        for attempt in range(1_000_000):
            digest = hashlib.sha256(f"{file}\0{attempt}".encode("utf-8", "surrogatepass")).digest()
            candidate = base64.b32encode(digest)[:10].decode().lower()
            if not self._catalog.holds(candidate):
                return candidate
        raise AssertionError("unreachable: a million transcripts of one name")


def read_bytes(item: Incoming) -> bytes:
    """The bytes of an input. Raises UnreadableTranscriptError."""
    if item.data is not None:
        return item.data
    assert item.path is not None
    try:
        return item.path.read_bytes()
    except OSError as error:
        raise UnreadableTranscriptError(
            f"{item.file}: cannot be read ({error.strerror}).", "Check the file and its permissions."
        ) from error
