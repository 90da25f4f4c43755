"""Ten million rows take no more memory than ten thousand."""

import io
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st
from tests.partners.samples import HEADER, planned, row

from mamoru.collection.partners.csv_rows import csv_rows
from mamoru.collection.partners.json_rows import json_rows
from mamoru.collection.partners.seen import Seen

MANY = 10_000_000


class Endless(io.RawIOBase):
    """A file whose lines are made as they are read."""

    def __init__(self, head: bytes, line: bytes, lines: int) -> None:
        super().__init__()
        self._head = head
        self._line = line
        self._left = lines * len(line)
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]  # typeshed's own buffer type
        if self._head:
            target[: len(self._head)] = self._head
            size, self._head = len(self._head), b""
            return size
        size = min(len(target), self._left)
        turned = self._line[self._at :] + self._line * (size // len(self._line) + 1)
        target[:size] = turned[:size]
        self._at = (self._at + size) % len(self._line)
        self._left -= size
        return size


def peak_of(lines: int, form: str) -> tuple[int, int]:
    """Return how many rows were read, and the most memory that it took."""
    line = f"{row(1)}\n".encode() if form == "csv" else '{"顧客番号": "K1"}\n'.encode()
    head = f"{HEADER}\n".encode() if form == "csv" else b""
    read = csv_rows if form == "csv" else json_rows
    tracemalloc.start()
    try:
        with io.BufferedReader(Endless(head, line, lines)) as file:
            count = sum(1 for _ in read(file, planned(form=form)))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_reading_takes_the_same_memory_however_many_rows_there_are() -> None:
    for form in ("csv", "jsonl"):
        few, many = peak_of(1_000, form), peak_of(50_000, form)

        assert (few[0], many[0]) == (1_000, 50_000)
        assert many[1] < few[1] + 200_000


def test_ten_million_people_are_remembered_in_little_more_than_a_megabyte() -> None:
    seen = Seen()

    seen.add([MANY, 5, MANY - 1])

    assert MANY in seen
    assert 5 in seen
    assert MANY - 2 not in seen
    assert MANY + 9 not in seen
    assert len(seen._bits) < 1_300_000


@given(
    st.lists(
        st.lists(st.integers(0, 60)) | st.builds(range, st.integers(0, 60), st.integers(0, 60))
    )
)
def test_everybody_who_was_added_is_remembered_and_nobody_else(added: list[list[int]]) -> None:
    seen = Seen()

    for several in added:
        seen.add(several)

    assert {number for number in range(100) if number in seen} == {n for one in added for n in one}
