"""Writes the journal: plans come in, are taken, move on, and end.

States: planned → checked → applying → applied → read_back → done, partial or blocked. What moves a
plan on is in the transaction of whoever calls, beside the entry of the ledger that tells of it.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import F, Q, QuerySet

from mamoru.systems.errors import JobBusyError, JobUnknownError
from mamoru.systems.journal.models import Job

State = Literal[
    "planned", "checked", "applying", "applied", "read_back", "done", "partial", "blocked"
]
ENDED: frozenset[str] = frozenset(["done", "partial", "blocked"])
UNRUN: frozenset[str] = frozenset(["planned", "checked"])
"""States of plans of which nothing was done yet."""
LEASE = timedelta(minutes=5)
"""How long a plan is somebody's who took it. Whoever is late finds that it is another's.

Two at once do no harm either: the company's database lets one of them do it, and the other finds it
done.
"""


def new_ref() -> str:
    """Return a random name for a plan."""
    return f"plan_{secrets.token_hex(8)}"


def job_of(ref: str) -> Job:
    """Return a plan; raises `JobUnknownError`."""
    found = Job.objects.filter(ref=ref).first()
    if found is None:
        raise JobUnknownError
    return found


def take(ref: str, now: datetime) -> Job:
    """Take a plan to work on it; raises `JobUnknownError` and `JobBusyError`.

    One that has ended is returned as it is, taken by nobody.
    """
    job = job_of(ref)
    if job.state in ENDED:
        return job
    lease = secrets.token_hex(16)
    free = Q(lease="") | Q(leased_until__lte=now)
    taken = Job.objects.filter(free, ref=ref).exclude(state__in=ENDED)
    if not taken.update(
        lease=lease, leased_until=now + LEASE, tries=F("tries") + 1, changed_at=now
    ):
        raise JobBusyError(plan=ref)
    return job_of(ref)


def move(job: Job, state: State, now: datetime, **values: object) -> None:
    """Move a plan on; raises `JobBusyError` where another has taken it."""
    _write(job, {"state": state, "changed_at": now, "leased_until": now + LEASE, **values})
    job.state = state


def give_back(job: Job, now: datetime, problem: str = "") -> None:
    """Let others take a plan that is not ended, with the code of what was in the way."""
    _write(job, {"lease": "", "leased_until": None, "changed_at": now, "problem": problem})


def end(job: Job, state: State, now: datetime, **values: object) -> None:
    """End a plan."""
    ended: dict[str, object] = {"lease": "", "leased_until": None, "ended_at": now}
    _write(job, {"state": state, "changed_at": now, **ended, **values})
    job.state = state


def _write(job: Job, values: dict[str, object]) -> None:
    mine = Job.objects.filter(ref=job.ref, lease=job.lease, state=job.state)
    if not mine.update(**values):
        raise JobBusyError(plan=job.ref)


def waiting(now: datetime) -> list[str]:
    """Return the plans that were begun and left, the oldest first: somebody has to go on."""
    return list(left(now).values_list("ref", flat=True))


def left(now: datetime) -> QuerySet[Job]:
    """Return those plans as they are, without what is sealed."""
    begun: Collection[str] = ("applying", "applied", "read_back")
    free = Q(lease="") | Q(leased_until__lte=now)
    found = Job.objects.filter(free, state__in=begun).order_by("created_at")
    return found.defer("sealed", "result", "wrapped")


def spent(before: datetime) -> QuerySet[Job]:
    """Return the plans whose content is of no use any more: done ones, and old ones."""
    old = Q(changed_at__lte=before) & (Q(state__in=UNRUN) | Q(state__in=ENDED))
    return Job.objects.exclude(kek_id="").filter(Q(state="done") | old)
