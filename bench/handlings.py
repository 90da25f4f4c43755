"""A seeded mix of handlings of one policy, in fixed shares of the four outcomes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from mamoru.law.book import Rulebooks
from mamoru.law.figures import law_clocks
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.load import load
from mamoru.policy.model import ATTRIBUTES, Kind, Policy, Rule, Value
from mamoru.policy.rulebook import Lacking, Rulebook

POLICIES = Path(__file__).parent.parent / "policies"
REFERENCE = POLICIES / "kusavee.yaml"
DAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SEED = 20261123
SHARES = {Outcome.ALLOW: 0.4, Outcome.REFUSE: 0.3, Outcome.NEEDS: 0.2, Outcome.NOT_COVERED: 0.1}
FIELDS = {"from": "source", "to": "recipient", "by": "actor"}
UNKNOWN = "unheard_of"


def read(raw: bytes) -> Policy:
    """Return the policy in `raw`, whose duties may name the clocks of the law."""
    return load(raw, clocks={clock.name for clock in law_clocks().clocks})


def reference() -> Rulebook:
    """Return the reference policy with the law of `DAY`."""
    return Rulebooks(read(REFERENCE.read_bytes())).at(DAY)


def forgetful(book: Rulebook) -> Rulebook:
    """Return `book` with nothing remembered."""
    return replace(book, verdicts={}, answers={}, lacking=Lacking(book.rule_facts))


def mixed(book: Rulebook, count: int, seed: int = SEED) -> list[Handling]:
    """Return `count` handlings, shuffled, each outcome with its share of `SHARES`."""
    random = Random(seed)
    wanted = {outcome: round(count * share) for outcome, share in SHARES.items()}
    found: list[Handling] = []
    while sum(wanted.values()):
        handling = drawn(book, random)
        outcome = decide(book, handling).outcome
        if wanted[outcome]:
            wanted[outcome] -= 1
            found.append(handling)
    random.shuffle(found)
    return found


def drawn(book: Rulebook, random: Random) -> Handling:
    """Return a handling near one of the rules: mostly what it accepts, mostly with its facts."""
    rule = random.choice([rule for rule in book.rules if rule.kind is not Kind.DUTY])
    stated = {name: _value(book, rule, name, random) for name in ATTRIBUTES}
    if random.random() < 0.1:
        stated[random.choice([name for name in ATTRIBUTES if name != "identifying"])] = UNKNOWN
    facts = [*sorted(rule.facts), *random.sample(sorted(book.fact_bits), random.choice([0, 0, 1]))]
    grounds = {
        fact: "shown:1" if random.random() < 0.8 else None
        for fact in facts
        if random.random() < 0.9
    }
    fields = {FIELDS.get(name, name): value for name, value in stated.items()}
    return Handling(**fields, grounds=grounds)  # type: ignore[arg-type] # values of the domain


def _value(book: Rulebook, rule: Rule, name: str, random: Random) -> Value:
    if rule.accepts.get(name) and random.random() < 0.97:
        return random.choice(sorted(rule.accepts[name], key=str))
    if name == "by":
        return "company"
    if name == "identifying":
        return random.random() < 0.8
    if name in ("data", "act", "whose") or random.random() < 0.3:
        return random.choice(list(book.tables[name]))
    return None
