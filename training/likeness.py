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
from sklearn.model_selection import cross_val_predict

from mamoru.screening.likeness import Characters, Likeness, grams, parts
from mamoru.screening.wordlists import given_names, words_of

WORDS = Path(__file__).parents[1] / "src/mamoru/screening/words"
SOURCE = (
    "Learnt from SudachiDict (Works Applications, Apache-2.0), the word vectors of ja-ginza "
    "(Megagon Labs, MIT) and japanese-personal-name-dataset (MIT). See NOTICE."
)
LIKELY, UNLIKELY, ALSO = 0.6, 0.73, 0.5
"""A word that the dictionary has not is listed from the first on, a name of the dictionary below
the second, and another word of it from the third on."""
FREQUENT = 60_000
"""Words, the most frequent first, of which the context is graded."""
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

    words: list[str]
    labels: list[bool | None]
    """Whether it is a person's name; absent where the dictionary has it as both."""
    unknown: list[str]


def katakana(vectors: Vectors, dictionary: sudachipy.Dictionary) -> Katakana:
    """Return the words in katakana that have a vector."""
    found = Katakana([], [], [])
    for word in filter(_KATAKANA.fullmatch, vectors.words):
        persons = {entry.part_of_speech()[2] == "人名" for entry in dictionary.lookup(word)}
        if persons:
            found.words.append(word)
            found.labels.append(None if len(persons) > 1 else persons == {True})
        else:
            found.unknown.append(word)
    return found


def likelihoods(vectors: Vectors, seen: Katakana) -> dict[str, float]:
    """Return how likely each word is a name, by its characters and its vector.

    Those that taught are judged by models that have not seen them.
    """
    sure = [word for word, label in zip(seen.words, seen.labels, strict=True) if label is not None]
    labels = np.array([label for label in seen.labels if label is not None])
    others = [word for word, label in zip(seen.words, seen.labels, strict=True) if label is None]
    others += seen.unknown
    counter = CountVectorizer(analyzer=grams, min_df=3, binary=True)
    views = [
        (LogisticRegression(C=0.3, solver="liblinear"), counter.fit_transform(sure),
         counter.transform(others)),
        (LogisticRegression(C=10, max_iter=500), vectors.of(sure), vectors.of(others)),
    ]  # fmt: skip
    known, unseen = [], []
    for model, mine, theirs in views:
        judged = cross_val_predict(model, mine, labels, cv=5, method="predict_proba")[:, 1]
        known.append(_logit(judged))
        unseen.append(_logit(model.fit(mine, labels).predict_proba(theirs)[:, 1]))
    both = LogisticRegression()
    mine, theirs = np.column_stack(known), np.column_stack(unseen)
    judged = cross_val_predict(both, mine, labels, cv=5, method="predict_proba")[:, 1]
    rest = both.fit(mine, labels).predict_proba(theirs)[:, 1]
    return dict(zip([*sure, *others], map(float, [*judged, *rest]), strict=True))


def characters(seen: Katakana, likely: dict[str, float]) -> Characters:
    """Return a model of characters alone, for words that have no vector."""
    sure = [word for word, label in zip(seen.words, seen.labels, strict=True) if label is not None]
    labels = [label for label in seen.labels if label is not None]
    doubt = np.array([likely[word] for word in seen.unknown])
    half = len(doubt)
    return _model(
        grams,
        [*sure, *seen.unknown, *seen.unknown],
        np.array([*labels, *[True] * half, *[False] * half]),
        np.concatenate([np.ones(len(sure)), doubt / 2, (1 - doubt) / 2]),
        least=8, strength=0.1, worth=0.1,
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


def main(path: str) -> None:
    """Write the files."""
    vectors, dictionary = read(path), sudachipy.Dictionary()
    seen = katakana(vectors, dictionary)
    likely = likelihoods(vectors, seen)
    labels = dict(zip(seen.words, seen.labels, strict=True))
    listed = {
        word: value
        for word, value in likely.items()
        if (word not in labels and value >= LIKELY)
        or (labels.get(word) and value < UNLIKELY)
        or (word in labels and not labels[word] and value > ALSO)
    }
    _write("katakana.tsv", listed, 0.05)
    _write("context.tsv", context(vectors, dictionary), 0.2)
    made = Likeness(
        source=SOURCE, katakana=characters(seen, likely), given=given(vectors, dictionary)
    )
    encoded = msgspec.json.encode(made, order="deterministic")
    (WORDS / "likeness.json").write_bytes(msgspec.json.format(encoded, indent=0) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
