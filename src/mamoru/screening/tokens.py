"""Japanese text as tokens, by SudachiPy and its dictionary; offsets are those of the text given."""

import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import sudachipy

LONGEST = 4_000
"""Characters given to the tokenizer at once; it refuses more than 49,149 bytes, and slows."""
_OWN = threading.local()
_SPEECHES: dict[int, tuple[str, ...]] = {}
_NEEDED = {"surface", "pos", "normalized_form"}


class Token(NamedTuple):
    """A word of a text."""

    surface: str
    start: int
    end: int
    speech: tuple[str, ...]
    """Part of speech: six levels, `名詞, 固有名詞, 人名, 姓, *, *` for instance."""
    normal: str
    """Its dictionary spelling."""
    is_known: bool = True
    """Whether the dictionary has it."""


_new = tuple.__new__
"""Makes a token without the call in between, of which a text would have many."""


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
    found: list[Token] = []
    at = 0
    for start, end in pairwise(_cuts(text)):
        for word in _tokenizer().tokenize(_encodable(text[start:end])):
            surface = word.surface()
            until = at + len(surface)
            known = not word.is_oov()
            found.append(
                _new(Token, (surface, at, until, _speech(word), word.normalized_form(), known))
            )
            at = until
    return found


def _speech(word: sudachipy.Morpheme) -> tuple[str, ...]:
    """Return the part of speech; each is made once, as making it takes longer than finding it."""
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
