"""The benchmark of wording over time."""

from evals.wording import measure
from store.store import Store
from tests.assistant.speeches import with_briefings
from tests.fakes import HashEmbedder


def test_every_figure_is_told(empty_store: Store) -> None:
    with_briefings(empty_store)
    told = list(measure(empty_store.folder, HashEmbedder(), ["Halden accord"]))
    assert told[0] == "6 exchanges"
    assert [line.split("  ")[0] for line in told[1:]] == [
        "making the signatures that are missing",
        "signatures of one exchange, to be added",
        "timeline of 'Halden accord'",
        "wording of 'Halden accord'",
        "stock phrases",
    ]
