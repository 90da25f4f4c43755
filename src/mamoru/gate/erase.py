"""Erasing a person (clauses 7(2), 9): decided, destroyed, read back, recorded."""

from collections.abc import Sequence

import msgspec

from mamoru.consent.withdraw import forget as forget_choices
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import checked, judge
from mamoru.gate.models import Duty, Evidence, Submission
from mamoru.gate.observing.erasure import forget_events, visitors
from mamoru.gate.observing.history import gathered
from mamoru.gate.read import everything
from mamoru.gate.record import note, noted
from mamoru.gate.scrub import scrub_files
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import forget_person
from mamoru.outbox.queries import forget as forget_deliveries
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.erase import Erased
from mamoru.vault.erase import erase as vault_erase
from mamoru.vault.errors import FilesLeftError
from mamoru.vault.read import fetch

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
    decision: Decision


def erase(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Certificate, int | None]:
    """Erase everything held of one person, and return the certificate with the entry's ticket.

    Visitors who are linked to the person are that person, and are erased as well. The evidence of
    the erasure itself, such as the request, stays beside its entry; it is the company's proof.
    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`, or
    `ErasureIncompleteError` if something is still there when it is read back, upon which nothing
    was erased. Contents of files go from the disk once their keys are gone for good, and are looked
    for afterwards: `FilesLeftError` where one is still there.
    """
    wish = checked(asker, wish, "erase", "dispose")

    left = list[str]()

    def unit(record: Record) -> Certificate | Decision:
        about = door.about(record, fetch(ref, history=True), door.clock())
        touched = list(dict.fromkeys([*everything(about), *gathered(about).touched]))
        decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
        if decision.outcome is not Outcome.ALLOW:
            noted(record, asker, wish, touched, decision, about, basis)
            return decision
        linked = visitors(about.held.number)
        erased = [vault_erase(one.ref) for one in (about.held, *linked)]
        left[:] = [name for one in erased for name in one.files]
        certificate = _destroyed_all(record, erased, decision)
        for one in (*linked, about.held):
            note(
                record, about.book, asker, wish, touched, decision, at=about.at, about=about,
                subject=one.pseudonym, basis=basis,
            )  # fmt: skip
        return certificate

    found, ticket = door.run(asker, wish, unit, ref=ref, is_alone=True)
    stayed = door.files.remove(left)
    scrub_files()
    if stayed:
        raise FilesLeftError(files=stayed)
    return found, ticket


def _destroyed_all(record: Record, erased: Sequence[Erased], decision: Decision) -> Certificate:
    """Forget the person, who comes first, and the visitors who are linked to them."""
    mine, *theirs = [_destroyed(record, one, decision) for one in erased]
    return msgspec.structs.replace(
        mine,
        visitors=len(theirs),
        **{name: sum(getattr(one, name) for one in (mine, *theirs)) for name in _COUNTED},
    )


def _destroyed(record: Record, erased: Erased, decision: Decision) -> Certificate:
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
        decision=decision,
    )
