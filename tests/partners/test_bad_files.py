"""Files that are cut off, damaged, of another form, or bombs: refused as a whole, saying why."""

import gzip
import io
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.partners.samples import HEADER, csv, planned, row

from mamoru.collection.partners.errors import DeliveryUnreadableError
from mamoru.collection.partners.incoming_bytes import Incoming
from mamoru.collection.partners.parquet_rows import parquet_rows

PARQUET = planned(form="parquet")
NAMES = HEADER.split(",")


def parquet(**columns: object) -> bytes:
    table = {name: [f"K{n}" for n in range(10)] for name in NAMES} | columns
    file = io.BytesIO()
    pq.write_table(pa.table(table), file, row_group_size=4)
    return file.getvalue()


def test_parquet_is_read_with_its_types_as_text() -> None:
    content = parquet(契約=pa.array(range(10)), 備考=pa.array([None, 1.5] * 5))

    rows = list(parquet_rows(io.BytesIO(content), PARQUET))

    assert list(rows[1].values) == ["K1", "K1", "1", "1.5", None]
    assert [one.row for one in rows] == list(range(1, 11))


@pytest.mark.parametrize(
    "broken",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + b"\xff" * 200 + content[300:],
        lambda _: b"PAR1" + b"\x00" * 100 + b"PAR1",
        lambda content: content[:-8] + b"\xff\xff\xff\x7fPAR1",
    ],
)
def test_parquet_that_is_cut_off_or_damaged_is_unreadable(broken: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DeliveryUnreadableError):
        list(parquet_rows(io.BytesIO(broken(parquet())), PARQUET))


def test_parquet_with_lists_in_a_column_is_unreadable() -> None:
    content = parquet(備考=pa.array([[1]] * 10))

    with pytest.raises(DeliveryUnreadableError, match="neither text nor numbers"):
        list(parquet_rows(io.BytesIO(content), PARQUET))


def test_parquet_that_unfolds_to_far_more_than_it_weighs_is_stopped() -> None:
    rows = 2_000
    wide = pa.array(["x" * 100_000]).dictionary_encode()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), wide.dictionary)
    file = io.BytesIO()
    table = {name: ["K"] * rows for name in NAMES} | {"備考": column.cast(pa.string())}
    pq.write_table(pa.table(table), file, compression="zstd")
    assert len(file.getvalue()) < 100_000

    with pytest.raises(DeliveryUnreadableError, match="unfolds to too much"):
        list(parquet_rows(io.BytesIO(file.getvalue()), PARQUET))


def whole(content: bytes, form: str = "csv", **asked: int) -> bytes:
    def parts() -> Iterator[bytes]:
        for at in range(0, len(content), 1000):
            yield content[at : at + 1000]

    return b"".join(Incoming(parts(), form, **asked))


def test_gzip_is_unpacked_with_all_its_members() -> None:
    assert whole(gzip.compress(b"a" * 5000) + gzip.compress(b"b")) == b"a" * 5000 + b"b"


@pytest.mark.parametrize(
    ("content", "form", "why"),
    [
        (gzip.compress(csv([row(1)] * 500))[:-9], "csv", "cut off"),
        (gzip.compress(b"x" * 500)[:20] + b"\xff" * 50, "csv", "damaged"),
        (b"", "csv", "empty"),
        (b"PK\x03\x04rest", "csv", "ZIP"),
        (HEADER.encode("utf-16"), "csv", "UTF-16"),
        (b"PAR1....PAR1", "csv", "format"),
        (b"a,b\n1,2\n", "parquet", "format"),
        (b"PAR1" + b"x" * 50, "parquet", "cut off"),
    ],
    ids=["cut-off", "damaged", "empty", "zip", "utf-16", "parquet", "text", "footless"],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_as_a_whole(
    content: bytes, form: str, why: str
) -> None:
    with pytest.raises(DeliveryUnreadableError, match=why):
        whole(content, form)


def test_a_bomb_is_refused_as_soon_as_it_has_grown_too_large() -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 50_000_000))

    with pytest.raises(DeliveryUnreadableError, match="too large"):
        whole(gzip.decompress(bomb), largest=1_000_000)
