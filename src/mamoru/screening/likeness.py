"""How much a word looks like a person's name, and how much a word near one says that it is.

What the dictionary does not know, or knows as something else as well, is looked up in a list, and
judged by its characters where the list has it not. Both are learnt by `training/likeness.py`, from
dictionaries and lists and no sentence; the weights of a match in `words/` say from which.
"""

from functools import cache, lru_cache
from math import exp, log

import msgspec

from mamoru.screening.sensitive_words import WORDS

LONGEST = 4
"""Characters of the longest group that is weighed."""
_LEAST, _MOST = 0.03, 0.97
"""No word is more certain than that."""
BY_CHARACTERS = 0.9
"""Part of a likelihood that rests on characters alone which is believed."""


class Characters(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of groups of characters: logistic regression."""

    bias: float
    weights: dict[str, float]

    def likelihood(self, groups: list[str]) -> float:
        """Return how likely a word of these groups is a name."""
        score = self.bias + sum(self.weights.get(one, 0.0) for one in set(groups))
        return 1 / (1 + exp(-score))


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """What is learnt of names in katakana, and of given names in kanji."""

    source: str
    katakana: Characters
    given: Characters


@cache
def packaged() -> Likeness:
    """Return what ships with Mamoru."""
    return msgspec.json.decode((WORDS / "likeness.json").read_bytes(), type=Likeness)


def grams(word: str) -> list[str]:
    """Return the groups of characters of a word in katakana, its bounds among them."""
    whole = f"^{word}$"
    return [
        whole[at : at + size]
        for size in range(1, LONGEST + 1)
        for at in range(len(whole) - size + 1)
    ]


def parts(word: str) -> list[str]:
    """Return the characters of a word in kanji, and once more with the bounds they stand at."""
    last = len(word) - 1
    return [
        *word,
        *(f"{'' if at else '^'}{char}{'$' if at == last else ''}" for at, char in enumerate(word)),
    ]


@lru_cache(maxsize=10_000)
def katakana_odds(word: str) -> float:
    """Return the logarithm of the odds that a word which no dictionary has is a name."""
    likely = _listed().get(word)
    if likely is None:
        likely = BY_CHARACTERS * packaged().katakana.likelihood(grams(word))
    return odds(likely)


def listed_odds(word: str) -> float | None:
    """Return those of a word of the dictionary that is used otherwise than it says, if it is."""
    likely = _listed().get(word)
    return None if likely is None else odds(likely)


@lru_cache(maxsize=10_000)
def given_likelihood(word: str) -> float:
    """Return how likely a word in kanji is a given name, 0 to 1."""
    return packaged().given.likelihood(parts(word))


def odds(likely: float) -> float:
    """Return the logarithm of the odds, within bounds."""
    bounded = min(_MOST, max(_LEAST, likely))
    return log(bounded / (1 - bounded))


@cache
def _listed() -> dict[str, float]:
    return _values("katakana.tsv")


@cache
def grades() -> dict[str, float]:
    """Return what each word near a name says for a person, up to 1, or against, down to -1."""
    return _values("context.tsv")


def _values(name: str) -> dict[str, float]:
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: float(value) for value, words in rows for word in words.split()}
