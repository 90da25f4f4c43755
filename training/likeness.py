"""Learns how much a word looks like a person's name, and what its neighbours say of it.

python -m training.likeness vectors.npz    (made by `training/vectors.py`)

Writes `katakana.tsv`, `likeness.json` and `context.tsv` into `src/mamoru/screening/words/`. It
learns from words of SudachiDict (Apache-2.0) by their part of speech, the lists of names that ship
(MIT), and our own lists of what is said near a name; no sentence is needed. Vectors (ja-ginza, MIT)
carry what is known of one word to those like it. The same vectors and dictionary give the same
files.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import sudachipy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mamoru.screening.likeness import (
    BY_CHARACTERS,
    Characters,
    Likeness,
    grams,
    odds,
    parts,
)
from mamoru.screening.wordlists import given_names, words_of

WORDS = Path(__file__).parents[1] / "src/mamoru/screening/words"
SOURCE = (
    "Learnt from SudachiDict (Works Applications, Apache-2.0), the word vectors of ja-ginza "
    "(Megagon Labs, MIT) and japanese-personal-name-dataset (MIT). See NOTICE."
)
UNLIKELY, ALSO, APART = 0.73, 0.5, 1.4
"""A name of the dictionary is listed below the first, another word of it above the second, and any
word where its vector moves the odds (their logarithm) by more than the third."""
FREQUENT = 60_000
"""Words, the most frequent first, of which the context is graded."""
WORTH = {"人名": 1.0, "地名": 1.0, "固有名詞": 2.0, "": 0.5}
"""What a word of each part of speech counts for: among words that no dictionary has, proper names
are frequent and common nouns are not."""
LEAST = 4
"""Words that a group of characters must be in."""
_KATAKANA = re.compile("(?![ァィゥェォャュョッーン])[ァ-ヺー]{2,}")
_KANJI = re.compile("[一-龥々]{1,3}")
PERSON = ("persons", "person_nouns", "person_verbs")
OTHER = ("things", "organisation_nouns", "organisation_verbs")


class Vectors(NamedTuple):
    """Words, the most frequent first, and their vectors of length 1."""

    words: list[str]
    rows: np.ndarray
    matrix: np.ndarray

    def of(self, words: Iterable[str]) -> np.ndarray:
        """Return one vector a row."""
        number = dict(zip(self.words, self.rows, strict=True))
        found: np.ndarray = self.matrix[[number[word] for word in words]]
        return found


def read(path: str) -> Vectors:
    """Return what `training/vectors.py` wrote."""
    with np.load(path) as file:
        matrix = file["vectors"]
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
        return Vectors(file["words"].tolist(), file["rows"], matrix / lengths)


def _logit(likely: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.log(likely / (1 - likely))
    return found


class Katakana(NamedTuple):
    """Words in katakana by what the dictionary knows of them."""

    labels: dict[str, bool | None]
    """Whether it is a person's name; absent where the dictionary has it as both."""
    weights: dict[str, float]
    """How much each that is the one or the other counts as an example."""
    unknown: list[str]
    """Words that have a vector and are in no dictionary."""

    def sure(self) -> list[str]:
        """Return the words that the dictionary knows as one thing only."""
        return [word for word, label in self.labels.items() if label is not None]


def katakana(vectors: Vectors, dictionary: sudachipy.Dictionary) -> Katakana:
    """Return the words in katakana of the dictionary, and those that have a vector only."""
    speeches: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in dictionary.entries():
        word = entry.raw_surface()
        if _KATAKANA.fullmatch(word):
            speeches[word].add(entry.part_of_speech())
    found = Katakana({}, {}, [])
    for word in sorted(speeches):
        persons = {speech[2] == "人名" for speech in speeches[word]}
        found.labels[word] = None if len(persons) > 1 else persons == {True}
        found.weights[word] = max(WORTH[_class(speech)] for speech in speeches[word])
    found.unknown.extend(
        word for word in vectors.words if _KATAKANA.fullmatch(word) and word not in speeches
    )
    return found


