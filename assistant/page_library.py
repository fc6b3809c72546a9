"""What the Library tab shows and removes, as the JSON it draws. Knows no Gradio."""

from assistant.render import Json, library_json
from assistant.render_library import transcripts_json
from store.errors import ReportedError
from store.sample import FILE
from store.store import Store


def library(store: Store) -> Json:
    """The library as it is now, in a few words; `revision` tells when its table is to be asked for anew."""
    for _ in store.replies.label():  # a library that an older version made, once
        pass
    return library_json(store.entries(), sample_file=FILE) | {"revision": store.revision}


def transcripts(store: Store, _: object) -> Json:
    """Every transcript, for the table."""
    return transcripts_json(store.entries())


def remove(store: Store, transcript_id: object) -> Json:
    """Forget a transcript, and say so in one line."""
    try:
        entry = store.remove(transcript_id if isinstance(transcript_id, str) and transcript_id.isprintable() else "")
    except ReportedError as error:
        return note("Not removed", "failed", str(error))
    return note(entry.file, "done", "Removed from the library")


def note(file: str, state: str, text: str) -> Json:
    """A single line of the tab, of no job."""
    return {"job": None, "lines": [{"item": 0, "file": file, "state": state, "percent": None, "text": text}]}
