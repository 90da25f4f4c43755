"""Carrying a plan out, step by step, so that a kill before any line loses and repeats nothing.

planned → checked     the schema is the one it was made for, and nothing speaks against it now
checked → applying    decided and recorded, before the first write
applying → applied    one transaction in the system; whether it was done is found by looking
applied → read_back   what is there is read on a new connection
read_back → done      on record; `partial` where something is left that nothing explains
         → blocked    the system would not, or the rows are not as planned: nothing was done

Each step is a row of the journal in a transaction of ours. The system's own transaction lies
between two of them: whoever comes after a kill looks at the rows of the plan, and never assumes.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal

import msgspec

from mamoru.errors import ConflictError, MamoruError
from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import checked
from mamoru.gate.looking import looking
from mamoru.gate.systems.giving_back import fresh, give_back, problem_of
from mamoru.gate.systems.look import with_request
from mamoru.gate.systems.planning import ACTS, tell
from mamoru.gate.systems.sealed import Kept, opened_plan, opened_result, sealed_result
from mamoru.gate.systems.ways import Way, way_to
from mamoru.gate.systems.whom import decided_about
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision
from mamoru.systems.connect.engine import Limits
from mamoru.systems.errors import JobBusyError, PlanProblemsError
from mamoru.systems.forget.look import State
from mamoru.systems.forget.plan import Plan
from mamoru.systems.forget.read_back import ReadBack
from mamoru.systems.journal import rows
from mamoru.systems.journal.models import Job
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.read import fetch

Wrote = Literal["all", "nothing", "some", "unknown"]
"""What was written in the system, as far as looking at it tells."""


_WROTE: dict[State, Wrote] = {"before": "nothing", "after": "all", "neither": "some"}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How far a plan came, and what of it was done."""

    plan: str
    system: str
    state: str
    wrote: Wrote
    counts: dict[str, int]
    problem: str = ""
    """Code of what is in the way."""
    found: ReadBack | None = None
    """What was read back; kept no longer than something of it is left."""

    @property
    def is_done(self) -> bool:
        """Whether everything was done and nothing is left that is not explained."""
        return self.state == "done"


def carry_out(
    door: Door, asker: Asker, wish: Wish | None, ref: str, *, limits: Limits | None = None
) -> Outcome:
    """Carry a plan out as far as it goes now, whoever began it, and return how far it came.

    `wish` is what it is decided by; one that was begun needs none. What is only in the way for now,
    such as a system that is down, leaves the plan to be gone on with. Where its person was erased
    from the vault meanwhile, the plan is about somebody whom only the system knows. Raises
    `JobUnknownError`, `JobBusyError`, `HandlingRefusedError`.
    """
    taken, _ = door.writer.run(lambda _: rows.take(ref, door.clock()))
    if taken.state in rows.ENDED:
        destroy_spent(door, taken)
        return outcome_of(door, taken)
    try:
        kept = opened_plan(door.keys.provider, taken)
    except Exception as error:
        give_back(door, taken, problem_of(error))
        raise
    return _Carrying(door, with_request(asker), wish, taken, kept, limits).outcome()


def go_on(door: Door, asker: Asker) -> list[Outcome]:
    """Go on with every plan that was begun and left, by a kill or since a system was in the way.

    It was decided when it began. One that somebody else has taken meanwhile is left to them. One
    that cannot be gone on with, such as one whose key is gone, stops no other.
    """
    with looking():
        waiting = rows.waiting(door.clock())
    return go_on_with(door, asker, waiting)


def go_on_with(door: Door, asker: Asker, refs: Iterable[str]) -> list[Outcome]:
    """Go on with these plans, as `go_on` does. What is in the way is noted in the plan."""
    found: list[Outcome] = []
    for ref in refs:
        try:
            found.append(carry_out(door, asker, None, ref))
        except JobBusyError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever one plan meets, the next is gone on with
            job = rows.job_of(ref)
            job.kek_id, job.problem = "", problem_of(error)  # what cannot be read is not asked for
            found.append(outcome_of(door, job))
    return found


def outcome_of(door: Door, job: Job, found: ReadBack | None = None) -> Outcome:
    """Return how far a plan of the journal came."""
    if found is None and job.result and job.kek_id:
        found = opened_result(door.keys.provider, job)
    wrote: Wrote = "all" if job.state in ("applied", "read_back", "done", "partial") else "nothing"
    if job.state == "applying":
        wrote = "unknown"
    if job.state == "blocked":
        wrote = job.counts.get("wrote", "nothing")
    counts = {name: count for name, count in job.counts.items() if name != "wrote"}
    return Outcome(
        plan=job.ref, system=job.system, state=job.state, wrote=wrote, counts=counts,
        problem=job.problem, found=found,
    )  # fmt: skip


def destroy_spent(door: Door, job: Job) -> None:
    """Destroy the key of a plan that is done: nobody can read any more whom it was about."""
    if job.state != "done" or not job.kek_id:
        return
    door.keys.provider.destroy(job.kek_id)
    gone = {"kek_id": "", "wrapped": b"", "sealed": b"", "result": b""}
    door.writer.run(lambda _: Job.objects.filter(ref=job.ref).update(**gone))
    job.kek_id = ""


