"""Japanese text as tokens, by SudachiPy and its dictionary; offsets are those of the text given."""

import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec
import sudachipy

LONGEST = 1_000
"""Characters given to the tokenizer at once; it refuses more than 49,149 bytes, and slows."""
_OWN = threading.local()
_SPEECHES: dict[int, tuple[str, ...]] = {}
_Entry = tuple[tuple[str, ...], str | None, bool]
"""Part of speech, dictionary spelling, and whether the dictionary has the word."""
_ENTRIES: dict[int, _Entry] = {}
"""Entries by the number of the word: each is made once, as that takes longer than finding it."""
_MOST_ENTRIES = 100_000
_NEEDED = {"surface", "pos", "normalized_form"}


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a text; there are many, so the garbage collector need not know of them."""

    surface: str
    start: int
    end: int
    speech: tuple[str, ...]
    """Part of speech: six levels, `名詞, 固有名詞, 人名, 姓, *, *` for instance."""
    normal: str
    """Its dictionary spelling; of a word that the dictionary does not have, as it stands."""
    is_known: bool = True
    """Whether the dictionary has it."""


@lru_cache(maxsize=1)
def _dictionary() -> sudachipy.Dictionary:
    return sudachipy.Dictionary()


def _tokenizer() -> sudachipy.Tokenizer:
    """Return the tokenizer of this thread, which two threads must not share."""
    found: sudachipy.Tokenizer | None = getattr(_OWN, "tokenizer", None)
    if found is None:
        found = _OWN.tokenizer = _dictionary().tokenizer(mode=sudachipy.SplitMode.C, fields=_NEEDED)
    return found


def tokens(text: str) -> list[Token]:
    """Return the words of `text` in their order; every character is in one of them."""
    if len(text) <= LONGEST:
        return _cut(text, 0)
    return [word for start, end in pairwise(_cuts(text)) for word in _cut(text[start:end], start)]


def _cut(text: str, at: int) -> list[Token]:
    """Return the words of a text that is short enough, of which the first begins at `at`.

    The tokenizer may take one character for several, 「…」 for three; all but one are empty then.
    """
    found: list[Token] = []
    known = _ENTRIES.get
    for word in _tokenizer().tokenize(_encodable(text)):
        surface = word.surface()
        if not surface:
            continue
        speech, normal, is_known = known(word.word_id()) or _entry(word)
        until = at + len(surface)
        found.append(Token(surface, at, until, speech, normal or surface, is_known))
        at = until
    return found


def _entry(word: sudachipy.Morpheme) -> _Entry:
    """Return what the dictionary says of a word, and remember it by the word's number.

    Words that it does not have share the number of their part of speech.
    """
    if len(_ENTRIES) >= _MOST_ENTRIES:
        _ENTRIES.clear()
    normal = None if word.is_oov() else word.normalized_form()
    found = _ENTRIES[word.word_id()] = _speech(word), normal, normal is not None
    return found


def _speech(word: sudachipy.Morpheme) -> tuple[str, ...]:
    """Return the part of speech; there are few, and each is made once."""
    number = word.part_of_speech_id()
    found = _SPEECHES.get(number)
    if found is None:
        found = _SPEECHES[number] = word.part_of_speech()
    return found


def _encodable(text: str) -> str:
    """Return `text` with a question mark for each half of a pair: it has no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=100_000)
def names_for(word: str) -> frozenset[str]:
    """Return which parts of a person's name the dictionary knows `word` as: 姓, 名, 一般."""
    entries = [entry.part_of_speech() for entry in _dictionary().lookup(word)]
    return frozenset(speech[3] for speech in entries if speech[2] == "人名")


def _cuts(text: str) -> Iterator[int]:
    """Yield where to cut: after the last line end or full stop within the longest piece."""
    at = 0
    yield at
    while at < len(text):
        end = min(at + LONGEST, len(text))
        if end < len(text):
            end = max(text.rfind("\n", at, end), text.rfind("。", at, end)) + 1 or end
        at = end
        yield at
