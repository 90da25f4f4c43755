"""Counting, before anything is made, of how many people a hand-over would be allowed, and why.

Everybody is decided once without a record, since nothing leaves yet. No value is opened.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mamoru.gate.asking import Wish
from mamoru.gate.basis import Basis, joined
from mamoru.gate.door import Door
from mamoru.gate.handing.crowd import Deciding
from mamoru.gate.handing.decide import Answer, clauses_of, decided
from mamoru.gate.handing.sample import sample
from mamoru.gate.handing.wanted import Wanted
from mamoru.gate.handing.whom import Held
from mamoru.gate.judge import CONSENTS
from mamoru.gate.looking import looking
from mamoru.gate.sight import Sight
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.provision.packages.errors import InvalidHandOverError
from mamoru.provision.packages.report import AnswerCount, Told

LOT = 5_000
SAMPLE = 5
Tell = Callable[[int], object]


@dataclass(slots=True)
class Counted:
    """What would be answered, and of whom the sample is."""

    answers: Counter[Decision] = field(default_factory=Counter)
    by_consent: bool = True
    seen: int = 0
    decided: int = 0
    sample: list[int] = field(default_factory=list)
    bases: dict[Decision, Basis] = field(default_factory=dict)

    def add(self, found: Sequence[Answer]) -> None:
        """Count the answers of some people."""
        for one in found:
            self.answers[one.decision] += len(one.numbers)
            self.decided += len(one.numbers)
            self.bases.setdefault(one.decision, joined(one.bases))
            if one.is_allowed:
                self.sample += one.numbers[: SAMPLE - len(self.sample)]
                self.by_consent &= all(
                    part.facts & CONSENTS for basis in one.bases for part in basis.parts
                )

    @property
    def allowed(self) -> int:
        """Of how many it is allowed."""
        return sum(n for one, n in self.answers.items() if one.outcome is Outcome.ALLOW)

    @property
    def case(self) -> str:
        """The clauses and articles that allow it."""
        allowed = [clauses_of(one) for one in self.answers if one.outcome is Outcome.ALLOW]
        return " ".join(dict.fromkeys(allowed))[:400]

    def refusal(self) -> Decision:
        """Return the answer that most got; raises `InvalidHandOverError` if nobody got one."""
        if not self.answers:
            raise InvalidHandOverError(
                item="items",
                reason_ja="持っている人がいません",
                reason_en="nothing of it is held of anybody",
            )  # fmt: skip
        return self.answers.most_common(1)[0][0]

    def told(self, wanted: Wanted, unknown: int) -> Told:
        """Return it as the plan tells it; `unknown` refs led to nobody."""
        counted: Counter[tuple[bool, str]] = Counter()
        for decision, people in self.answers.items():
            counted[decision.outcome is Outcome.ALLOW, clauses_of(decision)] += people
        answers = tuple(
            AnswerCount(is_allowed=is_allowed, clauses=clauses, people=people)
            for (is_allowed, clauses), people in sorted(counted.items(), reverse=True)
        )
        with looking():
            masked = sample(wanted, self.sample)
        return Told(answers=answers, unknown=unknown, empty=self.seen - self.decided, sample=masked)


def counted(
    door: Door, wish: Wish, wanted: Wanted, everybody: Iterable[Sequence[Held]], tell: Tell
) -> Counted:
    """Decide everybody once; `tell` hears how many were, and may end it by raising."""
    found = Counted()
    for heads in everybody:
        with looking() as cursor:
            record, at = Record(cursor, Sight()), door.clock()
            deciding = Deciding(door, record, wish, wanted, at)
            found.add(decided(door, record, wish, wanted, heads, at, among=deciding))
        found.seen += len(heads)
        tell(found.seen)
    return found
