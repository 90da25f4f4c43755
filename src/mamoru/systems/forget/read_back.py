"""Reads back what a plan did, on a connection of its own, and says what is left and why."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from mamoru.systems.connect.reach import Reach, Session
from mamoru.systems.forget.look import awaited, look
from mamoru.systems.forget.plan import Plan, Planned, Problem, Reason, Searched, Stay, key_of
from mamoru.systems.forget.rows import Name, Rows
from mamoru.systems.forget.search import Place, search
from mamoru.systems.forget.share import owned_by_others
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import SuspendedView
from mamoru.systems.values import hashable, read


class Left(Planned, frozen=True, kw_only=True):
    """A row in which something of the person is left that nothing explains."""

    columns: tuple[str, ...]
    why: str
    """Kind of the identifier that stands there; `pointer`: it points to a row that went; `undone`:
    it is not as it was to be; `view`: the view of a suspension does not show it as it should."""


class ReadBack(msgspec.Struct, frozen=True, kw_only=True):
    """What was found when a plan was read back."""

    confirmed: int
    """Rows that are as planned."""
    explained: dict[str, int]
    """Rows in which an identifier is left, by the reason for which they stay."""
    left: tuple[Left, ...] = ()
    unsearched: tuple[Problem, ...] = ()
    """Columns that could not be searched within the limits."""

    @property
    def is_complete(self) -> bool:
        """Whether everything is as planned and nothing is left that is not explained."""
        return not (self.left or self.unsearched)


def read_back(reach: Reach, graph: Graph, plan: Plan) -> ReadBack:
    """Look at every row of a plan, and search for the person; raises what the database raises."""
    with reach.reading() as session:
        looked = look(session, graph, plan)
        undone = (*looked.undone, *awaited(session, graph, plan))
        left = [_left(one, (), "undone") for one in undone]
        if plan.do != "erase":
            left += [_left(one, (), "view") for one in _in_view(session, graph, plan)]
            called = len(plan.awaited) + len(looked.undone) - len(undone)
            return ReadBack(confirmed=looked.after + called, explained={}, left=tuple(left))
        sought = search(session, graph, plan.person)
        reasons = explained(session, graph, plan, sought.places)
        left += [
            _left_at(place.row, (place.column,), place.kind)
            for place in sought.places
            if place.row not in reasons
        ]
        kept = {stay.name for stay in plan.stays}
        left += [
            _left_at(name, pointer.columns, "pointer")
            for pointer in plan.pointers
            for name in _pointing(session, graph, pointer)
            if name not in kept
        ]
    return ReadBack(
        confirmed=looked.after, explained=dict(sorted(Counter(reasons.values()).items())),
        left=tuple({str(one): one for one in left}.values()), unsearched=tuple(sought.unsearched),
    )  # fmt: skip


def _in_view(session: Session, graph: Graph, plan: Plan) -> Iterator[Planned]:
    """Yield the people whom a view still shows though they are suspended, or hides though not."""
    for one in plan.own:
        said = graph.table(one.table).suspend
        if plan.do.startswith(("suspend", "resume")) and isinstance(said, SuspendedView):
            by = graph.keys[one.table]
            is_shown = bool(session.rows(said.view, by, by, [one.name[1]], limit=1))
            if is_shown is plan.do.startswith("suspend"):
                yield one


def with_others(session: Session, graph: Graph, plan: Plan) -> Plan:
    """Return the plan with where else the person's identifiers stand, before anything is done.

    A row of somebody else stays, and the plan says so. What nobody owns will be left, unexplained.
    """
    sought = search(session, graph, plan.person)
    known = {one.name for one in (*plan.deletes, *plan.changes, *plan.stays, *plan.own)}
    places = [one for one in sought.places if one.row not in known]
    theirs = owned_by_others(
        Rows(session, graph), {one.row for one in places}, {one.name for one in plan.own}
    )
    stays = [Stay(table=table, key=key_of(key), reason="not_ours") for table, key in theirs]
    left = [one for one in places if one.row not in theirs]
    warned = [Problem(code="left-behind", table=one.row[0], columns=(one.column,)) for one in left]
    return msgspec.structs.replace(
        plan,
        stays=(*plan.stays, *sorted(stays, key=lambda one: (one.table, str(one.key)))),
        warnings=(*plan.warnings, *dict.fromkeys(warned), *sought.unsearched),
    )


def explained(
    session: Session, graph: Graph, plan: Plan, places: Iterable[Place]
) -> dict[Name, Reason]:
    """Return the rows that may hold an identifier, each with the reason for which it stays.

    A row that became somebody of the same identifier since the plan was made is explained by
    nothing: it may be the person again.
    """
    places = list(places)
    stays = {stay.name: stay.reason for stay in plan.stays}
    found = {one.row: stays[one.row] for one in places if one.row in stays}
    new = {one.row for one in places if one.names}
    rest = {one.row for one in places} - set(found) - new
    theirs = owned_by_others(Rows(session, graph), rest, {one.name for one in plan.own})
    return found | dict.fromkeys(theirs, "not_ours")


def _pointing(session: Session, graph: Graph, pointer: Searched) -> list[Name]:
    key = graph.keys[pointer.table]
    values = [tuple(map(read, value)) for value in pointer.values]
    rows = session.rows(pointer.table, key, pointer.columns, values)
    return [(pointer.table, hashable(row[one] for one in key)) for row in rows]


def _left(one: Planned, columns: tuple[str, ...], why: str) -> Left:
    return Left(table=one.table, key=one.key, columns=columns, why=why)


def _left_at(name: Name, columns: tuple[str, ...], why: str) -> Left:
    return Left(table=name[0], key=key_of(name[1]), columns=columns, why=why)
