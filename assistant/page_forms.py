"""What the Library, Quotes, Timeline and Evaluation tabs send, and which file an upload is."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.page_input import Sent
from store.errors import ReportedError
from store.inputs import shown


class Upload(Sent):
    """A file that was uploaded: where the page's server put it, and what the person calls it."""

    path: str = Field(max_length=4000)
    name: str = Field(max_length=2000)


class AddForm(Sent):
    """What is to be added: uploaded files, or what is behind a web address. `job` is the browser's name for this.

    `drop` is the job in which these files were tried first.
    """

    job: str = Field(pattern="^[a-z0-9]{8,64}$")
    drop: str | None = Field(default=None, pattern="^[a-z0-9]{8,64}$")
    files: list[Upload] = Field(default=[], max_length=20_000)
    address: str | None = None


class Slice(Sent):
    """A transcript from its exchange at this position on."""

    id: str
    first: int = Field(ge=0)


class RunQuestion(Sent):
    """A question of a run, by its place."""

    run: str
    number: int


class TwoRuns(Sent):
    """Two runs, the earlier one first."""

    first: str
    second: str


class QuoteForm(Sent):
    """A quote to be checked, its places from one on; `speaker` is empty where nobody is claimed to have said it."""

    text: str = Field(max_length=100_000)
    speaker: str = Field(default="", max_length=300)
    start: int = Field(default=0, ge=0)


class ArticleForm(Sent):
    """An article: its text, or a file that was uploaded, or what is behind a web address."""

    text: str = ""
    file: Upload | None = None
    address: str | None = None


class Topic(Sent):
    """What a timeline is asked about; a day or the speaker is empty where none was chosen."""

    topic: str = Field(max_length=5000)
    by: Literal["outlet", "speaker"]
    since: str = ""
    until: str = ""
    speaker: str = Field(default="", max_length=300)


class Worded(Topic):
    """Wording is asked about; without a topic, what is repeated. `all` is more than the first lines."""

    all: bool = False


class WordedLine(Worded):
    """More of one of those lines, named by where it was said last: of its places or changes, from one of them on."""

    line: str = Field(max_length=300)
    part: Literal["places", "changes"]
    start: int = Field(ge=0)


class Behind(Topic):
    """Some exchanges of a timeline: of these days and groups, or those that came near, from this place on."""

    first: str = ""
    last: str = ""
    groups: list[str | None] = Field(default=[], max_length=1000)
    near: bool = False
    start: int = Field(default=0, ge=0)


class Declined(Topic):
    """The non-answers of a speaker, an outlet or a month (`2031-03`), or all of them, from this place on."""

    kind: Literal["all", "speaker", "outlet", "month"]
    name: str | None = None
    start: int = Field(default=0, ge=0)


def uploaded(sent: Upload, folder: Path) -> Path:
    """The uploaded file itself: right inside a folder of its own in the `folder` of uploads, and no link out of it."""
    try:
        path = Path(sent.path).resolve()
        if path.parent.parent == folder.resolve() and path.is_file():
            return path
    except (OSError, ValueError):
        pass
    raise ReportedError(f"{shown(sent.name)}: the upload is no longer there.", "Choose the file again.")
