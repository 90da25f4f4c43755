"""Where in a policy a row of the lint looks, by what its rules do and its texts say.

Each key of `rows.PLACE` has one function here; a row has them in order, and the first that finds
a place counts, so that `head` at the end stands for a clause that is missing.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mamoru.policy.errors import Place
from mamoru.policy.lint.passages import Page, Part
from mamoru.policy.lint.rows import NARROWING, Row
from mamoru.policy.lint.topics import says_all, within
from mamoru.policy.model import Kind, Policy, Rule
from mamoru.policy.shapes import Section

HEAD = "policy"
"""What a finding is about that no clause has."""


class Sight(NamedTuple):
    """A policy as the rows look at it: what its rules do, and what its texts say."""

    policy: Policy
    page: Page


class Spotted(NamedTuple):
    """A place that a row looks at; `lacks` names what was missed there already."""

    about: str
    place: Place
    lacks: tuple[str, ...] = ()


def places(row: Row, sight: Sight) -> tuple[Spotted, ...]:
    """Return the places that a row looks at, none if the policy has no such clause."""
    for section in row.at:
        found = tuple(
            spotted
            for key, wanted in section.items()
            if key not in NARROWING
            for spotted in _FINDERS[str(key)](sight, wanted, section)
        )
        if found:
            return found
    return ()


def _at(sight: Sight, cite: str) -> Spotted:
    return Spotted(cite, sight.page.places[cite])


def _rules(sight: Sight, acts: list[str], section: Section) -> Iterator[Rule]:
    """Yield the permits for one of the acts that are as narrow as the row asks."""
    purposes = sight.policy.purposes
    for rule in sight.policy.rules:
        if rule.kind is not Kind.PERMIT or rule.accepts["act"].isdisjoint(acts):
            continue
        if "from" in section and rule.accepts.get("from", frozenset()).isdisjoint(section["from"]):
            continue
        kinds = {purposes[str(one)].kind for one in rule.accepts.get("purpose", ()) if one}
        if "kinds" in section and not (kinds and kinds <= {*section["kinds"]}):
            continue
        if "facts" in section and not rule.facts >= {*section["facts"]}:
            continue
        yield rule


def _clause_for(sight: Sight, acts: list[str], section: Section) -> Iterator[Spotted]:
    for rule in _rules(sight, acts, section):
        yield _at(sight, rule.top)
        return


def _rule_for(sight: Sight, acts: list[str], section: Section) -> Iterator[Spotted]:
    for rule in _rules(sight, acts, section):
        yield _at(sight, rule.cite)
        return


def _closed_list_for(sight: Sight, acts: list[str], _: Section) -> Iterator[Spotted]:
    """Yield the sentence with `only_when` that bans one of the acts in all other cases."""
    lifted = {one for rule in sight.policy.rules if rule.kind is Kind.PERMIT for one in rule.lifts}
    for rule in sight.policy.rules:
        if rule.kind is Kind.BAN and rule.cite in lifted and rule.accepts["act"] & {*acts}:
            yield _at(sight, rule.cite)
            return


def _clause_titled(sight: Sight, topics: list[Section], _: Section) -> Iterator[Spotted]:
    for one in sight.page.clauses:
        if one.part is Part.TITLE and says_all([one], topics):
            yield _at(sight, one.top)
            return


def _clause_saying(sight: Sight, topics: list[Section], _: Section) -> Iterator[Spotted]:
    for top in dict.fromkeys(one.top for one in sight.page.clauses):
        if says_all(within(sight.page, top), topics):
            yield _at(sight, top)
            return


def _passage_saying(sight: Sight, topics: list[Section], _: Section) -> Iterator[Spotted]:
    for one in sight.page.clauses:
        if says_all([one], topics):
            yield _at(sight, one.about)
            return


def _purposes_saying(sight: Sight, topics: list[Section], _: Section) -> Iterator[Spotted]:
    for one in sight.page.clauses:
        if one.part is Part.PURPOSE and says_all([one], topics):
            yield _at(sight, one.about)


def _collecting(sight: Sight, topics: list[Section], _: Section) -> Iterator[Spotted]:
    """Yield the first rule by which an item is collected that is called so."""
    [topic] = topics
    for rule in sight.policy.rules:
        if rule.kind is not Kind.PERMIT or "collect" not in rule.accepts["act"]:
            continue
        for category in rule.accepts.get("data", sight.policy.categories):
            items = sight.policy.categories[str(category)].items if category else {}
            for word in items.values():
                if word.ja in topic["ja"] or word.en.lower() in topic["en"]:
                    yield _at(sight, rule.cite)
                    return


def _lifts_lacking(sight: Sight, wanted: Section, _: Section) -> Iterator[Spotted]:
    """Yield the cases that lift a ban on sensitive information by a fact, without what it needs."""
    for rule in sight.policy.rules:
        touched = rule.accepts["act"] & {"collect", "provide"}
        if rule.kind is not Kind.LIFT or not touched or not rule.accepts.get("sensitive"):
            continue
        for fact, others in wanted.items():
            if fact in rule.facts and rule.facts.isdisjoint(others):
                yield _at(sight, rule.cite)._replace(lacks=tuple(map(str, others)))


def _fees(sight: Sight, _: bool, __: Section) -> Iterator[Spotted]:  # noqa: FBT001 - the key's value
    for one in sight.page.clauses:
        if one.part is Part.FEE:
            yield Spotted(one.about, one.place)


def _first_clause(sight: Sight, _: bool, __: Section) -> Iterator[Spotted]:  # noqa: FBT001 - as above
    yield _at(sight, sight.page.clauses[0].top)


def _version(sight: Sight, _: bool, __: Section) -> Iterator[Spotted]:  # noqa: FBT001 - as above
    yield Spotted(HEAD, sight.page.file["policy"]["version"].place)


def _head(sight: Sight, _: bool, __: Section) -> Iterator[Spotted]:  # noqa: FBT001 - as above
    yield Spotted(HEAD, sight.page.file["policy"]["controller"].place)


_FINDERS: dict[str, Callable[..., Iterator[Spotted]]] = {
    "clause_for": _clause_for,
    "rule_for": _rule_for,
    "closed_list_for": _closed_list_for,
    "clause_titled": _clause_titled,
    "clause_saying": _clause_saying,
    "passage_saying": _passage_saying,
    "purposes_saying": _purposes_saying,
    "collecting": _collecting,
    "lifts_lacking": _lifts_lacking,
    "fees": _fees,
    "first_clause": _first_clause,
    "version": _version,
    "head": _head,
}
