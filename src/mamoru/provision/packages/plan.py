"""Planning a hand-over: to whom, what, of whom, how many, and what a row would look like.

Everybody it would be about is decided once without a record, since nothing leaves yet; what counts
is the decision when it is made. No value is opened. Where it is allowed of nobody, the refusal is
on record and there is no hand-over.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Annotated, NamedTuple

import msgspec

from mamoru.gate.asking import Asker, Reference, Wish
from mamoru.gate.door import Door
from mamoru.gate.handing.receiver import receiver
from mamoru.gate.handing.wanted import Wanted, wanted_of
from mamoru.gate.handing.whom import (
    Held,
    blocks_of,
    heads_after,
    heads_of,
    last_number,
    named,
)
from mamoru.gate.judge import CONSENTS, checked
from mamoru.gate.looking import looking
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.parties.queries import key_for
from mamoru.policy.handling import Decision
from mamoru.provision.packages.counting import LOT, Counted, Tell, counted
from mamoru.provision.packages.errors import InvalidHandOverError, RecipientKeyError
from mamoru.provision.packages.models import HandOver, Named
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import Plan, Told, plan_of
from mamoru.provision.packages.sealing import sealing
from mamoru.provision.packages.state import Act, Cipher, Format, HandState

Days = Annotated[int, msgspec.Meta(ge=1, le=366)]


class NewHandOver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be handed over to whom."""

    party: Annotated[str, msgspec.Meta(max_length=40)]
    act: Act
    items: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=64)]
    purpose: str | None = None
    people: tuple[str, ...] | None = None
    """Refs; without them it is about everybody who is held."""
    grounds: dict[str, Reference | None] = {}
    format: Format = "csv"
    cipher: Cipher = "age"
    days: Days = 7
    """How long it can be taken."""
    acknowledge_days: Days = 14
    """Within which, once it is delivered, the recipient has to say that it has it."""


IN_REQUEST = 10_000
"""People whom one call may look at while its caller waits: some tenths of a second."""


def plan(
    door: Door, asker: Asker, new: NewHandOver, by: str, *, tell: Tell = lambda _: None
) -> Plan:
    """Plan a hand-over, and return it with what it would hold; `tell` hears how many were decided.

    Raises `UnknownItemError`, `InvalidHandOverError`, `RecipientKeyError`, what
    `mamoru.gate.recipients.recipient` raises, and `HandlingRefusedError` where it is allowed of
    nobody.
    """
    return plan_begun(door, asker, new, by, begin(door, asker, new), tell)


def plan_begun(
    door: Door, asker: Asker, new: NewHandOver, by: str, begun: "Begun",
    tell: Tell = lambda _: None,
) -> Plan:  # fmt: skip
    """Count, and return the hand-over with what it would hold; raises as `plan`."""
    found = counted(door, begun.wish, begun.wanted, _heads(begun.numbers, begun.last), tell)
    told = found.told(begun.wanted, begun.unknown)

    def unit(record: Record) -> HandOver | Decision:
        at = door.clock()
        if not found.allowed:
            return note_refusal(door, record, asker, begun.wish, begun.wanted, found)
        row = create(asker, new, begun, by, at)
        settle(row, found, told, begun.wish)
        row.save()
        noted(record, row, "planned", at, caller=asker.system)
        return row

    row = door.run(asker, begun.wish, unit)[0]
    with looking():
        return plan_of(row)


class Begun(NamedTuple):
    """What is to be counted: whom it may be about, and as what."""

    wish: Wish
    wanted: Wanted
    numbers: Sequence[int] | None
    last: int
    unknown: int


def begin(door: Door, asker: Asker, new: NewHandOver) -> Begun:
    """Return what is to be counted, once the party may receive and has a key; raises as `plan`."""
    wanted = wanted_of(door.policy, new.items)
    asked = checked(
        asker,
        Wish(act=new.act, purpose=new.purpose, party=new.party, grounds=dict(new.grounds)),
        "provide", "entrust", "share",
    )  # fmt: skip
    wish = _allowed_party(door, asker, new, asked)
    numbers, unknown = _named(new)
    last = last_number() if numbers is None else max(numbers, default=0)
    return Begun(wish, wanted, numbers, last, unknown)


