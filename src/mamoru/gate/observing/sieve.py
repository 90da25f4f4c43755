"""Sensitive information in what people write, as it comes in with events (clause 3)."""

from datetime import datetime

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


def suspect_of(policy: Policy, *, data: str, item: str, value: str) -> Suspect | None:
    """Return a text in which something sensitive was found, as quarantine takes it."""
    text = Item(data=data, item=FREE_TEXT, value=value, source="automatic")
    found = sifted(policy, [text]).suspects
    return _renamed(found[0], item) if found else None


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
