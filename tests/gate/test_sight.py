"""Readers who arrive together share statements, and see nothing that they should not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.gate.samples import COLLECT, NAME, OFFERS, TRACE, USE, stored
from tests.gate.sharing import in_one_transaction

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import suspend
from mamoru.gate.choose import give, opt_out
from mamoru.gate.consider import handlings_of
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read
from mamoru.gate.sight import Look, Sight
from mamoru.ledger.entries import Handled
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.read import fetch

NOBODY = "p_" + "0" * 32
STOP = Wish(act="suspend_use", grounds=TRACE.grounds | {"investigated": "inquiry:1"})


def test_many_looks_cost_as_many_statements_as_one(door: Door) -> None:
    refs = [stored(door, f"Hito{n} Tsukuri").ref for n in range(7)]

    with CaptureQueriesContext(connection) as one:
        Sight([Look(refs[0], items=("name",))])
    with CaptureQueriesContext(connection) as many:
        sight = Sight([Look(ref, items=("name",)) for ref in refs])
        seen = [sight.held(Look(ref, items=("name",))) for ref in refs]
        choices = [sight.choices(held.number) for held in seen]

    assert len(many) == len(one) <= 3
    assert seen == [fetch(ref, items=("name",)) for ref in refs]
    assert choices == [[]] * 7


def test_each_look_sees_the_fields_it_asked_for_and_no_others(door: Door) -> None:
    one, other = stored(door), stored(door, "Hito Tsukuri")
    looks = [Look(one.ref), Look(one.ref, items=()), Look(other.ref, None, ("registration",))]

    sight = Sight(looks)

    assert [sight.held(look) for look in looks] == [
        fetch(one.ref), fetch(one.ref, items=()), fetch(other.ref, data=("registration",)),
    ]  # fmt: skip
    assert len(sight.held(looks[0]).fields) == 3
    assert not sight.held(looks[1]).fields


def test_whoever_is_not_held_is_unknown_to_the_look_that_asked(door: Door) -> None:
    ref = stored(door).ref

    sight = Sight([Look(ref), Look(NOBODY), Look("p_'; DROP TABLE vault_person; --")])

    assert sight.held(Look(ref)).ref == ref
    for look in (Look(NOBODY), Look("p_'; DROP TABLE vault_person; --")):
        with pytest.raises(UnknownPersonError):
            sight.held(look)


def test_after_the_first_change_nothing_that_was_seen_before_counts(door: Door) -> None:
    ref = stored(door).ref
    sight = Sight([Look(ref)])
    suspend(door, OFFICER, STOP, ref)

    before = sight.held(Look(ref))
    sight.end()

    assert not before.use_suspended
    assert sight.held(Look(ref)).use_suspended


def test_what_changes_in_the_same_commit_is_seen_by_the_changes_after_it(door: Door) -> None:
    one = stored(door)
    opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, one.ref, opting, data="supplied")

    stood, read_it, after = in_one_transaction(
        door,
        lambda: opt_out(door, OFFICER, one.ref, OFFERS),
        lambda: read(door, OFFICER, USE, one.ref, items=["name"])[0].values[0].value,
        lambda: door.writer.run(lambda record: len(record.sight.choices(one.number)))[0],
    )

    assert (stood, read_it, after) == (1, NAME, 2)


def test_readers_in_one_commit_get_their_own_answers(door: Door) -> None:
    names = [f"Hito{n} Tsukuri" for n in range(5)]
    refs = [stored(door, name).ref for name in names]
    suspend(door, OFFICER, STOP, refs[2])

    given = in_one_transaction(
        door, *[lambda ref=ref: read(door, OFFICER, USE, ref, items=["name"]) for ref in refs]
    )

    said = [one[0].values[0].value if isinstance(one, tuple) else one for one in given]
    assert isinstance(said.pop(2), HandlingRefusedError)
    assert said == [name for name in names if name != names[2]]
    theirs = [one.entry for one in handlings_of(door, OFFICER, TRACE, refs[2]).entries]
    assert [e.outcome for e in theirs if isinstance(e, Handled)] == ["allow", "allow", "refuse"]
