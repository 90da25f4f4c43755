"""Questions about all handlings of a small policy, answered by going through them one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from msgspec import structs
from tests.policy.agreement import AGE, FIGURES, NOON
from tests.policy.domain import Point, count, domain, rules_for, signature, stated_with
from tests.policy.oracle import Question
from tests.policy.pick import Pick
from tests.policy.random_policies import policy, to_yaml

from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling
from mamoru.policy.load import load
from mamoru.policy.model import Policy, Rule, Value
from mamoru.policy.rulebook import Rulebook, by_nature, compile_rules, is_identifying
from mamoru.policy.words import ACTS, IMPLIES

MOST = 1_500
"""Points of a policy that is gone through."""


@cache
def small(seeds: range) -> tuple[tuple[Policy, Question, list[Point]], ...]:
    """Return random policies with every point of their domain, where these are few and exact."""
    return tuple(_small(seeds))


def _small(seeds: range) -> Iterator[tuple[Policy, Question, list[Point]]]:
    for seed in seeds:
        document = policy(Pick.seeded(seed))
        question = Question(document, FIGURES, NOON)
        if sum(count(question, limit=243).values()) > MOST:
            continue
        free = unasked(question)
        points = [stated(question, point, free) for point in domain(question, limit=243)]
        if all(point.exact for point in points):
            yield load(to_yaml(document)), question, points


def stated(question: Question, point: Point, free: dict[tuple[str, str], str]) -> Point:
    """Return a point with a purpose and a recipient where no rule tells that from stating none.

    Then there is somebody who opted in, or whose guardian consented; with none there is nobody.
    """
    asked = point.handling
    for field in ("purpose", "recipient"):
        if getattr(asked, field) is None and (asked.act, field) in free:
            asked = structs.replace(asked, **{field: free[asked.act, field]})
    handling, standing = stated_with(question, asked, dict(point.facts))
    return point._replace(handling=handling, standing=standing)


def unasked(question: Question) -> dict[tuple[str, str], str]:
    """Return, by act and field, a purpose or recipient that no rule tells from none."""
    found: dict[tuple[str, str], str] = {}
    for act in ACTS:
        rules = rules_for(question, act)
        for field, words in (
            ("purpose", question.words.purposes),
            ("recipient", question.words.parties),
        ):
            told = partial(signature, question.words, rules, act, field)
            alike = [word for word in words if told(word) == told(None)]
            if alike:
                found[act, field] = alike[0]
    return found


def compiled(one: Policy, *, without: int | None = None) -> Rulebook:
    """Return a policy as a rulebook, or as what it is without one of its rules."""
    kept = tuple(rule for number, rule in enumerate(one.rules) if number != without)
    return compile_rules(replace(one, rules=kept), law=AGE)


def answer(book: Rulebook, point: Point) -> Decision:
    return decide(book, point.handling, standing=point.standing, at=NOON)


def gist(decision: Decision) -> object:
    """Return what removing a rule must not change: the outcome, and what is owed, by whomever."""
    duties = {(one.duty, one.evidence, one.within, one.since, one.every) for one in decision.owes}
    return decision.outcome, frozenset(duties)


def matches(book: Rulebook, rule: Rule, handling: Handling) -> bool:
    """Tell whether every condition of a rule but its facts holds."""
    asked = by_nature(book, handling)
    stated: dict[str, Value] = {
        "act": asked.act, "data": asked.data, "sensitive": asked.sensitive,
        "identifying": is_identifying(book.policy, asked), "purpose": asked.purpose,
        "from": asked.source, "to": asked.recipient, "by": asked.actor, "whose": asked.whose,
        "place": asked.place, "residence": asked.residence,
    }  # fmt: skip
    return all(stated[name] in values for name, values in rule.accepts.items())


def closed(facts: Iterable[str]) -> frozenset[str]:
    """Return facts with all that hold with them."""
    found = set(facts)
    if "guardian_consent" in found:
        found |= {"consent", "consent_prior"}
    return frozenset(found | {IMPLIES[one] for one in found if one in IMPLIES})


def is_possible(facts: frozenset[str], handling: Handling) -> bool:
    """Tell whether there is somebody of whom these facts hold, with regard to the handling."""
    if "opted_in" in facts and handling.purpose is None:
        return False
    is_nameless = handling.act == "provide" and handling.recipient is None
    return not (is_nameless and "guardian_consent" in facts)
