"""What is changed about people: values, suspensions, leaving, erasure."""

import re
from typing import Annotated, Literal

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.errors import ParameterInvalidError, VersionExpectedError
from mamoru.api.people import etag
from mamoru.api.terms import Terms, Word
from mamoru.gate import change as changing
from mamoru.gate import erase as erasing
from mamoru.gate.create import Given
from mamoru.gate.holding.make import HeldBack
from mamoru.gate.quarantine.hold import Quarantined
from mamoru.policy.handling import Decision
from mamoru.rights.leaving.begin import note as note_leaving

_encode = msgspec.json.Encoder().encode
_VERSION = re.compile(r'"(\d{1,9})"', re.ASCII)


class Correcting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """New values of items; the former ones stay as history."""

    handling: Terms = Terms()
    act: Literal["correct", "add"] = "correct"
    items: Annotated[dict[Word, str], msgspec.Meta(min_length=1)]
    sensitive: dict[Word, Word] = {}
    """Item to the kind of sensitive information it holds."""


class Suspension(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to stop, or with `on` false to go on."""

    handling: Terms = Terms()
    what: Literal["use", "provision"]
    on: bool = True


class Leaving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person deleted their account."""

    handling: Terms = Terms()


class Erasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything of the person is to go: at their request, or because their time is over."""

    handling: Terms = Terms()
    act: Literal["erase", "dispose"] = "erase"


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The person's new version, and the decision that allowed it."""

    ref: str
    version: int
    decision: Decision
    ticket: int | None
    quarantined: tuple[Quarantined, ...] = ()
    """Values that may be sensitive, and did not take the place of the former ones."""
    masked: tuple[str, ...] = ()
    """Items that were stored without a number in them that may not be kept."""


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased; the ledger's entry about this pseudonym proves it."""

    pseudonym: str
    values: int
    identifiers: int
    choices: int
    entries_unlinked: int
    events: int
    visitors: int
    files: int
    held: tuple[HeldBack, ...]
    """What the law makes the company keep, set apart until a day."""
    decision: Decision
    ticket: int | None


def change(call: Call) -> Reply:
    """Give items new values, resting on the version that was read."""
    wanted: Correcting = call.body
    expected = _expected(call.expected)
    given = Given(whose="", items=wanted.items, sensitive=wanted.sensitive)
    changed = changing.change(
        call.worker.door, call.asker, wanted.handling.wish(wanted.act), call.path["ref"], given,
        expected_version=expected,
    )  # fmt: skip
    return _changed(*changed)


def suspend(call: Call) -> Reply:
    """Stop use or provision, or let it go on."""
    wanted: Suspension = call.body
    wish = wanted.handling.wish(f"suspend_{wanted.what}")
    return _changed(
        *changing.suspend(call.worker.door, call.asker, wish, call.path["ref"], on=wanted.on)
    )


def leave(call: Call) -> Reply:
    """Note that the person deleted their account."""
    wish = call.body.handling.wish("dispose")
    return _changed(*note_leaving(call.worker.door, call.asker, wish, call.path["ref"]))


def erase(call: Call) -> Reply:
    """Erase everything that is held of one person."""
    wanted: Erasure = call.body
    found, ticket = erasing.erase(
        call.worker.door, call.asker, wanted.handling.wish(wanted.act), call.path["ref"]
    )
    answer = Erased(
        pseudonym=found.pseudonym, values=found.values, identifiers=found.identifiers,
        choices=found.choices, entries_unlinked=found.entries_unlinked, decision=found.decision,
        events=found.events, visitors=found.visitors, files=found.files, held=found.held,
        ticket=ticket,
    )  # fmt: skip
    return Reply(body=_encode(answer))


def _changed(changed: changing.Changed, ticket: int | None) -> Reply:
    answer = Changed(
        ref=changed.ref, version=changed.version, decision=changed.decision, ticket=ticket,
        quarantined=changed.quarantined, masked=changed.masked,
    )  # fmt: skip
    return Reply(body=_encode(answer), headers=(("ETag", etag(changed.version)),))


def _expected(condition: str | None) -> int | None:
    """Return the version in `If-Match`; `*` rests on none (RFC 9110, 13.1.1)."""
    if condition is None:
        raise VersionExpectedError
    if condition == "*":
        return None
    found = _VERSION.fullmatch(condition)
    if found is None:
        raise ParameterInvalidError(names="If-Match")
    return int(found[1])
