"""What an installation has seen of each clause comes from its ledger and its duties."""

from datetime import date, timedelta

from tests.gate.samples import CLIENT, SERVICE, USE, Clock, stored

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import leave
from mamoru.gate.consider import consider
from mamoru.gate.coverage import owing_here, seen_here
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.gate.read import read
from mamoru.policy.coverage import Point
from mamoru.policy.handling import Handling


def test_systems_acts_facts_and_the_last_use_of_a_clause_are_seen(door: Door, clock: Clock) -> None:
    one = stored(door)
    read(door, CLIENT, USE, one.ref)
    clock.now += timedelta(days=2)
    read(door, OFFICER, USE, one.ref)
    door.settle()

    seen = seen_here("kusavee")

    assert seen[SERVICE].points == (Point("officer", "use"), Point("shop-front", "use"))
    assert (seen[SERVICE].handlings, seen[SERVICE].last) == (2, date(2026, 11, 26))
    assert seen["1(1)a"].points == (Point("officer", "collect"),)
    assert seen["1(1)a"].facts == ("notice_shown",)
    assert seen["1(1)a"].last == date(2026, 11, 24)
    assert "2(1)b" not in seen


def test_a_refusal_is_a_use_of_the_clause_that_it_cites(door: Door) -> None:
    consider(door, OFFICER, [Handling(act="provide", data="registration", recipient="other")])
    door.settle()

    assert seen_here("kusavee")["4"].points == (Point("officer", "provide"),)


def test_what_another_policy_decided_is_not_seen(door: Door) -> None:
    stored(door)
    door.settle()

    assert seen_here("shop") == {}


def test_duties_are_counted_as_open_overdue_and_done(door: Door, clock: Clock) -> None:
    one = stored(door)
    leave(door, OFFICER, Wish(act="dispose"), one.ref)
    clause = Duty.objects.exclude(due_at=None).latest("id").clause
    Duty.objects.filter(clause=clause).update(due_at=clock.now)

    before = owing_here(clock.now)[clause]
    after = owing_here(clock.now + timedelta(days=1))[clause]
    assert (before.open, before.overdue, before.done) == (1, 0, 0)
    assert (after.open, after.overdue, after.done) == (1, 1, 0)

    Duty.objects.filter(clause=clause).update(done_at=clock.now)

    done = owing_here(clock.now + timedelta(days=1))[clause]
    assert (done.open, done.overdue, done.done) == (0, 0, 1)
