"""Answers whether a handling may happen, and by which clauses and articles."""

from datetime import datetime

from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.rulebook import DATALESS, MEMORY, Key, Rulebook
from mamoru.policy.standing import person_facts
from mamoru.policy.verdict import Asked, Verdict, not_covered, verdict, with_near_misses, with_needs


def decide(
    book: Rulebook,
    handling: Handling,
    *,
    standing: Standing | None = None,
    at: datetime | None = None,
) -> Decision:
    """Answer whether `handling` may happen, and by which clauses.

    Pure: the same arguments give the same answer years later, so a recorded decision can be
    checked by asking again. A ban wins over any permit; what no clause permits is refused; a word
    the policy does not know is not covered, which is neither. `standing` and the aware moment `at`
    bring in the person's own choices; without them only the claimed grounds count.
    """
    whose, residence = handling.whose, handling.residence
    held, claimed = 0, book.owed
    if standing is not None:
        held = _person_bits(book, handling, standing, at)
        whose = standing.whose if whose is None else whose
        residence = standing.residence if residence is None else residence
    try:
        if handling.grounds:
            held, claimed = _with_grounds(book, handling.grounds, held, claimed)
        matching = _matching(book, handling, whose, residence)
    except KeyError:
        return not_covered(book, Asked(handling, whose, residence, held, claimed))
    claimed |= held
    unheld = matching & book.lacking[held]
    key = (matching, unheld, unheld and unheld & book.lacking[claimed])
    found = book.verdicts.get(key) or _judged(book, key)
    if found.decision.outcome is Outcome.ALLOW:
        return found.decision
    return _detailed(book, found, Asked(handling, whose, residence, held, claimed), key)


def _with_grounds(
    book: Rulebook, grounds: dict[str, str | None], held: int, claimed: int
) -> tuple[int, int]:
    """Return the facts that hold and are claimed with `grounds`; an unknown one is a KeyError."""
    for fact, evidence in grounds.items():
        shown = book.claimable[fact]
        claimed |= shown
        if evidence:
            held |= shown
    return held, claimed


def _matching(book: Rulebook, handling: Handling, whose: str | None, residence: str | None) -> int:
    """Return the rules whose conditions hold, the facts apart; an unknown word is a KeyError."""
    acts, data, sensitive, purposes, sources, to, by, people, places, residences = book.lookups
    if handling.data is None and handling.act not in DATALESS:
        raise KeyError
    return (
        acts[handling.act]
        & data[handling.data][handling.identifying]
        & sensitive[handling.sensitive]
        & purposes[handling.purpose]
        & sources[handling.source]
        & to[handling.recipient]
        & by[handling.actor]
        & people[whose]
        & places[handling.place]
        & residences[residence]
    )


def _judged(book: Rulebook, key: Key) -> Verdict:
    found = verdict(book, key)
    if len(book.verdicts) < MEMORY:
        book.verdicts[key] = found
    return found


def _detailed(book: Rulebook, found: Verdict, asked: Asked, key: Key) -> Decision:
    """Return the answer with what depends on single facts and attributes, and remember it."""
    handling = asked.handling
    remembered = (
        *(key, asked.held, asked.claimed, asked.whose, asked.residence, handling.act),
        *(handling.data, handling.sensitive, handling.identifying, handling.purpose),
        *(handling.source, handling.recipient, handling.actor, handling.place),
    )
    decision = book.details.get(remembered)
    if decision is None:
        if found.decision.outcome is Outcome.NEEDS:
            decision = with_needs(book, found, asked.held)
        else:
            decision = with_near_misses(book, found, asked, key)
        if len(book.details) >= MEMORY:
            book.details.clear()
        book.details[remembered] = decision
    return decision


def _person_bits(
    book: Rulebook, handling: Handling, standing: Standing, at: datetime | None
) -> int:
    if at is None:
        message = "a person's standing needs the moment at which it is asked"
        raise TypeError(message)
    held = 0
    for fact in person_facts(book, handling, standing, at):
        held |= book.fact_bits[fact]
    return held
