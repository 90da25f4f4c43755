"""Rows of Parquet, read in small batches, with a bound on what each may unfold to."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.raw_rows import Raw, check_header, unreadable

BATCH = 2_000
"""Rows of one batch."""
LARGEST_BATCH = 1 << 27
"""Bytes that a batch may unfold to."""
LARGEST_CHUNK = 1 << 30
"""Bytes that one column of one row group says it unfolds to."""


def parquet_rows(file: BinaryIO, plan: Plan) -> Iterator[Raw]:
    """Yield every row, numbered from 1.

    Raises `DeliveryUnreadableError` where the file is no Parquet, is cut off, has other columns
    than the mapping, holds lists or records, or unfolds to more than there is room for.
    """
    import pyarrow as pa  # here: it takes long to load, and most deliveries are text
    import pyarrow.parquet as pq

    try:
        opened = pq.ParquetFile(file, memory_map=False, pre_buffer=False, buffer_size=1 << 20)
        schema = opened.schema_arrow
    except (pa.ArrowException, OSError, ValueError):
        raise unreadable("Parquet として読めません", "it is not Parquet, or is cut off") from None
    check_header(plan, schema.names)
    kept = [column.name for column in plan.columns if not column.is_dropped]
    _check_types(pa, [schema.field(name) for name in kept])
    _check_sizes(opened)
    try:
        yield from _rows(pa, opened, plan, kept)
    except (pa.ArrowException, OSError, ValueError, MemoryError):
        raise unreadable(
            "Parquet の途中が壊れているか、展開が大きすぎます",
            "it is damaged in the middle, or unfolds to too much",
        ) from None


def _rows(pa: Any, opened: Any, plan: Plan, kept: list[str]) -> Iterator[Raw]:  # noqa: ANN401 - of pyarrow
    number = 0
    for batch in opened.iter_batches(batch_size=BATCH, columns=kept, use_threads=False):
        if batch.nbytes > LARGEST_BATCH:
            raise MemoryError
        texts = {
            name: batch.column(name).cast(pa.string()).to_pylist() for name in batch.schema.names
        }
        nothing = [None] * batch.num_rows
        columns = [texts.get(column.name, nothing) for column in plan.columns]
        for values in zip(*columns, strict=True):
            number += 1
            yield Raw(number, values)


def _check_types(pa: Any, fields: list[Any]) -> None:  # noqa: ANN401 - of pyarrow
    types = pa.types
    simple = (
        types.is_string, types.is_large_string, types.is_integer, types.is_floating,
        types.is_boolean, types.is_date, types.is_timestamp, types.is_decimal, types.is_null,
    )  # fmt: skip
    wrong = [field.name for field in fields if not any(is_one(field.type) for is_one in simple)]
    if wrong:
        ja = f"文字や数でない列があります({'、'.join(wrong)})"
        raise unreadable(ja, f"these columns are neither text nor numbers: {', '.join(wrong)}")


def _check_sizes(opened: Any) -> None:  # noqa: ANN401 - of pyarrow
    footer = opened.metadata
    for group in range(footer.num_row_groups):
        row_group = footer.row_group(group)
        for at in range(row_group.num_columns):
            if row_group.column(at).total_uncompressed_size > LARGEST_CHUNK:
                raise unreadable("展開が大きすぎます", "it unfolds to too much")
