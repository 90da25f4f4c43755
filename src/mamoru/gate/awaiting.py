"""What a revision allows anew of people who have not agreed to it: nothing (APPI 17(2), 18(1)).

A widening that needs consent takes effect for a person once they agreed. Until then, what lies
within it is allowed only as far as the text before allowed it as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from mamoru.gate.editions import Widening
from mamoru.gate.errors import UNAGREED
from mamoru.gate.shelf import Wait
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.rulebook import Rulebook, by_nature
from mamoru.policy.verdict import Asked

Waits = Sequence[Wait]


def held_back(
    book: Rulebook,
    waits: Waits,
    asked: Iterable[tuple[Handling, Standing | None]],
    decision: Decision,
    *,
    at: datetime,
) -> Decision:
    """Return `decision`, or a refusal where it rests on what somebody has not agreed to.

    `asked` is everything that was decided, each with the state of whom it is about.
    """
    if decision.outcome is not Outcome.ALLOW:
        return decision
    found = [
        one for handling, standing in asked for one in _new(book, waits, handling, standing, at)
    ]
    if not found:
        return decision
    return Decision(
        outcome=Outcome.REFUSE,
        cites=tuple(dict.fromkeys(clause for one in found for clause in one.clauses)),
        law=tuple(dict.fromkeys(article for one in found for article in one.law)),
        near=(UNAGREED,),
        token=decision.token,
    )


def _new(
    book: Rulebook, waits: Waits, handling: Handling, standing: Standing | None, at: datetime
) -> Iterator[Widening]:
    """Yield the widenings that a handling lies in and that the text before did not allow."""
    values = _values(book, handling, standing)
    for wait in waits:
        within = [one for one in wait.widenings if one.takes_in(values)]
        if within:
            before = decide(wait.before, handling, standing=standing, at=at)
            if before.outcome is not Outcome.ALLOW:
                yield from within


def _values(
    book: Rulebook, handling: Handling, standing: Standing | None
) -> dict[str, str | bool | None]:
    stated = by_nature(book, handling)
    whose = standing.whose if standing and standing.whose else handling.whose
    residence = standing.residence if standing and standing.residence else handling.residence
    asked = Asked(msgspec.structs.replace(stated, grounds={}), whose, residence, 0, 0)
    return {"act": handling.act, **asked.values(book)}
