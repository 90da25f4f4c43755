"""How a system is planned for, changed and read back: by statements, or by the calls of a service.

A database may have calls beside: those of another service, by which people are suspended.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from typing import Protocol

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.holding.publish import in_force
from mamoru.gate.looking import looking
from mamoru.gate.systems.reached import places_of
from mamoru.gate.systems.whom import Target, kept_until
from mamoru.law.calendar import tokyo_day
from mamoru.systems.amend.correct import corrected, let_go
from mamoru.systems.amend.suspend import Calls, suspended
from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.connect.reach import Reach, Session
from mamoru.systems.errors import PlanStaleError, SystemReadOnlyError
from mamoru.systems.forget import look as rows
from mamoru.systems.forget.apply import apply
from mamoru.systems.forget.at_services import apply_calls, look_at, make_calls, read_back_calls
from mamoru.systems.forget.by_calls import planned_calls
from mamoru.systems.forget.hold import LastDay
from mamoru.systems.forget.look import State
from mamoru.systems.forget.make import planned
from mamoru.systems.forget.plan import Do, Plan, Planned
from mamoru.systems.forget.preflight import preflight
from mamoru.systems.forget.read_back import ReadBack, read_back, with_others
from mamoru.systems.forget.rows import Name
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Map
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.trace.rows import Asking
from mamoru.systems.trace.start import Account, Named, own_rows

Elsewhere = Mapping[str, Target]
"""Services beside the system whose calls its map names, by name."""


class Way(Protocol):
    """A system that is reached."""

    def planned(
        self, named: Sequence[Named], do: Do, values: Mapping[str, str], *,
        accounts: Sequence[Account] = (),
    ) -> Plan:  # fmt: skip
        """Return what would be done, with everything that is to be known of it beforehand."""

    def against(self, plan: Plan) -> int:
        """Return how many problems speak against a plan now, before anything is written."""

    def apply(self, plan: Plan) -> None:
        """Do it, or find that it was done."""

    def look(self, plan: Plan) -> State:
        """Return whether nothing of it is done, everything, or something else."""

    def read_back(self, plan: Plan) -> ReadBack:
        """Return what is there of the person afterwards."""


@contextmanager
def way_to(
    door: Door, found: Map, url: str, elsewhere: Elsewhere, *, writable: bool,
    limits: Limits | None = None, schema: str | None = None,
) -> Iterator[Way]:  # fmt: skip
    """Reach a system for one piece of work; `schema` is the digest of the one that it has to have.

    Raises `PlanStaleError` where it has another, `MapDisagreesError` and what the system raises.
    """
    with ExitStack() as stack:
        services = {
            name: stack.enter_context(closing(Service(one.url, limits=limits)))
            for name, one in elsewhere.items()
        }
        calls = calls_of(elsewhere)
        if found.is_of_service:
            services[""] = stack.enter_context(closing(Service(url, limits=limits)))
            yield _ByCalls(door, found, services, calls, writable=writable)
            return
        reach = stack.enter_context(closing(Reach(url, writable=writable, limits=limits)))
        there = reach.schema(places_of(found))
        if schema is not None and there.digest != schema:
            raise PlanStaleError(system=found.system)
        yield _ByStatements(door, reach, graph_of(found, there), services, calls)


def calls_of(elsewhere: Elsewhere) -> Calls:
    """Return the calls of services, by service and name; of one that is only read, none."""
    return {
        (name, call): said
        for name, one in elsewhere.items()
        for call, said in one.map.calls.items()
        if one.map.is_writable
    }


class _ByStatements:
    """A database."""

    def __init__(
        self, door: Door, reach: Reach, graph: Graph, services: Mapping[str, Service], calls: Calls
    ) -> None:
        self._door, self._reach, self._graph = door, reach, graph
        self._services, self._calls = services, calls

    def planned(
        self, named: Sequence[Named], do: Do, values: Mapping[str, str], *,
        accounts: Sequence[Account] = (),
    ) -> Plan:  # fmt: skip
        with self._reach.reading() as session:
            rows = own_rows(Asking(session, self._graph), named, accounts)
            found = self._made(session, named, do, values, own=[row.name for row in rows])
            found = preflight(session, self._graph, found)
            return with_others(session, self._graph, found) if do == "erase" else found

    def _made(
        self, session: Session, named: Sequence[Named], do: Do, values: Mapping[str, str], *,
        on: date | None = None, own: Sequence[Name] | None = None,
    ) -> Plan:  # fmt: skip
        """Make the bare plan, as of a day or today, under the policy in force."""
        day, version = _today(self._door, on)
        graph = self._graph
        if do == "correct":
            return corrected(session, graph, named, values, on=day, policy_version=version, own=own)
        if do == "delete":
            return let_go(session, graph, named, values, on=day, policy_version=version, own=own)
        if do == "erase":
            return planned(
                session, graph, named, last_day=_last_day(self._door, day), on=day,
                policy_version=version, own=own,
            )  # fmt: skip
        return suspended(
            session, graph, named, do, on=day, policy_version=version, own=own, calls=self._calls
        )

    def against(self, plan: Plan) -> int:
        with self._reach.reading() as session:
            bare = msgspec.structs.replace(plan, warnings=())
            return len(preflight(session, self._graph, bare).problems)

    def apply(self, plan: Plan) -> None:
        def again(session: Session) -> Plan:
            own = [one.name for one in plan.own]
            return self._made(session, plan.person, plan.do, plan.asked, on=plan.on, own=own)

        if not (plan.calls and plan.has_no_statements):
            apply(self._reach, self._graph, plan, again)
        make_calls(self._services, plan, lambda: self._undone(plan))

    def _undone(self, plan: Plan) -> tuple[Planned, ...]:
        with self._reach.reading() as session:
            return rows.awaited(session, self._graph, plan)

    def look(self, plan: Plan) -> State:
        with self._reach.reading() as session:
            state = rows.look(session, self._graph, plan).state
            undone = rows.awaited(session, self._graph, plan)
        if plan.has_no_statements and plan.calls:
            return "before" if undone else "after"
        return "neither" if state == "after" and undone else state

    def read_back(self, plan: Plan) -> ReadBack:
        return read_back(self._reach, self._graph, plan)


class _ByCalls:
    """A service."""

    def __init__(
        self, door: Door, found: Map, services: Mapping[str, Service], calls: Calls, *,
        writable: bool,
    ) -> None:  # fmt: skip
        self._door, self._map, self._calls = door, found, calls
        self._services, self._writable = services, writable

    def planned(
        self, named: Sequence[Named], do: Do, values: Mapping[str, str], *,
        accounts: Sequence[Account] = (), on: date | None = None,  # noqa: ARG002 - those are of databases
    ) -> Plan:  # fmt: skip
        day, version = _today(self._door, on)
        return planned_calls(
            self._services[""], self._map, named, do, values=values,
            last_day=_last_day(self._door, day), on=day, policy_version=version,
            elsewhere=self._calls,
        )  # fmt: skip

    def against(self, plan: Plan) -> int:
        return len(plan.problems)

    def apply(self, plan: Plan) -> None:
        if not (self._writable and self._map.is_writable):
            raise SystemReadOnlyError
        apply_calls(
            self._services, plan,
            lambda: self.planned(plan.person, plan.do, plan.asked, on=plan.on),
        )  # fmt: skip

    def look(self, plan: Plan) -> State:
        return look_at(self._services[""], plan).state

    def read_back(self, plan: Plan) -> ReadBack:
        return read_back_calls(self._services[""], plan)


def _last_day(door: Door, on: date) -> LastDay:
    now = door.clock()
    with looking():
        rules = in_force(door.shelf.policy(now), now)
    return lambda hold, since: kept_until(rules, hold.clock, since, on, is_event=hold.is_event)


def _today(door: Door, on: date | None) -> tuple[date, str]:
    now = door.clock()
    return on or tokyo_day(now), door.shelf.policy(now).version
