"""Duties about a party: owed with a day, under the entry added last, and done by what follows.

A contractor is looked at again a year after the last look (clause 5c), and the measures of a
recipient abroad are checked as often (APPI 28(3)); each counts from the paper that stands last, so
it is owed anew whenever one is filed or withdrawn. What was handed over owes the same checks; the
next one does them all. What is recalled, and an incident that a contractor reports, are owed until
they are over.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from mamoru.gate.models import Duty
from mamoru.gate.transaction import Record
from mamoru.parties import queries
from mamoru.parties.models import PartyDuty
from mamoru.parties.papers import Paper, latest
from mamoru.parties.party import Party
from mamoru.parties.ready import CHECKS, LOOKS, check_due, review_due
from mamoru.provision.records.models import Passing


class Owing(NamedTuple):
    """What is owed: which duty, by which clause, what shows that it was done, by which clock."""

    duty: str
    clause: str
    evidence: str
    within: str | None
    since: str = "handling"
    every: str | None = None


REVIEW = Owing("supervise_contractor", "5c", "review", "vendor_review", "checked", "P12M")
CHECK = Owing(
    "check_foreign_measures", "APPI 28(3)", "measures_check", "foreign_check", "checked", "P1Y"
)
DELETION = Owing("certify_deletion", "5b", "disposal_record", None)
INCIDENT = Owing("report_breach", "APPI 26(1)", "breach_report", "breach_preliminary", "knew")


class _Regular(NamedTuple):
    """A look that comes again and again, counted from the last of some papers."""

    owing: Owing
    papers: tuple[str, ...]
    due: Callable[[Paper], datetime]
    kinds: frozenset[str] | None
    """Kinds of party that it is about; `None` for all."""


_REGULAR = (
    _Regular(REVIEW, LOOKS, review_due, frozenset(["contractor"])),
    _Regular(CHECK, CHECKS, check_due, None),
)


def owe(record: Record, party: str, owing: Owing, due_at: datetime, now: datetime, *,
        about: str = "") -> None:  # fmt: skip
    """Owe something about a party under the entry added last; `about` names what it is about."""
    record.owe(
        [
            Duty(
                clause=owing.clause, duty=owing.duty, evidence=owing.evidence,
                within=owing.within, since=owing.since, every=owing.every, due_at=due_at,
                person=None, count=0, created_at=now, done_at=None,
            )
        ]
    )  # fmt: skip
    record.tell(partial(_kept, party, about))


def done(party: str, owing: Owing, now: datetime, *, about: str = "") -> None:
    """Note that what was owed about a party is done, or is owed no more."""
    known = PartyDuty.objects.filter(party=party, about=about).values_list("ticket", flat=True)
    _close(owing, known, now)


def owe_looks(record: Record, party: Party, kind: str, now: datetime) -> None:
    """Owe the next look of a party after a paper of `kind` was filed or withdrawn.

    What was owed before is done by it, also what each hand-over owed. A paper of another kind, or a
    party that nobody has to look at, owes nothing.
    """
    for one in _REGULAR:
        if kind not in one.papers or (one.kinds is not None and party.kind not in one.kinds):
            continue
        done(party.ref, one.owing, now)
        last = latest(queries.papers(party.ref), *one.papers)
        if last is not None and party.status != "ended":
            owe(record, party.ref, one.owing, one.due(last), now)


def looked(party: str, kind: str, now: datetime) -> None:
    """Note that a paper of `kind` is the look that the hand-overs to a party owed until now."""
    for one in _REGULAR:
        if kind == one.owing.evidence:
            handed = Passing.objects.filter(record__party=party)
            _close(one.owing, handed.values_list("ticket", flat=True), now)


def released(party: str, now: datetime) -> None:
    """Note that nobody has to look at a party any more: it has ended."""
    for one in _REGULAR:
        done(party, one.owing, now)
        looked(party, one.owing.evidence, now)


def _close(owing: Owing, tickets: Iterable[int], now: datetime) -> None:
    """Note that a duty is done under `tickets`, a query that the database answers by itself."""
    owed = Duty.objects.filter(duty=owing.duty, done_at=None, ticket__in=tickets)
    owed.update(done_at=now)


def _kept(party: str, about: str, ticket: int) -> None:
    PartyDuty.objects.create(party=party, ticket=ticket, about=about)
