"""Clause by clause: what makes a text hold, and what has been seen of it.

A clause is a promise in words until a rule decides with it, a system asks by it, evidence for it
arrives, and a test says what it should answer. Here these are laid side by side.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from mamoru.policy.handling import Outcome
from mamoru.policy.model import Duty, Kind, Policy, Said
from mamoru.policy.wording import Wording


class Point(msgspec.Struct, frozen=True):
    """Where a clause is enforced: a registered system, and an act that it asked for."""

    system: str
    act: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Handlings on record that cite one place."""

    handlings: int
    points: tuple[Point, ...]
    facts: tuple[str, ...]
    """Facts that were relied on in them."""
    last: date
    """Day of the last one, in Japan."""


class Owing(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed under one place."""

    open: int = 0
    overdue: int = 0
    """Of those that are open."""
    done: int = 0


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """An example that was run."""

    outcome: Outcome
    cites: tuple[str, ...]
    owes: tuple[str, ...]
    """Clauses of the duties that it owes."""
    exercised: frozenset[int]
    """Places of the policy's rules that it exercised."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One cited place of a policy, and what stands behind its words."""

    cite: str
    title: Wording | None
    text: Wording
    rules: tuple[str, ...]
    """Kinds of its rules; a duty is one that is owed, not one that decides."""
    below: int
    """How many rules and duties there are in what stands in it."""
    seen: Seen | None
    evidence: tuple[str, ...]
    """Kinds of evidence that its rules and duties ask for."""
    received: tuple[str, ...]
    """Those of them that came in."""
    owing: Owing | None
    exercised: int
    """How many of its rules an example exercised."""
    deciding: int
    """How many of its rules decide."""
    tests: dict[str, int]
    """Examples that cite it or owe it, by outcome."""

    @property
    def is_words_only(self) -> bool:
        """Whether neither a rule nor a duty is in it: it is said, and nothing follows."""
        return not self.rules and not self.below

    @property
    def is_untested(self) -> bool:
        """Whether it has a rule that decides, and none that an example exercised."""
        return self.deciding > 0 and self.exercised == 0


def coverage(
    policy: Policy,
    seen: Mapping[str, Seen],
    owing: Mapping[str, Owing],
    runs: Sequence[Run] = (),
) -> tuple[Clause, ...]:
    """Return every cited place of the policy in its order, retention last."""
    exercised = frozenset(place for run in runs for place in run.exercised)
    duties: dict[str, list[Duty]] = {}
    for duty in policy.duties:
        duties.setdefault(duty.cite, []).append(duty)
    return tuple(
        _clause(policy, said, duties.get(said.cite, []), seen, owing, runs, exercised)
        for said in _places(policy)
    )


def _places(policy: Policy) -> Iterator[Said]:
    yield from policy.said.values()
    for kept in policy.retention:
        yield Said(cite=kept.id, ja=kept.word.ja, en=kept.word.en)


def _clause(
    policy: Policy,
    said: Said,
    duties: Sequence[Duty],
    seen: Mapping[str, Seen],
    owing: Mapping[str, Owing],
    runs: Sequence[Run],
    exercised: Collection[int],
) -> Clause:
    cite, facts = said.cite, policy.facts
    own = [(at, rule) for at, rule in enumerate(policy.rules) if rule.cite == cite]
    places = [at for at, rule in own if rule.kind is not Kind.DUTY]
    used, owed = seen.get(cite), owing.get(cite)
    asked = [fact for at in places for fact in sorted(policy.rules[at].facts)]
    shown = [fact for fact in asked if used and fact in used.facts]
    kinds = [*(rule.kind.value for _, rule in own), *(Kind.DUTY.value for _ in duties)]
    kept = [owed.evidence for _, rule in own if rule.kind is Kind.DUTY for owed in rule.owes]
    done = [*(duty.evidence for duty in duties), *kept]
    return Clause(
        cite=cite,
        title=Wording.of(said.title),
        text=Wording(said.ja, said.en),
        rules=tuple(kinds),
        below=_below(policy, cite),
        seen=used,
        evidence=_once([*(facts[fact].evidence for fact in asked), *done]),
        received=_once(
            [*(facts[fact].evidence for fact in shown), *(done if owed and owed.done else ())]
        ),
        owing=owed,
        exercised=len(frozenset(places) & frozenset(exercised)),
        deciding=len(places),
        tests=dict(Counter(run.outcome.value for run in runs if cite in (*run.cites, *run.owes))),
    )


def _below(policy: Policy, place: str) -> int:
    cites = [*(rule.cite for rule in policy.rules), *(duty.cite for duty in policy.duties)]
    return sum(_is_below(cite, place) for cite in cites)


def _is_below(cite: str, place: str) -> bool:
    """Tell whether `cite` stands in `place`: `4(1)` is in `4`, and `11` is not in `1`."""
    return cite != place and cite.startswith(place) and not cite[len(place)].isdigit()


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