def _allowed_party(door: Door, asker: Asker, new: NewHandOver, asked: Wish) -> Wish:
    """Return the wish with its recipient, who may receive and has a key."""

    def unit(record: Record) -> Wish | Decision:
        at = door.clock()
        party, wish = receiver(door, record, asker, asked, new.items, at)
        key = key_for(party.ref, at, kind=new.cipher)
        if key is None:
            raise RecipientKeyError(kind=new.cipher)
        sealing(key)
        return wish

    return door.run(asker, asked, unit)[0]


def _named(new: NewHandOver) -> tuple[list[int] | None, int]:
    if new.people is None:
        return None, 0
    with looking():
        numbers, unknown = named(new.people)
    if not numbers:
        raise InvalidHandOverError(
            item="people", reason_ja="保管している人がいません", reason_en="nobody of them is held"
        )
    return numbers, unknown


def _heads(numbers: Sequence[int] | None, last: int) -> Iterator[list[Held]]:
    """Yield everybody it may be about, some at a time."""
    if numbers is None:
        yield from everybody(last)
        return
    for at in range(0, len(numbers), LOT):
        with looking():
            heads = heads_of(numbers[at : at + LOT])
        yield heads


def everybody(last: int) -> Iterator[list[Held]]:
    """Yield everybody who is held, up to a number, some at a time."""
    after = 0
    while True:
        with looking():
            heads = heads_after(after, last, LOT)
        if not heads:
            return
        yield heads
        after = heads[-1].number


def create(asker: Asker, new: NewHandOver, begun: Begun, by: str, at: datetime) -> HandOver:
    """Return the row of a hand-over whose people are still to be counted, with whom it names."""
    wish, numbers = begun.wish, begun.numbers
    row = HandOver.objects.create(
        ref=f"hand_{token_hex(8)}", request=asker.request or token_hex(16),
        party=new.party, act=new.act, purpose=wish.purpose, recipient=wish.recipient,
        place=wish.place, grounds=dict(new.grounds), fields=list(new.items), format=new.format,
        cipher=new.cipher, caller=asker.system,
        purposes=None if asker.purposes is None else sorted(asker.purposes),
        created_by=by, created_at=at, expires_at=at + timedelta(days=new.days),
        acknowledge_days=new.acknowledge_days, last=begun.last, is_everybody=numbers is None,
        needs_approval=True, is_by_consent=False, state=HandState.PLANNING,
    )  # fmt: skip
    Named.objects.bulk_create(
        [
            Named(hand=row, block=block, members=members)
            for block, members in blocks_of(numbers or ())
        ],
        batch_size=500,
    )
    return row


def settle(row: HandOver, found: Counted, told: Told, wish: Wish) -> None:
    """Let a row, which the caller saves, say what was counted, and where it stands by that."""
    row.needs_approval = (
        row.act != "provide" or bool(set(row.grounds) - CONSENTS) or not found.by_consent
    )
    row.is_by_consent = found.by_consent
    row.state = HandState.PLANNED if row.needs_approval else HandState.APPROVED
    row.recipient, row.place, row.case = wish.recipient, wish.place, found.case
    row.expected, row.seen, row.told = found.allowed, found.seen, msgspec.to_builtins(told)


def note_refusal(
    door: Door, record: Record, asker: Asker, wish: Wish, wanted: Wanted, found: Counted
) -> Decision:
    """Note that it is allowed of nobody, and return why; raises `InvalidHandOverError`."""
    at, refusal = door.clock(), found.refusal()
    touched = [(data, None) for data in wanted.categories]
    note(
        record, door.shelf.book(at), asker, wish, touched, refusal, at=at, count=0,
        basis=found.bases[refusal],
    )  # fmt: skip
    return refusal
