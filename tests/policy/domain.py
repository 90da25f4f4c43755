"""Every handling that a policy can tell apart: its finite domain, reduced without the compiler.

The full domain is the product of all words of all attributes and all sets of facts; even a small
policy has billions. Two steps make it small, and neither loses an answer:

* **Values.** For one act, two values of an attribute are the same if every condition on it, in
  every rule for that act (of the policy, of the law, of retention), holds for both or for neither.
  A condition looks at one attribute only, so exchanging them changes no condition, hence no answer.
  One value of each class stands for it. `None` is a value like the others. `identifying` is looked
  at together with the leaf, so leaves that always identify are a class apart.
* **Facts.** For one choice of values, only the facts of the rules that match it can change the
  answer: a permit with a failing attribute is at most a near miss that names the attribute, and a
  ban with one does not match, whatever holds. What lifts a matching ban but for one attribute is a
  near miss if its facts are shown, whatever else holds, so these are added on their own. Each such
  fact is absent, claimed without evidence, or held; where the language knows no difference between
  the first two (facts that are owed, facts of the person) only absent and held are taken.

Where a choice of values has more than `limit` combinations of facts, a third step does lose some:
only unions of the facts of up to `depth` matching rules are taken, whole, with each single fact
left out, and with each single claim bare. That is every rule met, every rule short of one fact, and
every `depth` rules of these together. `Point.exact` tells which step made a point.

Words that the policy does not know are not enumerated: one is enough for `not_covered`.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from math import prod
from typing import Any, NamedTuple

from tests.policy.oracle import Question
from tests.policy.oracle_rules import Rule, many
from tests.policy.oracle_words import (
    ACTS_WITHOUT_DATA,
    ATTRIBUTE,
    Words,
    as_handled,
    failing,
)

from mamoru.policy.handling import Consent, Handling, Standing
from mamoru.policy.words import ACTS, PLACES, RESIDENCES, SOURCES

ABSENT, CLAIMED, HELD = 0, 1, 2
FIELDS = {
    "data": "data", "sensitive": "sensitive", "identifying": "identifying", "purpose": "purpose",
    "source": "from", "recipient": "to", "actor": "by", "whose": "whose", "place": "place",
    "residence": "residence",
}  # fmt: skip
"""Fields of a handling to the attributes that conditions name."""
Grounds = tuple[tuple[str, int], ...]


class Point(NamedTuple):
    """One handling of the domain: where it is, and what is asked."""

    codes: tuple[int, ...]
    """Position in each column of `columns`, in their order."""
    facts: Grounds
    """Each fact that matters there, with ABSENT, CLAIMED or HELD."""
    exact: bool
    """Whether all combinations of those facts are enumerated."""
    handling: Handling
    standing: Standing


def columns(question: Question, act: str) -> dict[str, tuple[Any, ...]]:
    """Return, for each field of a handling, one value of every class that the rules tell apart."""
    words = question.words
    values: dict[str, Iterable[Any]] = {
        "data": [*((None,) if act in ACTS_WITHOUT_DATA else ()), *words.leaves],
        "sensitive": [None, *words.sensitive],
        "identifying": [True, False],
        "purpose": [None, *words.purposes],
        "source": [None, *SOURCES],
        "recipient": [None, *words.parties],
        "actor": ["company", None, *words.parties],
        "whose": [None, *words.people],
        "place": [None, *PLACES],
        "residence": [None, *RESIDENCES],
    }
    rules = rules_for(question, act)
    return {
        field: representatives(values[field], partial(signature, words, rules, act, field))
        for field in FIELDS
    }


def rules_for(question: Question, act: str) -> list[Rule]:
    """Return all that an answer about the act may look at, the cases of bans and retention too."""
    found = [*question.policy.permits, *question.policy.bans]
    found += [*question.law.permits, *question.law.bans]
    found = [rule for rule in found if act in rule.acts]
    found += [lifter for rule in found for lifter in rule.lifters]
    if act == "collect":
        for entry in question.document.get("retention", {}).values():
            stated = [
                (word, tuple(many(entry[word]))) for word in ("data", "whose") if word in entry
            ]
            found.append(Rule(path="retention", conditions=tuple(stated)))
    return found


def signature(words: Words, rules: list[Rule], act: str, field: str, value: Any) -> Any:
    """Tell a value by what every condition on its attribute says of it."""
    stated = {"act": act, "actor": None, field: value}
    handling = Handling(**stated)
    if field == "data":  # what a leaf is by nature is a second attribute of the handling
        nature = words.natures.get(value)
    else:
        nature = "stated" if field == "sensitive" and value is None and words.natures else None
    holding = tuple(
        bool(failing(words, handling, Rule(path="", conditions=(condition,), of_law=rule.of_law)))
        for rule in rules
        for condition in rule.conditions
        if ATTRIBUTE.get(condition[0], condition[0]) == FIELDS[field]
    )
    asks_who = any(word == "identifying" for rule in rules for word, _ in rule.conditions)
    always = asks_who and field == "data" and value in words.always_identifying
    return holding, always, nature


def representatives(values: Iterable[Any], told_by: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return the first value of each class."""
    first: dict[Any, Any] = {}
    for value in values:
        first.setdefault(told_by(value), value)
    return tuple(first.values())


