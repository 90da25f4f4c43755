"""Who changed together with others, in one entry, is looked at again before a package leaves."""

from tests.gate.samples import entries
from tests.packages.samples import Recipient, agreed, made, people, planned, taken
from tests.partners.samples import csv, known_partner, received, ref_of, row

from mamoru.gate.door import Door
from mamoru.gate.handing.whom import changed_since, named
from mamoru.ledger.entries import Handled
from mamoru.ledger.since import mark
from mamoru.provision.packages.models import Lot
from mamoru.provision.packages.produce import produce


def delivered(door: Door, contract: str) -> None:
    """Let a partner bring something of three people in one entry."""
    received(door, csv([row(n, contract=contract) for n in range(3)]))


def test_whoever_was_changed_in_one_entry_with_others_is_among_those_who_changed(
    door: Door,
) -> None:
    known_partner(door)
    delivered(door, "月額")
    refs = [ref for n in range(3) if (ref := ref_of(door, f"K{n:05d}"))]
    since = door.writer.run(lambda record: mark(record.cursor))[0]
    delivered(door, "年額")
    told = [e for e in entries() if isinstance(e, Handled) and e.act == "collect" and e.count == 3]
    assert len(told) == 2

    changed, _ = door.writer.run(
        lambda record: changed_since(record, since, door.clock(), door.clock())
    )

    assert changed == set(named(refs)[0])


def test_those_whom_a_hand_over_was_decided_of_did_not_change_by_that(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 12), recipient.ref)
    ref = planned(door, recipient.ref)
    since = door.writer.run(lambda record: mark(record.cursor))[0]
    made(door, recipient.ref)
    produce(door, ref, lot=4, part=6)

    def changed(*lots: int) -> set[int]:
        at = door.clock()
        return door.writer.run(
            lambda record: changed_since(record, since, at, at, but=lots)
        )[0]  # fmt: skip

    assert len(changed()) == 12
    assert changed(*Lot.objects.values_list("ticket", flat=True)) == set()
    assert len(taken(door, ref, recipient).lines) == 12
