"""Erasing a person (clauses 7(2), 9): decided, destroyed, read back, recorded."""

import msgspec

from mamoru.consent.withdraw import forget as forget_choices
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import checked, judge
from mamoru.gate.models import Duty, Evidence, Submission
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


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased, for the person; the entry with this pseudonym proves it."""

    pseudonym: str
    values: int
    identifiers: int
    choices: int
    entries_unlinked: int
    files: int = 0
    decision: Decision


def erase(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Certificate, int | None]:
    """Erase everything held of one person, and return the certificate with the entry's ticket.

    The evidence of the erasure itself, such as the request, stays beside its entry; it is the
    company's proof. Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`, or
    `ErasureIncompleteError` if something is still there when it is read back, upon which nothing
    was erased. Contents of files go from the disk once their keys are gone for good, and are looked
    for afterwards: `FilesLeftError` where one is still there.
    """
    wish = checked(asker, wish, "erase", "dispose")

    left = list[str]()

    def unit(record: Record) -> Certificate | Decision:
        about = door.about(record, fetch(ref, history=True), door.clock())
        touched = everything(about)
        decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
        if decision.outcome is not Outcome.ALLOW:
            noted(record, asker, wish, touched, decision, about, basis)
            return decision
        erased = vault_erase(ref)
        left[:] = erased.files
        certificate = _destroyed(record, erased, decision)
        note(
            record, about.book, asker, wish, touched, decision, at=about.at, about=about,
            subject=about.held.pseudonym, basis=basis,
        )  # fmt: skip
        return certificate

    found, ticket = door.run(asker, wish, unit, ref=ref, is_alone=True)
    stayed = door.files.remove(left)
    scrub_files()
    if stayed:
        raise FilesLeftError(files=stayed)
    return found, ticket


def _destroyed(record: Record, erased: Erased, decision: Decision) -> Certificate:
    """Forget the person in every other room as well."""
    record.forget(erased.number)
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
        files=len(erased.files),
        decision=decision,
    )
