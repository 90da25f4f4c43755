"""Text as numbers and labels are read in it: one form of digits, letters, hyphens and blanks.

Numbers are typed in many forms: full width, with any of a dozen hyphens, in Arabic-Indic or kanji
digits, with characters in between that nobody sees. All are brought to one form before anything is
looked for. Nearly always that is one character for one character; only where something invisible
or a half-width kana stands does a list say where each character came from.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LAST_DIGIT = 0x20000
"""No script has digits beyond."""
_HYPHENS = "‐‑‒–—―−﹣－─━ｰ⁃"
_BLANKS = "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = (
    "\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3"
    "\ufe00-\ufe0f\ufeff"
)
"""Soft hyphen, zero widths, joiners, directions, marks set upon a character, variants, keycaps."""
_BY_PARTS = re.compile(rf"[{_UNSEEN}]+|[\uff66-\uff9d][\uff9e\uff9f]?")
_LONG_BETWEEN_DIGITS = re.compile(r"ー(?<=[0-9]ー)(?=[0-9])")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_KANJI_DIGITS = "〇零一二三四五六七八九"
_IN_KANJI = re.compile(
    rf"[{_KANJI_DIGITS}]+(?:[-ー][{_KANJI_DIGITS}]+){{1,4}}|[{_KANJI_DIGITS}]{{7,}}"
)
_FROM_KANJI = str.maketrans(_KANJI_DIGITS + "ー", "00123456789-")


class Written(NamedTuple):
    """A text in the form in which numbers are looked for."""

    text: str
    origins: tuple[int, ...] | None
    """Where each character stood; absent where nothing moved."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text as given a part of this one stands."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def written(text: str) -> Written:
    """Return `text` with digits, letters, hyphens and blanks in one form."""
    origins = None
    if not text.isascii() and _BY_PARTS.search(text):
        text, origins = _without_unseen(text)
    if _other_forms().search(text) or _BEYOND.search(text):
        text = text.translate(_forms())
    text = _LONG_BETWEEN_DIGITS.sub("-", text)
    return Written(_IN_KANJI.sub(lambda found: found[0].translate(_FROM_KANJI), text), origins)


@lru_cache(maxsize=1)
def _forms() -> dict[int, str]:
    """Return what stands for one ASCII character: whatever NFKC says, every digit, every hyphen."""
    found = {number: chr(number - 0xFEE0) for number in range(0xFF01, 0xFF5F)}
    for number in range(0x80, LAST_DIGIT):
        digit = unicodedata.digit(chr(number), None)
        if digit is not None:
            found[number] = str(digit)
    found |= dict.fromkeys(map(ord, _HYPHENS), "-")
    return found | dict.fromkeys(map(ord, _BLANKS), " ")


@lru_cache(maxsize=1)
def _other_forms() -> re.Pattern[str]:
    """Return a pattern of what has another form; characters beyond 16 bits would make it slow."""
    return re.compile(f"[{''.join(re.escape(chr(one)) for one in _forms() if one <= 0xFFFF)}]")


def _without_unseen(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without what nobody sees and with full-width kana, and the origins."""
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for found in _BY_PARTS.finditer(text):
        parts.append(text[at : found.start()])
        origins.extend(range(at, found.start()))
        at = found.end()
        if "\uff66" <= found[0][0] <= "\uff9d":
            kana = unicodedata.normalize("NFKC", found[0])
            parts.append(kana)
            origins.extend([found.start()] * len(kana))
    parts.append(text[at:])
    origins.extend(range(at, len(text)))
    return "".join(parts), tuple(origins)
