"""Whether somebody has the complaint that a short text names: logistic regression on n-grams.

The weights are learnt by `training/complaints.py` from posts that people labelled, and ship as one
JSON file; its first line says from what it was learnt. Nothing of a text is kept.
"""

from collections.abc import Iterable
from functools import cache
from itertools import repeat
from math import exp

import msgspec

from mamoru.screening.sensitive_words import WORDS

MASK = "〓"
"""Stands for the complaint, so that what is learnt of one holds for another."""
PLAIN, MASKED = 3, 5
"""Characters of the longest n-gram as written, and of one with a complaint masked."""


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of n-grams."""

    source: str
    bias: float
    weights: dict[str, float]

    def probability(self, text: str, spans: Iterable[tuple[int, int]]) -> float:
        """Return how likely it is that somebody has one of the complaints that stand at `spans`."""
        score = self.bias + sum(map(self.weights.get, grams(text, spans), repeat(0.0)))
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


@cache
def packaged() -> Model:
    """Return the model that ships with Mamoru."""
    return msgspec.json.decode((WORDS / "complaints.json").read_bytes(), type=Model)


def grams(text: str, spans: Iterable[tuple[int, int]]) -> set[str]:
    """Return the n-grams of `text`, and those around each complaint once it is masked."""
    whole = f"^{text}$"
    found = set(whole)
    for size in range(2, PLAIN + 1):
        found.update([whole[at : at + size] for at in range(len(whole) - size + 1)])
    masked = _masked(text, spans)
    at = masked.find(MASK)
    while at >= 0:
        for size in range(1, MASKED + 1):
            starts = range(max(0, at - size + 1), min(at, len(masked) - size) + 1)
            found.update([masked[start : start + size] for start in starts])
        at = masked.find(MASK, at + 1)
    return found


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, last = ["^"], 0
    for start, end in spans:
        parts += [text[last:start], MASK]
        last = end
    return "".join([*parts, text[last:], "$"])
