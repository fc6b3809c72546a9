"""Known data sets, read from their own files when somebody gives them: `load_dataset("qmsum", Path(...))`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from evals.datasets.friendsqa import read_friendsqa
from evals.datasets.headlines import read_headlines
from evals.datasets.mtrag import read_mtrag
from evals.datasets.qmsum import read_qmsum
from evals.datasets.records import DatasetError
from evals.datasets.shapes import Dataset, GoldTurns, gold_of_turns, resolved_dataset

__all__ = ["DATASETS", "Dataset", "DatasetError", "GoldTurns", "gold_of_turns", "load_dataset", "resolved_dataset"]

DATASETS: Mapping[str, Callable[[Path], Dataset]] = {
    "qmsum": read_qmsum,
    "friendsqa": read_friendsqa,
    "mtrag": read_mtrag,
    "headlines": read_headlines,
}


def load_dataset(name: str, path: Path) -> Dataset:
    """A data set from its file, as a suite whose gold `resolved_dataset` fills in once the transcripts are read.

    Raises DatasetError when the name is not known or the file is not that data set.
    """
    if name not in DATASETS:
        raise DatasetError(f"{name}: no such data set.", f"Known are: {', '.join(DATASETS)}.")
    if path.is_dir():
        raise DatasetError(f"{path}: is a folder.", "Give the data set's file itself.")
    return DATASETS[name](path)
