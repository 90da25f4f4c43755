"""The lists of words that the search for names goes by, read from `words/` when first needed."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


@cache
def lists() -> dict[str, frozenset[str]]:
    """Return every list of `words/names.txt` by its title."""
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (_FOLDER / "names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line[1 : line.index("]")], set())
        elif not line.startswith("#"):
            words.update(line.split())
    found["asian_surnames"] = set("".join(found["asian_surnames"]))
    return {title: frozenset(words) for title, words in found.items()}


@cache
def words_of(title: str) -> frozenset[str]:
    """Return one list of `words/names.txt`."""
    return lists()[title]


@cache
def surnames() -> dict[str, int]:
    """Return Japanese surnames, and how many people have each."""
    return {name: int(people) for name, people, _ in _rows("surnames.tsv")}


@cache
def all_surnames() -> frozenset[str]:
    """Return surnames of Japan, and those of China and Korea that have one character."""
    return frozenset(surnames()) | words_of("asian_surnames")


@cache
def given_names() -> frozenset[str]:
    """Return Japanese given names as they are written in kanji and kana."""
    return frozenset(name for _, names in _rows("given.tsv") for name in names.split())


@cache
def latin_surnames() -> frozenset[str]:
    """Return Japanese surnames in Latin letters, in lower case."""
    return _spellings(reading for _, _, reading in _rows("surnames.tsv"))


@cache
def latin_given_names() -> frozenset[str]:
    """Return given names in Latin letters, Japanese and English, in lower case."""
    english = (name.lower() for name in words_of("english_given"))
    return frozenset(english) | _spellings(reading for reading, _ in _rows("given.tsv"))


def _spellings(readings: Iterable[str]) -> frozenset[str]:
    """Return readings with their long vowels and, as most write them, without: tarou, taro."""
    known = frozenset(readings)
    return known.union(one.replace("ou", "o").replace("uu", "u") for one in known)


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]
