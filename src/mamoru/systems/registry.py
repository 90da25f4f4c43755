"""The register of systems: which there are, and the map and the check of each that count now."""

from django.db.models import QuerySet

from mamoru.systems.errors import NotMappedError, UnknownSystemError
from mamoru.systems.models import Check, MapVersion, System


def system(name: str) -> System:
    """Return a system that is in use; raises `UnknownSystemError`."""
    found = System.objects.filter(name=name, removed_at=None).first()
    if found is None:
        raise UnknownSystemError
    return found


def rows_in_use() -> QuerySet[System]:
    """Return the rows of all systems that are in use, for a list that goes through them by key."""
    return System.objects.filter(removed_at=None)


def in_use() -> tuple[System, ...]:
    """Return every system that is in use, by name."""
    return tuple(rows_in_use().order_by("name"))


def present_map(of: System) -> MapVersion:
    """Return the map that counts; raises `NotMappedError`."""
    found = MapVersion.objects.filter(system=of).order_by("-number").first()
    if found is None:
        raise NotMappedError(system=of.name)
    return found


def map_of(of: System, text_hash: str) -> MapVersion:
    """Return a version of the map by its hash; raises `NotMappedError`."""
    found = MapVersion.objects.filter(system=of, text_hash=text_hash).order_by("-number").first()
    if found is None:
        raise NotMappedError(system=of.name)
    return found


def maps(of: System) -> tuple[MapVersion, ...]:
    """Return every version of the map, the first first."""
    return tuple(MapVersion.objects.filter(system=of).order_by("number"))


def last_check(of: System) -> Check | None:
    """Return the last check of a system, by whichever map."""
    return Check.objects.filter(map__system=of).order_by("-pk").first()
