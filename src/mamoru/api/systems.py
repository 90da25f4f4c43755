"""The company's own databases over HTTP: registered, mapped, checked. No address ever comes out."""

from typing import Annotated, Literal

import msgspec

from mamoru.api.endpoint import TEXT, Call, Endpoint, Reply
from mamoru.gate.errors import Scopes
from mamoru.gate.systems import checking, registering
from mamoru.gate.systems.checking import MapChecked
from mamoru.gate.systems.registering import NewMap, NewSystem, SystemShown

_encode = msgspec.json.Encoder().encode


class SystemsShown(msgspec.Struct, frozen=True, kw_only=True):
    """Every system, by name."""

    systems: tuple[SystemShown, ...]


class WhichMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of the map; without it, the one that counts."""

    version: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None


class SystemRemoved(msgspec.Struct, frozen=True, kw_only=True):
    """That a system was removed."""

    name: str
    state: Literal["removed"] = "removed"


def listed(_: Call) -> Reply:
    """Return every system."""
    return Reply(body=_encode(SystemsShown(systems=registering.systems_in_use())))


def registered(call: Call) -> Reply:
    """Register a system with its first map."""
    made = registering.register(call.worker.door, call.asker, call.body)
    return Reply(body=_encode(made), status=201)


def shown(call: Call) -> Reply:
    """Return one system."""
    return Reply(body=_encode(registering.system_shown(call.path["system"])))


def removed(call: Call) -> Reply:
    """Remove a system."""
    name = call.path["system"]
    registering.remove(call.worker.door, call.asker, name)
    return Reply(body=_encode(SystemRemoved(name=name)))


def map_shown(call: Call) -> Reply:
    """Return a map as it was registered."""
    wanted: WhichMap = call.query
    return Reply(body=registering.map_text(call.path["system"], wanted.version), media=TEXT)


def mapped(call: Call) -> Reply:
    """Register a new version of a map."""
    found = registering.add_map(call.worker.door, call.asker, call.path["system"], call.body)
    return Reply(body=_encode(found))


def checked(call: Call) -> Reply:
    """Hold the map of a system against its database."""
    return Reply(body=_encode(checking.check_system(call.worker.door, call.path["system"])))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/systems", name="listSystems", summary="The company's own databases",
        verb=listed, scope=Scopes.SYSTEMS_MANAGE, gives=SystemsShown,
    ),
    Endpoint(
        method="POST", path="/systems", name="registerSystem",
        summary="Register a database with its map", verb=registered,
        scope=Scopes.SYSTEMS_MANAGE, takes=NewSystem, gives=SystemShown, status=201,
    ),
    Endpoint(
        method="GET", path="/systems/{system}", name="showSystem",
        summary="A database, its maps and its last check", verb=shown,
        scope=Scopes.SYSTEMS_MANAGE, gives=SystemShown,
    ),
    Endpoint(
        method="DELETE", path="/systems/{system}", name="removeSystem",
        summary="Remove a database; its address is gone for good", verb=removed,
        scope=Scopes.SYSTEMS_MANAGE, gives=SystemRemoved,
    ),
    Endpoint(
        method="GET", path="/systems/{system}/map", name="showMap",
        summary="The map of a database, as it was registered", verb=map_shown,
        scope=Scopes.SYSTEMS_MANAGE, query=WhichMap, media=TEXT,
    ),
    Endpoint(
        method="PUT", path="/systems/{system}/map", name="registerMap",
        summary="Register a new version of a map", verb=mapped,
        scope=Scopes.SYSTEMS_MANAGE, takes=NewMap, gives=SystemShown,
    ),
    Endpoint(
        method="POST", path="/systems/{system}/check", name="checkSystem",
        summary="Hold the map against the database as it is", verb=checked,
        scope=Scopes.SYSTEMS_MANAGE, gives=MapChecked,
    ),
)  # fmt: skip
