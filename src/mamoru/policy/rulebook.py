"""Compiles a policy and the law into bit masks.

Bit *i* stands for rule *i*. For each attribute and value there is one integer whose bit *i* says
that rule *i* accepts the value, so the rules that match a handling are the AND of one look-up per
attribute. Facts are bits as well: a second table gives the rules that lack one of a set of facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from mamoru.policy.handling import Decision, Handling
from mamoru.policy.model import Kind, Policy, Rule, Value
from mamoru.policy.words import ACTS, IMPLIES, PLACES, RESIDENCES, SOURCES, Word

if TYPE_CHECKING:
    from mamoru.policy.verdict import Verdict

DATALESS = frozenset(["amend", "publish", "answer"])
"""Acts that may touch no category of information."""
MEMORY = 65_536
"""Verdicts kept; more different ones than a real policy has, and a bound for a hostile asker."""

Key = tuple[int, int, int]
"""Rules that match; of these, those that lack a fact; of those, those with one nobody claimed."""
Question = tuple[Value | int, ...]
"""The attributes of a handling, and the facts that hold and are claimed."""


@dataclass(frozen=True, slots=True)
class LawVersion:
    """Which table of the law was compiled in."""

    id: str = "none"
    revision: str = "0"
    text_hash: str = "0"
    guardian_age: int = 0
    """Age below which a guardian's consent is asked for, in years; 0 for never."""
    said: Mapping[str, Word] = field(default_factory=dict)
    """The text of every row, case and duty, by how it is cited."""
    unverified: frozenset[str] = frozenset()
    """What of it was not seen in an official source; whoever reads it must be told so."""


class Lacking(dict[int, int]):
    """For a set of facts, the rules that ask for one outside it; made when first asked for."""

    def __init__(self, rule_facts: tuple[int, ...]) -> None:
        super().__init__()
        self.rule_facts = rule_facts

    def __missing__(self, facts: int) -> int:
        found = sum(1 << i for i, asked in enumerate(self.rule_facts) if asked & ~facts)
        if len(self) < MEMORY:
            self[facts] = found
        return found


@dataclass(frozen=True)
class Rulebook:
    """A policy and the law of one moment, ready to decide. Immutable but for its memory."""

    policy: Policy
    rules: tuple[Rule, ...]
    law: LawVersion
    tables: Mapping[str, Mapping[Value, int]]
    data: Mapping[str | None, tuple[int, int]]
    """Masks of `data` and `identifying` together: (not identifying, identifying)."""
    free: Mapping[str, int]
    """For each attribute, the rules that accept a word the policy does not know."""
    fact_bits: Mapping[str, int]
    """Bits of a fact and of what it implies."""
    claimable: Mapping[str, int]
    """The same for facts that an asker can claim; 0 for those that only the person's state has."""
    natures: Mapping[str | None, str]
    """The kind of sensitive information that a category is by nature, for those that are."""
    owed: int
    rule_facts: tuple[int, ...]
    lacking: "Lacking"
    permits: int
    bans: int
    duties: int
    lifters: Mapping[int, int]
    """For each ban, by its bit number, the rules that can lift it."""
    token: str
    verdicts: "dict[Key, Verdict]" = field(default_factory=dict)
    answers: dict[Question, Decision] = field(default_factory=dict)

    @cached_property
    def fact_names(self) -> tuple[str, ...]:
        """Return the facts in the order of their bits."""
        return tuple(self.policy.facts)

    def names(self, facts: int) -> tuple[str, ...]:
        """Return the names of the facts in `facts`."""
        return tuple(name for i, name in enumerate(self.fact_names) if facts >> i & 1)


def domain(policy: Policy) -> dict[str, tuple[Value, ...]]:
    """Return every value each attribute can have under `policy`; `None` is not stated."""
    return {
        "act": tuple(ACTS),
        "data": (*policy.categories, None),
        "sensitive": (*policy.sensitive, None),
        "identifying": (False, True),
        "purpose": (*policy.purposes, None),
        "from": (*SOURCES, None),
        "to": (*policy.parties, None),
        "by": (*policy.parties, None),
        "whose": (*policy.people, None),
        "place": (*PLACES, None),
        "residence": (*RESIDENCES, None),
    }


