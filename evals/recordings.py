"""What a model's server replied, kept beside a suite and replayed: the same client, the same bytes, no socket.

A reply is known by the sha256 of its whole request: method, path below the server's address and the JSON body with
sorted keys; neither host nor key nor any header. A run that replays tests our code, not the model.
"""

import base64
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import httpx2

from evals.types import Suite
from store.errors import ReportedError

# What a replaying client is told to talk to: a name that never resolves (RFC 2606), so that a fault cannot reach out.
NOWHERE = "http://replay.invalid/v1"
SUFFIX = ".recordings.jsonl"
# A refusal of an option (400, 422) is part of the conversation; one for lack of room or a wrong key is not.
_KEPT_REFUSALS = (400, 422)
_END_OF_STREAM = b"data: [DONE]"
_OF_JUDGE = " (judge)"

_asking: ContextVar[str] = ContextVar("asking", default="")


class RecordingError(ReportedError):
    """Recordings that are not there or cannot be used."""


class MissingRecordingError(RecordingError):
    """A request in replay that was not recorded."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One reply: `case` and `model` say what for, `body` is its text, or base64 of it where `is_text` is False."""

    key: str
    case: str
    model: str
    status: int
    content_type: str
    body: str
    is_text: bool = True
    encoding: str = ""  # its content-encoding, where the server compressed it unasked

    @property
    def content(self) -> bytes:
        """The bytes that were received."""
        return self.body.encode() if self.is_text else base64.b64decode(self.body)


@contextmanager
def asking(case: str, *, as_judge: bool = False) -> Iterator[None]:
    """Name the question that the requests of this thread are for, until the block ends."""
    token = _asking.set(f"{case}{_OF_JUDGE}" if as_judge else case)
    try:
        yield
    finally:
        _asking.reset(token)


def recordings_path(suite: Suite) -> Path:
    """Where a suite's recordings lie: beside it."""
    return suite.path.with_name(f"{suite.path.stem}{SUFFIX}")


def request_key(request: httpx2.Request, below: str) -> str:
    """The sha256 of a request; `below` is the path of the server's address, which is left out."""
    content = request.read()
    body = json.loads(content) if content else None
    told = {"method": request.method, "path": request.url.path.removeprefix(below.rstrip("/")), "body": body}
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Recordings:
    """The replies in a file, by key. Safe to share between threads; each reply is appended whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one. Of two replies to one request the later counts. Raises RecordingError."""
        self.path = path
        self._kept: dict[str, Recording] = {}
        self._used: set[str] = set()
        self.missed: set[str] = set()  # cases of which replay asked what was not recorded
        self._lock = threading.Lock()
        try:
            data = path.read_bytes() if path.exists() else b""
        except OSError as error:
            raise RecordingError(f"{path}: cannot be read ({error.strerror}).", "Check its permissions.") from error
        known = {field.name for field in fields(Recording)}
        for number, line in enumerate(data[: data.rfind(b"\n") + 1].splitlines(), start=1):
            try:
                value = json.loads(line)
                recording = Recording(**{name: value[name] for name in value if name in known})
            except (ValueError, TypeError) as error:
                mend = "Take the line away, and record again with --mode record."
                raise RecordingError(f"{path}, line {number}: this is no recording.", mend) from error
            self._kept[recording.key] = recording

    @property
    def models(self) -> list[str]:
        """The models whose replies are here."""
        return sorted({recording.model for recording in self._kept.values() if not recording.case.endswith(_OF_JUDGE)})

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: str) -> Recording | None:
        """The reply to the request with this key."""
        return self._kept.get(key)

    def add(self, recording: Recording) -> None:
        """Append a reply. Raises RecordingError."""
        line = json.dumps(asdict(recording), ensure_ascii=False).encode() + b"\n"
        with self._lock:
            self._kept[recording.key] = recording
            self._used.add(recording.key)
            try:
                _append(self.path, line)
            except OSError as error:
                mend = "Copy the suite to a folder where it can be written."
                raise RecordingError(f"{self.path}: cannot be written ({error.strerror}).", mend) from error

    def tidy(self) -> None:
        """Drop what the questions recorded since the file was opened no longer ask of the same model; order by case."""
        with self._lock:
            if not self._used:
                return
            renewed = {(r.case, r.model) for r in map(self._kept.__getitem__, self._used)}
            kept = [r for key, r in self._kept.items() if key in self._used or (r.case, r.model) not in renewed]
            kept.sort(key=lambda recording: (recording.case, recording.model, recording.key))
            lines = "".join(json.dumps(asdict(recording), ensure_ascii=False) + "\n" for recording in kept)
            new = self.path.with_name(f"{self.path.name}.new")
            new.write_text(lines, encoding="utf-8")
            new.replace(self.path)
            self._kept = {recording.key: recording for recording in kept}

    def recorder(self, base_url: str, secret: str, inner: httpx2.BaseTransport | None = None) -> httpx2.BaseTransport:
        """A transport that asks the server and keeps what it says; `secret` is never written."""
        return _Recorder(self, inner or httpx2.HTTPTransport(), httpx2.URL(base_url).path, secret)

    def replayer(self) -> httpx2.BaseTransport:
        """A transport that replies from here and never opens a socket."""
        return _Replayer(self)


