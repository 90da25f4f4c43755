"""Taking in what somebody hands in: values, files and choices of one person, in one transaction.

What is handed in is screened, and decided for each purpose that its form has; all of them must be
allowed. A new person is stored, or somebody who is held gets the values. Files that waited become
theirs, what may be sensitive goes into quarantine, a guardian's consent is recorded, and the
caller's own key makes a repetition do nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from mamoru.errors import MamoruError, RefusedError
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.coming import Aside, Coming, Looked, Taken, Terms, Ways, Whom, looked_through
from mamoru.gate.committing import Committed
from mamoru.gate.create import category_of, draft_of, touched_by
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord, refusal_of, taken
from mamoru.gate.files import opened
from mamoru.gate.guardians import FACT, has_consented, is_young, record_consent, unguarded
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.looking import looking
from mamoru.gate.models import Duty
from mamoru.gate.quarantine.hold import Answered, answered, item_of, put_aside
from mamoru.gate.record import note
from mamoru.gate.repeated import answered_before, keep_answer, one_at_a_time
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.together import together
from mamoru.vault import people as vault
from mamoru.vault.change import change, set_birth_date
from mamoru.vault.errors import DuplicateIdentifierError, UnknownFileError
from mamoru.vault.files import Adopted, adopt, drop, waiting
from mamoru.vault.person import Draft, Held
from mamoru.vault.read import fetch


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
    with looking():
        before = answered_before(asker.system, coming.key, coming.digest)
    if before is not None:
        return Taken(before, is_repeated=True), None
    policy = door.policy
    wishes = _wished(door, asker, ways)
    looked = looked_through(door, policy, wishes[0], coming)
    lead = next((one for one in wishes if not asker.may_name("collect", one.purpose)), wishes[0])

    def unit(record: Record) -> Taken | _Turned | Decision:
        one_at_a_time(asker.system, coming.key)
        before = answered_before(asker.system, coming.key, coming.digest)
        if before is not None:
            return Taken(before, is_repeated=True)
        now = door.shelf.policy(door.clock())  # another text, if one came into force meanwhile
        told = looked if now is policy else looked_through(door, now, wishes[0], coming)
        return _Submitting(door, record, asker, coming, ways, told).run()

    found: Taken | _Turned
    found, ticket = door.run(asker, lead, unit, ref=coming.ref)
    if isinstance(found, _Turned):
        raise found.error
    door.files.remove(looked.dropped)
    return found, ticket


def _wished(door: Door, asker: Asker, ways: Ways) -> tuple[Wish, ...]:
    """Return what is asked for as things stand; a refusal to ask for it at all is on record."""
    try:
        return ways.terms(door.clock(), None).wishes
    except RefusedError:
        door.writer.run(lambda record: _uncovered(door, record, asker))
        raise


def _uncovered(door: Door, record: Record, asker: Asker) -> None:
    """Put on record that something was handed in which the policy has no words for."""
    at = door.clock()
    book = door.shelf.book(at)
    decision = Decision(outcome=Outcome.NOT_COVERED, unknown=("purpose", "data"), token=book.token)
    note(record, book, asker, Wish(act="collect"), (), decision, at=at, count=0)


class _Submitting:
    """One submission within its transaction."""

    def __init__(
        self, door: Door, record: Record, asker: Asker, coming: Coming, ways: Ways, looked: Looked
    ) -> None:
        self._door, self._record, self._asker = door, record, asker
        self._coming, self._ways, self._looked = coming, ways, looked
        self._at = door.clock()
        self._about = self._held()
        self._book = self._about.book if self._about else door.shelf.book(self._at)
        self._terms = self._asked()
        self._wishes = tuple(checked(asker, one, "collect") for one in self._terms.wishes)
        given = draft_of(self._book.policy, self._wishes[0], coming.given)
        self._given = Standing(
            birth_date=given.birth_date, agreed=coming.given.agreed, whose=given.whose,
            residence=given.residence,
        )  # fmt: skip
        self._suspects = [self._answered(at) for at in range(len(looked.found.suspects))]
        allowed = tuple(item_of(one.suspect) for one in self._suspects if one.is_allowed)
        self._apart = [one for one in self._suspects if not one.is_allowed]
        self._draft = msgspec.structs.replace(given, items=looked.found.clean + allowed)
        self._files = self._waiting()
        self._touched = self._touching()

    def _asked(self) -> Terms:
        """Return the terms; that the policy has no words for them is on record."""
        number = self._about.held.number if self._about else None
        try:
            return self._ways.terms(self._at, number)
        except RefusedError as error:
            raise OnRecord(
                error, lambda record: _uncovered(self._door, record, self._asker)
            ) from None

    def _held(self) -> About | None:
        if self._coming.ref is None:
            return None
        return self._door.about(self._record, fetch(self._coming.ref, items=()), self._at)

    def _answered(self, at: int) -> Answered:
        """Return the answer to a suspect: the first purpose for which it is not let in, if any."""
        suspect = self._looked.found.suspects[at]
        given = None if self._about else self._given
        found = [
            answered(self._book, wish, [suspect], about=self._about, given=given, at=self._at)[0]
            for wish in self._wishes
        ]
        return next((one for one in found if not one.is_allowed), found[0])

    def _waiting(self) -> tuple[Adopted, ...]:
        """Return the files to be taken over; raises `UnknownFileError` where one is another's."""
        found = []
        for one in self._coming.files:
            name, key = opened(one.token)
            file = waiting(name)
            if (file.slot, file.system) != (one.slot, self._asker.system):
                raise UnknownFileError
            if one in self._looked.files:
                found.append(
                    Adopted(
                        name=name, key=key, label=one.label, item=one.item,
                        data=category_of(self._book.policy, one.item),
                        source=self._wishes[0].source,
                    )
                )  # fmt: skip
        return tuple(found)

    def _touching(self) -> list[Touched]:
        """Return what is decided: all but what is kept apart, and that where it is alone."""
        found = {*touched_by(self._book.policy, self._draft)}
        found |= {(one.data, None) for one in self._files}
        apart = {(one.suspect.data, None) for one in self._apart}
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
            self._note(self._wishes[0], Judged(missing, judged[0].basis), self._known())
            return _Turned(refusal_of(missing))
        whom, held = self._stored()
        aside = put_aside(
            self._door, self._record, self._asker, self._wishes[0], self._book,
            [(held, one) for one in self._apart], self._at,
        )  # fmt: skip
        if self._is_something_stored():
            self._recorded(held, judged, proved)
        else:
            decision = self._apart[0].judged.decision
        apart = Aside(aside, self._looked.found.masked, self._looked.unread)
        answer = self._ways.answer(whom, decision, apart)
        self._keep(whom, answer)
        return Taken(answer, is_repeated=False)

    def _is_something_stored(self) -> bool:
        return bool(self._draft.items or self._files or self._about is None)

    def _keep(self, whom: Whom, answer: bytes) -> None:
        coming = self._coming
        drop(self._looked.dropped)
        keep_answer(
            self._asker.system, coming.key, coming.form, coming.digest, whom.number, answer,
            at=self._at,
        )  # fmt: skip

    def _judged(self, wish: Wish) -> Judged:
        given = None if self._about else self._given
        return judge(self._book, wish, self._touched, about=self._about, given=given, at=self._at)

    def _refused(self, judged: Sequence[Judged]) -> None:
        for wish, one in zip(self._wishes, judged, strict=True):
            if one.decision.outcome is not Outcome.ALLOW:
                self._note(wish, one, self._known())

    def _known(self) -> Held | None:
        return self._about.held if self._about else None

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

    def _stored(self) -> tuple[Whom, Held]:
        whom = self._changed(self._about) if self._about else self._created(self._draft)
        held = fetch(whom.ref, items=())
        adopt(self._door.keys, held, self._files, now=self._at)
        return whom, held

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

    def _changed(self, about: About) -> Whom:
        held, keys, draft = about.held, self._door.keys, self._draft
        version = held.version
        if draft.items:
            version = change(keys, held.ref, draft.items, expected_version=None, now=self._at)
        if draft.birth_date is not None:
            version = set_birth_date(keys, held.ref, draft.birth_date, expected_version=None)
        return Whom(held.number, held.ref, version, self._at)

    def _recorded(self, held: Held, judged: Sequence[Judged], proved: dict[str, str]) -> None:
        made = None
        if proved and (guardian := self._coming.guardian) is not None:
            policy = self._book.policy
            made = record_consent(policy, held, guardian, self._wishes, now=self._at)
        for wish, one in zip(self._wishes, judged, strict=True):
            self._note(wish, one, held, proved, made)
            made = None
        self._record.owe(self._disposal(held))

    def _disposal(self, held: Held) -> list[Duty]:
        """Return the duty to dispose of it once the form's own time of keeping is over."""
        keep = self._coming.keep
        if keep is None:
            return []
        duty = Duty(
            clause=f"form[{self._coming.form}]"[:80], duty="dispose", evidence="disposal_record",
            within=keep, since="collected", due_at=due(keep, self._at), person=held.number,
            created_at=self._at,
        )  # fmt: skip
        return [duty]

    def _note(
        self, wish: Wish, judged: Judged, held: Held | None,
        proved: dict[str, str] | None = None, made: Committed | None = None,
    ) -> None:  # fmt: skip
        note(
            self._record, self._book, self._asker, wish, self._touched, judged.decision,
            at=self._at, about=self._about, subject=held.pseudonym if held else None,
            people=People.of([held.number]) if held else None, basis=judged.basis,
            proved=proved or {}, choices=(made.commitment,) if made else (),
        )  # fmt: skip
        if made is not None:
            self._record.tell(made.keep)
