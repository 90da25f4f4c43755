"""What is kept by law, over HTTP: its rules, its list, opening it, and who is in a record."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import OCTETS, Call, Endpoint, Reply
from mamoru.api.files import SEALED_OFF
from mamoru.api.terms import Terms, Terse, Word
from mamoru.gate.errors import Scopes
from mamoru.gate.holding.make import HeldBack
from mamoru.gate.holding.named import NamedIn, named_in
from mamoru.gate.holding.open import OpenedHold, hold, holds_of, open_file, open_hold
from mamoru.gate.holding.open import listed as holds_listed
from mamoru.gate.holding.publish import PublishedHolds, every, publish
from mamoru.gate.looking import looking

_encode = msgspec.json.Encoder().encode
LARGEST = 1024 * 1024
"""Bytes of a file of rules in a body."""


class Holds(msgspec.Struct, frozen=True, kw_only=True):
    """Holds in the order of their random names, none with its content."""

    holds: tuple[HeldBack, ...]


class WhichHolds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which holds are listed."""

    after: Annotated[str, msgspec.Meta(max_length=40)] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100


class WhoseHolds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By which identifier whoever went was known; in a body, since an address is in logs."""

    kind: Word
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class OpeningHold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which hold is meant, and the law under which it is opened (`by_law` among the grounds)."""

    kind: Word
    handling: Terms = Terms()


class HoldRulesText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of rules, whole."""

    text: Annotated[str, msgspec.Meta(max_length=LARGEST)]


class HoldRulesPublished(msgspec.Struct, frozen=True, kw_only=True):
    """Every file of rules that was published, the latest last; that is the one in force."""

    published: tuple[PublishedHolds, ...]


class NamesOf(Terse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under which law a record is read, and after whom to go on."""

    after: Annotated[str, msgspec.Meta(max_length=40)] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100


def listed(call: Call) -> Reply:
    """Return holds."""
    wanted: WhichHolds = call.query
    found = holds_listed(after=wanted.after, limit=wanted.limit)
    return Reply(body=_encode(Holds(holds=tuple(found))))


def shown(call: Call) -> Reply:
    """Return one hold without its content."""
    return Reply(body=_encode(hold(call.path["hold"])))


def looked_for(call: Call) -> Reply:
    """Return the holds of whoever had an identifier."""
    wanted: WhoseHolds = call.body
    holds = holds_of(call.worker.door, call.asker, wanted.kind, wanted.value)
    return Reply(body=_encode(Holds(holds=tuple(holds))))


def opened(call: Call) -> Reply:
    """Open a hold."""
    wanted: OpeningHold = call.body
    wish = wanted.handling.wish("use")
    found, _ = open_hold(call.worker.door, call.asker, wish, call.path["hold"], kind=wanted.kind)
    return Reply(body=_encode(found))


def file_opened(call: Call) -> Reply:
    """Open a file of a hold."""
    wanted: OpeningHold = call.body
    wish, name = wanted.handling.wish("use"), call.path["file"]
    found, _ = open_file(
        call.worker.door, call.asker, wish, call.path["hold"], name, kind=wanted.kind
    )
    named = f'attachment; filename="{found.file}"'
    return Reply(
        parts=found.content, size=found.size, media=OCTETS,
        headers=(("Content-Disposition", named), *SEALED_OFF),
    )  # fmt: skip


def ruled(call: Call) -> Reply:
    """Publish a file of rules."""
    wanted: HoldRulesText = call.body
    found = publish(call.worker.door, call.asker, wanted.text.encode())
    return Reply(body=_encode(found), status=201)


def rules(_: Call) -> Reply:
    """Return what was published."""
    with looking():
        return Reply(body=_encode(HoldRulesPublished(published=tuple(every()))))


def named(call: Call) -> Reply:
    """Return who is in a statutory record."""
    wanted: NamesOf = call.query
    found = named_in(
        call.worker.door, call.asker, wanted.wish("use"), call.path["record"],
        after=wanted.after, limit=wanted.limit,
    )  # fmt: skip
    return Reply(body=_encode(found))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/holds", name="listHolds",
        summary="What is kept by law of people who went, without its content", verb=listed,
        scope=Scopes.HOLDS_READ, query=WhichHolds, gives=Holds,
    ),
    Endpoint(
        method="GET", path="/holds/{hold}", name="showHold",
        summary="One hold, without its content", verb=shown, scope=Scopes.HOLDS_READ,
        gives=HeldBack,
    ),
    Endpoint(
        method="POST", path="/hold-searches", name="findHolds",
        summary="Holds of whoever had an identifier, without their content; on record",
        verb=looked_for, scope=Scopes.HOLDS_READ, takes=WhoseHolds, gives=Holds,
    ),
    Endpoint(
        method="POST", path="/holds/{hold}/opening", name="openHold",
        summary="Open a hold, for its own purpose and under the law it is kept by", verb=opened,
        scope=Scopes.HOLDS_READ, takes=OpeningHold, gives=OpenedHold,
    ),
    Endpoint(
        method="POST", path="/holds/{hold}/files/{file}/opening", name="openHeldFile",
        summary="Open a file of a hold, as the hold itself is opened", verb=file_opened,
        scope=Scopes.HOLDS_READ, takes=OpeningHold, media=OCTETS,
    ),
    Endpoint(
        method="GET", path="/hold-rules", name="listHoldRules",
        summary="Every file of rules of holds that was published", verb=rules,
        scope=Scopes.POLICY_READ, gives=HoldRulesPublished,
    ),
    Endpoint(
        method="POST", path="/hold-rules", name="publishHoldRules",
        summary="Publish what the law makes the company keep, and for how long", verb=ruled,
        scope=Scopes.POLICY_REVISE, takes=HoldRulesText, gives=PublishedHolds, status=201,
    ),
    Endpoint(
        method="GET", path="/records/{record}/people", name="listPeopleOfRecord",
        summary="Who is in a statutory record, erased people too, under the law shown",
        verb=named, scope=Scopes.HOLDS_READ, query=NamesOf, gives=NamedIn,
    ),
)  # fmt: skip
