"""The rows of a part as CSV (RFC 4180), JSON Lines or Parquet, in memory."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

import msgspec

from mamoru.provision.packages.state import Format

Values = tuple[str | None, ...]
_encoder = msgspec.json.Encoder()
MEDIA: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


class CsvPart:
    """UTF-8 without a mark; line ends are CR LF; an empty field is what is not held."""

    def __init__(self, items: Sequence[str]) -> None:
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(items)

    def add(self, rows: Iterable[Values]) -> None:
        """Add rows."""
        self._writer.writerows(rows)

    def content(self) -> bytes:
        """Return the file."""
        return self._text.getvalue().encode()


class JsonPart:
    """One object for each line; what is not held is left out."""

    def __init__(self, items: Sequence[str]) -> None:
        self._items = tuple(items)
        self._lines = bytearray()

    def add(self, rows: Iterable[Values]) -> None:
        """Add rows."""
        for row in rows:
            named = zip(self._items, row, strict=True)
            self._lines += _encoder.encode({i: v for i, v in named if v is not None})
            self._lines += b"\n"

    def content(self) -> bytes:
        """Return the file."""
        return bytes(self._lines)


class ParquetPart:
    """Columns of text, each of which may be null."""

    def __init__(self, items: Sequence[str]) -> None:
        self._items = tuple(items)
        self._rows: list[Values] = []

    def add(self, rows: Iterable[Values]) -> None:
        """Add rows."""
        self._rows.extend(rows)

    def content(self) -> bytes:
        """Return the file."""
        import pyarrow as pa  # takes a tenth of a second, and most never need it
        from pyarrow import parquet

        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._items)
        table = pa.table(
            {
                item: pa.array(column, type=pa.string())
                for item, column in zip(self._items, columns, strict=True)
            }
        )
        sink = io.BytesIO()
        parquet.write_table(table, sink)
        return sink.getvalue()


PartFile = CsvPart | JsonPart | ParquetPart
_MAKERS: dict[str, Callable[[Sequence[str]], PartFile]] = {
    "csv": CsvPart, "jsonl": JsonPart, "parquet": ParquetPart,
}  # fmt: skip


def part_file(format: Format, items: Sequence[str]) -> PartFile:  # noqa: A002 - the field's word
    """Return an empty file of that format."""
    return _MAKERS[format](items)
