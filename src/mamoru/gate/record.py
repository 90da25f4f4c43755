"""Turns a decision into a ledger entry, the duties it owes, and the evidence it rests on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

from mamoru.gate.asking import Asker, Wish, is_reference
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import UNREGISTERED, Touched
from mamoru.gate.models import Duty, Evidence
from mamoru.gate.writer import Record
from mamoru.law.figures import due
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Handled
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook


class _About(NamedTuple):
    """Whom an entry is about: pseudonym of the one person, commitment to the set, how many."""

    subject: str | None
    people: str | None
    how_many: int


def note(
    record: Record,
    book: Rulebook,
    asker: Asker,
    wish: Wish,
    touched: Sequence[Touched],
    decision: Decision,
    *,
    at: datetime,
    subject: bytes | None = None,
    people: People | None = None,
    count: int = 1,
) -> None:
    """Add the entry of one handling to `record`, whatever the answer was.

    Only words the policy knows go in. `people` are those it touched and can see it later.
    """
    numbers = people.numbers if people else ()
    person = numbers[0] if len(numbers) == 1 else None
    evidence = _evidence(book, wish, person)
    about = _About(subject.hex() if subject else None, people.commitment if people else None, count)
    entry = _entry(book, asker, wish, touched, decision, about, evidence, at)
    duties = _duties(decision, at=at, person=person, count=count)
    record.add(entry, people, duties, evidence)


def _entry(
    book: Rulebook,
    asker: Asker,
    wish: Wish,
    touched: Sequence[Touched],
    decision: Decision,
    about: _About,
    evidence: Iterable[Evidence],
    at: datetime,
) -> Handled:
    shown = [fact for fact, reference in wish.grounds.items() if reference]
    return Handled(
        at=at,
        act=_known(book, "act", wish.act) or "unknown",
        outcome=decision.outcome.value,
        actor=_known(book, "by", wish.actor),
        caller=asker.system,
        data=_all_known(book, "data", [data for data, _ in touched]),
        sensitive=_all_known(book, "sensitive", [sensitive for _, sensitive in touched]),
        purpose=_known(book, "purpose", wish.purpose),
        recipient=_known(book, "to", wish.recipient),
        cites=decision.cites,
        law=decision.law,
        readings=decision.readings,
        facts=tuple(fact for fact in shown if fact in book.fact_bits),
        needs=_needs(asker, wish, decision),
        unknown=decision.unknown,
        evidence=tuple(commit(bytes(row.salt), row.reference.encode()) for row in evidence),
        count=about.how_many,
        subject=about.subject,
        people=about.people,
        token=decision.token,
        request=asker.request,
    )


def _known(book: Rulebook, attribute: str, word: str | None) -> str | None:
    return word if word is not None and word in book.tables[attribute] else None


def _all_known(book: Rulebook, attribute: str, found: Iterable[str | None]) -> tuple[str, ...]:
    known = book.tables[attribute]
    return tuple(sorted({word for word in found if word is not None and word in known}))


def _needs(asker: Asker, wish: Wish, decision: Decision) -> tuple[str, ...]:
    if not asker.may_name(wish.purpose):
        return (UNREGISTERED,)
    return tuple(dict.fromkeys(need.evidence for need in decision.needs))


def _evidence(book: Rulebook, wish: Wish, person: int | None) -> list[Evidence]:
    """Return what was shown for facts that the policy knows; another word may be anything.

    Raises `InvalidValueError` where something else than a reference was given.
    """
    if not all(is_reference(shown) for shown in wish.grounds.values() if shown):
        raise InvalidValueError(item="grounds")
    return [
        Evidence(fact=fact, reference=shown, salt=token_bytes(16), person=person)
        for fact, shown in wish.grounds.items()
        if shown and fact in book.fact_bits
    ]


def _duties(decision: Decision, *, at: datetime, person: int | None, count: int) -> list[Duty]:
    """Return what an allowed handling owes; what counts from another event has no day yet."""
    if decision.outcome is not Outcome.ALLOW:
        return []
    return [
        Duty(
            clause=owed.clause,
            duty=owed.duty,
            evidence=owed.evidence,
            within=owed.within,
            since=owed.since,
            every=owed.every,
            due_at=due(owed.within, at) if owed.since in ("handling", "collected") else None,
            person=person,
            count=count,
            created_at=at,
        )
        for owed in decision.owes
    ]