def _append(path: Path, line: bytes) -> None:
    with path.open("ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a killed run's piece of a line
                line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


class _Replayer(httpx2.BaseTransport):
    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        recording = self._recordings.find(request_key(request, httpx2.URL(NOWHERE).path))
        if recording is None:
            case = _asking.get() or "a question"
            self._recordings.missed.add(case.removesuffix(_OF_JUDGE))
            raise MissingRecordingError(
                f"{case}: this request is not in {self._recordings.path.name}; the suite, the transcripts, the prompt "
                "or a setting has changed since it was recorded.",
                f"Record it again: onrecord eval run SUITE --mode record --only {case.removesuffix(_OF_JUDGE)}",
            )
        headers = {"content-type": recording.content_type}
        if recording.encoding:
            headers["content-encoding"] = recording.encoding
        return httpx2.Response(recording.status, headers=headers, stream=_Bytes(recording.content), request=request)


class _Recorder(httpx2.BaseTransport):
    def __init__(self, recordings: Recordings, inner: httpx2.BaseTransport, below: str, secret: str) -> None:
        self._recordings, self._inner, self._below, self._secret = recordings, inner, below, secret

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["accept-encoding"] = "identity"  # so that a recording can be read
        body = request.read()
        response = self._inner.handle_request(request)
        if request.method != "POST" or not (response.is_success or response.status_code in _KEPT_REFUSALS):
            return response
        blank = Recording(
            key=request_key(request, self._below),
            case=_asking.get(),
            model=str(json.loads(body).get("model", "")),
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            body="",
            encoding=response.headers.get("content-encoding", ""),
        )
        assert isinstance(response.stream, httpx2.SyncByteStream)
        stream = _Teed(response.stream, lambda content: self._recordings.add(self._filled(blank, content)))
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def _filled(self, blank: Recording, content: bytes) -> Recording:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return replace(blank, body=base64.b64encode(content).decode(), is_text=False)
        return replace(blank, body=text.replace(self._secret, "***") if self._secret else text)

    def close(self) -> None:
        self._inner.close()


class _Bytes(httpx2.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


class _Teed(httpx2.SyncByteStream):
    """Passes a stream on and, once it is over, gives all of it to `keep`; a reply that broke off is not kept."""

    def __init__(self, inner: httpx2.SyncByteStream, keep: Callable[[bytes], None]) -> None:
        self._inner, self._keep = inner, keep
        self._chunks: list[bytes] = []
        self._is_over = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._inner:
            self._chunks.append(chunk)
            yield chunk
        self._finish()

    def close(self) -> None:
        self._inner.close()
        # The client hangs up after the end-of-stream mark, before the server does.
        if _END_OF_STREAM in b"".join(self._chunks[-4:]):
            self._finish()

    def _finish(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._keep(b"".join(self._chunks))
