"""Putting values into quarantine, while the rest of what came with them is stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import Judged, judge
from mamoru.gate.quarantine.days import time_in_quarantine
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.person import Held, Item
from mamoru.vault.withhold import Suspect, withhold


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """A value that was put into quarantine."""

    ref: str
    person: str
    item: str
    sensitive: tuple[str, ...]
    """Words of the policy for what it may be."""
    reasons: tuple[str, ...]
    """Rules that found it."""


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A value that was stored without a number in it that may not be kept."""

    person: str
    item: str


class Answered(NamedTuple):
    """A suspect, and whether policy and law let it in as what it may be."""

    suspect: Suspect
    judged: Judged

    @property
    def is_allowed(self) -> bool:
        """Whether it may be stored as sensitive information."""
        return self.judged.decision.outcome is Outcome.ALLOW


def answered(
    book: Rulebook, wish: Wish, suspects: Iterable[Suspect], *, about: About | None = None,
    given: Standing | None = None, at: datetime,
) -> list[Answered]:  # fmt: skip
    """Decide each of `suspects` as the sensitive information that it may be."""
    return [
        Answered(one, judge(book, wish, touched_by(one), about=about, given=given, at=at))
        for one in suspects
    ]


def touched_by(suspect: Suspect) -> list[Touched]:
    """Return what handling the suspect is decided for."""
    return [(suspect.data, word) for word in suspect.sensitive]


def item_of(suspect: Suspect) -> Item:
    """Return the suspect as a value that may be stored as what it is."""
    return Item(
        data=suspect.data, item=suspect.item, value=suspect.content.value,
        sensitive=suspect.sensitive[0], source=suspect.source,
    )  # fmt: skip


def put_aside(
    door: Door, record: Record, asker: Asker, wish: Wish, book: Rulebook,
    refused: Sequence[tuple[Held, Answered]], at: datetime,
) -> list[Quarantined]:  # fmt: skip
    """Put what was `refused` into quarantine, and note it: one entry for all that is alike.

    Raises `QuarantineDaysError`.
    """
    until = at + time_in_quarantine()
    found = []
    for held, one in refused:
        (ref,) = withhold(door.keys, held, [one.suspect], now=at, purge_at=until)
        found.append(_quarantined(ref, held, one.suspect))
    alike: dict[object, list[tuple[Held, Answered]]] = {}
    for held, one in refused:
        alike.setdefault((*touched_by(one.suspect), one.judged.decision), []).append((held, one))
    for several in alike.values():
        held, one = several[0]
        numbers = sorted({person.number for person, _ in several})
        note(
            record, book, asker, wish, touched_by(one.suspect), one.judged.decision, at=at,
            subject=held.pseudonym if len(numbers) == 1 else None, people=People.of(numbers),
            count=len(numbers), basis=one.judged.basis, quarantine="held",
        )  # fmt: skip
    return found


def _quarantined(ref: str, held: Held, suspect: Suspect) -> Quarantined:
    reasons = dict.fromkeys(one.reason for one in suspect.content.found)
    return Quarantined(
        ref=ref, person=held.ref, item=suspect.item, sensitive=suspect.sensitive,
        reasons=tuple(reasons),
    )  # fmt: skip
