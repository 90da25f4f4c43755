"""Reading texts of a policy as a machine can: difference, lint, proofs, replay and coverage."""

from datetime import date
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.revisions import LARGEST
from mamoru.gate.coverage import owing_here, seen_here
from mamoru.gate.replay import replay_here
from mamoru.gate.shelf import read
from mamoru.law.book import Rulebooks
from mamoru.notices.analyses import Comparing, Linting, Proving
from mamoru.notices.aside import aside
from mamoru.notices.difference import first_moment
from mamoru.policy.coverage import Clause, coverage
from mamoru.policy.moment import tokyo_day
from mamoru.policy.prove.invariant import parse

_encode = msgspec.json.Encoder().encode
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


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft, and the days in Japan whose handlings are decided again under it."""

    text: Text
    since: date | None = None
    until: date | None = None


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """Every cited place of the text in force, with what stands behind its words.

    Examples are run at the command line only; `tests` is empty here.
    """

    clauses: tuple[Clause, ...]


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


def replayed(call: Call) -> Reply:
    """Decide the recorded handlings again under a draft, and say what would have changed."""
    wanted: Draft = call.body
    found = replay_here(read(wanted.text.encode()), since=wanted.since, until=wanted.until)
    return Reply(body=_encode(found))


def covered(call: Call) -> Reply:
    """Say clause by clause what stands behind the text in force."""
    call.worker.door.look_again()
    policy, now = call.worker.door.policy, call.worker.now()
    clauses = coverage(policy, seen_here(policy.id), owing_here(now))
    return Reply(body=_encode(Covered(clauses=clauses)))


def _text(call: Call, text: str | None) -> bytes:
    if text is not None:
        return text.encode()
    call.worker.door.look_again()
    return call.worker.door.shelf.edition(call.worker.now()).text
