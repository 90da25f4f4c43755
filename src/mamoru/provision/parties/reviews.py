"""The duty to look at a contractor again: owed from each look, done by the next (clause 5c)."""

from datetime import datetime
from functools import partial

from mamoru.gate.models import Duty
from mamoru.gate.transaction import Record
from mamoru.parties import queries
from mamoru.parties.models import PartyDuty
from mamoru.parties.papers import Paper
from mamoru.parties.ready import LOOKS, review_due

CLAUSE = "5c"


def owe_review(record: Record, paper: Paper, now: datetime) -> None:
    """Owe the next review of a contractor from `paper` on, under the entry added last.

    What was owed before is done by it. A paper of anybody else, or of another kind, owes nothing.
    """
    if paper.kind not in LOOKS or queries.party(paper.party).kind != "contractor":
        return
    tickets = PartyDuty.objects.filter(party=paper.party).values_list("ticket", flat=True)
    Duty.objects.filter(ticket__in=list(tickets), done_at=None).update(done_at=now)
    record.owe(
        [
            Duty(
                clause=CLAUSE, duty="supervise_contractor", evidence="review",
                within="vendor_review", since="checked", every="P12M", due_at=review_due(paper),
                person=None, count=0, created_at=now, done_at=None,
            )
        ]
    )  # fmt: skip
    record.tell(partial(_kept, paper.party))


def _kept(party: str, ticket: int) -> None:
    PartyDuty.objects.create(party=party, ticket=ticket)
