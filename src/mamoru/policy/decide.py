"""Answers whether a handling may happen, and by which clauses and articles."""

from collections.abc import Collection, Mapping
from datetime import datetime

from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.model import Value
from mamoru.policy.rulebook import DATALESS, MEMORY, Key, Rulebook, by_nature
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
    bring in the person's own choices; without them only the claimed grounds count. Raises
    `NaiveTimeError` where `at` or a time of the standing has no zone.
    """
    if standing is None:
        return _decided(book, handling, 0, handling.whose, handling.residence)
    if at is None:
        message = "a person's standing needs the moment at which it is asked"
        raise TypeError(message)
    facts = person_facts(book, handling, standing, at)
    whose, residence = standing.whose, standing.residence
    return decide_with(book, handling, facts, whose=whose, residence=residence)


def decide_with(
    book: Rulebook,
    handling: Handling,
    facts: Collection[str] = (),
    *,
    whose: str | None = None,
    residence: str | None = None,
) -> Decision:
    """Answer `handling` as `decide` does, where the facts of the person's own state are known.

    `whose` and `residence` are what is known of the person; the policy knows each of `facts`.
    """
    held = 0
    for fact in facts:
        held |= book.fact_bits[fact]
    whose = _known_of(whose, handling.whose, book.tables["whose"])
    residence = _known_of(residence, handling.residence, book.tables["residence"])
    return _decided(book, handling, held, whose, residence)


def _decided(
    book: Rulebook, handling: Handling, held: int, whose: str | None, residence: str | None
) -> Decision:
    if book.natures and handling.sensitive is None:
        handling = by_nature(book, handling)
    claimed = book.owed
    try:
        if handling.grounds:
            held, claimed = _with_grounds(book, handling.grounds, held, claimed)
    except KeyError:
        return not_covered(book, Asked(handling, whose, residence, held, claimed))
    question = (
        handling.act, handling.data, handling.sensitive, handling.identifying, handling.purpose,
        handling.source, handling.recipient, handling.actor, whose, handling.place, residence,
        held, claimed,
    )  # fmt: skip
    found = book.answers.get(question)
    if found is None:
        found = _answer(book, Asked(handling, whose, residence, held, claimed | held))
        if found.outcome is not Outcome.NOT_COVERED:
            if len(book.answers) >= MEMORY:
                book.answers.clear()
            book.answers[question] = found
    return found


def _answer(book: Rulebook, asked: Asked) -> Decision:
    """Return the answer to a question that was not asked before."""
    try:
        matching = _matching(book, asked)
    except KeyError:
        return not_covered(book, asked)
    unheld = matching & book.lacking[asked.held]
    key = (matching, unheld, unheld & book.lacking[asked.claimed])
    found = book.verdicts.get(key) or _judged(book, key)
    match found.decision.outcome:
        case Outcome.NEEDS:
            return with_needs(book, found, asked.held)
        case Outcome.REFUSE:
            return with_near_misses(book, found, asked, key)
        case _:
            return found.decision


def _known_of(known: str | None, stated: str | None, words: Mapping[Value, int]) -> str | None:
    """Return what is known of a person before what the asker states, unless that is no word."""
    return stated if known is None or stated not in words else known


def _with_grounds(
    book: Rulebook, grounds: dict[str, str | None], held: int, claimed: int
) -> tuple[int, int]:
    """Return the facts that hold and are claimed with `grounds`; an unknown one is a KeyError."""
    for fact, evidence in grounds.items():
        shown = book.claimable[fact]
        claimed |= shown
        if is_evidence(evidence):
            held |= shown
    return held, claimed


def _matching(book: Rulebook, asked: Asked) -> int:
    """Return the rules whose conditions hold, the facts apart; an unknown word is a KeyError."""
    handling, tables = asked.handling, book.tables
    if handling.data is None and handling.act not in DATALESS:
        raise KeyError
    return (
        tables["act"][handling.act]
        & book.data[handling.data][handling.identifying]
        & tables["sensitive"][handling.sensitive]
        & tables["purpose"][handling.purpose]
        & tables["from"][handling.source]
        & tables["to"][handling.recipient]
        & tables["by"][handling.actor]
        & tables["whose"][asked.whose]
        & tables["place"][handling.place]
        & tables["residence"][asked.residence]
    )


def _judged(book: Rulebook, key: Key) -> Verdict:
    found = verdict(book, key)
    if len(book.verdicts) < MEMORY:
        book.verdicts[key] = found
    return found