def compile_rules(
    policy: Policy, law_rules: Iterable[Rule] = (), law: LawVersion | None = None
) -> Rulebook:
    """Return the rulebook of `policy` and the rules of the law that are in force."""
    law = law or LawVersion()
    rules = (*policy.rules, *law_rules)
    tables = {
        attribute: _masks(attribute, values, rules) for attribute, values in domain(policy).items()
    }
    bits = {name: 1 << i for i, name in enumerate(policy.facts)}
    implied = {name: bit | bits.get(IMPLIES.get(name, ""), 0) for name, bit in bits.items()}
    owed = sum(bits[name] for name, fact in policy.facts.items() if fact.origin == "owed")
    rule_facts = tuple(sum(bits[name] for name in rule.facts) for rule in rules)
    return Rulebook(
        policy=policy,
        rules=rules,
        law=law,
        tables=tables,
        data=_data_masks(policy, tables),
        free={name: _free(name, rules) for name in tables},
        fact_bits=implied,
        claimable={
            name: 0 if policy.facts[name].origin == "person" else mask
            for name, mask in implied.items()
        },
        natures={one.id: one.nature for one in policy.categories.values() if one.nature},
        owed=owed if policy.binds_everyone else owed | bits["agreed"],
        rule_facts=rule_facts,
        lacking=Lacking(rule_facts),
        permits=_of_kind(rules, Kind.PERMIT),
        bans=_of_kind(rules, Kind.BAN),
        duties=_of_kind(rules, Kind.DUTY),
        lifters=_lifters(rules),
        token=f"{policy.id}:{policy.version}:{policy.text_hash[:16]}"
        f"+{law.id}:{law.revision}:{law.text_hash[:16]}",
    )


def _masks(attribute: str, values: Iterable[Value], rules: tuple[Rule, ...]) -> dict[Value, int]:
    unasked = sum(1 << i for i, rule in enumerate(rules) if attribute not in rule.accepts)
    masks = dict.fromkeys(values, unasked)
    for i, rule in enumerate(rules):
        for value in rule.accepts.get(attribute, ()):
            masks[value] |= 1 << i
    return masks


def _free(attribute: str, rules: tuple[Rule, ...]) -> int:
    """Return the rules that accept even an unknown word: those that ask for nothing, or exclude."""
    free = 0
    for i, rule in enumerate(rules):
        accepts = rule.accepts.get(attribute)
        if accepts is None or (None in accepts and attribute != "sensitive"):
            free |= 1 << i
    return free


def _data_masks(
    policy: Policy, tables: Mapping[str, Mapping[Value, int]]
) -> dict[str | None, tuple[int, int]]:
    plain, telling = tables["identifying"][False], tables["identifying"][True]
    masks: dict[str | None, tuple[int, int]] = {}
    for category, mask in tables["data"].items():
        always = category is not None and policy.categories[str(category)].identifies == "always"
        without = mask & (telling if always else plain)
        masks[None if category is None else str(category)] = (without, mask & telling)
    return masks


def _of_kind(rules: tuple[Rule, ...], kind: Kind) -> int:
    return sum(1 << i for i, rule in enumerate(rules) if rule.kind is kind)


def _lifters(rules: tuple[Rule, ...]) -> dict[int, int]:
    by_cite: dict[str, int] = {}
    for i, rule in enumerate(rules):
        for ban in rule.lifts:
            by_cite[ban] = by_cite.get(ban, 0) | 1 << i
    return {
        i: by_cite.get(rule.cite, 0) if rule.can_be_excepted else 0
        for i, rule in enumerate(rules)
        if rule.kind is Kind.BAN
    }


def by_nature(book: Rulebook, handling: Handling) -> Handling:
    """Return `handling` with the kind that its category is by nature, where it states none."""
    if handling.sensitive is not None or handling.data not in book.natures:
        return handling
    return msgspec.structs.replace(handling, sensitive=book.natures[handling.data])


def is_identifying(policy: Policy, handling: Handling) -> bool:
    """Return whether the person can be told: always for categories that always identify."""
    category = policy.categories.get(handling.data) if handling.data is not None else None
    return handling.identifying or (category is not None and category.identifies == "always")
