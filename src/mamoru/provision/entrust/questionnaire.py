"""The questionnaire for contractors: the safety measures of the guidelines, and the score."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from mamoru.policy.words import Word

Answer = Literal["yes", "partly", "no"]
POINTS: dict[str, int] = {"yes": 2, "partly": 1, "no": 0}
PASS = 80
"""Per cent of the points from which on a contractor is fit; a figure of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A safety measure that is asked about; one that `is_must` nobody may lack."""

    name: str
    word: Word
    measure: str
    is_must: bool


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers come to: per cent, whether that is enough, and what is lacking."""

    percent: int
    passed: bool
    lacks: tuple[str, ...]
    """Measures that nobody may lack, and that are not there."""


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return every question in the order of the guidelines."""
    raw = files("mamoru.provision.entrust").joinpath("questions.yaml").read_bytes()
    return tuple(
        Question(
            name=name, word=Word(one["ja"], one["en"]), measure=one["measure"], is_must=one["must"]
        )
        for name, one in yaml.safe_load(raw)["questions"].items()
    )


def unanswered(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the questions that have no answer, and the answers to no question."""
    asked = {one.name for one in questions()}
    return tuple(sorted(asked ^ set(answers)))


def score(answers: Mapping[str, str]) -> Score:
    """Return what `answers` to every question come to."""
    total = sum(POINTS[answers[one.name]] for one in questions())
    percent = 100 * total // (POINTS["yes"] * len(questions()))
    lacks = tuple(one.name for one in questions() if one.is_must and answers[one.name] == "no")
    return Score(percent=percent, passed=percent >= PASS and not lacks, lacks=lacks)
