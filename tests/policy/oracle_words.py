"""The words of a policy, and whether a condition holds: paragraph 1 and "Conditions".

One part of the oracle; see `oracle.py`. Walks plain dictionaries, slowly.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.policy.oracle_rules import Node, Rule

from mamoru.policy.handling import Handling, Standing
from mamoru.policy.words import ACTS, FACTS, PLACES, RESIDENCES, SOURCES, FactWord

ACTS_WITHOUT_DATA = ("amend", "publish", "answer")


class Purpose(NamedTuple):
    """A purpose: every path that names it (its own and those it stands in), and its kind."""

    under: frozenset[str]
    kind: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the policy knows."""

    leaves: dict[str, frozenset[str]]
    """Leaf of `data` to itself and the nodes above it."""
    always_identifying: frozenset[str]
    natures: dict[str, str]
    """Leaf of `data` to the kind of sensitive information that it is by nature."""
    purposes: dict[str, Purpose]
    sensitive: dict[str, str]
    parties: dict[str, str]
    people: dict[str, str]
    """Class of person to `natural` or `corporate`."""
    facts: dict[str, FactWord]
    binds_those_who_agreed: bool


def read_words(document: Node) -> Words:
    """Read every word that a handling may use."""
    data = list(leaves_of_data(document["data"], frozenset()))
    own_facts = {
        name: FactWord(fact["ja"], fact["en"], fact["evidence"], fact["origin"])
        for name, fact in document.get("facts", {}).items()
    }
    return Words(
        leaves={name: above | {name} for name, _, above in data},
        always_identifying=frozenset(n for n, leaf, _ in data if leaf["identifies"] == "always"),
        natures={name: leaf["sensitive"] for name, leaf, _ in data if "sensitive" in leaf},
        purposes=dict(all_purposes(document)),
        sensitive={name: kind["law"] for name, kind in document.get("sensitive", {}).items()},
        parties={name: party["role"] for name, party in document["parties"].items()},
        people={name: person["is"] for name, person in document["people"].items()},
        facts={**FACTS, **own_facts},
        binds_those_who_agreed=document["policy"].get("binds") == "those_who_agreed",
    )


def leaves_of_data(
    nodes: Node, above: frozenset[str]
) -> Iterator[tuple[str, Node, frozenset[str]]]:
    """Yield each leaf with its name and the names of the nodes above it."""
    for name, node in nodes.items():
        if "kinds" in node:
            yield from leaves_of_data(node["kinds"], above | {name})
        else:
            yield name, node, above


def all_purposes(document: Node) -> Iterator[tuple[str, Purpose]]:
    """Yield every purpose of the policy, also of clauses that an overlay brings or replaces."""
    overlays = document.get("overlays", {}).values()
    for clauses in (document["clauses"], *(overlay["clauses"] for overlay in overlays)):
        for top, clause in clauses.items():
            yield from purposes_below(top, clause, frozenset({top}))


def purposes_below(path: str, node: Node, under: frozenset[str]) -> Iterator[tuple[str, Purpose]]:
    """Yield the purposes that stand anywhere in a clause, case or group."""
    for label, purpose in node.get("purposes", {}).items():
        inner = path + label
        name = purpose.get("named", inner)
        if "purposes" in purpose:
            yield from purposes_below(inner, purpose, under | {inner, name})
        else:
            # AMBIGUITY: a purpose with `named:` is no longer known by its path.
            yield name, Purpose(under | {name}, purpose["kind"])
    for word in ("cases", "only_when", "also"):
        for label, case in node.get(word, {}).items():
            yield from purposes_below(path + label, case, under | {path + label})


# ------------------------------------------------------------------ paragraph 1


def as_handled(words: Words, handling: Handling, standing: Standing) -> Handling:
    """Return the handling with what else is known: what its leaf is by nature, and about whom.

    Class of person and residence are the standing's where it has them, unless the handling states a
    word that nobody knows.
    """

    def known_of(known: str | None, stated: str | None, among: Collection[str]) -> str | None:
        is_word = stated is None or stated in among
        return known if known is not None and is_word else stated

    changes = {
        "identifying": handling.identifying or handling.data in words.always_identifying,
        "sensitive": handling.sensitive or words.natures.get(handling.data or ""),
        "whose": known_of(standing.whose, handling.whose, words.people),
        "residence": known_of(standing.residence, handling.residence, RESIDENCES),
    }
    stated = {name: getattr(handling, name) for name in Handling.__struct_fields__}
    return Handling(**{**stated, **changes})


def unknown_attributes(words: Words, handling: Handling) -> set[str]:
    """Name the attributes whose word the policy does not know, `data` also where it is missing."""
    known: dict[str, tuple[str | None, Any]] = {
        "act": (handling.act, ACTS),
        "data": (handling.data, words.leaves),
        "sensitive": (handling.sensitive, words.sensitive),
        "purpose": (handling.purpose, words.purposes),
        "from": (handling.source, SOURCES),
        "to": (handling.recipient, words.parties),
        "by": (handling.actor, words.parties),
        "whose": (handling.whose, words.people),
        "place": (handling.place, PLACES),
        "residence": (handling.residence, RESIDENCES),
    }
    unknown = {
        name for name, (word, table) in known.items() if word is not None and word not in table
    }
    if any(fact not in words.facts for fact in handling.grounds):
        unknown.add("grounds")
    if handling.data is None and handling.act not in ACTS_WITHOUT_DATA:
        unknown.add("data")
    return unknown


# ------------------------------------------------------------------ conditions


def failing(words: Words, handling: Handling, rule: Rule) -> set[str]:
    """Name the attributes on which a rule fails; the empty set means that all conditions hold."""
    failed = set()
    for word, values in rule.conditions:
        if word == "not_residence":
            is_so = handling.residence not in values
        else:
            is_so = any(holds(words, handling, word, value, rule) for value in values)
        if not is_so:
            failed.add(ATTRIBUTE.get(word, word))
    return failed


ATTRIBUTE = {
    "for": "purpose",
    "purpose_kind": "purpose",
    "protects": "whose",
    "not_residence": "residence",
}
"""Attribute of the handling that a condition asks about, where they are called differently."""


def holds(words: Words, handling: Handling, word: str, value: Any, rule: Rule) -> bool:
    """Tell whether one stated value of one condition is true of the handling."""
    purpose = words.purposes.get(handling.purpose or "")
    match word:
        case "data":
            return value in words.leaves.get(handling.data or "", frozenset())
        case "sensitive":
            return sensitive_holds(words, handling.sensitive, value, rule)
        case "identifying":
            return handling.identifying is value
        case "for":
            return purpose is not None and value in purpose.under
        case "purpose_kind":
            return purpose is not None and value == purpose.kind
        case "to":
            return party_holds(words, handling.recipient, value)
        case "protects":  # of a statute
            return words.people.get(handling.whose or "") != "corporate"
        case "by":
            return party_holds(words, handling.actor, value)
        case _:
            stated = {"from": handling.source, "whose": handling.whose, "place": handling.place}
            return bool(value == {**stated, "residence": handling.residence}[word])


def sensitive_holds(words: Words, kind: str | None, value: str, rule: Rule) -> bool:
    """Tell whether the kind is what is asked; the law asks by its own kinds."""
    if value == "none":
        return kind is None
    if kind not in words.sensitive:
        return False
    return value == "any" or value == (words.sensitive[kind] if rule.of_law else kind)


def party_holds(words: Words, party: str | None, value: str) -> bool:
    """Tell whether a party is the one asked for, or has the role asked for."""
    if party not in words.parties:
        return False
    return value in (party, f"role:{words.parties[party]}")
