"""Rows of CSV (RFC 4180). A quote that is not closed costs its own line, and no other.

Unless the mapping says that fields may hold several lines, every record is one line.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.raw_rows import (
    COLUMNS,
    LONGEST_LINE,
    QUOTES,
    Raw,
    check_header,
    unreadable,
)
from mamoru.collection.partners.text_lines import lines

MOST_LINES = 200
"""Lines of the longest record."""
Numbered = tuple[int, str | Raw]


def csv_rows(file: BinaryIO, plan: Plan) -> Iterator[Raw]:
    """Yield every row after the header; empty lines are none.

    Raises `DeliveryUnreadableError` where the header is not that of the mapping.
    """
    several = lines(file, plan.encoding)
    order = check_header(plan, _header(several, plan))
    count = len(order)
    is_plain = order == tuple(range(count))
    for number, cells in _records(several, plan):
        if isinstance(cells, Raw):
            yield cells
        elif len(cells) != count:
            yield Raw(number, reason=COLUMNS, detail=f"{len(cells)}/{count}")
        else:
            yield Raw(number, cells if is_plain else [cells[at] for at in order])


def _header(several: Iterator[Numbered], plan: Plan) -> list[str]:
    for _, text in several:
        if isinstance(text, Raw):
            break
        cells = _cells(text, plan.separator)
        if cells is not None:
            return [cell.strip() for cell in cells]
        break
    raise unreadable("見出しの行を読み取れません", "its header cannot be read")


def _records(several: Iterator[Numbered], plan: Plan) -> Iterator[tuple[int, list[str] | Raw]]:
    separator, again = plan.separator, deque[Numbered]()
    while True:
        one = again.popleft() if again else next(several, None)
        if one is None:
            return
        number, text = one
        if isinstance(text, Raw):
            yield number, text
        elif '"' not in text:
            if text:
                yield number, text.split(separator)
        elif (cells := _cells(text, separator)) is not None:
            yield number, cells
        elif plan.has_line_breaks:
            yield number, _of_several(number, text, several, again, separator)
        else:
            yield number, Raw(number, reason=QUOTES)


def _cells(text: str, separator: str) -> list[str] | None:
    """Return the fields of one record, or `None` where its quotes do not close."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _of_several(
    number: int, text: str, several: Iterator[Numbered], again: deque[Numbered], separator: str
) -> list[str] | Raw:
    """Return a record that goes on over several lines.

    Where that comes to nothing within bounds, only its first line is lost: what follows is put
    back, and read as if the quote had not been there.
    """
    read: list[Numbered] = []
    whole, size = [text], len(text)
    while len(read) < MOST_LINES and size <= LONGEST_LINE:
        one = again.popleft() if again else next(several, None)
        if one is None:
            break
        read.append(one)
        if isinstance(one[1], Raw):
            break
        whole.append(one[1])
        size += len(one[1])
        if '"' in one[1] and sum(part.count('"') for part in whole) % 2 == 0:
            cells = _joined(whole, separator)
            if cells is not None:
                return cells
            break
    again.extendleft(reversed(read))
    return Raw(number, reason=QUOTES)


def _joined(whole: list[str], separator: str) -> list[str] | None:
    kept = [part + "\n" for part in whole[:-1]] + whole[-1:]
    try:
        records = list(csv.reader(kept, delimiter=separator, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None
