"""How far plans came, without a row or a person in it."""

from datetime import datetime

import msgspec

from mamoru.gate.looking import looking
from mamoru.systems.forget.plan import Do
from mamoru.systems.journal import rows
from mamoru.systems.journal.models import Job

MOST = 50
"""Plans in one list."""


class PlanStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How far a plan came."""

    plan: str
    system: str
    do: Do
    state: rows.State
    counts: dict[str, int]
    problem: str
    """Code of what is in the way, or was; empty where nothing is. `unforeseen-` and a class: what
    went wrong is a mistake of the software, and the plan is tried again."""
    created_at: datetime
    ended_at: datetime | None = None


def standing(ref: str) -> PlanStanding:
    """Return how far a plan came; raises `JobUnknownError`."""
    with looking():
        return _standing(rows.job_of(ref))


def _standing(job: Job) -> PlanStanding:
    told = {
        "plan": job.ref, "system": job.system, "do": job.do, "state": job.state,
        "counts": {name: count for name, count in job.counts.items() if name != "wrote"},
        "problem": job.problem, "created_at": job.created_at, "ended_at": job.ended_at,
    }  # fmt: skip
    return msgspec.convert(told, PlanStanding)


def plans_of(system: str | None = None, limit: int = MOST) -> tuple[PlanStanding, ...]:
    """Return plans that wait or that broke, of one system or of all, the latest first."""
    with looking():
        found = Job.objects.exclude(state="done").order_by("-pk")
        if system is not None:
            found = found.filter(system=system)
        return tuple(_standing(job) for job in found[:limit])
