"""One spelling for what looks alike: half-width letters, lower case, nothing invisible."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_PLAIN = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
_PLAIN |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_PLAIN |= {0x3000: " ", 0x2019: "'", 0x2010: "-", 0x2011: "-", 0x2212: "-", ord("\t"): " "}
_ODD = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3099\u309a"
    "\ufe00-\ufe0f\ufeff\uff61-\uff9f\U000e0000-\U000e01ef]"
)
"""What takes no room of its own, and half-width kana, which two characters may write as one."""


class Folded(NamedTuple):
    """A text in its one spelling, with the way back to the text as it was given."""

    text: str
    origin: Sequence[int] | None
    """Position in the text given of each character and of the end; None if they are the same."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text given a part of the folded text stands."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1

    def place(self, at: int) -> int:
        """Return the position in the folded text of a position in the text given."""
        return at if self.origin is None else bisect_left(self.origin, at)


def folded(text: str) -> Folded:
    """Return `text` as it is compared with words; takes time in proportion to its length."""
    if _ODD.search(text) is None:
        return Folded(text.translate(_PLAIN), None)
    kept: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        if not _ODD.match(char):
            kept.append(char)
            origin.append(at)
        elif char in "\u3099\u309a\uff9e\uff9f":
            _voice(kept, "\u3099" if char in "\u3099\uff9e" else "\u309a")
        elif "\uff61" <= char <= "\uff9d":
            kept.append(unicodedata.normalize("NFKC", char))
            origin.append(at)
    origin.append(len(text))
    return Folded("".join(kept).translate(_PLAIN), origin)


def _voice(kept: list[str], mark: str) -> None:
    """Put the voice mark on the kana before it, if that has such a form."""
    if kept:
        voiced = unicodedata.normalize("NFC", kept[-1] + mark)
        kept[-1] = voiced if len(voiced) == 1 else kept[-1]
