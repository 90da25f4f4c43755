"""The records of receipt as files for the officer: JSON Lines, and CSV that is safe to open."""

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from mamoru.collection.partners.receipts import ReceiptRecord

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FIXED = ("key", "partner", "origin", "kind", "basis", "is_statutory", "people")
_TIMES = ("first_at", "last_at", "made_at", "keep_until")
ITEMS = (
    "provider_name", "provider_address", "provider_representative", "acquisition", "consent",
    "publication", "person", "data_items", "received_on",
)  # fmt: skip
"""Columns of the record's own items, as the law's table names them."""


def as_json_lines(found: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    """Yield one line of JSON for each record."""
    for one in found:
        yield msgspec.json.encode(one) + b"\n"


def as_csv(found: Iterable[ReceiptRecord]) -> Iterator[bytes]:
    """Yield the records as CSV, a header first, in UTF-8 with the mark that spreadsheets want."""
    yield "\ufeff".encode() + line([*_FIXED, *_TIMES, *ITEMS, "digest"])
    for one in found:
        values = msgspec.structs.asdict(one)
        items = (one.items.get(item, "") for item in ITEMS)
        yield line(
            [
                *(values[name] for name in _FIXED),
                *(values[name].isoformat() for name in _TIMES),
                *(" ".join(item) if isinstance(item, list) else item for item in items),
                one.digest,
            ]
        )


def line(cells: Iterable[object]) -> bytes:
    """Return one line of CSV in which no cell is a formula to a spreadsheet."""
    file = io.StringIO()
    csv.writer(file).writerow([_harmless(str(cell)) for cell in cells])
    return file.getvalue().encode()


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
