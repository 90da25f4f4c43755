"""What people choose and take back, and what the ledger holds of them."""

from typing import Annotated, Any

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.terms import Terms, Word
from mamoru.consent.choices import Choice
from mamoru.gate import choose, recall
from mamoru.gate.consider import handlings_of
from mamoru.gate.recall import Event

_encode = msgspec.json.Encoder().encode


class Giving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice, and the category that taking it down belongs to."""

    handling: Terms = Terms(source="person")
    choice: Choice
    data: Word | None = None
    """Needed for all but a refusal."""


class GivingTogether(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was chosen in one go, such as in a banner."""

    handling: Terms = Terms(source="person")
    choices: Annotated[list[Choice], msgspec.Meta(min_length=1, max_length=choose.MOST)]
    data: Word | None = None


class GivenTogether(msgspec.Struct, frozen=True, kw_only=True):
    """The name of each choice, in the same order."""

    references: list[str]


class WithdrawnChoice(msgspec.Struct, frozen=True, kw_only=True):
    """The choice that was taken back, and the withdrawal, which has a receipt of its own."""

    reference: str
    withdrawal: str


class ChoiceHistory(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the person chose and took back, oldest first."""

    choices: list[Event]
    bound_version: str
    """Version of the policy that binds the person now."""


class GivenChoice(msgspec.Struct, frozen=True, kw_only=True):
    """The name of the choice: evidence of it from now on."""

    reference: str


class OptingOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The purpose for which the person no longer wants to be written to."""

    purpose: Word


class OptedOut(msgspec.Struct, frozen=True, kw_only=True):
    """How many choices to be written to stood until now."""

    withdrawn: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that touched the person; `index` is `null` until it has its place."""

    ticket: int
    index: int | None
    entry: dict[str, Any]


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Every entry that touched the person, oldest first."""

    pseudonym: str
    entries: list[Entry]


def give(call: Call) -> Reply:
    """Record a choice of one person."""
    wanted: Giving = call.body
    reference = choose.give(
        call.worker.door, call.asker, wanted.handling.wish("collect"), call.path["ref"],
        wanted.choice, data=wanted.data,
    )  # fmt: skip
    return Reply(status=201, body=_encode(GivenChoice(reference=reference)))


def give_many(call: Call) -> Reply:
    """Record what one person chose together."""
    wanted: GivingTogether = call.body
    references = choose.choose_many(
        call.worker.door, call.asker, wanted.handling.wish("collect"), call.path["ref"],
        wanted.choices, data=wanted.data,
    )  # fmt: skip
    return Reply(status=201, body=_encode(GivenTogether(references=list(references))))


def withdraw(call: Call) -> Reply:
    """Take a choice back."""
    reference = call.path["reference"]
    own = choose.withdraw(call.worker.door, call.asker, call.path["ref"], reference)
    return Reply(body=_encode(WithdrawnChoice(reference=reference, withdrawal=own)))


def history(call: Call) -> Reply:
    """Return everything that one person chose and took back."""
    found = recall.history(call.worker.door, call.asker, call.path["ref"])
    return Reply(
        body=_encode(ChoiceHistory(choices=list(found.events), bound_version=found.bound_version))
    )


def receipt(call: Call) -> Reply:
    """Return the receipt of a choice, in the bytes that are checked."""
    made = recall.receipt_of(call.worker.door, call.asker, call.path["ref"], call.path["reference"])
    return Reply(body=made)


def opt_out(call: Call) -> Reply:
    """Take back every choice to be written to for a purpose."""
    wanted: OptingOut = call.body
    count = choose.opt_out(call.worker.door, call.asker, call.path["ref"], wanted.purpose)
    return Reply(body=_encode(OptedOut(withdrawn=count)))


def entries(call: Call) -> Reply:
    """Return what the ledger holds of one person; asking is on record as well."""
    trace = handlings_of(
        call.worker.door, call.asker, call.query.wish("disclose_records"), call.path["ref"]
    )
    answer = {
        "pseudonym": trace.pseudonym,
        "entries": [
            {"ticket": one.ticket, "index": one.index, "entry": msgspec.Raw(one.raw)}
            for one in trace.entries
        ],
    }
    return Reply(body=_encode(answer))
