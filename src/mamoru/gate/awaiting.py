"""What a revision allows anew of people who have not agreed to it: nothing (APPI 17(2), 18(1)).

A widening that needs consent takes effect for a person once they agreed. Until then, what lies
within it is allowed only as far as the text before allowed it as well.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from mamoru.gate.errors import UNAGREED
from mamoru.gate.shelf import Wait
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.rulebook import Rulebook, by_nature
from mamoru.policy.verdict import Asked


def held_back(
    book: Rulebook,
    waits: Iterable[Wait],
    handling: Handling,
    decision: Decision,
    *,
    standing: Standing | None,
    at: datetime,
) -> Decision:
    """Return `decision`, or a refusal where it rests on what somebody has not agreed to."""
    if decision.outcome is not Outcome.ALLOW:
        return decision
    asked = _values(book, handling, standing)
    for wait in waits:
        within = [one for one in wait.widenings if one.takes_in(asked)]
        if not within:
            continue
        before = decide(wait.before, handling, standing=standing, at=at)
        if before.outcome is not Outcome.ALLOW:
            return Decision(
                outcome=Outcome.REFUSE,
                cites=tuple(dict.fromkeys(clause for one in within for clause in one.clauses)),
                law=tuple(dict.fromkeys(article for one in within for article in one.law)),
                near=(UNAGREED,),
                token=decision.token,
            )
    return decision


def _values(
    book: Rulebook, handling: Handling, standing: Standing | None
) -> dict[str, str | bool | None]:
    stated = by_nature(book, handling)
    whose = standing.whose if standing and standing.whose else handling.whose
    residence = standing.residence if standing and standing.residence else handling.residence
    asked = Asked(msgspec.structs.replace(stated, grounds={}), whose, residence, 0, 0)
    return {"act": handling.act, **asked.values(book)}
