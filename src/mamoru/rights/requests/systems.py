"""The company's databases in a request: planned when it is decided, carried out before the vault.

The vault comes last, since it holds the identifiers by which the others find the person. A plan is
frozen with the version of the map that it was made under. A system that could not be planned for
when it was decided is planned for when it answers; until then the request waits.
"""

from collections.abc import Iterable

import msgspec

from mamoru.errors import NotFoundError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.systems.planning import Do
from mamoru.gate.transaction import Record
from mamoru.rights import places
from mamoru.rights.places import Doing, KeptRows, Part
from mamoru.rights.requests.errors import unreached
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.models import PlaceSearched, Redaction, Request
from mamoru.rights.requests.papers import asked
from mamoru.rights.requests.rows import whom_of
from mamoru.rights.requests.state import VAULT
from mamoru.rights.requests.steps import asker_of, locked

_DO: dict[str, Do] = {
    "correct": "correct", "add": "correct", "delete": "delete", "erase": "erase",
    "suspend_use": "suspend_use", "suspend_provision": "suspend_provision",
}  # fmt: skip


def plan_systems(door: Door, row: Request) -> None:
    """Plan what a request changes in each system, and keep the plans with their map versions.

    Raises `HandlingRefusedError` and its kinds.
    """
    systems = places.in_use()
    if row.kind not in _DO or not systems:
        return
    try:
        made = places.planned(door, _doing(door, row), systems)
    except NotFoundError:
        return  # whoever it was about was erased since; carrying it out finds that
    _keep(door, row, made, is_anew=True)


def carry_out_systems(door: Door, row: Request) -> None:
    """Go on in every system until it is done and read back.

    Raises `PlaceUnreachableError` for the first that is not, after the others were gone on with,
    `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    if not places.in_use():
        return
    known = {one.system: one for one in parts_of(row)}
    left = places.advance(
        door, _doing(door, row), known, lambda one: _keep(door, row, [one], is_anew=False)
    )
    if left:
        first = min(left, key=lambda one: one.problem != places.AMBIGUOUS)
        raise unreached(first.system, first.problem)


def is_of_systems_alone(door: Door, row: Request) -> bool:
    """Tell whether a request is about somebody whom only systems can know, by what it says."""
    return not row.person and bool(places.in_use()) and bool(whom_of(door, row).named)


def parts_of(row: Request) -> tuple[Part, ...]:
    """Return how far each system came."""
    rows = PlaceSearched.objects.filter(request=row).exclude(place=VAULT).order_by("place")
    return tuple(
        Part(
            system=one.place, map_version=one.map_version, plan=one.plan, problem=one.problem,
            is_done=one.done_at is not None, counts=one.counts,
            kept=tuple(msgspec.convert(one.kept, list[KeptRows])),
        )
        for one in rows
    )  # fmt: skip


def _doing(door: Door, row: Request) -> Doing:
    left_out = set(Redaction.objects.filter(request=row).values_list("item", flat=True))
    given = asked(door, row).values
    if row.kind == "delete":
        given = dict.fromkeys(row.fields or (), "")
    values = {item: to for item, to in given.items() if item not in left_out}
    return Doing(
        asker=asker_of(row, RIGHTS), wish=wish_of(row, door.policy), whom=whom_of(door, row),
        do=_DO[row.kind], values=values or None,
    )  # fmt: skip


def _keep(door: Door, row: Request, made: Iterable[Part], *, is_anew: bool) -> None:
    def unit(_: Record) -> None:
        at = door.clock()
        mine = locked(row.ref)
        for one in made:
            there, _is_new = PlaceSearched.objects.get_or_create(
                request=mine, place=one.system, defaults={"at": at}
            )
            if there.done_at is not None and not is_anew:
                continue  # another process was faster
            there.map_version = one.map_version or there.map_version
            there.plan, there.problem, there.at = one.plan, one.problem[:64], at
            there.done_at = at if one.is_done else None
            there.kept = msgspec.to_builtins(one.kept)
            there.counts = there.counts if is_anew and not one.is_done else one.counts
            there.save()

    door.writer.run(unit)
