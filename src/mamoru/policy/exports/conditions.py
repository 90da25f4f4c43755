"""The values that a rule accepts, by their names in linked data."""

from mamoru.policy.exports import terms
from mamoru.policy.exports.names import Node, own, part, public, ref
from mamoru.policy.model import Policy, Rule, Value

UNSTATED = own("unstated")
"""Stands among accepted values for an attribute that a handling does not state."""
_NAMED = {
    "data": "data",
    "sensitive": "sensitive",
    "purpose": "purpose",
    "to": "party",
    "by": "party",
    "whose": "people",
}
"""Attributes whose values are things of the policy, and of which kind."""


def value(policy: Policy, attribute: str, accepted: Value) -> Node | bool:
    """Return the name of one accepted value."""
    if accepted is None:
        return ref(UNSTATED)
    if isinstance(accepted, bool):
        return accepted
    if attribute in _NAMED:
        return ref(part(policy, _NAMED[attribute], accepted))
    if attribute == "residence":
        return ref(own(f"residence-{accepted}"))
    tables = {"act": terms.ACTS, "from": terms.SOURCES, "place": terms.PLACES}
    return public(accepted, tables[attribute])


def values(policy: Policy, rule: Rule, attribute: str) -> list[Node | bool]:
    """Return every value of `attribute` that `rule` accepts, in a fixed order."""
    accepted = sorted(rule.accepts[attribute], key=lambda one: (one is None, str(one)))
    return [value(policy, attribute, one) for one in accepted]


def narrowed(rule: Rule) -> list[str]:
    """Return the attributes that `rule` narrows, but for its acts."""
    return sorted(rule.accepts.keys() - {"act"})
