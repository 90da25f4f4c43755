"""What waits, for whom, since when, and what is late: nothing waits unseen."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Q, When

from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import ENDED, WAITS_FOR, WORKED
from mamoru.rights.requests.view import RequestSummary, summary

LIMIT = 1_000


def waiting(now: datetime, *, who: str | None = None, late: bool = False) -> list[RequestSummary]:
    """Return the requests that are open, the most urgent first; of whom they wait for, if named.

    Those whose work failed for good stand first of all.
    """
    is_dead = Q(state__in=WORKED, next_try_at=None)
    rows = Request.objects.exclude(state__in=ENDED)
    if who is not None:
        theirs = Q(state__in=[state for state, one in WAITS_FOR.items() if one == who])
        rows = rows.filter(is_dead | theirs if who == "officer" else theirs & ~is_dead)
    if late:
        rows = rows.filter(answered_at=None, due_at__lte=now)
    first = Case(When(is_dead, then=0), default=1)
    return [summary(row, now) for row in rows.order_by(first, "due_at", "pk")[:LIMIT]]


def requests(
    now: datetime, *, state: str | None = None, person: str | None = None, limit: int = LIMIT
) -> Sequence[RequestSummary]:
    """Return requests, the latest first; of one state, or one person."""
    rows = Request.objects.order_by("-pk")
    if state is not None:
        rows = rows.filter(state=state)
    if person is not None:
        rows = rows.filter(person=person)
    return [summary(row, now) for row in rows[:limit]]
