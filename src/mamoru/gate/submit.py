"""Taking in what somebody hands in: values, files and choices of one person, in one transaction.

What is handed in is decided for each purpose that its form has; all of them must be allowed. A new
person is stored, or somebody who is held gets the values. Files that waited become theirs, a
guardian's consent is recorded with them, and the caller's own key makes a repetition do nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError

from mamoru.errors import MamoruError
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import Given, category_of, draft_of, touched_by
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord, refusal_of, taken
from mamoru.gate.files import opened
from mamoru.gate.guardians import FACT, Guardian, has_consented, is_young, record_consent, unguarded
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.models import Duty
from mamoru.gate.record import note
from mamoru.gate.repeated import answered_before, keep_answer
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.together import together
from mamoru.vault import people as vault
from mamoru.vault.change import change, set_birth_date
from mamoru.vault.errors import DuplicateIdentifierError, UnknownFileError
from mamoru.vault.files import Adopted, adopt, waiting
from mamoru.vault.person import Draft
from mamoru.vault.read import fetch


class Attached(NamedTuple):
    """A file that was sent before."""

    token: str
    slot: str
    """What it must have been sent for."""
    item: str
    label: str | None
    """What the person called it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is handed in."""

    form: str
    """Name and version."""
    key: str
    """The caller's own random name of it."""
    digest: bytes
    """SHA-256 over all that came, so that a repetition is told from something else."""
    ref: str | None
    """Whose it is, where they are held already."""
    given: Given
    files: tuple[Attached, ...] = ()
    apart: tuple[str, ...] = ()
    """Items that came and are not stored with the others; decided where there are no others."""
    guardian: Guardian | None = None
    asks_guardian: bool = False
    keep: str | None = None
    """ISO 8601 period after which it is to be disposed of."""


class Terms(NamedTuple):
    """One handling for each purpose, and what to tell where evidence for them was not accepted."""

    wishes: tuple[Wish, ...]
    unfit: Callable[[Decision], MamoruError] | None = None


class Whom(NamedTuple):
    """Whose it has become, while the transaction lasts."""

    number: int
    ref: str
    version: int
    at: datetime


class Ways(NamedTuple):
    """What the room of the form says and does within the transaction."""

    terms: Callable[[datetime, int | None], Terms]
    """At this moment, about the person with this number or somebody new."""
    answer: Callable[[Whom, Decision], bytes]
    """Does the room's own part, and returns the answer as it is kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer, and whether it was given before."""

    answer: bytes
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class _Turned:
    """What the caller is told of a refusal that is on record."""

    error: MamoruError


def take(door: Door, asker: Asker, coming: Coming, ways: Ways) -> tuple[Taken, int | None]:
    """Take in `coming`, all of it or nothing, and return the answer with the entry's ticket.

    The same once more returns the first answer and does nothing. Raises `SubmissionDiffersError`,
    `SubmissionErasedError`, `UnknownPersonError`, `UnknownFileError`, `UnknownItemError`,
    `DuplicateIdentifierError`, `HandlingRefusedError` and its kinds, and what `ways` name.
    """
    wishes = ways.terms(door.clock(), None).wishes
    lead = next((one for one in wishes if not asker.may_name("collect", one.purpose)), wishes[0])

    def unit(record: Record) -> Taken | _Turned | Decision:
        before = answered_before(asker.system, coming.key, coming.digest)
        if before is not None:
            return Taken(before, is_repeated=True)
        return _Submitting(door, record, asker, coming, ways).run()

    found: Taken | _Turned
    try:
        found, ticket = door.run(asker, lead, unit, ref=coming.ref)
    except IntegrityError:  # it came twice at the same moment, and the other one was first
        found, ticket = door.run(asker, lead, unit, ref=coming.ref)
    if isinstance(found, _Turned):
        raise found.error
    return found, ticket


