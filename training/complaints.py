"""Trains the model of everyday complaints.

python -m training.complaints    (writes `src/mamoru/screening/words/complaints.json`)

Logistic regression on n-grams that are scaled by their log-count ratio (Wang and Manning 2012,
"Baselines and bigrams"); the ratios are folded into the weights. The same data give the same file.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from mamoru.screening.sensitive import complaints
from mamoru.screening.sensitive_model import Model, grams

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

HERE = Path(__file__).parent
WRITTEN = HERE.parent / "src/mamoru/screening/words/complaints.json"
SOURCE = (
    "Learnt from SMDIS of JMED-LLM (Sociocom, https://github.com/sociocom/JMED-LLM), made from the "
    "NTCIR-13 MedWeb corpus, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), changed: "
    "labels joined, n-grams counted; and from sentences of our own. See NOTICE."
)
STRENGTH = 0.1
"""Inverse of the strength of the penalty, chosen by cross-validation."""
SEEN = 2
"""Texts that an n-gram has to be in."""


class Labelled(NamedTuple):
    """A text, and whether somebody in it has a complaint."""

    text: str
    is_positive: bool


def posts(path: Path = HERE / "health_posts.csv") -> list[Labelled]:
    """Return the posts that people labelled."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Labelled(row["text"], bool(row["conditions"])) for row in csv.DictReader(file)]


def own(path: Path = HERE / "own_sentences.tsv") -> list[Labelled]:
    """Return the sentences written for Mamoru."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Labelled(text, label == "1") for label, text in rows]


def trained(examples: Iterable[Labelled]) -> Model:
    """Return the model of `examples`; those that name no complaint teach nothing."""
    from scipy.sparse import diags  # both take a second: whoever only reads the data need not wait
    from sklearn.linear_model import LogisticRegression

    seen = [
        (grams(piece.text, piece.spans), example.is_positive)
        for example in examples
        for piece in complaints(example.text)
    ]
    names = _names([found for found, _ in seen])
    matrix = _matrix([found for found, _ in seen], names)
    labels = np.array([is_positive for _, is_positive in seen])
    ratios = _ratios(matrix, labels)
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=2_000, random_state=0)
    fitted.fit(matrix @ diags(ratios), labels)
    weights = fitted.coef_[0] * ratios
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return Model(
        source=SOURCE,
        bias=round(float(fitted.intercept_[0]), 3),
        weights={name: weight for name, weight in kept.items() if weight},
    )


def _names(seen: Sequence[set[str]]) -> list[str]:
    counts: dict[str, int] = {}
    for found in seen:
        for gram in found:
            counts[gram] = counts.get(gram, 0) + 1
    return sorted(gram for gram, count in counts.items() if count >= SEEN)


def _matrix(seen: Sequence[set[str]], names: Sequence[str]) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    number = {name: at for at, name in enumerate(names)}
    cells = [
        (row, number[gram]) for row, found in enumerate(seen) for gram in found if gram in number
    ]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(seen), len(names)))


def _ratios(matrix: "csr_matrix", labels: np.ndarray) -> np.ndarray:
    """Return how much more often each n-gram is in positive texts, as a logarithm, smoothed."""
    positive = 0.5 + np.asarray(matrix[labels].sum(axis=0))[0]
    negative = 0.5 + np.asarray(matrix[~labels].sum(axis=0))[0]
    ratios: np.ndarray = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return ratios


def main() -> None:
    """Write the model."""
    model = trained([*posts(), *own()])
    WRITTEN.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=0) + b"\n")
    print(f"{len(model.weights)} weights, {WRITTEN.stat().st_size} bytes")


if __name__ == "__main__":
    main()