def _class(speech: tuple[str, ...]) -> str:
    return speech[2] if speech[2] in WORTH else speech[1] if speech[1] in WORTH else ""


def likelihoods(vectors: Vectors, seen: Katakana) -> dict[str, float]:
    """Return how likely each word that has a vector is a name, by its characters and its vector.

    Those that taught are judged by models that have not seen them.
    """
    sure, has_vector = seen.sure(), set(vectors.words)
    both = [word for word in sure if word in has_vector]
    others = [word for word, label in seen.labels.items() if label is None and word in has_vector]
    others += seen.unknown
    spelt, meant = _by_characters(seen, others), _by_vectors(vectors, seen, both, others)
    labels = np.array([seen.labels[word] for word in both])
    mine, theirs = (
        np.column_stack([[view[word] for word in words] for view in (spelt, meant)])
        for words in (both, others)
    )
    judge = LogisticRegression()
    judged = cross_val_predict(judge, mine, labels, cv=5, method="predict_proba")[:, 1]
    rest = judge.fit(mine, labels).predict_proba(theirs)[:, 1]
    return dict(zip([*both, *others], map(float, [*judged, *rest]), strict=True))


def _by_characters(seen: Katakana, others: list[str]) -> dict[str, float]:
    sure = seen.sure()
    counter = CountVectorizer(analyzer=grams, min_df=3, binary=True)
    model = LogisticRegression(C=0.5, solver="liblinear", max_iter=300)
    return _views(model, counter.fit_transform(sure), counter.transform(others), sure, others, seen)


def _by_vectors(
    vectors: Vectors, seen: Katakana, both: list[str], others: list[str]
) -> dict[str, float]:
    model = LogisticRegression(C=10, max_iter=500)
    return _views(model, vectors.of(both), vectors.of(others), both, others, seen)


def _views(
    model: LogisticRegression, mine: np.ndarray, theirs: np.ndarray, sure: list[str],
    others: list[str], seen: Katakana,
) -> dict[str, float]:  # fmt: skip
    """Return the odds of the words that taught, of models that did not see them, and of others."""
    labels = np.array([seen.labels[word] for word in sure])
    weights = np.array([seen.weights[word] for word in sure])
    judged = cross_val_predict(
        model, mine, labels, cv=StratifiedKFold(5, shuffle=True, random_state=0),
        method="predict_proba", params={"sample_weight": weights},
    )[:, 1]  # fmt: skip
    model.fit(mine, labels, sample_weight=weights)
    rest = model.predict_proba(theirs)[:, 1]
    return dict(zip([*sure, *others], map(float, _logit(np.array([*judged, *rest]))), strict=True))


def characters(seen: Katakana, likely: dict[str, float]) -> Characters:
    """Return a model of characters alone, for words that have no vector."""
    sure = seen.sure()
    doubt = np.array([likely[word] for word in seen.unknown])
    half = len(doubt)
    return _model(
        grams,
        [*sure, *seen.unknown, *seen.unknown],
        np.array([*(seen.labels[word] for word in sure), *[True] * half, *[False] * half]),
        np.concatenate([[seen.weights[word] for word in sure], doubt / 2, (1 - doubt) / 2]),
        least=LEAST, strength=0.3, worth=0.15,
    )  # fmt: skip


def given(vectors: Vectors, dictionary: sudachipy.Dictionary) -> Characters:
    """Return a model of given names in kanji against other words of as many characters."""
    listed = sorted(filter(_KANJI.fullmatch, given_names()))
    names = set(np.random.default_rng(0).permutation(listed)[:12_000].tolist())
    others = []
    for word in filter(_KANJI.fullmatch, vectors.words):
        entries = [entry.part_of_speech() for entry in dictionary.lookup(word)]
        if any(speech[3] == "名" for speech in entries):
            names.add(word)
        elif entries and all(speech[2] != "人名" for speech in entries) and word not in listed:
            others.append(word)
    labels = np.array([True] * len(names) + [False] * len(others))
    weights = np.where(labels, 0.5 / len(names), 0.5 / len(others)) * len(labels)
    return _model(
        parts, [*sorted(names), *others], labels, weights, least=2, strength=0.5, worth=0.1
    )


