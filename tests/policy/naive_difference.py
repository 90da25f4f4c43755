"""The difference of two policies by its definition, handling by handling and set by set of facts.

Uses the slow evaluator for what is allowed and owed, and reads a change as its docstring says it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, product
from math import prod
from random import Random
from typing import Any, NamedTuple

import msgspec
from tests.policy.domain import FIELDS, rules_for, signature
from tests.policy.oracle import Case, Question
from tests.policy.oracle_facts import Facts, with_implied
from tests.policy.oracle_rules import Rule
from tests.policy.oracle_words import as_handled, failing, unknown_attributes

from mamoru.policy.diff.difference import Change, Direction
from mamoru.policy.handling import Handling, Outcome, Owed, Standing
from mamoru.policy.words import ACTS, PLACES, RESIDENCES, SOURCES

ATTRIBUTES = {"act": "act", **{name: field for field, name in FIELDS.items()}}
"""Attributes to the fields of a handling."""


class Pair(NamedTuple):
    """Two versions as the slow evaluator reads them."""

    old: Question
    new: Question


class Point(NamedTuple):
    """A handling, and the facts that hold."""

    handling: Handling
    facts: frozenset[str]


class Answer(NamedTuple):
    """What one version says at a point."""

    is_allowed: bool
    owes: frozenset[Owed] = frozenset()
    cites: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()


def answer(question: Question, point: Point) -> Answer:
    """Ask one version; a word that it does not know is not covered, a fact unknown holds never."""
    handling = as_handled(question.words, point.handling, Standing())
    if unknown_attributes(question.words, handling):
        return Answer(False)
    held = with_implied(set(point.facts & question.words.facts.keys()))
    case = Case(question, handling, Facts(held=held, claimed=held))
    standing = frozenset(ban.path for ban in case.standing_bans())
    met = frozenset(permit.path for permit in case.met)
    if standing or not case.met:
        return Answer(False, met=met, standing=standing)
    found = case.allowed()
    assert found.outcome is Outcome.ALLOW
    cites = frozenset(found.cites | found.law)
    return Answer(True, frozenset(found.owes), cites, met)


def nameless(owed: Owed) -> Owed:
    """Return a duty without where it stands."""
    return msgspec.structs.replace(owed, clause="")


def truths(pair: Pair, point: Point) -> set[tuple[Direction, Owed | None]]:
    """Return everything in which the two differ at a point."""
    old, new = answer(pair.old, point), answer(pair.new, point)
    if old.is_allowed != new.is_allowed:
        return {(Direction.WIDENED if new.is_allowed else Direction.NARROWED, None)}
    if not old.is_allowed:
        return set()
    was, now = (frozenset(map(nameless, one.owes)) for one in (old, new))
    added = {(Direction.DUTY_ADDED, one) for one in now - was}
    return added | {(Direction.DUTY_REMOVED, one) for one in was - now}


def told(pair: Pair, change: Change, point: Point) -> bool:
    """Return whether a change speaks of a point."""
    is_new = change.direction in (Direction.WIDENED, Direction.DUTY_ADDED)
    here, there = (pair.new, pair.old) if is_new else (pair.old, pair.new)
    if not is_within(here, there, change, point):
        return False
    ours, theirs = answer(here, point), answer(there, point)
    if ours.standing & set(change.limited_by):
        return False
    if change.permitted_by and not ours.met & set(change.permitted_by):
        return False
    if change.owed is None:
        return not (theirs.is_allowed and theirs.cites & set(change.also_by))
    if not (ours.is_allowed and theirs.is_allowed):
        return False
    return nameless(change.owed) not in map(nameless, theirs.owes)


def is_within(here: Question, there: Question, change: Change, point: Point) -> bool:
    """Return whether a point has the values and the facts of a change."""
    known = point.handling
    if unknown_attributes(here.words, known):
        return False
    always = here.words.always_identifying
    if known.data in always & there.words.always_identifying or (
        known.data in always and known.data not in there.words.leaves
    ):
        known = msgspec.structs.replace(known, identifying=True)
    held = with_implied(set(point.facts))
    return (
        all(getattr(known, ATTRIBUTES[name]) in values for name, values in change.values.items())
        and set(change.facts) <= held
        and not set(change.unless) & held
    )


# ---------------------------------------------------------------------- points


@lru_cache(maxsize=64)
def columns(pair: Pair, act: str) -> dict[str, tuple[Any, ...]]:
    """Return, for each field of a handling, one value of every class that either tells apart."""

    def both(name: str) -> list[Any]:
        return [None, *dict.fromkeys(w for one in pair for w in getattr(one.words, name))]

    values: dict[str, list[Any]] = {
        "data": both("leaves"), "sensitive": both("sensitive"), "identifying": [True, False],
        "purpose": both("purposes"), "source": [None, *SOURCES], "recipient": both("parties"),
        "actor": both("parties"), "whose": both("people"), "place": [None, *PLACES],
        "residence": [None, *RESIDENCES],
    }  # fmt: skip
    rules = [rules_for(one, act) for one in pair]

    def told_by(field: str, value: Any) -> Any:
        stated: dict[str, Any] = {"act": act, "actor": None, "data": "card", field: value}
        found = []
        for one, asked in zip(pair, rules, strict=True):
            unknown = value is not None and unknown_attributes(one.words, Handling(**stated))
            is_unknown = FIELDS[field] in unknown if unknown else False
            found.append("?" if is_unknown else signature(one.words, asked, act, field, value))
        return tuple(found)

    return {
        field: tuple({told_by(field, value): value for value in reversed(listed)}.values())
        for field, listed in values.items()
    }


def points(
    pair: Pair, random: Random, count: int, acts: Iterable[str] = tuple(ACTS)
) -> Iterator[Point]:
    """Yield points, `count` for each act: values of every class, facts that some rule asks for."""
    for act in acts:
        table = columns(pair, act)
        sets = list(fact_sets(asked_facts(pair, act), random))
        cells = list(table.values())
        is_small = prod(map(len, cells)) * len(sets) <= count
        chosen: Iterable[Any] = (
            product(*cells)
            if is_small
            else ([random.choice(values) for values in cells] for _ in range(count))
        )
        for cell in chosen:
            stated = dict(zip(table, cell, strict=True))
            some = sets if is_small else random.sample(sets, min(4, len(sets)))
            for held in some:
                yield Point(Handling(act=act, **stated), held)


def near(pair: Pair, change: Change, random: Random, count: int) -> Iterator[Point]:
    """Yield points with the values of a change that a permit accepts, under its facts and more."""
    for _ in range(count):
        act = str(random.choice(change.values.get("act", tuple(ACTS))))
        one = random.choice(pair)
        permits = [rule for rule in one.policy.permits if act in rule.acts]
        permit = random.choice(permits) if permits else None
        stated: dict[str, Any] = {}
        for name, values in columns(pair, act).items():
            among = change.values.get(FIELDS[name], values)
            fitting = [v for v in among if permit and is_accepted(one, permit, act, name, v)]
            stated[name] = random.choice(fitting or among)
        rules = [rule for one in pair for rule in rules_for(one, act) if rule.facts]
        chosen = random.sample(rules, min(len(rules), random.choice([0, 1, 1, 2, 3])))
        more = {fact for rule in chosen for fact in rule.facts if random.random() < 0.8}
        more |= permit.facts if permit and random.random() < 0.7 else set()
        yield Point(Handling(act=act, **stated), frozenset({*change.facts, *more}))


def is_accepted(question: Question, rule: Rule, act: str, field: str, value: Any) -> bool:
    """Return whether a rule accepts a value of one attribute, whatever the others are."""
    handling = Handling(**{"act": act, "actor": None, field: value})
    return FIELDS[field] not in failing(question.words, handling, rule)


@lru_cache(maxsize=64)
def asked_facts(pair: Pair, act: str) -> list[str]:
    """Return the facts that rules for an act ask for."""
    return sorted({fact for one in pair for rule in rules_for(one, act) for fact in rule.facts})


def disagreement(pair: Pair, changes: Iterable[Change], point: Point) -> str | None:
    """Return what the changes say of a point and is not so, or is so and they do not say."""
    true = truths(pair, point)
    said = {
        (one.direction, one.owed and nameless(one.owed))
        for one in changes
        if told(pair, one, point)
    }
    return None if true == said else f"{point}\ntrue: {true}\nsaid: {said}"


def fact_sets(facts: list[str], random: Random) -> Iterator[frozenset[str]]:
    """Yield every set of few facts; of many, those of up to two and some larger ones."""
    sizes = range(len(facts) + 1) if len(facts) <= 6 else range(3)
    for size in sizes:
        yield from map(frozenset, combinations(facts, size))
    if len(facts) > 6:
        for _ in range(60):
            yield frozenset(fact for fact in facts if random.random() < 0.5)
