"""Reading texts of a policy as a machine can: difference, lint, proofs, replay and coverage."""

from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.api.analyses import Comparing, Linting, Proving
from mamoru.api.aside import aside
from mamoru.api.endpoint import Call, Reply
from mamoru.api.revisions import LARGEST
from mamoru.gate.shelf import read
from mamoru.law.book import Rulebooks
from mamoru.notices.difference import first_moment
from mamoru.policy.moment import tokyo_day
from mamoru.policy.prove.invariant import parse

MOST = 100
"""Invariants in one call."""
Text = Annotated[str, msgspec.Meta(max_length=LARGEST)]
Invariant = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class Two(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two texts; the text in force where none is given."""

    new: Text
    old: Text | None = None


class One(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text; the text in force where none is given."""

    text: Text | None = None


class Claims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be proved of a text; of the text in force where none is given."""

    invariants: Annotated[list[Invariant], msgspec.Meta(min_length=1, max_length=MOST)]
    text: Text | None = None


def compared(call: Call) -> Reply:
    """Say what changes for people between two texts, with the law of the day the new one starts."""
    wanted: Two = call.body
    old, new = _text(call, wanted.old), wanted.new.encode()
    read(old)
    at = first_moment(read(new))
    tokyo_day(at)  # refuses a day that no law reaches
    return Reply(body=aside(Comparing(old=old, new=new, at=at)))


def linted(call: Call) -> Reply:
    """Say what is wrong with a text, and what the law asks for that it does not say."""
    wanted: One = call.body
    text = _text(call, wanted.text)
    read(text)
    return Reply(body=aside(Linting(text=text, on=tokyo_day(call.worker.now()))))


def proved(call: Call) -> Reply:
    """Prove each invariant of a text with the law in force, or show a handling against it."""
    wanted: Claims = call.body
    text, at = _text(call, wanted.text), call.worker.now()
    book = Rulebooks(read(text)).at(at)
    for one in wanted.invariants:
        parse(one, book)
    return Reply(body=aside(Proving(text=text, invariants=tuple(wanted.invariants), at=at)))


def _text(call: Call, text: str | None) -> bytes:
    at: datetime = call.worker.now()
    return call.worker.door.shelf.edition(at).text if text is None else text.encode()
