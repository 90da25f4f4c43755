"""Proves invariants: looks at every class of handlings, and finds one that is against it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from mamoru.policy.cells import FIELDS, OPTIONAL, Cell, cells
from mamoru.policy.decide import decide
from mamoru.policy.growing import Growing, Grown
from mamoru.policy.handling import Consent, Decision, Handling, Outcome, Standing
from mamoru.policy.moment import tokyo_day
from mamoru.policy.prove.invariant import Form, Invariant
from mamoru.policy.rulebook import Rulebook, by_nature
from mamoru.policy.verdict import bits


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """One handling that is allowed, the person it is about, and the decision that allows it."""

    handling: Handling
    standing: Standing | None
    decision: Decision


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an invariant holds, and of how many classes of handlings that was seen.

    `witness` is a counterexample where it does not hold, and an example for a `may` that does.
    """

    invariant: str
    holds: bool
    classes: int
    """Combinations of values that no rule tells apart, within the region of the invariant."""
    witness: Witness | None = None


def prove(book: Rulebook, invariant: Invariant, *, at: datetime) -> Proof:
    """Return whether `invariant` holds of everything that `book` allows at the moment `at`.

    Complete: facts only add permits, what lifts bans, and duties, and only bans take away; so the
    least facts that allow something in a class are looked at, in every class of the region.
    """
    looked_at = cells(book, invariant.region)
    found = next(_against(book, invariant, looked_at.found), None)
    witness = None if found is None else _plain(book, invariant, _witness(book, *found, at), at)
    return Proof(
        invariant=invariant.text,
        holds=(found is None) is not (invariant.form is Form.MAY),
        classes=looked_at.combinations,
        witness=witness,
    )


def _against(
    book: Rulebook, invariant: Invariant, found: tuple[Cell, ...]
) -> Iterator[tuple[Cell, Grown]]:
    """Yield what an invariant says is not allowed, or for `may` is; the least facts of each."""
    growing = Growing(book)
    when = growing.mask(*invariant.when)
    unless = [growing.closed(growing.mask(*facts)) for facts in invariant.unless]
    for cell in found:
        for permit in bits(cell.matching & book.permits):
            for grown in growing.grown(cell, when | book.rule_facts[permit]):
                if any(facts & ~grown.held == 0 for facts in unless):
                    continue
                if invariant.form is Form.ALWAYS and _owes(growing, cell, grown, invariant):
                    continue
                yield cell, grown


def _owes(growing: Growing, cell: Cell, grown: Grown, invariant: Invariant) -> bool:
    """Return whether all duties of the invariant are owed."""
    owed = {
        one.duty
        for rule in bits(growing.deciding(cell, grown.held))
        for one in growing.book.rules[rule].owes
    }
    return invariant.duties <= owed


def _witness(book: Rulebook, cell: Cell, grown: Grown, at: datetime) -> Witness:
    """Return the handling of a cell with these facts, and the person of whom they hold."""
    policy = book.policy
    names = set(book.names(grown.asked))
    of_person = {name for name in names if policy.facts[name].origin == "person"}
    grounds: dict[str, str | None] = {
        name: f"{policy.facts[name].evidence}:1"
        for name in book.names(grown.asked)
        if name not in of_person
    }
    handling = msgspec.structs.replace(cell.handling(), grounds=grounds)
    standing = _person(by_nature(book, handling), of_person, at) if of_person else None
    decision = decide(book, handling, standing=standing, at=at)
    return Witness(handling=handling, standing=standing, decision=decision)


def _plain(book: Rulebook, invariant: Invariant, witness: Witness, at: datetime) -> Witness:
    """Return a witness that states nothing beyond what it takes, so that it is read at once."""
    for attribute in OPTIONAL:
        if attribute in invariant.region or (attribute == "sensitive" and book.natures):
            continue
        less = msgspec.structs.replace(witness.handling, **{FIELDS.get(attribute, attribute): None})
        witness = _if_still(book, invariant, witness, less, at)
    for name in sorted(witness.handling.grounds.keys() - invariant.when):
        grounds = {fact: told for fact, told in witness.handling.grounds.items() if fact != name}
        less = msgspec.structs.replace(witness.handling, grounds=grounds)
        witness = _if_still(book, invariant, witness, less, at)
    return witness


def _if_still(
    book: Rulebook, invariant: Invariant, witness: Witness, less: Handling, at: datetime
) -> Witness:
    """Return the witness that states less, if it is one still."""
    decision = decide(book, less, standing=witness.standing, at=at)
    duties = {owed.duty for owed in decision.owes}
    is_kept = invariant.form is not Form.ALWAYS or not invariant.duties <= duties
    if decision.outcome is Outcome.ALLOW and is_kept:
        return Witness(handling=less, standing=witness.standing, decision=decision)
    return witness


def _person(handling: Handling, facts: set[str], at: datetime) -> Standing:
    """Return somebody of whom just these facts hold."""
    consent = Consent(
        given_at=at - timedelta(days=1),
        recipient=handling.recipient,
        sensitive=handling.sensitive,
        by_guardian=True,
    )
    purposes = [handling.purpose] if handling.purpose and "opted_in" in facts else []
    return Standing(
        consents=(consent,) if "guardian_consent" in facts else (),
        opted_in=frozenset(purposes),
        birth_date=date(tokyo_day(at).year - 1, 1, 1) if "minor" in facts else None,
        use_suspended="use_suspended" in facts,
        provision_suspended="provision_suspended" in facts,
        left="left" in facts,
        retention_over="retention_over" in facts,
        agreed="agreed" in facts,
    )