class _Submitting:
    """One submission within its transaction."""

    def __init__(
        self, door: Door, record: Record, asker: Asker, coming: Coming, ways: Ways
    ) -> None:
        self._door, self._record, self._asker = door, record, asker
        self._coming, self._ways = coming, ways
        self._at = door.clock()
        self._about = self._held()
        self._book = self._about.book if self._about else door.shelf.book(self._at)
        self._terms = ways.terms(self._at, self._about.held.number if self._about else None)
        self._wishes = tuple(checked(asker, one, "collect") for one in self._terms.wishes)
        self._draft = draft_of(self._book.policy, self._wishes[0], coming.given)
        self._files = self._waiting()
        self._touched = self._touching()

    def _held(self) -> About | None:
        if self._coming.ref is None:
            return None
        return self._door.about(self._record, fetch(self._coming.ref, items=()), self._at)

    def _waiting(self) -> tuple[Adopted, ...]:
        """Return the files to be taken over; raises `UnknownFileError` where one is another's."""
        found = []
        for one in self._coming.files:
            name, key = opened(one.token)
            file = waiting(name)
            if (file.slot, file.system) != (one.slot, self._asker.system):
                raise UnknownFileError
            found.append(
                Adopted(
                    name=name, key=key, label=one.label, item=one.item,
                    data=category_of(self._book.policy, one.item), source=self._wishes[0].source,
                )
            )  # fmt: skip
        return tuple(found)

    def _touching(self) -> list[Touched]:
        found = {*touched_by(self._book.policy, self._draft)}
        found |= {(one.data, None) for one in self._files}
        apart = {(category_of(self._book.policy, one), None) for one in self._coming.apart}
        return sorted(found or apart, key=str)

    def run(self) -> Taken | _Turned:
        """Decide, store and record; or record the refusal."""
        judged = [self._judged(wish) for wish in self._wishes]
        decision = together([one.decision for one in judged])
        if decision.outcome is not Outcome.ALLOW:
            self._refused(judged)
            told = self._terms.unfit or refusal_of
            return _Turned(told(decision))
        proved = self._guarded()
        if proved is None:
            missing = unguarded(self._book.token)
            self._note(self._wishes[0], Judged(missing, judged[0].basis), None)
            return _Turned(refusal_of(missing))
        whom = self._stored()
        self._recorded(whom, judged, proved)
        answer = self._ways.answer(whom, decision)
        coming = self._coming
        keep_answer(
            self._asker.system, coming.key, coming.form, coming.digest, whom.number, answer,
            at=self._at,
        )  # fmt: skip
        return Taken(answer, is_repeated=False)

    def _judged(self, wish: Wish) -> Judged:
        draft = self._draft
        standing = Standing(
            birth_date=draft.birth_date, agreed=self._coming.given.agreed, whose=draft.whose,
            residence=draft.residence,
        )  # fmt: skip
        given = None if self._about else standing
        return judge(self._book, wish, self._touched, about=self._about, given=given, at=self._at)

    def _refused(self, judged: list[Judged]) -> None:
        for wish, one in zip(self._wishes, judged, strict=True):
            if one.decision.outcome is not Outcome.ALLOW:
                self._note(wish, one, None)

    def _guarded(self) -> dict[str, str] | None:
        """Return what proves a guardian's consent, empty where none is needed; `None` for none."""
        known = self._about.standing if self._about else Standing()
        born = (self._draft.birth_date, known.birth_date)
        if not self._coming.asks_guardian or not is_young(self._book, born, self._at):
            return {}
        if self._coming.guardian is not None:
            return {FACT: self._coming.guardian.shown}
        held = has_consented(self._book, self._wishes, self._touched, known, self._at)
        return {} if held else None

    def _stored(self) -> Whom:
        whom = self._changed() if self._about else self._created(self._draft)
        if self._files:
            adopt(self._door.keys, fetch(whom.ref, items=()), self._files, now=self._at)
        return whom

    def _created(self, draft: Draft) -> Whom:
        try:
            created = vault.create(self._door.keys, draft, now=self._at)
        except DuplicateIdentifierError as error:
            raise OnRecord(error, self._tried) from None
        return Whom(created.number, created.ref, created.version, self._at)

    def _tried(self, record: Record) -> None:
        note(
            record, self._book, self._asker, self._wishes[0], self._touched,
            taken(self._book.token), at=self._at, count=0,
        )  # fmt: skip

    def _changed(self) -> Whom:
        assert self._about is not None  # noqa: S101 - who calls this has looked
        held, keys = self._about.held, self._door.keys
        version = held.version
        if self._draft.items:
            version = change(keys, held.ref, self._draft.items, expected_version=None, now=self._at)
        if self._draft.birth_date is not None:
            version = set_birth_date(keys, held.ref, self._draft.birth_date, expected_version=None)
        return Whom(held.number, held.ref, version, self._at)

    def _recorded(self, whom: Whom, judged: list[Judged], proved: dict[str, str]) -> None:
        if proved:
            record_consent(whom.number, self._wishes, now=self._at)
        owed = [self._disposal(whom)] if self._coming.keep else []
        for wish, one in zip(self._wishes, judged, strict=True):
            self._note(wish, one, whom, proved, owed)
            owed = []

    def _disposal(self, whom: Whom) -> Duty:
        """Return the duty to dispose of it once the form's own time of keeping is over."""
        return Duty(
            clause=f"form[{self._coming.form}]"[:80], duty="dispose", evidence="disposal_record",
            within=self._coming.keep, since="collected", due_at=due(self._coming.keep, self._at),
            person=whom.number, created_at=self._at,
        )  # fmt: skip

    def _note(
        self, wish: Wish, judged: Judged, whom: Whom | None, proved: dict[str, str] | None = None,
        owed: list[Duty] | None = None,
    ) -> None:  # fmt: skip
        about = self._about
        number = whom.number if whom else about.held.number if about else None
        held = about.held if about else fetch(whom.ref, items=()) if whom else None
        note(
            self._record, self._book, self._asker, wish, self._touched, judged.decision,
            at=self._at, about=about, subject=held.pseudonym if held else None,
            people=None if number is None else People.of([number]), basis=judged.basis,
            proved=proved or {}, owed=owed or (),
        )  # fmt: skip
