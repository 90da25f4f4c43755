"""Whom some events are about, each as decisions see them: found, or to be stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from mamoru.consent.queries import Row
from mamoru.consent.standing import standing_now
from mamoru.gate.about import About
from mamoru.gate.door import Door
from mamoru.gate.observing.event import FOREIGN, Observed, Told
from mamoru.gate.observing.known import Name, Seen
from mamoru.policy.handling import Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.drafting import Drafter, SealedDraft
from mamoru.vault.keyring import Keyring
from mamoru.vault.people import as_held, store_sealed
from mamoru.vault.person import Draft, Held, Identity
from mamoru.vault.sealing import PersonSeal

VISITOR = "cookie_id"
"""Kind of identifier by which somebody who is known by a cookie only is found."""


class Who:
    """Somebody whom events are about: held, or to be stored if anything is kept."""

    __slots__ = ("_chosen", "_seal", "book", "draft", "held", "name", "whom", "whose")

    def __init__(
        self, name: Name, whose: str, held: Held | None, whom: About | Standing, book: Rulebook,
        chosen: Sequence[Row],
    ) -> None:  # fmt: skip
        self.name = name
        self.whose = whose
        self.held = held
        self.whom = whom
        self.book = book
        self.draft: SealedDraft | None = None
        """As who is to be stored, under a key of their own."""
        self._chosen = chosen
        self._seal: PersonSeal | None = None

    def told(self, told: Told) -> Told:
        """Return what came with an event, with a receipt only if it is nothing of theirs.

        Of one that is theirs their own record says what still stands.
        """
        if told.receipt is None:
            return told
        theirs = {one for row in self._chosen for one in (row.reference, row.giving)}
        return told._replace(receipt=None if told.receipt in theirs else FOREIGN)

    def seal(self, keys: Keyring, drafter: Drafter) -> PersonSeal:
        """Return the seal of whoever it is; whoever is new is sealed by `drafter`."""
        if self._seal is None:
            if self.held is not None:
                self._seal = keys.person(self.held)
            else:
                kind, value = self.name
                identities = (Identity(kind=kind, value=value),)
                self.draft = drafter.seal(Draft(whose=self.whose, identities=identities))
                self._seal = drafter.seal_of(self.draft)
        return self._seal


class Crowd:
    """Everybody whom some events are about, as they were `seen`."""

    def __init__(self, door: Door, seen: Seen, at: datetime) -> None:
        self._door, self._seen, self._at = door, seen, at
        self._book = door.shelf.book(at)
        self._is_plain = self._book.policy.binds_everyone and not door.shelf.waits(at)
        self._whos: dict[Name, Who] = {}
        self.until: datetime | None = None
        """When the first of their choices ends that are for a time, if any does."""

    def of(self, event: Observed) -> Who | None:
        """Return whom an event is about: the member it names, else the visitor; or nobody."""
        if event.member is not None and event.member in self._seen.held:
            return self.who(event.member, event.whose)
        if event.visitor is None:
            return None
        return self.who((VISITOR, event.visitor), event.whose)

    def who(self, name: Name, whose: str) -> Who:
        """Return who is found by `name`, or who would be stored under it."""
        found = self._whos.get(name)
        if found is None:
            found = self._whos[name] = self._found(name, whose)
        return found

    def _found(self, name: Name, whose: str) -> Who:
        held = self._seen.held.get(name)
        if held is None:
            return Who(name, whose, None, _plain(whose, None), self._book, ())
        chosen = self._seen.choices.get(held.number, ())
        whom = self._whom(held, chosen)
        book = whom.book if isinstance(whom, About) else self._book
        return Who(name, whose, held, whom, book, chosen)

    def _whom(self, held: Held, rows: Sequence[Row]) -> About | Standing:
        """Return the state of somebody, by a shorter way than the door's where that is the same.

        Under a text that binds everyone and waits for nobody, it is what they chose.
        """
        is_plain = self._is_plain and not (
            held.birth_date or held.use_suspended or held.provision_suspended or held.left_at
        )
        if is_plain and not rows:
            return _plain(held.whose, held.residence)
        self._note_ends(rows)
        if not is_plain:
            return self._door.about_one(held, rows, self._at)
        chosen = standing_now(rows, now=self._at)
        standing = Standing(
            consents=chosen.consents, refusals=chosen.refusals, opted_in=chosen.opted_in,
            agreed=chosen.agreed, whose=held.whose, residence=held.residence,
        )  # fmt: skip
        return About(held=held, book=self._book, standing=standing, at=self._at)

    def _note_ends(self, rows: Iterable[Row]) -> None:
        for row in rows:
            ends = row.choice.expires_at
            if ends is not None and ends > self._at and not (self.until and self.until < ends):
                self.until = ends


def store(keys: Keyring, drafter: Drafter, whos: Iterable[Who], *, now: datetime) -> None:
    """Store those who are new; raises `DuplicateIdentifierError` where another was quicker."""
    new = list({who.name: who for who in whos if who.held is None}.values())
    if not new:
        return
    for who in new:
        who.seal(keys, drafter)
    drafts = [who.draft for who in new if who.draft is not None]
    created = store_sealed(keys, drafter.epoch, drafts, now=now)
    for who, one, draft in zip(new, created, drafts, strict=True):
        who.held = as_held(one, draft, drafter.epoch, now)


@lru_cache(maxsize=64)
def _plain(whose: str, residence: str | None) -> Standing:
    """Return the state of whoever chose nothing; the same one for all who are alike."""
    return Standing(whose=whose, residence=residence)


def names_of(event: Observed) -> list[Name]:
    """Return by what an event names anybody."""
    visitor = [(VISITOR, event.visitor)] if event.visitor is not None else []
    return visitor if event.member is None else [event.member, *visitor]
