"""Parquet files of older events, one or a few for each day, sorted by person.

A file is written under a name of its own, made durable, and only then named in `events_file`; it
is never changed. Its groups of rows carry the least and the greatest person, so that reading one
person reads one group.
"""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any

from mamoru.events.errors import EventFileError
from mamoru.events.queries import Row

GROUP = 4096
"""Rows of a group."""
COLUMNS = ("day", "person", "until", "purposes", "data", "sealed")
SUFFIX = ".parquet"
PART = ".part"


def new_name(day: int) -> str:
    """Return a name that no file has had."""
    return f"{day}-{token_hex(12)}{SUFFIX}"


def write(folder: Path, name: str, rows: Sequence[Row]) -> None:
    """Write `rows` sorted by person, so that they survive a power cut once this returns."""
    import pyarrow as pa  # takes longer to load than most commands
    import pyarrow.parquet as pq

    ordered = sorted(rows, key=lambda row: row.person)
    columns = list(zip(*ordered, strict=True)) or [()] * len(COLUMNS)
    kinds = (pa.int32(), pa.int64(), pa.int32(), pa.string(), pa.string(), pa.binary())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    table = pa.Table.from_arrays(arrays, names=list(COLUMNS))
    part = folder / f"{name}{PART}"
    with open(part, "xb", opener=_for_owner) as file:
        pq.write_table(table, file, row_group_size=GROUP, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    part.rename(folder / name)
    _sync(folder)


def read(folder: Path, name: str, *, people: Collection[int] | None = None) -> list[Row]:
    """Return the rows of a file, or those of `people`; other people's groups are not read.

    Raises `EventFileError`, and `FileNotFoundError` where it is not there: it may have been
    replaced since its name was looked up.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / name
    if not path.exists():
        raise FileNotFoundError(name)
    wanted = None if people is None else [("person", "in", list(people))]
    try:
        table = pq.read_table(path, filters=wanted, columns=list(COLUMNS), memory_map=False)
    except (pa.ArrowException, OSError) as error:
        raise EventFileError(name=name) from error
    cells: list[list[Any]] = [table.column(one).to_pylist() for one in COLUMNS]
    return [Row(*row) for row in zip(*cells, strict=True)]


def remove(folder: Path, names: Collection[str]) -> None:
    """Remove files that nothing names any more."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def there(folder: Path) -> set[str]:
    """Return the names of all files of events in `folder`, unfinished ones too."""
    return {path.name for path in folder.iterdir() if path.name.endswith((SUFFIX, PART))}


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
