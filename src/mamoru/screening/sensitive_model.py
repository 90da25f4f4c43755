"""Whether somebody has the complaint that a short text names: logistic regression on n-grams.

The weights are learnt by `training/complaints.py` from posts that people labelled, and ship as one
JSON file; its first line says from what it was learnt. Nothing of a text is kept.
"""

from collections.abc import Iterable
from functools import cache
from itertools import repeat
from math import exp
from operator import add

import msgspec

from mamoru.screening.sensitive_words import WORDS

MASK = "〓"
"""Stands for the complaint, so that what is learnt of one holds for another."""
PLAIN, MASKED = 3, 5
"""Characters of the longest n-gram as written, and of one with a complaint masked."""
_WINDOWS = [(size - on, on) for size in range(1, MASKED + 1) for on in range(1, size + 1)]
"""Characters before a mask, and from it on, of every n-gram that holds it."""


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
    found, longer = set(whole), list(whole)
    for size in range(1, PLAIN):
        longer = list(map(add, longer, whole[size:]))  # each gram with the character after it
        found.update(longer)
    masked = _masked(text, spans)
    at = masked.find(MASK)
    while at >= 0:
        near, left = masked[max(0, at - MASKED + 1) : at + MASKED], min(at, MASKED - 1)
        room = len(near) - left
        found.update(
            [near[left - back : left + on] for back, on in _WINDOWS if back <= left and on <= room]
        )
        at = masked.find(MASK, at + 1)
    return found


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, last = ["^"], 0
    for start, end in spans:
        parts += [text[last:start], MASK]
        last = end
    return "".join([*parts, text[last:], "$"])
