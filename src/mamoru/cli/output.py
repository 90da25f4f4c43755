"""Text for a terminal: columns and line breaks that know wide characters, and JSON."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from mamoru.cli.streams import OUTPUT, flush, named, write_error

_UNITS = re.compile(r"\s+|[!-~\u00a1-\u2fff]+|.", re.DOTALL)
"""What stays together in a line: a word of narrow characters, or one wide character."""
_NOT_FIRST = frozenset(
    "、。,.」』)】〉》・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ?!:;ヽヾゝゞ々"
)
_NOT_LAST = frozenset("「『(【〈《")


def width(text: str) -> int:
    """Return how many columns `text` takes (UAX 11: wide and full-width characters take two)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def padded(text: str, columns: int) -> str:
    """Return `text` with spaces after it, up to `columns`."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """Return the lines of `text`, none wider than `columns`.

    Japanese lines neither begin with closing punctuation nor end with an opening bracket
    (行頭・行末禁則, JIS X 4051).
    """
    lines = [line for part in text.split("\n") for line in _lines(part, columns)]
    return lines or [""]


def _lines(text: str, columns: int) -> Iterator[str]:
    line = ""
    for unit in _pieces(text, columns):
        if line and width(line) + width(unit.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += unit if line else unit.lstrip()
    if line:
        yield line.rstrip()


def _pieces(text: str, columns: int) -> Iterator[str]:
    """Yield what a line is put together from; a word wider than a line comes in several."""
    piece = ""
    for unit in _UNITS.findall(text):
        if unit[0] in _NOT_FIRST or (piece and piece[-1] in _NOT_LAST):
            piece += unit
            continue
        yield from _cut(piece, columns)
        piece = unit
    yield from _cut(piece, columns)


def _cut(piece: str, columns: int) -> Iterator[str]:
    while width(piece.rstrip()) > columns:
        end = next(at for at in range(len(piece), 0, -1) if width(piece[:at]) <= columns or at == 1)
        yield piece[:end]
        piece = piece[end:]
    if piece:
        yield piece


def row(cells: Sequence[str], columns: Sequence[int], gap: str = "  ") -> str:
    """Return one row of a table: each cell wrapped within its own column."""
    wraps = [wrapped(cell, size) for cell, size in zip(cells, columns, strict=True)]
    lines = []
    for at in range(max(map(len, wraps))):
        parts = [
            padded(lines_of[at] if at < len(lines_of) else "", size)
            for lines_of, size in zip(wraps, columns, strict=True)
        ]
        lines.append(gap.join(parts).rstrip())
    return "\n".join(lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], limit: int = 100) -> str:
    """Return a table whose columns are as wide as what is in them; the last one takes the rest."""
    body = [head, *rows]
    sizes = [max(width(cells[at]) for cells in body) for at in range(len(head))]
    rest = limit - sum(sizes[:-1]) - 2 * (len(head) - 1)
    sizes[-1] = max(12, min(sizes[-1], rest))
    lines = [row(cells, sizes) for cells in body]
    return "\n".join([lines[0], "-" * min(limit, sum(sizes) + 2 * (len(head) - 1)), *lines[1:]])


def as_json(value: Any) -> str:  # noqa: ANN401 - whatever msgspec can encode
    """Return `value` as one line of JSON."""
    return msgspec.json.encode(value).decode()


def tell(text: str) -> None:
    """Write a line to standard output."""
    with named(OUTPUT):
        sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Write a line to standard error, after what was told so far."""
    flush()
    write_error(text + "\n")
