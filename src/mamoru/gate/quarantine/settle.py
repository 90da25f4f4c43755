"""What becomes of a quarantined value: looked at, let in under an exception, cleared, purged."""

from datetime import datetime, timedelta

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import QUARANTINE, REVIEW, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.looking import looking
from mamoru.gate.quarantine.grounds import LetIn, keep_ground
from mamoru.gate.record import note, noted
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Quarantine
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault import withhold as vault
from mamoru.vault.change import change as vault_change
from mamoru.vault.person import Item
from mamoru.vault.read import fetch
from mamoru.vault.withhold import Withheld

DISPOSAL = "disposal_record"
"""Evidence that something was purged; the ledger's entry is it."""
AGAIN = timedelta(days=1)
"""When a purge that the policy refused is tried again."""
AT_ONCE = 100
"""Items purged by one transaction."""


class InQueue(msgspec.Struct, frozen=True, kw_only=True):
    """A quarantined value as lists show it: not whose, and not what it says."""

    ref: str
    item: str
    sensitive: tuple[str, ...]
    source: str | None
    held_at: datetime
    purge_at: datetime


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """A quarantined value as a reviewer sees it."""

    ref: str
    person: str
    item: str
    sensitive: tuple[str, ...]
    source: str | None
    value: str
    found: tuple[vault.Spot, ...]
    purge_at: datetime


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a quarantined value, and the decision that allowed it."""

    ref: str
    person: str
    item: str
    decision: Decision


def waiting(*, after: datetime | None = None, limit: int = 100) -> list[InQueue]:
    """Return what is in quarantine, in the order of purging."""
    with looking():
        return [_queued(one) for one in vault.listed(after=after, limit=limit)]


def queued(ref: str) -> InQueue:
    """Return what lists show of one; raises `UnknownWithheldError`."""
    with looking():
        return _queued(vault.withheld(ref))


def review(door: Door, asker: Asker, ref: str) -> tuple[Reviewed, int | None]:
    """Return what a quarantined value says, for whoever decides about it; the look is on record.

    Raises `UnknownWithheldError`.
    """

    def unit(record: Record) -> Reviewed:
        one, about = _found(door, record, ref)
        content = vault.opened(door.keys, about.held, one)
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        wish = Wish(act=REVIEW, source=one.source)
        noted(record, asker, wish, _touched(one), decision, about, quarantine="reviewed")
        return Reviewed(
            ref=ref, person=one.person, item=one.item, sensitive=one.sensitive, source=one.source,
            value=content.value, found=content.found, purge_at=one.purge_at,
        )  # fmt: skip

    return door.writer.run(unit)


def claim(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Settled, int | None]:
    """Let a quarantined value in as sensitive information, under the exception `wish` shows.

    Raises `UnknownWithheldError`, `InvalidValueError`, `HandlingRefusedError` and its kinds; what
    is refused stays in quarantine.
    """
    return _let_in(door, asker, wish, ref, "claimed", is_sensitive=True)


def clear(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Settled, int | None]:
    """Let a quarantined value in as what it came as: a reviewer found nothing sensitive in it.

    Raises `UnknownWithheldError`, `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    return _let_in(door, asker, wish, ref, "cleared", is_sensitive=False)


def _let_in(
    door: Door, asker: Asker, wish: Wish, ref: str, became: Quarantine, *, is_sensitive: bool
) -> tuple[Settled, int | None]:
    wish = checked(asker, wish, "collect")

    def unit(record: Record) -> Settled | Decision:
        one, about = _found(door, record, ref)
        meant = msgspec.structs.replace(wish, source=wish.source or one.source)
        touched = _touched(one) if is_sensitive else [(one.data, None)]
        decision, basis = judge(about.book, meant, touched, about=about, at=about.at)
        if decision.outcome is not Outcome.ALLOW:
            noted(record, asker, meant, touched, decision, about, basis)
            return decision
        content = vault.opened(door.keys, about.held, one)
        item = Item(
            data=one.data, item=one.item, value=content.value, source=meant.source,
            sensitive=one.sensitive[0] if is_sensitive else None,
        )  # fmt: skip
        vault_change(door.keys, one.person, [item], expected_version=None, now=about.at)
        vault.remove(ref)
        noted(record, asker, meant, touched, decision, about, basis, quarantine=became)
        if is_sensitive:
            let_in = LetIn(asker, meant, touched, decision, basis)
            keep_ground(record, about.book, let_in, about, about.at, "record")
        return _settled(one, decision)

    return door.run(asker, wish, unit)


def purge(door: Door, asker: Asker, ref: str) -> tuple[Settled, int | None]:
    """Delete a quarantined value, and read back that it is gone.

    Raises `UnknownWithheldError`, `HandlingRefusedError`.
    """
    wish = Wish(act="dispose")

    def unit(record: Record) -> Settled | Decision:
        one, about = _found(door, record, ref)
        decision = _purged(record, asker, one, about)
        return _settled(one, decision) if decision.outcome is Outcome.ALLOW else decision

    return door.run(asker, wish, unit)


def purge_due(door: Door) -> int:
    """Purge what has been in quarantine for its time, and return how much; for the worker.

    What the policy does not let go is tried again a day later; each refusal is on record.
    """
    with looking():
        is_due = bool(vault.due(door.clock(), 1))
    return _all_purged(door) if is_due else 0


def waiting_until(at: datetime | None) -> int:
    """Return how much is to be purged by `at`, or how much is in quarantine."""
    return vault.count(at)


def purge_some(door: Door, limit: int = AT_ONCE) -> tuple[int, int]:
    """Purge some of what is due; return how much went, and how much was looked at."""
    return door.writer.run(lambda record: _purge_some(door, record, limit))[0]


def _all_purged(door: Door) -> int:
    total, seen = 0, AT_ONCE
    while seen == AT_ONCE:
        gone, seen = purge_some(door)
        total += gone
    return total


def _purge_some(door: Door, record: Record, limit: int) -> tuple[int, int]:
    at = door.clock()
    due = vault.due(at, limit)
    gone = 0
    for one in due:
        about = door.about(record, fetch(one.person, items=()), at)
        if _purged(record, QUARANTINE, one, about).outcome is Outcome.ALLOW:
            gone += 1
        else:
            vault.postpone(one.ref, at + AGAIN)
    return gone, len(due)


def _purged(record: Record, asker: Asker, one: Withheld, about: About) -> Decision:
    wish = Wish(act="dispose")
    found: Judged = judge(about.book, wish, _touched(one), about=about, at=about.at)
    is_allowed = found.decision.outcome is Outcome.ALLOW
    if is_allowed:
        vault.remove(one.ref)
    note(
        record, about.book, asker, wish, _touched(one), found.decision, at=about.at, about=about,
        subject=about.held.pseudonym, people=about.people, basis=found.basis,
        quarantine="purged" if is_allowed else None, shows=[DISPOSAL],
    )  # fmt: skip
    return found.decision


def _found(door: Door, record: Record, ref: str) -> tuple[Withheld, About]:
    """Return a quarantined value, still sealed, and whom it is about."""
    one = vault.withheld(ref)
    return one, door.about(record, fetch(one.person, items=()), door.clock())


def _touched(one: Withheld) -> list[Touched]:
    return [(one.data, word) for word in one.sensitive]


def _settled(one: Withheld, decision: Decision) -> Settled:
    return Settled(ref=one.ref, person=one.person, item=one.item, decision=decision)


def _queued(one: Withheld) -> InQueue:
    return InQueue(
        ref=one.ref, item=one.item, sensitive=one.sensitive, source=one.source,
        held_at=one.held_at, purge_at=one.purge_at,
    )  # fmt: skip
