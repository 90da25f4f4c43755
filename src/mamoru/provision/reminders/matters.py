"""What is late, or coming up: about contractors and recipients abroad, packages, and other duties.

Further rooms announce theirs (`mamoru.gate.matters`).

Nothing here names a person or a company: matters are told by random names, clauses and days.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min

from mamoru.gate.matters import Matter, State, announced
from mamoru.gate.models import Duty
from mamoru.parties.models import PartyDuty
from mamoru.provision.entrust import watch
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.state import HandState
from mamoru.provision.parties.duties import CHECK

PACKAGE, CHECKING = "package", "check"
_CLAUSES = {"provide": "4", "entrust": "5", "share": "6"}


def matters(at: datetime) -> tuple[Matter, ...]:
    """Return everything that is late or coming up, what is late first, the most urgent first."""
    found = [*_contractors(at), *_abroad(at), *_packages(at), *_others(at), *announced(at)]
    return tuple(sorted(found, key=lambda one: (one.state, one.due_at, one.key)))


def _contractors(at: datetime) -> Iterator[Matter]:
    for one in watch.calendar(at):
        if one.state != "ahead":
            yield Matter(
                key=f"{one.what}:{one.ref or one.party}", what=one.what, state=one.state,
                due_at=one.due_at, clause=one.clause, party=one.party, ref=one.ref,
            )  # fmt: skip


def _abroad(at: datetime) -> Iterator[Matter]:
    """Yield which recipients abroad have to be checked (APPI 28(3))."""
    owed = Duty.objects.filter(duty=CHECK.duty, done_at=None, due_at__lte=at + watch.AHEAD)
    due = {ticket: at for ticket, at in owed.values_list("ticket", "due_at") if at is not None}
    for ticket, party in PartyDuty.objects.filter(ticket__in=due).values_list("ticket", "party"):
        yield Matter(
            key=f"{CHECKING}:{party}", what=CHECKING, state=_state(due[ticket], at),
            due_at=due[ticket], clause=CHECK.clause, party=party,
        )  # fmt: skip


def _packages(at: datetime) -> Iterator[Matter]:
    """Yield which packages nobody has acknowledged in time."""
    silent = HandOver.objects.filter(state=HandState.DELIVERED, acknowledge_by__lte=at)
    for row in silent.only("ref", "party", "act", "acknowledge_by"):
        yield Matter(
            key=f"{PACKAGE}:{row.ref}", what=PACKAGE, state="late",
            due_at=row.acknowledge_by or at, clause=_CLAUSES[row.act], party=row.party,
            ref=row.ref,
        )  # fmt: skip


def _others(at: datetime) -> Iterator[Matter]:
    """Yield which duties of handlings are late, counted by what they ask for."""
    told = PartyDuty.objects.values("ticket")
    late = Duty.objects.filter(done_at=None, due_at__lte=at).exclude(ticket__in=told)
    counted = late.values_list("clause", "duty", "evidence").annotate(Count("pk"), Min("due_at"))
    for clause, duty, evidence, count, due_at in counted.order_by():
        yield Matter(
            key=f"{clause}:{duty}:{evidence}", what=evidence, state="late", due_at=due_at,
            clause=clause, count=count,
        )  # fmt: skip


def _state(due_at: datetime, at: datetime) -> State:
    return "late" if due_at <= at else "soon"
