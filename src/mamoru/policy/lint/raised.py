"""What a check of the lint raises, before its row says it in words."""

from dataclasses import dataclass, field

from mamoru.errors import Fact
from mamoru.policy.errors import Place
from mamoru.policy.handling import Handling


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One thing that the rule `code` finds at a place of the file.

    `about` is the clause or, outside the clauses, the part of the file. `facts` fill the row's
    texts: words of the policy, never of people.
    """

    code: str
    about: str
    place: Place
    facts: dict[str, Fact] = field(default_factory=dict)
    example: Handling | None = None
