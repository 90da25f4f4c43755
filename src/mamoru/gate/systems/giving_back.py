"""Giving a plan back that cannot be gone on with now, and what is noted of why."""

from contextlib import suppress

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.systems.journal import rows
from mamoru.systems.journal.models import Job

LONGEST_PROBLEM = 40
"""Characters of what is noted of a problem."""


def fresh(job: Job) -> Job:
    """Return the row as we know it, for a unit that may be run more than once."""
    return Job(
        ref=job.ref, lease=job.lease, state=job.state, kek_id=job.kek_id, wrapped=job.wrapped,
        sealed=job.sealed,
    )  # fmt: skip


def give_back(door: Door, job: Job, problem: str) -> None:
    """Let others take a plan, with what was in the way."""
    with suppress(MamoruError):  # the lease ends by itself; what went wrong first is told
        door.writer.run(lambda _: rows.give_back(fresh(job), door.clock(), problem))


def problem_of(error: BaseException) -> str:
    """Return what is noted of an error: its code, or its class; a message may hold values."""
    if isinstance(error, MamoruError):
        return error.code
    if not isinstance(error, Exception):
        return "interrupted"
    return f"unforeseen-{type(error).__name__}"[:LONGEST_PROBLEM]
