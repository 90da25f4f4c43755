"""Columns hold what the log holds, whatever happens to their files."""

import resource
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from tests.ledger.logs import NOON, write
from tests.store import Store

from mamoru.ledger.columns.current import Columns, current
from mamoru.ledger.columns.files import HEADER
from mamoru.ledger.columns.rows import TYPES
from mamoru.ledger.columns.shape import shape, shape_of
from mamoru.ledger.entries import Entry, Handled, SystemChanged, decode
from mamoru.ledger.people import People
from mamoru.ledger.sequencer import Sequencer, from_settings
from mamoru.ledger.storage import StoredLog

ORIGIN = "mamoru.example/log"


def entry(number: int) -> tuple[Entry, People | None]:
    """Return one of several kinds of entry, about somebody, several people or nobody."""
    if number % 5 == 4:
        return SystemChanged(at=NOON, change="started", seconds=number), None
    numbers = [[number], [number, number + 1], [], [number]][number % 4]
    people = People.of(numbers) if numbers else None
    told = Handled(
        at=NOON + timedelta(seconds=number),
        act="use",
        outcome="allow" if number % 3 else "refuse",
        caller=[None, "crm", "shop-front"][number % 3],
        cites=("7[stop]", "2(1)a"),
        law=("法27(1)",),
        asked=(f"individual;JP;;;category_{number % 7}:health",),
        evidence=("0" * 64, "f" * 64),
        count=len(numbers),
        subject=f"{number + 1:016x}" * 2 if len(numbers) == 1 else None,
        people=people.commitment if people else None,
        request=f"{number:032x}",
    )
    return told, people


@pytest.fixture
def log(store: Store) -> Sequencer:
    """A log of 700 entries, and 10 that are pending."""
    sequencer = from_settings()
    for first in range(0, 700, 100):
        write([entry(number) for number in range(first, first + 100)])
        sequencer.integrate(NOON)
    write([entry(number) for number in range(700, 710)])
    return sequencer


def columns(store: Store, origin: str = ORIGIN) -> Columns:
    with connection.cursor() as cursor:
        return current(cursor, store.home / "columns", origin)


def told(found: Columns) -> list[tuple[object, ...]]:
    """Return the handlings of the columns, with their shapes and callers."""
    rows = zip(*(found.rows[name].tolist() for name in TYPES), strict=True)
    return [
        (shape(found.shapes[code]), found.callers[caller], *rest) for code, caller, *rest in rows
    ]


