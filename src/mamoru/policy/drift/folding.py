"""Text as it is compared: spaces and widths do not count, every other character does.

Spaces are those of Unicode, whatever their width (compatibility forms fold to a space, NFKC): runs
of them are one, and none counts beside a character of Japanese script, since a line break in a
page becomes one. Invisible characters are dropped. The full-width forms of ASCII (U+FF01 to
U+FF5E) are the same as ASCII, one for one. Nothing else is folded: another digit, kana or sign is
another text.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from mamoru.policy.drift.visible import Run

_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE = "WFH"


class Spot(NamedTuple):
    """Where a folded character comes from."""

    block: int
    cite: str | None
    is_within: bool


class Folded(NamedTuple):
    """A folded text, and where each of its characters comes from."""

    text: str
    spots: tuple[Spot, ...]


def folded(text: str) -> str:
    """Return a single text as it is compared."""
    return fold([Run(text, 0)]).text.strip()


def fold(runs: Iterable[Run]) -> Folded:
    """Return all runs as one text to be compared; a block ends as a line does."""
    letters: list[str] = []
    spots: list[Spot] = []
    last = None
    for run in runs:
        spot = Spot(run.block, run.cite, run.is_within)
        text = run.text if last in (None, run.block) else "\n" + run.text
        last = run.block
        for letter in text:
            if letter in _UNSEEN:
                continue
            one = " " if _is_space(letter) else letter.translate(_FULL_WIDTH)
            if letters and letters[-1] == " ":
                if one == " ":
                    continue
                if _is_japanese(one) or len(letters) < 2 or _is_japanese(letters[-2]):
                    letters.pop()
                    spots.pop()
            letters.append(one)
            spots.append(spot)
    return Folded("".join(letters), tuple(spots))


def _is_space(letter: str) -> bool:
    return letter.isspace() or unicodedata.normalize("NFKC", letter).isspace()


def _is_japanese(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in _WIDE or letter in "「」『』、。・"