def _model(
    cut: Callable[[str], list[str]], words: Sequence[str], labels: np.ndarray, weights: np.ndarray,
    *, least: int, strength: float, worth: float,
) -> Characters:  # fmt: skip
    counter = CountVectorizer(analyzer=cut, min_df=least, binary=True)
    fitted = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0)
    fitted.fit(counter.fit_transform(words), labels, sample_weight=weights)
    found = zip(counter.get_feature_names_out(), fitted.coef_[0], strict=True)
    return Characters(
        bias=round(float(fitted.intercept_[0]), 2),
        weights={gram: round(float(one), 2) for gram, one in found if abs(one) > worth},
    )


def context(vectors: Vectors, dictionary: sudachipy.Dictionary) -> dict[str, float]:
    """Return how much a word near a name says that it is a person's (above 0), or not."""
    tokenizer, known = dictionary.tokenizer(), set(vectors.words)

    def spellings(titles: Iterable[str]) -> set[str]:
        words = sorted({word for title in titles for word in words_of(title)})
        return {tokenizer.tokenize(word)[0].normalized_form() for word in words} & known

    persons, others = spellings(PERSON), spellings(OTHER)
    words = sorted(persons - others) + sorted(others - persons)
    labels = [word in persons for word in words]
    model = LogisticRegression(C=5, max_iter=500, class_weight="balanced")
    model.fit(vectors.of(words), labels)
    frequent = [word for word in vectors.words[:FREQUENT] if _is_plain(dictionary, word)]
    scores = model.decision_function(vectors.of(frequent))
    return {
        word: float(np.sign(score) * min(1, (abs(score) - 1) / 3))
        for word, score in zip(frequent, scores, strict=True)
        if abs(score) > 1
    }


def _is_plain(dictionary: sudachipy.Dictionary, word: str) -> bool:
    entries = [entry.part_of_speech() for entry in dictionary.lookup(word)]
    return any(one[0] == "動詞" or one[:2] == ("名詞", "普通名詞") for one in entries)


def _write(name: str, values: dict[str, float], step: float) -> None:
    """Write words by value, rounded to `step`; the values first, the words of each in order."""
    groups: dict[float, list[str]] = defaultdict(list)
    for word, value in values.items():
        groups[round(round(value / step) * step, 2)].append(word)
    lines = [f"{value:g}\t{' '.join(sorted(groups[value]))}\n" for value in sorted(groups) if value]
    (WORDS / name).write_text(f"# {SOURCE}\n{''.join(lines)}", encoding="utf-8")


def listed(seen: Katakana, likely: dict[str, float], spelt: Characters) -> dict[str, float]:
    """Return the words of which more is known than the dictionary and their characters say."""
    found = {}
    for word, value in likely.items():
        by_characters = BY_CHARACTERS * spelt.likelihood(grams(word))
        is_news = abs(odds(value) - odds(by_characters)) > APART
        if word in seen.labels:
            label = seen.labels[word]
            is_news |= (label is not False and value < UNLIKELY) or (not label and value > ALSO)
        if is_news:
            found[word] = value
    return found


def main(path: str) -> None:
    """Write the files."""
    vectors, dictionary = read(path), sudachipy.Dictionary()
    seen = katakana(vectors, dictionary)
    likely = likelihoods(vectors, seen)
    spelt = characters(seen, likely)
    _write("katakana.tsv", listed(seen, likely, spelt), 0.05)
    _write("context.tsv", context(vectors, dictionary), 0.2)
    made = Likeness(source=SOURCE, katakana=spelt, given=given(vectors, dictionary))
    encoded = msgspec.json.encode(made, order="deterministic")
    (WORDS / "likeness.json").write_bytes(msgspec.json.format(encoded, indent=0) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
