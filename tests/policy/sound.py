"""Keeps random policies free of what the loader finds: rules that never hold, readings uncited."""

from typing import Any

from tests.policy.oracle_rules import Node, many
from tests.policy.oracle_words import read_words
from tests.policy.pick import Pick


def make_sound(document: Node) -> None:
    """Leave out conditions that never hold, and readings that nothing cites."""
    only_kinds_of(document, {one.kind for one in read_words(document).purposes.values()})
    cited = readings_cited(document["clauses"]) | readings_cited(document.get("overlays", {}))
    document["readings"] = {name: document["readings"][name] for name in sorted(cited)}
    if not cited:
        del document["readings"]


def only_kinds_of(node: Any, kinds: set[str]) -> None:
    """Leave out conditions on kinds that no purpose has: they never hold, which is a finding."""
    if isinstance(node, list):
        for item in node:
            only_kinds_of(item, kinds)
    elif isinstance(node, dict):
        if not kinds.issuperset(many(node.get("purpose_kind"))):
            del node["purpose_kind"]
        for item in node.values():
            only_kinds_of(item, kinds)


def readings_cited(node: Any) -> set[str]:
    """Return every reading that something below cites; one that nothing cites is a finding."""
    if isinstance(node, list):
        return {name for item in node for name in readings_cited(item)}
    if not isinstance(node, dict):
        return set()
    below = {name for item in node.values() for name in readings_cited(item)}
    return below | set(node.get("reading", []))


def overlapping(pick: Pick, drawn: Any, stated: Any) -> Any:
    """Return what was drawn for a case, with a value that its ban states as well."""
    if isinstance(stated, bool):
        return stated
    return list(dict.fromkeys([pick.one(many(stated)), *many(drawn)]))
