"""On which exception something sensitive was let in: kept as long as the law's table says (R03).

Who decided, by which exception, and where its evidence is; not whose it is, and no value. So it
stays when the person goes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from secrets import token_hex
from typing import NamedTuple

from django.db.models import QuerySet

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import KEEPER, Asker, Wish
from mamoru.gate.basis import Basis
from mamoru.gate.door import Door
from mamoru.gate.models import SensitiveGround
from mamoru.gate.record import relied_on
from mamoru.gate.retention import began_before
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.periods import Period
from mamoru.law.records import record_named
from mamoru.ledger.entries import SystemChanged
from mamoru.policy.handling import Decision
from mamoru.policy.model import Kind
from mamoru.policy.rulebook import Rulebook

GROUNDS = "R03"
"""Record of the law's table that says how long a ground is kept."""


class LetIn(NamedTuple):
    """Something that was let in as sensitive, with the decision that let it in."""

    asker: Asker
    wish: Wish
    touched: Sequence[Touched]
    decision: Decision
    basis: Basis


def keep_ground(record: Record, book: Rulebook, one: LetIn, about: About | None, at: datetime,
                came: str) -> None:  # fmt: skip
    """Keep by which exception something was let in, under the entry added last.

    `came` says where it had come in: `record`, or `inquiry`.
    """
    lifts = [
        rule for rule in book.rules
        if rule.kind is Kind.LIFT and rule.cite in one.decision.cites
        and "sensitive" in rule.accepts
    ]  # fmt: skip
    facts = {fact for rule in lifts for fact in rule.facts}
    shown = relied_on(book, one.wish, one.basis, one.decision, about)
    row = SensitiveGround.objects.create(
        ref=f"ground_{token_hex(8)}", at=at, came=came,
        data=sorted({data for data, _ in one.touched if data}),
        sensitive=sorted({kind for _, kind in one.touched if kind}),
        clauses=list(dict.fromkeys(rule.cite for rule in lifts)),
        evidence={fact: shown[fact] for fact in sorted(facts & set(shown)) if shown[fact]},
        by=one.asker.system,
    )  # fmt: skip

    def ticketed(ticket: int) -> None:
        SensitiveGround.objects.filter(pk=row.pk).update(ticket=ticket)

    record.tell(ticketed)


def count_old(at: datetime | None) -> int:
    """Return how many grounds may be forgotten by `at`, or how many there are."""
    return (SensitiveGround.objects.all() if at is None else _old(at)).count()


def forget_old(door: Door, limit: int) -> int:
    """Delete up to `limit` grounds that were kept long enough, on record; return how many."""

    def unit(record: Record) -> int:
        now = door.clock()
        rows: Iterable[int] = list(_old(now).order_by("at").values_list("pk", flat=True)[:limit])
        gone = SensitiveGround.objects.filter(pk__in=rows).delete()[0]
        if gone:
            record.add(SystemChanged(at=now, change="record_purged", system=KEEPER.system))
        return gone

    return door.writer.run(unit)[0]


def _old(at: datetime) -> QuerySet[SensitiveGround]:
    keep = record_named(GROUNDS, tokyo_day(at)).keep or Period()
    return SensitiveGround.objects.filter(at__lt=began_before(keep, at))
