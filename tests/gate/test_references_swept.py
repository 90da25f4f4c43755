"""References to evidence go when their time is over, and the verifier misses every other."""

from datetime import timedelta

import pytest
from tests.gate.samples import COLLECT, ERASE, Clock, entries, given, stored
from tests.killing import is_killed, program, stride
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import EvidenceAlteredError
from mamoru.gate.models import Evidence
from mamoru.gate.references import count_old, sweep_old
from mamoru.gate.sweeps import sweeps
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import SystemChanged

YEARS = timedelta(days=10 * 365 + 4)


def aged(door: Door, clock: Clock) -> tuple[list[int], list[int]]:
    """Return the tickets of entries with references that are over, and of ones that are not."""
    for number in range(5):
        create(door, OFFICER, COLLECT, [given(f"Qq{number} Old")])
    old = tickets()
    clock.now += YEARS
    create(door, OFFICER, COLLECT, [given("Qq Young")])
    return old, [one for one in tickets() if one not in old]


def tickets() -> list[int]:
    return sorted(set(Evidence.objects.values_list("ticket", flat=True)))


def test_what_is_over_goes_and_the_ledger_names_which_and_still_verifies(
    door: Door, clock: Clock
) -> None:
    old, young = aged(door, clock)
    assert count_old(clock.now) == Evidence.objects.filter(ticket__in=old).count() > 0
    assert count_old(clock.now - timedelta(days=30)) == 0

    assert sweep_old(door, 3) >= 3
    while sweep_old(door, 3):
        pass

    assert tickets() == young
    found = [one for one in entries() if isinstance(one, SystemChanged)]
    swept = [one for one in found if one.change == "references_swept"]
    assert [len(one.tickets) for one in swept] == [3, 2]
    assert [one for entry in swept for one in entry.tickets] == old
    door.settle()
    verify_here()
    assert (count_old(clock.now), sweep_old(door, 3)) == (0, 0)


@pytest.mark.parametrize("which", ["old", "young"])
def test_one_more_that_is_deleted_by_hand_is_missed(door: Door, clock: Clock, which: str) -> None:
    old, young = aged(door, clock)
    sweep_old(door, 2)
    door.settle()
    verify_here()
    [gone] = young if which == "young" else old[2:3]

    Evidence.objects.filter(ticket=gone).delete()

    with pytest.raises(EvidenceAlteredError) as raised:
        verify_here()
    assert raised.value.facts == {"ticket": gone}


def test_one_that_is_put_back_after_it_was_swept_is_found(door: Door, clock: Clock) -> None:
    aged(door, clock)
    row = Evidence.objects.order_by("ticket").first()
    assert row is not None
    sweep_old(door, 100)
    door.settle()

    row.save(force_insert=True)

    with pytest.raises(EvidenceAlteredError) as raised:
        verify_here()
    assert raised.value.facts == {"ticket": row.ticket}


def test_somebody_who_is_erased_after_theirs_were_swept_leaves_nothing_to_be_missed(
    door: Door, clock: Clock
) -> None:
    ref = stored(door).ref
    clock.now += YEARS
    sweep_old(door, 100)

    erase(door, OFFICER, ERASE, ref)

    door.settle()
    verify_here()


@pytest.mark.slow
def test_killed_before_any_line_what_went_is_what_the_ledger_names(
    door: Door, clock: Clock, store: Store
) -> None:
    old, young = aged(door, clock)
    door.settle()
    line, killed, cut = 1, True, 0
    with program("tests.gate.sweeper", store) as process:
        while killed:
            killed = is_killed(process, YEARS.days, line)
            cut += killed
            line += stride(6)
            verify_here()

    while sweep_old(door, 3):
        pass
    door.settle()
    verify_here()
    assert cut > 3
    swept = [one for one in entries() if isinstance(one, SystemChanged)]
    assert [one for entry in swept for one in entry.tickets] == old
    assert tickets() == young


def test_the_daily_run_sweeps_them() -> None:
    assert "references" in {one.name for one in sweeps()}
