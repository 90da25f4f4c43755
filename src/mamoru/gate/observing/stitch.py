"""A visitor turns out to be a member: linked, and unlinked again, both on record."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.events import links
from mamoru.events.models import Link
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import checked, judge
from mamoru.gate.observing.crowd import VISITOR, Who
from mamoru.gate.observing.event import Observed
from mamoru.gate.record import decided, note
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.read import refs_of


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """A link between a member and a visitor."""

    reference: str
    visitor: str | None
    """Random name of the visitor; `None` where the visitor was erased."""
    made_at: datetime
    ended_at: datetime | None = None


def join(record: Record, event: Observed, member: Who | None, visitor: Who, at: datetime) -> None:
    """Link the visitor of an event that was kept to its member, if they are not linked yet.

    Linking is a use of the identifier, for the first purpose for which the member's state allows
    it; where none is, there is no link.
    """
    if member is None or member.held is None or visitor.held is None or member is visitor:
        return
    about = member.whom if isinstance(member.whom, About) else None
    given = None if isinstance(member.whom, About) else member.whom
    touched: list[Touched] = [(category_of(member.book.policy, VISITOR), None)]
    for aim in event.aims:
        wish = Wish(act="use", purpose=aim.purpose)
        decision, basis = judge(member.book, wish, touched, about=about, given=given, at=at)
        if decision.outcome is not Outcome.ALLOW or not event.asker.may_name("use", aim.purpose):
            continue
        if links.link(member.held.number, visitor.held.number, now=at) is not None:
            people = People.of([member.held.number, visitor.held.number])
            note(
                record, member.book, event.asker, wish, touched, decision, at=at, people=people,
                count=len(people.numbers), basis=basis,
            )  # fmt: skip
        return


def unlink(door: Door, asker: Asker, wish: Wish, ref: str, reference: str) -> Decision:
    """End a link of the member with that ref; what was observed stays the visitor's own.

    Raises `UnknownPersonError`, `InvalidValueError` where it is no link of theirs that stands, and
    `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "correct")
    look = Look(ref, items=())

    def unit(record: Record) -> tuple[Decision] | Decision:
        about = door.about(record, record.sight.held(look), door.clock())
        touched: list[Touched] = [(category_of(about.book.policy, VISITOR), None)]
        decision = decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        if links.unlink(about.held.number, reference, now=about.at) is None:
            raise InvalidValueError(item="link")
        return (decision,)

    found, _ = door.run(asker, wish, unit, ref=ref)
    return found[0]


def shown(found: Sequence[Link]) -> tuple[Linked, ...]:
    """Return links with the names of their visitors."""
    refs = refs_of([one.visitor for one in found])
    return tuple(
        Linked(
            reference=one.reference, visitor=refs.get(one.visitor), made_at=one.made_at,
            ended_at=one.ended_at,
        )
        for one in found
    )  # fmt: skip
