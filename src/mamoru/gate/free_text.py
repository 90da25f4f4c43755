"""Looking through a text that comes in beside anybody's record, such as a mail (clause 3).

As with what is stored of people: numbers that may not be kept are masked, and what may be
sensitive is decided as that. What is not allowed waits for a reviewer, and its time is the same.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import REVIEW, Asker, Wish
from mamoru.gate.basis import NOTHING
from mamoru.gate.door import Door
from mamoru.gate.judge import judge
from mamoru.gate.quarantine.days import time_in_quarantine
from mamoru.gate.quarantine.grounds import LetIn, keep_ground
from mamoru.gate.record import note
from mamoru.gate.sift import sifted
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Quarantine
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Policy
from mamoru.vault.person import Item


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it may be kept, and the policy's words for what it may be."""

    text: str
    words: tuple[str, ...] = ()
    """Empty where nothing sensitive was found."""
    is_masked: bool = False
    """Whether a number that may not be kept was taken out."""


def screened(policy: Policy, item: str, text: str) -> Screened:
    """Return what screening finds in `text`, which is of the kind `item`."""
    found = sifted(policy, [Item(data=data_of(policy, item) or "", item=item, value=text)])
    if found.suspects:
        one = found.suspects[0]
        return Screened(
            text=one.content.value, words=one.sensitive, is_masked=bool(found.masked)
        )  # fmt: skip
    return Screened(text=found.clean[0].value, is_masked=bool(found.masked))


def data_of(policy: Policy, item: str) -> str | None:
    """Return the category that has `item`, else the first that takes any; `None` for neither."""
    for name, category in policy.categories.items():
        if item in category.items:
            return name
    return next((name for name, one in policy.categories.items() if one.is_open), None)


def until_purged(at: datetime) -> datetime:
    """Return until when a suspect of the moment `at` waits; raises `QuarantineDaysError`."""
    wait: timedelta = time_in_quarantine()
    return at + wait


def settled(
    door: Door, record: Record, asker: Asker, wish: Wish, touched: Sequence[Touched],
    became: Quarantine, about: About | None, *, is_free: bool = False,
) -> Decision:  # fmt: skip
    """Decide and note what becomes of a suspect, about whoever is held or about nobody who is.

    What is allowed as what it may be is not put aside. What a reviewer looks at (`is_free`) nothing
    can forbid.
    """
    at = door.clock()
    book = about.book if about else door.shelf.book(at)
    if is_free:
        decision, basis = Decision(outcome=Outcome.ALLOW, token=book.token), NOTHING
    else:
        decision, basis = judge(book, wish, touched, about=about, at=at)
    is_settled = (decision.outcome is Outcome.ALLOW) != (became == "held")
    note(
        record, book, asker, wish, touched, decision, at=at, about=about,
        subject=about.held.pseudonym if about else None, people=about.people if about else None,
        basis=basis, quarantine=became if is_settled else None,
    )  # fmt: skip
    if is_settled and became == "claimed":
        let_in = LetIn(asker, wish, touched, decision, basis)
        keep_ground(record, book, let_in, about, at, "inquiry")
    return decision


def review_wish(source: str) -> Wish:
    """Return what looking at a suspect is called in the ledger."""
    return Wish(act=REVIEW, source=source)
