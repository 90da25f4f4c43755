"""Turns the rules that match into an answer with its reasons.

The numbers of steps are those of "How it decides" in the language reference.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Decision, Handling, NearMiss, Need, Outcome
from mamoru.policy.model import Rule, Value
from mamoru.policy.rulebook import DATALESS, Key, Rulebook, is_identifying

T = TypeVar("T")


class Asked(NamedTuple):
    """A handling as it is decided, with what the person's state filled in."""

    handling: Handling
    whose: str | None
    residence: str | None
    held: int
    claimed: int

    def values(self, book: Rulebook) -> dict[str, Value]:
        """Return the value of every attribute but the act."""
        handling = self.handling
        return {
            "data": handling.data,
            "sensitive": handling.sensitive,
            "identifying": is_identifying(book.policy, handling),
            "purpose": handling.purpose,
            "from": handling.source,
            "to": handling.recipient,
            "by": handling.actor,
            "whose": self.whose,
            "place": handling.place,
            "residence": self.residence,
        }


class Verdict(NamedTuple):
    """An answer without what depends on the single facts.

    `asking` are the rules left open, `standing` the bans that stand; `is_permitted` says whether
    some permit is met or open. `deciding` are all rules that the answer came from.
    """

    decision: Decision
    asking: int = 0
    standing: int = 0
    is_permitted: bool = True
    deciding: int = 0


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def verdict(book: Rulebook, key: Key) -> Verdict:
    """Return the answer for rules by state: matching, lacking a fact, lacking even a claim."""
    matching, unheld, unclaimed = key
    met, openable = matching & ~unheld, unheld & ~unclaimed
    lifted, asking, standing = _bans(book, met, openable)  # 4
    permits = book.permits & met
    is_permitted = bool(permits or book.permits & openable)
    if standing or not is_permitted:  # 5
        return Verdict(
            _decision(book, Outcome.REFUSE, standing),
            standing=standing,
            is_permitted=is_permitted,
            deciding=standing,
        )
    if not permits:
        asking |= book.permits & openable
    deciding = permits | lifted | asking
    if asking:
        return Verdict(_decision(book, Outcome.NEEDS, deciding), asking=asking, deciding=deciding)
    owing = deciding | book.duties & met
    allowed = _decision(book, Outcome.ALLOW, deciding, owing=owing)
    return Verdict(allowed, deciding=deciding)


def _bans(book: Rulebook, met: int, openable: int) -> tuple[int, int, int]:
    """Return the rules that lift matching bans, those that would with evidence, and what stands."""
    lifted = asking = standing = 0
    for ban in bits(met & book.bans):
        lifters = book.lifters[ban]
        if lifters & met:
            lifted |= lifters & met
        elif lifters & openable:
            asking |= lifters & openable
        else:
            standing |= 1 << ban
    return lifted, asking, standing


def _decision(book: Rulebook, outcome: Outcome, cited: int, *, owing: int = 0) -> Decision:
    rules = [book.rules[i] for i in bits(cited)]
    return Decision(
        outcome=outcome,
        cites=_once(rule.cite for rule in rules if not rule.of_law),
        law=_articles(rules),
        readings=_once(name for rule in rules for name in rule.readings),
        owes=_once(owed for i in bits(owing) for owed in book.rules[i].owes),
        token=book.token,
    )


def _articles(rules: list[Rule]) -> tuple[str, ...]:
    referred = [name for rule in rules if not rule.of_law for name in rule.articles]
    for rule in rules:
        if rule.of_law:
            referred += [rule.cite, *rule.articles]
    return _once(referred)


def with_needs(book: Rulebook, found: Verdict, held: int) -> Decision:
    """Return the answer with the evidence that each open rule lacks."""
    needs = _once(
        Need(book.rules[rule].cite, book.policy.facts[name].evidence, name)
        for rule in bits(found.asking)
        for name in book.names(book.rule_facts[rule] & ~held)
    )
    return msgspec.structs.replace(found.decision, needs=needs)


