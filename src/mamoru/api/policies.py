"""Reading texts of a policy as a machine can: difference, lint, proofs, replay and coverage."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.revisions import LARGEST
from mamoru.gate.coverage import owing_here, seen_here
from mamoru.gate.replay import replay_here
from mamoru.gate.shelf import read, read_whole
from mamoru.law.book import Rulebooks
from mamoru.notices.difference import first_moment
from mamoru.policy.coverage import Clause, coverage
from mamoru.policy.diff.difference import Difference, difference
from mamoru.policy.lint.report import Finding, lint
from mamoru.policy.model import Policy
from mamoru.policy.moment import tokyo_day
from mamoru.policy.prove.invariant import parse
from mamoru.policy.prove.proof import Proof, prove

MOST = 100
"""Invariants in one call."""
Text = Annotated[str, msgspec.Meta(max_length=LARGEST)]
Invariant = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
_encode = msgspec.json.Encoder().encode


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


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """How a text differs, and whether that changes any handling."""

    changes_handling: bool
    difference: Difference


class Linted(msgspec.Struct, frozen=True, kw_only=True):
    """Every finding, gravest first."""

    findings: tuple[Finding, ...]


class Proofs(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to each invariant, in their order."""

    proofs: tuple[Proof, ...]


def compared(call: Call) -> Reply:
    """Say what changes for people between two texts, with the law of the day the new one starts."""
    wanted: Two = call.body
    new = read(wanted.new.encode())
    at = first_moment(new)
    found = difference(Rulebooks(_policy(call, wanted.old)).at(at), Rulebooks(new).at(at))
    answer = Compared(changes_handling=found.changes_handling, difference=found)
    return Reply(body=_encode(answer))


def linted(call: Call) -> Reply:
    """Say what is wrong with a text, and what the law asks for that it does not say."""
    wanted: One = call.body
    text = _text(call, wanted.text)
    found = lint(read_whole(text), at=tokyo_day(call.worker.now()))
    return Reply(body=_encode(Linted(findings=found)))


def proved(call: Call) -> Reply:
    """Prove each invariant of a text with the law in force, or show a handling against it."""
    wanted: Claims = call.body
    at = call.worker.now()
    book = Rulebooks(_policy(call, wanted.text)).at(at)
    claims = [parse(one, book) for one in wanted.invariants]
    return Reply(body=_encode(Proofs(proofs=tuple(prove(book, one, at=at) for one in claims))))


def replayed(call: Call) -> Reply:
    """Decide the recorded handlings again under a draft, and say what would have changed."""
    wanted: Draft = call.body
    found = replay_here(read(wanted.text.encode()), since=wanted.since, until=wanted.until)
    return Reply(body=_encode(found))


def covered(call: Call) -> Reply:
    """Say clause by clause what stands behind the text in force."""
    policy, now = call.worker.door.policy, call.worker.now()
    clauses = coverage(policy, seen_here(policy.id), owing_here(now))
    return Reply(body=_encode(Covered(clauses=clauses)))


def _policy(call: Call, text: str | None) -> Policy:
    return call.worker.door.policy if text is None else read(text.encode())


def _text(call: Call, text: str | None) -> bytes:
    at: datetime = call.worker.now()
    return call.worker.door.shelf.edition(at).text if text is None else text.encode()
