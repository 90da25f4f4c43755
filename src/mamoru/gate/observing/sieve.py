"""Sensitive information in what people write, as it comes in with events (clause 3)."""

from datetime import datetime
from typing import NamedTuple

from mamoru.gate.about import About
from mamoru.gate.door import Door
from mamoru.gate.observing.cells import Cell, wish_of
from mamoru.gate.observing.crowd import Who
from mamoru.gate.observing.event import Observed
from mamoru.gate.quarantine.hold import Answered, answered, put_aside
from mamoru.gate.sift import sifted
from mamoru.gate.transaction import Record
from mamoru.policy.model import Policy
from mamoru.vault.person import Item
from mamoru.vault.withhold import Suspect

FREE_TEXT = "inquiry_text"
"""The item as which a text is looked through, whatever it is called: every check runs then."""


class Sieved(NamedTuple):
    """A text as it may be kept, or the suspect that it is, and whether numbers were masked."""

    text: str | None
    suspect: Suspect | None
    is_masked: bool


def sieved(policy: Policy, *, data: str, item: str, value: str) -> Sieved:
    """Look through a text that somebody wrote."""
    text = Item(data=data, item=FREE_TEXT, value=value, source="automatic")
    found = sifted(policy, [text])
    is_masked = bool(found.masked)
    if found.suspects:
        return Sieved(None, _renamed(found.suspects[0], item), is_masked)
    return Sieved(found.clean[0].value, None, is_masked)


def _renamed(found: Suspect, item: str) -> Suspect:
    return Suspect(
        data=found.data, item=item, sensitive=found.sensitive, source=found.source,
        content=found.content,
    )  # fmt: skip


def decided_apart(event: Observed, who: Who, cell: Cell, at: datetime) -> list[Answered]:
    """Decide each suspect of an event that is kept, as what it may be."""
    aims = [one.aim for one in cell.answers if one.reason is None]
    about = who.whom if isinstance(who.whom, About) else None
    given = None if isinstance(who.whom, About) else who.whom
    wish = wish_of(aims[0], "collect")
    return answered(who.book, wish, event.suspects, about=about, given=given, at=at)


def withhold_apart(
    door: Door, record: Record, event: Observed, who: Who, found: list[Answered], at: datetime
) -> None:
    """Put what was refused into quarantine; raises `QuarantineDaysError`."""
    refused = [one for one in found if not one.is_allowed]
    if refused and who.held is not None:
        wish = wish_of(event.aims[0], "collect")
        put_aside(
            door, record, event.asker, wish, who.book, [(who.held, one) for one in refused], at
        )  # fmt: skip