def with_near_misses(book: Rulebook, found: Verdict, asked: Asked, key: Key) -> Decision:
    """Return a refusal with what nearly allowed it (8), and what it cites without a ban."""
    permits, lifters = _near(book, found, asked, key)
    decision = msgspec.structs.replace(found.decision, near=_once([*permits, *lifters]))
    if found.is_permitted:
        return decision
    tops = _tops(book, permits, asked.handling.act)
    said = [book.policy.said[top] for top in tops]
    return msgspec.structs.replace(
        decision,
        cites=_once([*decision.cites, *tops]),
        law=_once([*(name for one in said for name in one.articles), *decision.law]),
        readings=_once([*decision.readings, *(name for one in said for name in one.readings)]),
    )


def _near(
    book: Rulebook, found: Verdict, asked: Asked, key: Key
) -> tuple[tuple[NearMiss, ...], tuple[NearMiss, ...]]:
    """Return the near misses among the permits, and among what would lift the standing bans."""
    lifters = 0
    for ban in bits(found.standing):
        lifters |= book.lifters[ban]
    # What only a fact is missing for comes first: it is nearer than another purpose would be.
    shown = lifters & ~book.lacking[asked.claimed]
    lifting = _once([*_by_facts(book, key[2] & lifters, asked), *_by_attribute(book, shown, asked)])
    if found.is_permitted:
        return (), lifting
    by_facts = _by_facts(book, key[2] & book.permits, asked)
    return _once([*by_facts, *_by_attribute(book, book.permits, asked)]), lifting


def _tops(book: Rulebook, near: tuple[NearMiss, ...], act: str) -> tuple[str, ...]:
    cited = {miss.clause for miss in near}
    permits = [book.rules[i] for i in bits(book.permits & book.tables["act"][act])]
    return _once(rule.top for rule in permits if rule.cite in cited) or _once(
        rule.top for rule in permits
    )


def _by_attribute(book: Rulebook, rules: int, asked: Asked) -> Iterator[NearMiss]:
    """Yield those of `rules` for the same act that exactly one attribute keeps from matching."""
    every = rules & book.tables["act"].get(asked.handling.act, 0)
    but_one = 0
    failing: list[tuple[str, int]] = []
    for attribute, value in asked.values(book).items():
        mask = book.tables[attribute].get(value, book.free[attribute])
        but_one = (but_one & mask) | (every & ~mask)
        every &= mask
        failing.append((attribute, ~mask))
    for rule in bits(but_one):
        lacks = next(attribute for attribute, missing in failing if missing >> rule & 1)
        yield NearMiss(book.rules[rule].cite, (lacks,))


def _by_facts(book: Rulebook, rules: int, asked: Asked) -> Iterator[NearMiss]:
    """Yield the rules with the facts that nobody claimed."""
    for rule in bits(rules):
        missing = book.names(book.rule_facts[rule] & ~asked.claimed)
        yield NearMiss(book.rules[rule].cite, missing)


def not_covered(book: Rulebook, asked: Asked) -> Decision:
    """Return that the policy does not know a word of the handling, or was not told the category."""
    handling = asked.handling
    values = asked.values(book)
    unknown = [] if handling.act in book.tables["act"] else ["act"]
    unknown += [name for name, value in values.items() if value not in book.tables[name]]
    if handling.data is None and handling.act not in DATALESS:
        unknown.append("data")
    if any(fact not in book.fact_bits for fact in handling.grounds):
        unknown.append("grounds")
    asked, key = _as_far_as_known(book, asked)
    near = _near(book, verdict(book, key), asked, key)
    return Decision(
        outcome=Outcome.NOT_COVERED,
        near=_once([*near[0], *near[1]]),
        unknown=tuple(unknown),
        token=book.token,
    )


def _as_far_as_known(book: Rulebook, asked: Asked) -> tuple[Asked, Key]:
    """Return the handling's facts and rules by state; a rule that does not ask accepts any word."""
    held, claimed = asked.held, asked.claimed
    for fact, evidence in asked.handling.grounds.items():
        claimed |= book.claimable.get(fact, 0)
        held |= book.claimable.get(fact, 0) if is_evidence(evidence) else 0
    matching = book.tables["act"].get(asked.handling.act, 0)
    for attribute, value in asked.values(book).items():
        matching &= book.tables[attribute].get(value, book.free[attribute])
    claimed |= held
    unheld = matching & book.lacking[held]
    known = asked._replace(held=held, claimed=claimed)
    return known, (matching, unheld, unheld & book.lacking[claimed])


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
