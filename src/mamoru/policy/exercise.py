"""Which rules a handling exercises: those that match it and that its answer came from."""

from datetime import datetime

import msgspec

from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Handling, Standing
from mamoru.policy.question import Question
from mamoru.policy.rulebook import DATALESS, Rulebook, by_nature
from mamoru.policy.standing import person_facts
from mamoru.policy.verdict import Asked, bits, verdict


def question_of(
    book: Rulebook, handling: Handling, standing: Standing | None, at: datetime
) -> Question:
    """Return the question that `handling` about somebody in `standing` is at the moment `at`."""
    held = {fact for fact, shown in handling.grounds.items() if is_evidence(shown)}
    own: frozenset[str] = frozenset()
    if standing is not None:
        own = person_facts(book, handling, standing, at)
        known = {"whose": standing.whose, "residence": standing.residence}
        stated = {
            name: word
            for name, word in known.items()
            if word is not None and getattr(handling, name) in book.tables[name]
        }
        handling = msgspec.structs.replace(handling, **stated)
    claimable = {fact for fact in handling.grounds if book.claimable.get(fact, 1)}
    return Question(
        handling=msgspec.structs.replace(handling, grounds={}),
        held=tuple(sorted(held & claimable | own)),
        claimed=tuple(sorted(claimable - held)),
    )


def exercised(book: Rulebook, question: Question) -> frozenset[int]:
    """Return the places of the rules that match `question` and decide it.

    A ban decides if it stands, or if it is what evidence is needed for; of one that is lifted it is
    the case that decides. A duty is owed, and decides nothing. A refusal because no clause permits
    comes from no rule, nor does an answer to what is not covered.
    """
    handling = by_nature(book, question.handling)
    if handling.data is None and handling.act not in DATALESS:
        return frozenset()
    if not book.fact_bits.keys() >= {*question.held, *question.claimed}:
        return frozenset()
    asked = Asked(handling, handling.whose, handling.residence, 0, 0)
    matching = book.tables["act"].get(handling.act, 0)
    for attribute, value in asked.values(book).items():
        matching &= book.tables[attribute].get(value, 0)
    held, claimed = 0, book.owed
    for fact in question.held:
        held |= book.fact_bits[fact]
    for fact in question.claimed:
        claimed |= book.claimable[fact]
    unheld = matching & book.lacking[held]
    found = verdict(book, (matching, unheld, unheld & book.lacking[held | claimed]))
    met = matching & ~unheld
    waiting = [
        ban
        for ban in bits(met & book.bans if found.asking else 0)
        if book.lifters[ban] & found.asking and not book.lifters[ban] & met
    ]
    return frozenset([*bits(found.deciding), *waiting])
