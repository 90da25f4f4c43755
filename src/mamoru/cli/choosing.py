"""The commands `mamoru consent give`, `refuse`, `withdraw`, `history` and `receipt`."""

from argparse import Namespace
from datetime import datetime, time
from typing import Any

from mamoru.cli.carrying import carried_out, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.installation import opened_door
from mamoru.cli.output import table, tell
from mamoru.consent.choices import Choice, Kind, Source
from mamoru.gate import choose, recall
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.recall import Event
from mamoru.law.calendar import TOKYO

Told = tuple[dict[str, Any], list[str]]


def give(asked: Namespace) -> int:
    """Record a yes."""
    asked.act, asked.source, asked.place = "collect", "person", None
    choice = Choice(
        kind=Kind(asked.kind), purpose=asked.purpose, recipient=asked.recipient, data=asked.data,
        sensitive=asked.sensitive, foreign=asked.foreign, by_guardian=asked.guardian is not None,
        guardian=asked.guardian, shown=asked.shown, expires_at=_end(asked),
    )  # fmt: skip

    def act(door: Door) -> Told:
        collecting = Namespace(**vars(asked) | {"purpose": None, "recipient": None})
        wish = wish_of(collecting)
        reference = choose.give(door, OFFICER, wish, asked.ref, choice, data=asked.category)
        return {"reference": reference}, [reference]

    return carried_out(asked, act)


def refuse(asked: Namespace) -> int:
    """Record a no."""
    asked.act, asked.source, asked.place, asked.ground = "collect", "person", None, []
    choice = Choice(
        kind=Kind.REFUSAL, purpose=asked.purpose, recipient=asked.recipient, data=asked.data,
        sensitive=asked.sensitive, shown=asked.shown,
        source=Source.GPC if asked.gpc else Source.PERSON,
    )  # fmt: skip

    def act(door: Door) -> Told:
        reference = choose.give(door, OFFICER, wish_of(asked), asked.ref, choice)
        return {"reference": reference}, [reference]

    return carried_out(asked, act)


def take_back(asked: Namespace) -> int:
    """Take a choice back."""

    def act(door: Door) -> Told:
        own = choose.withdraw(door, OFFICER, asked.ref, asked.reference)
        return {"reference": asked.reference, "withdrawal": own}, [own]

    return carried_out(asked, act)


def tell_history(asked: Namespace) -> int:
    """Tell everything that was chosen and taken back."""

    def act(door: Door) -> Told:
        found = recall.history(door, OFFICER, asked.ref)
        head = ("reference", "at", "kind", "purpose", "recipient", "state")
        rows = table(head, [_row(one) for one in found.events])
        return {"choices": found.events, "bound_version": found.bound_version}, [rows]

    return carried_out(asked, act)


def give_receipt(asked: Namespace) -> int:
    """Print a receipt, byte by byte, whatever the format."""
    with opened_door() as door:
        raw = recall.receipt_of(door, OFFICER, asked.ref, asked.reference)
    tell(raw.decode().removesuffix("\n"))
    return YES


def _end(asked: Namespace) -> datetime | None:
    """Return the beginning of the day on which it ends."""
    return None if asked.until is None else datetime.combine(asked.until, time(), TOKYO)


def _row(one: Event) -> list[str]:
    choice = one.choice
    state = "-" if one.withdraws is None else one.withdraws
    if one.withdrawn_at is not None:
        state = one.withdrawn_at.isoformat(timespec="seconds")
    return [
        *(one.reference, one.at.isoformat(timespec="seconds"), one.kind.value),
        *((choice and choice.purpose) or "-", (choice and choice.recipient) or "-", state),
    ]
