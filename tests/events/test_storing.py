"""Rows and files as one: history, erasure, retention, and what is readable of either."""

from datetime import timedelta

import pytest
from tests.events.observed import (
    SECRET_WORD,
    USE,
    numbers_of,
    observed,
    ref_of,
    taken,
)
from tests.events.observed import number as number_of
from tests.gate.samples import ERASE, TRACE, Clock, counted, entries

from mamoru.events import files, moving
from mamoru.events.catalogue import names
from mamoru.events.errors import EventFileError
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.observing.history import by_day, folder, history
from mamoru.gate.observing.upkeep import Kept, keep
from mamoru.gate.read import disclose
from mamoru.ledger.entries import Handled
from mamoru.vault.errors import UnknownPersonError

LATER = timedelta(days=3)


def everything(door: Door) -> None:
    """Take in three events of each of four visitors."""
    taken(door, [observed(f"visitor-{at}", n) for at in range(4) for n in range(3)])


def test_a_history_is_the_same_from_rows_from_a_file_and_from_both(
    door: Door, clock: Clock
) -> None:
    everything(door)
    ref = ref_of(door, "visitor-1")
    from_rows = numbers_of(door, ref)
    clock.now += LATER
    done = keep(door)
    from_file = numbers_of(door, ref)
    taken(door, [observed("visitor-1", 7)])

    assert done == Kept(moved=12, compacted=0, ended=0)
    assert (counted("events_event"), len(names())) == (1, 1)
    assert (from_rows, from_file, numbers_of(door, ref)) == ([0, 1, 2], [0, 1, 2], [0, 1, 2, 7])


def test_what_comes_late_for_a_day_that_is_in_a_file_already_makes_a_second_file(
    door: Door, clock: Clock
) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    clock.now -= LATER
    taken(door, [observed("visitor-1", 8)])
    clock.now += LATER
    keep(door)
    found, _ = by_day(door, OFFICER, USE, (clock.now - LATER).date())

    assert len(names()) == 2
    assert len(list(found)) == 13


def test_nothing_of_an_event_is_readable_in_rows_or_files(door: Door, clock: Clock) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    [file] = folder().glob("*.parquet")
    [first, *_] = files.read(folder(), file.name)

    assert SECRET_WORD.encode() not in file.read_bytes()
    assert b"visitor-1" not in file.read_bytes()
    assert set(first._fields) == {"day", "person", "until", "purposes", "data", "sealed"}


def test_an_erased_person_is_in_no_row_and_nobody_can_read_what_is_in_a_file(
    door: Door, clock: Clock
) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    taken(door, [observed("visitor-1", 9)])
    ref = ref_of(door, "visitor-1")

    certificate, _ = erase(door, OFFICER, ERASE, ref)

    assert certificate.events == 1
    assert (counted("events_event"), counted("events_place")) == (0, 3)
    with pytest.raises(UnknownPersonError):
        history(door, OFFICER, USE, ref)
    found, _ = by_day(door, OFFICER, USE, (clock.now - LATER).date())
    assert len(list(found)) == 9


def test_the_rows_of_erased_people_are_written_out_of_files(door: Door, clock: Clock) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    [before] = names()
    erase(door, OFFICER, ERASE, ref_of(door, "visitor-1"))

    done = keep(door)
    [after] = names()

    assert done.compacted == 1
    assert after != before
    assert [path.name for path in folder().glob("*.parquet")] == [after]
    assert len(files.read(folder(), after)) == 9


def test_reading_one_person_reads_one_group_of_a_file(door: Door, clock: Clock) -> None:
    import pyarrow.parquet as pq

    events = [observed(f"visitor-{at}", at) for at in range(9000)]
    for at in range(0, len(events), 1000):
        taken(door, events[at : at + 1000])
    clock.now += LATER
    keep(door)
    [file] = folder().glob("*.parquet")
    groups = pq.ParquetFile(file).metadata
    ranges = [groups.row_group(at).column(1).statistics for at in range(groups.num_row_groups)]

    assert [one.min for one in ranges[1:]] > [one.max for one in ranges[:-1]]
    assert numbers_of(door, ref_of(door, "visitor-7777")) == [7777]


def test_events_end_when_their_time_is_over_and_that_is_on_record(door: Door, clock: Clock) -> None:
    taken(door, [observed("visitor-1", n, keep_days=1 if n % 2 else 30) for n in range(6)])
    ref = ref_of(door, "visitor-1")
    clock.now += timedelta(days=2)

    done = keep(door)

    assert done.ended == 3
    assert numbers_of(door, ref) == [0, 2, 4]
    [ended] = [one for one in entries() if isinstance(one, Handled) and one.caller == "keeper"]
    assert (ended.act, ended.outcome, ended.count) == ("dispose", "allow", 1)


def test_events_in_a_file_end_as_well(door: Door, clock: Clock) -> None:
    taken(door, [observed("visitor-1", n, keep_days=5 if n % 2 else 30) for n in range(6)])
    taken(door, [observed("visitor-2", 1, keep_days=5)])
    ref = ref_of(door, "visitor-1")
    clock.now += LATER
    keep(door)
    clock.now += LATER

    done = keep(door)

    assert done.compacted == 1
    assert numbers_of(door, ref) == [0, 2, 4]
    assert (len(names()), counted("events_place")) == (1, 1)


def test_the_keys_of_days_that_are_over_are_destroyed(door: Door, clock: Clock) -> None:
    everything(door)
    before = counted("events_secret"), counted("events_seenid")
    clock.now += timedelta(days=1)
    keep(door)
    next_day = counted("events_secret"), counted("events_seenid")
    clock.now += timedelta(days=1)
    keep(door)

    assert (before, next_day) == ((2, 12), (1, 12))
    assert (counted("events_secret"), counted("events_seenid")) == (0, 0)


def test_a_disclosure_has_what_was_observed(door: Door, clock: Clock) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    taken(door, [observed("visitor-1", 9)])

    answer, _ = disclose(door, OFFICER, TRACE, ref_of(door, "visitor-1"))

    assert [number_of(one) for one in answer.events] == [0, 1, 2, 9]
    assert {one.event for one in answer.events} == {"page"}


def test_for_another_purpose_than_it_was_kept_for_nothing_is_read(door: Door) -> None:
    everything(door)
    ref = ref_of(door, "visitor-1")

    found, _ = history(door, OFFICER, Wish(act="use", purpose="2(2)a"), ref)

    assert found.events == ()


def test_a_purpose_that_the_text_does_not_allow_is_refused_and_recorded(door: Door) -> None:
    everything(door)
    ref = ref_of(door, "visitor-1")

    with pytest.raises(HandlingRefusedError):
        history(door, OFFICER, Wish(act="use", purpose="2(1)c"), ref)


def test_a_file_that_is_gone_is_no_empty_history(door: Door, clock: Clock) -> None:
    everything(door)
    clock.now += LATER
    keep(door)
    for path in folder().glob("*.parquet"):
        path.unlink()

    with pytest.raises(EventFileError):
        history(door, OFFICER, USE, ref_of(door, "visitor-1"))


def test_a_file_that_nothing_names_is_swept_away(door: Door) -> None:
    with moving.moving(folder()):
        files.write(folder(), files.new_name(7), [])
        (folder() / "7-0.parquet.part").touch()

    keep(door)

    assert list(folder().glob("*.p*")) == []


def test_while_one_moves_another_leaves_it_to_them(door: Door) -> None:
    everything(door)
    with moving.moving(folder()) as mine:
        theirs = keep(door)

    assert (mine, theirs) == (True, Kept(0, 0, 0))
