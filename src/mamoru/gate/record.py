"""Turns a decision into a ledger entry, the duties it owes, and the evidence it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import OWN_ACTS, Asker, Wish
from mamoru.gate.basis import NOTHING, Basis, groups
from mamoru.gate.errors import REFUSED, TAKEN, UNAGREED, UNREGISTERED
from mamoru.gate.guardians import UNGUARDED
from mamoru.gate.judge import CONSENTS, handling_of, judge
from mamoru.gate.misses import HELD, OUTSIDE, PARTY, UNAPPROVED
from mamoru.gate.models import Duty, Evidence
from mamoru.gate.observing.misses import SIGNALLED, UNCONSENTED
from mamoru.gate.retention import OVER
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.ledger.asked import written
from mamoru.ledger.blinding import commit
from mamoru.ledger.changes import Quarantine
from mamoru.ledger.columns.shape import Shape
from mamoru.ledger.entries import Handled
from mamoru.ledger.people import People
from mamoru.parties.party import is_party
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.standing import covering, facts_of

_OWN = {
    UNREGISTERED: "purpose_registration",
    TAKEN: "unused_identifier",
    UNAGREED: "agreement_to_revision",
    REFUSED: "choice_of_person",
    UNCONSENTED: "declared_consent",
    SIGNALLED: "no_opt_out_signal",
    UNGUARDED: "consent_of_guardian",
    PARTY: "registered_party",
    UNAPPROVED: "approved_case",
    **{miss: f"joint_use_{why}" for why, miss in OUTSIDE.items()},
    HELD: "named_hold",
}
"""What is missing where the door itself refuses."""


class _Whom(NamedTuple):
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
    about: About | None = None,
    basis: Basis = NOTHING,
    quarantine: Quarantine | None = None,
    shows: Collection[str] = (),
    choices: tuple[str, ...] = (),
    proved: Mapping[str, str] = {},
) -> None:
    """Add the entry of one handling to `record`, whatever the answer was.

    Only words the policy knows go in. `people` are those it touched and can see it later; `about`
    is the one whose own state took part. Without a `basis` it was not the text that decided.
    `shows` names evidence of duties that this entry itself is, `proved` facts with the references
    that show them, which came to be in this very transaction.
    """
    numbers = people.numbers if people else ()
    person = numbers[0] if len(numbers) == 1 else None
    shown = {**proved, **relied_on(book, wish, basis, decision, about)}
    evidence = [
        Evidence(fact=fact, reference=reference, salt=token_bytes(16), person=person)
        for fact, reference in shown.items()
        if reference
    ]
    whom = _Whom(subject.hex() if subject else None, people.commitment if people else None, count)
    entry = _entry(book, asker, wish, touched, decision, whom, tuple(shown), evidence, at, basis)
    if quarantine is not None or choices:
        entry = msgspec.structs.replace(entry, quarantine=quarantine, choices=choices)
    duties = _duties(decision, at=at, person=person, count=count, shows=shows)
    record.add(entry, people, duties, evidence)


def decided(
    record: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], about: About
) -> Decision:
    """Decide about a person who is held, and add the entry."""
    decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
    noted(record, asker, wish, touched, decision, about, basis)
    return decision


def noted(
    record: Record,
    asker: Asker,
    wish: Wish,
    touched: Sequence[Touched],
    decision: Decision,
    about: About,
    basis: Basis = NOTHING,
    *,
    quarantine: Quarantine | None = None,
    choices: tuple[str, ...] = (),
) -> None:
    """Add the entry of what was decided about a person who is held."""
    note(
        record, about.book, asker, wish, touched, decision, at=about.at, about=about,
        subject=about.held.pseudonym, people=about.people, basis=basis, quarantine=quarantine,
        choices=choices,
    )  # fmt: skip


def relied_on(
    book: Rulebook, wish: Wish, basis: Basis, decision: Decision, about: About | None
) -> dict[str, str | None]:
    """Return the facts that were relied on, each with the reference that shows it, if any does.

    Those with a reference come first: the entry lists their commitments in the same order.
    The asker's references, but for consent: that is in the consent record or it is not. Of the
    person's own state, what the clauses and articles that decided ask for.
    """
    shown: dict[str, str | None] = {
        fact: reference
        for fact, reference in wish.grounds.items()
        if reference and book.claimable.get(fact) and not (about and fact in CONSENTS)
    }
    brought = _brought(wish, basis, about) if about else {}
    if brought:
        cited = {*decision.cites, *decision.law}
        asked = {fact for rule in book.rules if rule.cite in cited for fact in rule.facts}
        shown |= {fact: reference for fact, reference in brought.items() if fact in asked}
    return dict(sorted(shown.items(), key=lambda one: one[1] is None))


def _brought(wish: Wish, basis: Basis, about: About) -> dict[str, str | None]:
    """Return the facts of the person's own state, with the choice that shows each of them."""
    found: dict[str, str | None] = {}
    for part in basis.parts:
        found |= {fact: found.get(fact) for fact in sorted(part.facts - {OVER})}
        handling = handling_of(wish, {}, part.data, part.sensitive)
        if part.facts:
            for consent in covering(about.book, about.standing, handling, about.at):
                found |= dict.fromkeys(facts_of(consent), consent.reference)
        if OVER in part.facts:
            found[OVER] = wish.grounds.get(OVER)
    return found


