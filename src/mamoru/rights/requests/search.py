"""Searching every place for what is held of the person: the vault, and the company's databases.

A place that cannot be searched stops the request, which says so; it is tried again.
"""

from datetime import datetime

import msgspec

from mamoru.errors import NotFoundError, RefusedError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.holdings import Holdings, holdings
from mamoru.gate.systems.look import Found, Unreachable
from mamoru.gate.transaction import Record
from mamoru.rights.places import in_use
from mamoru.rights.requests.models import PlaceSearched, Request
from mamoru.rights.requests.rows import (
    Looked,
    about,
    check_reached,
    is_about_rows,
    keep_seen,
    looked,
)
from mamoru.rights.requests.scope import covers
from mamoru.rights.requests.state import VAULT, RequestState
from mamoru.rights.requests.steps import asker_of, locked, moved, noted


class PlaceFound(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the person one place holds, or why that is not known."""

    place: str
    rows: int
    map_version: str | None = None
    problem: str | None = None
    done_at: datetime | None = None
    """When what was decided was carried out there and read back."""
    counts: dict[str, int] = {}
    """How many rows were erased, changed and confirmed there."""


def search(door: Door, row: Request) -> str:
    """Search every place, and let the request wait for its review; return the new state.

    Raises `RequestStateError`, and `PlaceUnreachableError` once what could be searched is noted.
    """
    systems = _search_systems(door, row)
    asker = asker_of(row, RIGHTS)

    def found(record: Record, held: Holdings | None) -> None:
        at = door.clock()
        mine = locked(row.ref, RequestState.SEARCH)
        _keep(mine, PlaceFound(place=VAULT, rows=counted(mine, held)), at)
        if systems:
            keep_seen(door, mine, systems, at)
        moved(mine, RequestState.REVIEW, at)
        noted(record, mine, "searched", at, RIGHTS.system)

    if row.person:
        holdings(door, asker, row.person, then=found)
    else:
        door.writer.run(lambda record: found(record, None))
    return str(RequestState.REVIEW)


def counted(row: Request, held: Holdings | None) -> int:
    """Return how many things in the vault the request is about."""
    if held is None:
        return 0
    values = sum(one.values for one in held.items if covers(row, one.data, one.item))
    if row.fields is not None:
        return values
    return (
        values
        + len(held.identifiers)
        + held.events
        + held.files
        + held.quarantined
        + held.inquiries
    )


def places_of(row: Request) -> tuple[PlaceFound, ...]:
    """Return what the search found, place by place, and what has been done there."""
    return tuple(
        PlaceFound(
            place=one.place, rows=one.rows, map_version=one.map_version or None,
            problem=one.problem or None, done_at=one.done_at, counts=one.counts,
        )
        for one in PlaceSearched.objects.filter(request=row).order_by("place")
    )  # fmt: skip


def _search_systems(door: Door, row: Request) -> Looked:
    """Look into the databases of the company; raises `PlaceUnreachableError`.

    Where nobody can be looked for, somebody has to decide what that means.
    """
    found: Looked = ()
    try:
        found = looked(door, row)
        places = [_place(row, one) for one in found]
    except NotFoundError:
        places = [_gone(row, name) for name in in_use()]
    except RefusedError as error:
        places = [PlaceFound(place=name, rows=0, problem=error.code) for name in in_use()]

    def unit(_: Record) -> None:
        at = door.clock()
        mine = locked(row.ref, RequestState.SEARCH)
        known = [VAULT, *(one.place for one in places)]
        PlaceSearched.objects.filter(request=mine).exclude(place__in=known).delete()
        for one in places:
            _keep(mine, one, at)

    if is_about_rows(row):
        door.writer.run(unit)
    check_reached(found)
    return found


def _place(row: Request, one: Found | Unreachable) -> PlaceFound:
    if isinstance(one, Unreachable):
        return PlaceFound(place=one.system, rows=0, problem=one.code)
    rows = sum(1 for _ in about(row, [one]))
    return PlaceFound(place=one.system, rows=rows, map_version=one.map_version)


def _gone(row: Request, system: str) -> PlaceFound:
    """Return what is known of a system where the person was erased from the vault meanwhile.

    A request that erased them has read back that nothing is left there; else nobody knows.
    """
    erased = PlaceSearched.objects.filter(
        request__person=row.person, request__kind="erase", place=system, done_at__isnull=False,
        problem="",
    )  # fmt: skip
    return PlaceFound(place=system, rows=0, problem=None if erased.exists() else "unknown-person")


def _keep(row: Request, found: PlaceFound, at: datetime) -> None:
    PlaceSearched.objects.update_or_create(
        request=row, place=found.place,
        defaults={
            "map_version": found.map_version or "", "rows": found.rows,
            "problem": (found.problem or "")[:64], "at": at,
        },
    )  # fmt: skip


def is_nothing_held(row: Request) -> bool:
    """Tell whether every place was searched, and none holds anything that it is about."""
    found = places_of(row)
    wanted = {VAULT, *(in_use() if is_about_rows(row) else ())}
    is_whole = wanted <= {one.place for one in found}
    return is_whole and not any(one.rows or one.problem for one in found)