def expected() -> list[tuple[object, ...]]:
    """Return the handlings of the log as its entries tell them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.first, p.batch FROM ledger_place p WHERE first IS NOT NULL ORDER BY first"
        )
        places = cursor.fetchall()
        stored = StoredLog(cursor)
        raws = list(stored.entries(stored.size()))
    found: list[tuple[object, ...]] = []
    for at, raw in enumerate(raws):
        one = decode(raw, at)
        if isinstance(one, Handled):
            first, batch = max(place for place in places if place[0] <= at)
            subject = int(one.subject[:16], 16) if one.subject else 0
            seconds = int(one.at.timestamp())
            is_set = int(one.people is not None and one.subject is None)
            ticket = (batch << 8) + at - first
            told = (shape_of(one), one.caller or "", seconds, subject, one.count, is_set)
            found.append((*told, at, ticket))
    return found


def test_columns_hold_every_handling_that_has_its_place(store: Store, log: Sequencer) -> None:
    found = columns(store)

    assert (found.size, found.taken, found.is_kept) == (700, 700, True)
    assert told(found) == expected()
    assert len(found.shapes) == 14
    assert len(told(found)) == 560


def test_what_was_read_once_is_not_read_again(store: Store, log: Sequencer) -> None:
    before = told(columns(store))

    found = columns(store)

    assert (found.size, found.taken, found.is_kept) == (700, 0, True)
    assert told(found) == before


def test_what_has_come_since_is_added(store: Store, log: Sequencer) -> None:
    columns(store)
    write([entry(number) for number in range(710, 1000)])
    log.integrate(NOON)

    found = columns(store)

    assert (found.size, found.taken) == (1000, 300)
    assert told(found) == expected()
    assert told(columns(store)) == expected()


def test_an_empty_log_has_empty_columns(store: Store) -> None:
    from_settings().integrate(NOON)

    assert [told(columns(store)), told(columns(store))] == [[], []]


def spoiled(directory: Path, name: str, act: Callable[[bytes], bytes]) -> None:
    for path in directory.glob(f"*{name}"):
        path.write_bytes(act(path.read_bytes()))


@pytest.mark.parametrize("name", [*(f".{name}" for name in TYPES), ".shapes", HEADER])
@pytest.mark.parametrize(
    "act",
    [lambda raw: raw[:-1], lambda raw: raw[:0], lambda raw: raw[:7] + b"\xff" + raw[8:]],
    ids=["cut", "emptied", "changed"],
)
def test_a_damaged_file_is_made_anew(
    store: Store, log: Sequencer, name: str, act: Callable[[bytes], bytes]
) -> None:
    columns(store)
    spoiled(store.home / "columns", name, act)

    found = columns(store)

    assert (found.taken, told(found)) == (700, expected())
    assert columns(store).taken == 0
    assert len(list((store.home / "columns").iterdir())) == len(TYPES) + 3


def test_columns_of_another_log_are_not_used(store: Store, log: Sequencer) -> None:
    columns(store)

    assert columns(store, "other.example/log").taken == 700
    assert columns(store).taken == 700


def test_columns_of_a_longer_log_or_one_with_another_root_are_not_used(
    store: Store, log: Sequencer
) -> None:
    columns(store)
    path = store.home / "columns" / HEADER
    header = msgspec.json.decode(path.read_bytes())
    for change in ({"size": 1000}, {"root": "AAAA"}):
        path.write_bytes(msgspec.json.encode({**header, **change}))

        assert columns(store).taken == 700


def test_a_crash_between_the_columns_and_their_header_loses_nothing(
    store: Store, log: Sequencer
) -> None:
    directory = store.home / "columns"
    columns(store)
    header = (directory / HEADER).read_bytes()
    write([entry(number) for number in range(710, 1000)])
    log.integrate(NOON)
    columns(store)
    (directory / HEADER).write_bytes(header)
    (directory / "new.header.json").write_bytes(b"{")

    found = columns(store)

    assert (found.taken, told(found)) == (300, expected())
    assert columns(store).taken == 0


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_keeps_nobody_from_reading(store: Store, log: Sequencer) -> None:
    with files_of_at_most(1000):
        found = columns(store)

    assert (found.is_kept, found.taken, told(found)) == (False, 700, expected())
    assert (columns(store).taken, columns(store).taken) == (700, 0)

    write([entry(number) for number in range(710, 1000)])
    log.integrate(NOON)
    with files_of_at_most(1000):
        found = columns(store)

    assert (found.is_kept, found.taken, told(found)) == (False, 300, expected())
    assert (columns(store).taken, told(columns(store))) == (300, expected())


def test_a_place_that_cannot_be_made_keeps_nobody_from_reading(
    store: Store, log: Sequencer
) -> None:
    (store.home / "columns").write_text("in the way")

    found = columns(store)

    assert (found.is_kept, told(found)) == (False, expected())


def test_several_at_once_make_the_columns_once(store: Store, log: Sequencer) -> None:
    def one(_number: int) -> tuple[int, list[tuple[object, ...]]]:
        try:
            found = columns(store)
            return found.taken, told(found)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(one, range(8)))

    assert sorted(taken for taken, _ in found) == [0] * 7 + [700]
    assert all(rows == found[0][1] for _, rows in found)


def test_who_reads_columns_goes_on_when_they_are_made_anew(store: Store, log: Sequencer) -> None:
    columns(store)
    reading = columns(store)
    before = told(reading)
    spoiled(store.home / "columns", HEADER, lambda raw: raw[:0])

    columns(store)
    assert told(reading) == before
    shutil.rmtree(store.home / "columns")
    assert told(reading) == before


def test_the_files_are_for_their_owner_only(store: Store, log: Sequencer) -> None:
    columns(store)

    directory = store.home / "columns"
    assert directory.stat().st_mode & 0o077 == 0
    assert [path.name for path in directory.iterdir() if path.stat().st_mode & 0o077] == []