def _entry(
    book: Rulebook, asker: Asker, wish: Wish, touched: Sequence[Touched], decision: Decision,
    whom: _Whom, facts: tuple[str, ...], evidence: Iterable[Evidence], at: datetime, basis: Basis,
) -> Handled:  # fmt: skip
    return Handled(
        at=at,
        act=wish.act if wish.act in OWN_ACTS else _known(book, "act", wish.act) or "unknown",
        outcome=decision.outcome.value,
        actor=_known(book, "by", wish.actor),
        caller=asker.system,
        data=_all_known(book, "data", [data for data, _ in touched]),
        sensitive=_all_known(
            book, "sensitive", [kind or book.natures.get(data) for data, kind in touched]
        ),
        purpose=_known(book, "purpose", wish.purpose),
        recipient=_known(book, "to", wish.recipient),
        source=_known(book, "from", wish.source),
        place=_known(book, "place", wish.place),
        party=wish.party if is_party(wish.party) else None,
        identifying="yes" if basis.is_identifying else "no",
        asked=written(groups(book, basis)),
        cites=decision.cites,
        law=decision.law,
        readings=decision.readings,
        facts=facts,
        needs=needed(decision),
        unknown=decision.unknown,
        evidence=tuple(commit(bytes(row.salt), row.reference.encode()) for row in evidence),
        count=whom.how_many,
        subject=whom.subject,
        people=whom.people,
        token=decision.token,
        request=asker.request,
    )


def _known(book: Rulebook, attribute: str, word: str | None) -> str | None:
    return word if word is not None and word in book.tables[attribute] else None


def _all_known(book: Rulebook, attribute: str, found: Iterable[str | None]) -> tuple[str, ...]:
    known = book.tables[attribute]
    return tuple(sorted({word for word in found if word is not None and word in known}))


def by_the_door(entry: Handled | Shape) -> bool:
    """Tell whether it was the door that decided, and not the text."""
    return entry.act in OWN_ACTS or not set(_OWN.values()).isdisjoint(entry.needs)


def needed(decision: Decision) -> tuple[str, ...]:
    """Return the evidence that is missing, as the entry lists it."""
    own = [needs for miss, needs in _OWN.items() if decision.near == (miss,)]
    return tuple(dict.fromkeys((*own, *(need.evidence for need in decision.needs))))


def _duties(
    decision: Decision, *, at: datetime, person: int | None, count: int, shows: Collection[str]
) -> list[Duty]:
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
            done_at=at if owed.evidence in shows else None,
        )
        for owed in decision.owes
    ]