class _Carrying:
    """One process at work on one plan."""

    def __init__(
        self, door: Door, asker: Asker, wish: Wish | None, job: Job, kept: Kept,
        limits: Limits | None,
    ) -> None:  # fmt: skip
        self._door, self._asker, self._wish = door, asker, wish
        self._job, self._kept, self._limits = job, kept, limits
        self._person = kept.ref if job.person is not None else None
        self._found: ReadBack | None = None

    @property
    def _plan(self) -> Plan:
        return self._kept.plan

    def outcome(self) -> Outcome:
        steps: dict[str, Callable[[], None]] = {
            "planned": self._check, "checked": self._begin, "applying": self._apply,
            "applied": self._read_back, "read_back": self._finish,
        }  # fmt: skip
        try:
            while self._job.state in steps:
                steps[self._job.state]()
        except JobBusyError:
            raise
        except MamoruError as error:
            self._stopped(error)
        except BaseException as error:
            self._give_back(problem_of(error))
            raise
        destroy_spent(self._door, self._job)
        self._job.refresh_from_db()
        return outcome_of(self._door, self._job, self._found)

    def _stopped(self, error: MamoruError) -> None:
        """End the plan where the system refuses it; otherwise leave it to be gone on with."""
        if not _is_of_system(error):
            self._give_back(error.code)
            raise error
        if isinstance(error, ConflictError):
            self._block(error)
        else:
            self._give_back(error.code)

    def _reached(self, *, writable: bool) -> AbstractContextManager[Way]:
        kept = self._kept
        return way_to(
            self._door, kept.plan.map, kept.url, kept.elsewhere, writable=writable,
            limits=self._limits, schema=kept.plan.schema,
        )  # fmt: skip

    def _check(self) -> None:
        with self._reached(writable=True) as way:
            count = way.against(self._plan)
        if count:
            raise PlanProblemsError(system=self._plan.system, count=count)
        self._move("checked")

    def _begin(self) -> None:
        """Decide, and record that it begins; a refusal is on record and leaves it as it is."""
        asked = self._wish or Wish(act=ACTS[self._plan.do][0])
        wish = checked(self._asker, asked, *ACTS[self._plan.do])
        touched: list[Touched] = [(data, None) for data in self._plan.touched]

        def unit(record: Record) -> Decision | None:
            about = decided_about(
                self._door, record, self._asker, wish, self._held(), touched,
                self._plan.kinds,
            )  # fmt: skip
            if isinstance(about, Decision):
                return about
            rows.move(self._fresh(), "applying", self._door.clock())
            tell(record, self._asker, self._job, self._plan, "begun", self._door)
            return None

        self._door.run(self._asker, wish, unit)
        self._job.state = "applying"

    def _held(self) -> str | None:
        """Return the vault's name of the person, unless they were erased from it meanwhile."""
        try:
            return fetch(self._person, items=()).ref if self._person else None
        except UnknownPersonError:
            return None

    def _apply(self) -> None:
        with self._reached(writable=True) as way:
            way.apply(self._plan)
        self._move("applied")

    def _read_back(self) -> None:
        with self._reached(writable=False) as way:
            self._found = way.read_back(self._plan)
        result = sealed_result(self._door.keys.provider, self._job, self._found)
        counts = {
            **self._plan.counts, "confirmed": self._found.confirmed,
            "left": len(self._found.left), "unsearched": len(self._found.unsearched),
        }  # fmt: skip
        self._move("read_back", result=result, counts=counts)

    def _finish(self) -> None:
        if self._found is None:
            self._found = opened_result(self._door.keys.provider, self._job)
        state: Literal["done", "partial"] = "done" if self._found.is_complete else "partial"
        problem = "" if self._found.is_complete else "left-unexplained"
        self._end(state, problem=problem, left=len(self._found.left))

    def _block(self, error: ConflictError) -> None:
        """End it where the system will not, after looking what of it is done."""
        wrote = self._looked() if self._job.state == "applying" else "nothing"
        self._end("blocked", problem=error.code, counts={**self._plan.counts, "wrote": wrote})

    def _looked(self) -> Wrote:
        try:
            kept = self._kept
            there = way_to(
                self._door, kept.plan.map, kept.url, kept.elsewhere, writable=False,
                limits=self._limits,
            )  # fmt: skip
            with there as way:
                state = way.look(self._plan)
        except MamoruError:
            return "unknown"
        return _WROTE[state]

    def _end(
        self, state: Literal["done", "partial", "blocked"], *, left: int = 0, **values: object
    ) -> None:
        def unit(record: Record) -> None:
            rows.end(self._fresh(), state, self._now(), **values)
            tell(record, self._asker, self._job, self._plan, state, self._door, left=left)

        self._door.writer.run(unit)
        self._job.state = state

    def _move(self, state: rows.State, **values: object) -> None:
        self._door.writer.run(lambda _: rows.move(self._fresh(), state, self._now(), **values))
        self._job.state = state

    def _give_back(self, problem: str) -> None:
        give_back(self._door, self._job, problem)

    def _fresh(self) -> Job:
        return fresh(self._job)

    def _now(self) -> datetime:
        return self._door.clock()


def _is_of_system(error: MamoruError) -> bool:
    """Whether it is the system that is in the way, and not whoever asks or this installation."""
    return type(error).__module__ == "mamoru.systems.errors"
