"""Erasing a person (clauses 7(2), 9): decided, destroyed, read back, recorded."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from mamoru.consent.withdraw import forget as forget_choices
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door, Then
from mamoru.gate.holding.choose import Chosen, chosen, left_to_erase
from mamoru.gate.holding.make import HeldBack, made
from mamoru.gate.holding.make import noted as hold_noted
from mamoru.gate.holding.publish import in_force
from mamoru.gate.judge import checked, judge
from mamoru.gate.models import Duty, Evidence, Submission
from mamoru.gate.observing.erasure import forget_events, visitors
from mamoru.gate.observing.history import gathered
from mamoru.gate.read import everything
from mamoru.gate.record import note, noted
from mamoru.gate.scrub import scrub_files
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import forget_person, tickets_of
from mamoru.outbox.queries import forget as forget_deliveries
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.erase import Erased
from mamoru.vault.erase import erase as vault_erase
from mamoru.vault.errors import FilesLeftError
from mamoru.vault.hold import files_held
from mamoru.vault.read import fetch, refs_of

_COUNTED = ("values", "identifiers", "choices", "entries_unlinked", "events", "files")


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased, for the person; the entry with this pseudonym proves it."""

    pseudonym: str
    values: int
    identifiers: int
    choices: int
    entries_unlinked: int
    events: int = 0
    """Recent events that were deleted; what is in files can be opened by nobody any more."""
    visitors: int = 0
    """Visitors who were linked to the person, and are erased with them."""
    files: int = 0
    held: tuple[HeldBack, ...] = ()
    """What the law makes the company keep, set apart until a day."""
    erased_at: datetime
    decision: Decision


Attending = Callable[[Record, About], Callable[[Certificate], object]]
"""Sees somebody before they are erased, and gives what follows in the same transaction."""


def erase(
    door: Door, asker: Asker, wish: Wish, ref: str, *, attending: Attending | None = None,
    has_left: bool = False, then: Then[Certificate] | None = None,
) -> tuple[Certificate, int | None]:  # fmt: skip
    """Erase everything held of one person, and return the certificate with the entry's ticket.

    What the law makes the company keep is set apart in holds (`mamoru.gate.holding`), each under a
    key of its own. With `has_left`, the person deletes their account by this very act.
    Visitors who are linked to the person are that person, and are erased as well. The evidence of
    the erasure itself, such as the request, stays beside its entry; it is the company's proof.
    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`, or
    `ErasureIncompleteError` if something is still there when it is read back, upon which nothing
    was erased. Contents of files go from the disk once their keys are gone for good, and are looked
    for afterwards: `FilesLeftError` where one is still there.
    """
    asked = _Asked(asker, checked(asker, wish, "erase", "dispose"), ref, attending, has_left)
    left = list[str]()
    found, ticket = door.run(
        asker, asked.wish, lambda record: _erased(door, record, asked, left),
        ref=ref, is_alone=True, then=then,
    )  # fmt: skip
    stayed = door.files.remove(left)
    scrub_files()
    if stayed:
        raise FilesLeftError(files=stayed)
    return found, ticket


class _Asked(NamedTuple):
    """Who is to be erased, and what goes with it."""

    asker: Asker
    wish: Wish
    ref: str
    attending: Attending | None
    has_left: bool


def _erased(door: Door, record: Record, asked: _Asked, left: list[str]) -> Certificate | Decision:
    """Decide, hold, erase and record; `left` gets the names of contents that are to be removed."""
    asker, wish = asked.asker, asked.wish
    about, what, touched = weighed(door, record, asked.ref, has_left=asked.has_left)
    decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
    if decision.outcome is not Outcome.ALLOW:
        noted(record, asker, wish, touched, decision, about, basis)
        return decision
    follows = asked.attending(record, about) if asked.attending is not None else None
    holds = made(door.keys, about, what)
    linked = visitors(about.held.number)
    erased = [_but_held(vault_erase(one.ref)) for one in (about.held, *linked)]
    left[:] = [name for one in erased for name in one.files]
    certificate = msgspec.structs.replace(
        _destroyed_all(record, erased, decision, about.at), held=tuple(holds)
    )
    hold_noted(record, about.book, asker, holds, about.at)
    for one in (*linked, about.held):
        note(
            record, about.book, asker, wish, touched, decision, at=about.at, about=about,
            subject=one.pseudonym, basis=basis,
        )  # fmt: skip
    if follows is not None:
        follows(certificate)
    return certificate


def _but_held(erased: Erased) -> Erased:
    """Return what was erased without the files that are in a hold: their contents stay."""
    kept = files_held(erased.files)
    return msgspec.structs.replace(
        erased, files=tuple(name for name in erased.files if name not in kept)
    )


def weighed(
    door: Door, record: Record, ref: str, *, has_left: bool
) -> tuple[About, Chosen, list[Touched]]:
    """Return who is to go, what the law keeps of them, and of which categories the rest is.

    With `has_left` they are taken as having deleted their account. Raises `UnknownPersonError`.
    """
    about = door.about(record, fetch(ref, history=True), door.clock())
    if has_left:
        left = msgspec.structs.replace(about.standing, left=True)
        about = dataclasses.replace(about, standing=left)
    what = _to_hold(door, record, about)
    every = dict.fromkeys([*everything(about), *gathered(about).touched])
    return about, what, left_to_erase(every, what, about)


def _to_hold(door: Door, record: Record, about: About) -> Chosen:
    """Return what the law makes the company keep of somebody, by the rules in force."""
    rules = in_force(about.book.policy, about.at)
    tickets = tickets_of(record.cursor, about.held.number)
    return chosen(door.keys, about, rules, tickets)


def _destroyed_all(
    record: Record, erased: Sequence[Erased], decision: Decision, at: datetime
) -> Certificate:
    """Forget the person, who comes first, and the visitors who are linked to them."""
    mine, *theirs = [_destroyed(record, one, decision, at) for one in erased]
    return msgspec.structs.replace(
        mine,
        visitors=len(theirs),
        **{name: sum(getattr(one, name) for one in (mine, *theirs)) for name in _COUNTED},
    )


def _destroyed(record: Record, erased: Erased, decision: Decision, at: datetime) -> Certificate:
    """Forget the person in every other room as well."""
    record.forget(erased.number)
    events = forget_events(erased.number)
    choices = forget_choices(erased.number)
    forget_deliveries(erased.number)
    unlinked = forget_person(record.cursor, erased.number)
    Evidence.objects.filter(person=erased.number).delete()
    Duty.objects.filter(person=erased.number).update(person=None)
    Submission.objects.filter(person=erased.number).update(person=None, answer=None, digest=b"")
    return Certificate(
        pseudonym=erased.pseudonym.hex(),
        values=erased.fields,
        identifiers=erased.identifiers,
        choices=choices,
        entries_unlinked=unlinked,
        events=events.rows,
        files=len(erased.files),
        erased_at=at,
        decision=decision,
    )


def ref_of(number: int) -> str | None:
    """Return the ref of the person with that number, while they are held."""
    return refs_of([number]).get(number)
