"""What a visitor chose in a banner: withdrawals first, which nothing can stand against.

A visitor is a person who is known by the identifier of a cookie alone.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from mamoru.consent import give as consent
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.queries import Row
from mamoru.consent.withdraw import withdraw as take_back
from mamoru.gate.about import About
from mamoru.gate.asking import WITHDRAW, Asker, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.judge import checked
from mamoru.gate.read import find
from mamoru.gate.record import decided, noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.errors import DuplicateIdentifierError

COOKIE = "cookie_id"


class Scope(NamedTuple):
    """What a choice of a banner is about."""

    purpose: str | None
    recipient: str | None


def visitor_of(door: Door, asker: Asker, purpose: str, cookie: str, *, makes: bool) -> str | None:
    """Return the ref of the visitor with that cookie; one that is not held yet if it `makes` one.

    Collecting the identifier is decided and on record like any other (clause 1(2)). Raises
    `HandlingRefusedError` and its kinds.
    """
    use = Wish(act="use", purpose=purpose)
    found = find(door, asker, use, COOKIE, cookie)
    if found is not None or not makes:
        return found
    whose = min(door.policy.natural)
    given = Given(whose=whose, identifiers={COOKIE: cookie})
    collect = Wish(act="collect", source="automatic", purpose=purpose)
    try:
        stored, _ = create(door, asker, collect, [given])
    except DuplicateIdentifierError:  # the same visitor's other request was quicker
        return find(door, asker, use, COOKIE, cookie)
    return stored.people[0].ref


def refuse(door: Door, asker: Asker, ref: str, scopes: Collection[Scope]) -> list[str]:
    """Take back whatever stands of `scopes`, and return the references of the withdrawals."""

    def unit(record: Record) -> list[str]:
        about = door.about(record, record.sight.held(Look(ref, items=())), door.clock())
        number = about.held.number
        standing = [one for one in _standing(record, about) if _scope(one.choice) in scopes]
        done = [take_back(number, one.reference, now=about.at).reference for one in standing]
        if done:
            decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
            noted(record, asker, Wish(act=WITHDRAW), (), decision, about)
        return done

    return door.writer.run(unit)[0]


def allow(
    door: Door, asker: Asker, wish: Wish, ref: str, choices: Sequence[Choice], *, data: str
) -> list[str]:
    """Record consents in one handling, and return their references.

    What stands already, made on the same notice, is not repeated. Taking it down is collecting
    `data`, and `wish` says which notice was shown. Raises `HandlingRefusedError` and its kinds.
    """
    wish = checked(asker, wish, "collect")

    def unit(record: Record) -> list[str] | Decision:
        about = door.about(record, record.sight.held(Look(ref, items=())), door.clock())
        known = {one.choice: one.reference for one in _standing(record, about)}
        if all(one in known for one in choices):
            return [known[one] for one in choices]
        decision = decided(record, asker, wish, [(data, None)], about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return [
            known.get(one) or consent.give(about.held.number, one, now=about.at) for one in choices
        ]

    return door.run(asker, wish, unit, ref=ref)[0]


def _standing(record: Record, about: About) -> list[Row]:
    rows = record.sight.choices(about.held.number)
    gone = {row.withdraws for row in rows}
    return [
        row
        for row in rows
        if row.choice.kind is Kind.CONSENT and row.reference not in gone
        and (row.choice.expires_at is None or about.at < row.choice.expires_at)
    ]  # fmt: skip


def _scope(choice: Choice) -> Scope:
    return Scope(choice.purpose, choice.recipient)