def domain(
    question: Question,
    *,
    acts: Iterable[str] = tuple(ACTS),
    keep: Callable[[Handling], bool] = lambda _: True,
    limit: int = 729,
    depth: int = 2,
) -> Iterator[Point]:
    """Yield every point of the reduced domain; `keep` prunes handlings before their facts."""
    for act in acts:
        rules = rules_for(question, act)
        for codes, handling in handlings(question, act):
            if not keep(handling):
                continue
            patterns, exact = grounds_for(question, rules, handling, limit, depth)
            for grounds in patterns:
                asked, standing = stated_with(question, handling, dict(grounds))
                yield Point(codes, grounds, exact, asked, standing)


def count(
    question: Question, *, acts: Iterable[str] = tuple(ACTS), limit: int = 729, depth: int = 2
) -> dict[str, int]:
    """Count the points of the reduced domain by act, without making them."""
    return {
        act: sum(
            len(grounds_for(question, rules, handling, limit, depth)[0])
            for _, handling in handlings(question, act)
        )
        for act in acts
        for rules in [rules_for(question, act)]
    }


def handlings(question: Question, act: str) -> Iterator[tuple[tuple[int, ...], Handling]]:
    """Yield every combination of values, with its codes."""
    table = columns(question, act)
    for codes in itertools.product(*(range(len(values)) for values in table.values())):
        stated = {field: table[field][code] for field, code in zip(table, codes, strict=True)}
        if stated["identifying"] is False and stated["data"] in question.words.always_identifying:
            continue  # the same handling as with True
        yield codes, Handling(act=act, **stated)


def grounds_for(
    question: Question, rules: list[Rule], handling: Handling, limit: int, depth: int
) -> tuple[list[Grounds], bool]:
    """Return the combinations of the facts of the rules that match, and whether these are all."""
    handled = as_handled(question.words, handling, Standing())
    matching = [rule for rule in rules if not failing(question.words, handled, rule)]
    facts = sorted({fact for rule in matching for fact in rule.facts})
    levels = {fact: levels_of(question.words, fact) for fact in facts}
    if prod(map(len, levels.values())) <= limit:
        chosen = itertools.product(*levels.values())
        exact = [tuple(zip(facts, choice, strict=True)) for choice in chosen]
        return [*exact, *nearly_lifting(question, rules, matching, handled)], True
    sets = {rule.facts for rule in matching}
    found: dict[Grounds, None] = {}
    for some in itertools.combinations_with_replacement(sorted(sets, key=sorted), depth):
        whole = dict.fromkeys(sorted(frozenset().union(*some)), HELD)
        found[tuple(whole.items())] = None
        for fact in whole:
            for level in levels[fact]:
                found[tuple({**whole, fact: level}.items())] = None
    return list(found), False


def nearly_lifting(
    question: Question, rules: list[Rule], matching: list[Rule], handled: Handling
) -> Iterator[Grounds]:
    """Yield the facts of what lifts a matching ban but for one attribute, and these less one."""
    tops = {path for rule in matching for path in rule.within}
    lifters = [lifter for rule in matching for lifter in rule.lifters]
    lifters += [rule for rule in rules if rule.excepts & tops]
    seen = {fact for rule in matching for fact in rule.facts}
    near = {one.facts for one in lifters if len(failing(question.words, handled, one)) == 1}
    for facts in sorted((facts for facts in near if facts - seen), key=sorted):
        yield tuple((fact, HELD) for fact in sorted(facts))
        for fact in sorted(facts):
            yield tuple((one, ABSENT if one == fact else HELD) for one in sorted(facts))


def levels_of(words: Words, fact: str) -> tuple[int, ...]:
    """Return the states of a fact that the language tells apart."""
    return (ABSENT, CLAIMED, HELD) if words.facts[fact].origin == "claim" else (ABSENT, HELD)


def stated_with(
    question: Question, handling: Handling, facts: dict[str, int]
) -> tuple[Handling, Standing]:
    """Bring about the facts: as grounds where the asker may, else by the person's state.

    A guardian's consent cannot come without a consent on record, so that it also is `consent` and
    `consent_prior`; opting in cannot come without a purpose. Those combinations exist for nobody.
    """
    origin = {fact: question.words.facts[fact].origin for fact in facts}
    grounds = {
        fact: "shown" if level == HELD else None
        for fact, level in facts.items()
        if level != ABSENT and origin[fact] != "person"
    }
    of_person = {f for f, level in facts.items() if level == HELD and origin[f] == "person"}
    fields = {name: getattr(handling, name) for name in Handling.__struct_fields__}
    return Handling(**{**fields, "grounds": grounds}), person(handling, of_person, question.at)


def person(handling: Handling, facts: set[str], at: datetime) -> Standing:
    """Make a person of whom just these facts hold."""
    consent = Consent(
        given_at=at, recipient=handling.recipient, sensitive=handling.sensitive, by_guardian=True
    )
    wishes = frozenset({handling.purpose}) if handling.purpose else frozenset()
    return Standing(
        consents=(consent,) if "guardian_consent" in facts else (),
        opted_in=wishes if "opted_in" in facts else frozenset(),
        birth_date=date(at.year - 5, 1, 1) if "minor" in facts else None,
        use_suspended="use_suspended" in facts,
        provision_suspended="provision_suspended" in facts,
        left="left" in facts,
        retention_over="retention_over" in facts,
        agreed="agreed" in facts,
    )
