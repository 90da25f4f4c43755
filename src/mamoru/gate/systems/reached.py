"""Systems that are reached: connection, map and schema, kept for a while, for many threads."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakKeyDictionary, finalize

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.systems.registering import address_of, loaded
from mamoru.systems import registry
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.connect.reach import Reach
from mamoru.systems.found import Unreachable
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Map
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.models import MapVersion, System

FRESH_SECONDS = 60.0
"""How long a schema is trusted without being read again."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A system that can be asked: its map, and how it is reached."""

    found: Map
    reach: Reach

    def graph(self) -> Graph:
        """Return the map held against the schema as it is now; raises `MapDisagreesError`."""
        return graph_of(self.found, self.reach.schema(places_of(self.found)))


def places_of(found: Map) -> tuple[str, ...]:
    """Return the schemas of the database, beside its default one, that a map names tables of."""
    named = (name.rpartition(".")[0] for name in found.tables)
    return tuple(dict.fromkeys(place for place in named if place))


class _Kept:
    """Systems that one door reached."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[int, int], tuple[float, Reached, Graph]] = {}

    def get(self, key: tuple[int, int]) -> tuple[Reached, Graph] | None:
        with self._lock:
            found = self._known.get(key)
            if found is None or found[0] < time.monotonic():
                return None
            return found[1], found[2]

    def put(self, key: tuple[int, int], reached: Reached, graph: Graph) -> None:
        with self._lock:
            old = [one for one in self._known if one[0] == key[0]]
            gone = [self._known.pop(one) for one in old]
            self._known[key] = time.monotonic() + FRESH_SECONDS, reached, graph
        for _, other, _ in gone:
            other.reach.close()

    def close(self) -> None:
        with self._lock:
            gone = [reached for _, reached, _ in self._known.values()]
            self._known.clear()
        for one in gone:
            one.reach.close()


_doors: WeakKeyDictionary[Door, _Kept] = WeakKeyDictionary()
_guard = threading.Lock()


def _kept_by(door: Door) -> _Kept:
    """Return what a door reached; with the door its connections go."""
    with _guard:
        found = _doors.get(door)
        if found is None:
            found = _doors[door] = _Kept()
            finalize(door, found.close)
        return found


def graph_reached(door: Door, name: str) -> tuple[Reached, Graph]:
    """Return a system that is in use with its graph; both are kept for `FRESH_SECONDS`.

    Raises `UnknownSystemError`, `MapFileError`, `MapDisagreesError` and what the database raises.
    """
    with looking():
        row = registry.system(name)
        version = registry.present_map(row)
    known = _kept_by(door).get((row.pk, version.pk))
    if known is not None:
        return known
    reached = reach(door, row, version)
    try:
        graph = reached.graph()
    except BaseException:
        reached.reach.close()
        raise
    _kept_by(door).put((row.pk, version.pk), reached, graph)
    return reached, graph


def reach(door: Door, row: System, version: MapVersion) -> Reached:
    """Return a system as it is reached by a version of its map; the caller closes it."""
    found = loaded(door, bytes(version.text))
    return Reached(found, Reach(address_of(door, row), writable=found.is_writable))


def service_of(door: Door, name: str) -> Service:
    """Return a service of the register as it is reached; raises `UnknownSystemError`."""
    with looking():
        row = registry.system(name)
    return Service(address_of(door, row))


@contextmanager
def reached_once(url: str) -> Iterator[Reach]:
    """Reach a database that is not registered, for one piece of work, and only to read."""
    reach = Reach(url)
    try:
        yield reach
    finally:
        reach.close()


def unreachable(name: str, error: MamoruError) -> Unreachable:
    """Return why a system could not be asked."""
    return Unreachable(system=name, code=error.code, ja=error.message("ja"), en=error.message("en"))
