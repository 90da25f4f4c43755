"""Where numbers stand in a text: groups of digits with blanks or hyphens between them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 19
"""Digits of the longest number that is looked for (a payment card, ISO/IEC 7812)."""
GROUPS = 5
"""Groups that such a number is written in, at most; or each of its digits alone."""
_RUN = re.compile(r"[0-9]+(?:[ -]{1,3}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_IN_A_WORD = re.compile(r"[A-Za-z_.]")


class Number(NamedTuple):
    """Digits that may be one number."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    """How many digits stand together."""
    is_whole: bool
    """Nothing that could belong to it stands right before or after it."""


def numbers(text: str, *, least: int = 10) -> Iterator[Number]:
    """Yield what may be a number of `least` to `LONGEST` digits; `text` in its `written` form.

    Of digits in groups each sequence of groups may be one; a hyphen ties it to what follows.
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= least:
            yield from _within(text, run, least)


def _within(text: str, run: re.Match[str], least: int) -> Iterator[Number]:
    groups = [one.span() for one in _GROUP.finditer(text, run.start(), run.end())]
    sizes = [end - start for start, end in groups]
    is_loose = not _touches(text, *run.span())
    for first, (start, _) in enumerate(groups):
        if first and text[start - 1] == "-":
            continue
        for count in _counts(sizes, first, least):
            end = groups[first + count - 1][1]
            if end < run.end() and text[end] == "-":
                continue
            digits = "".join(text[begin:until] for begin, until in groups[first : first + count])
            is_whole = is_loose and (start, end) == run.span()
            yield Number(digits, start, end, tuple(sizes[first : first + count]), is_whole)


def _counts(sizes: list[int], first: int, least: int) -> Iterator[int]:
    """Yield how many groups from the `first` on may be one number.

    Digits that stand alone are one only together, as in the boxes of a form: else a long row of
    them would be as many numbers.
    """
    total = 0
    for count, size in enumerate(sizes[first : first + GROUPS], start=1):
        total += size
        if least <= total <= LONGEST:
            yield count
    boxes = sizes[first : first + LONGEST + 1]
    if boxes[0] == 1 and (not first or sizes[first - 1] != 1):
        count = next((place for place, size in enumerate(boxes) if size != 1), len(boxes))
        if least <= count <= LONGEST:
            yield count


def _touches(text: str, start: int, end: int) -> bool:
    """Return whether a run is part of a word, an identifier, or a number with a decimal point."""
    return bool(
        (start and _IN_A_WORD.match(text[start - 1]))
        or (_IN_A_WORD.match(text[end : end + 1]) and text[end + 1 : end + 2].isalnum())
    )
