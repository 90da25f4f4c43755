"""A policy as an ODRL 2.2 policy (https://www.w3.org/TR/odrl-model/): a `Set`, where bans prevail.

Each permit is one permission and each ban one prohibition, with what it narrows as constraints,
all of which must be satisfied. ODRL has no exceptions to a prohibition: what lifts a ban is a
constraint that the prohibition applies only where the case does not hold, which by De Morgan's law
is an `or` of its conditions turned round. A duty before an act is a duty of the permission; one
after it, or a standing one, is an obligation of the policy. What ODRL cannot say is said in our
own namespace: the four answers, evidence that is still missing, and events that clocks count from.
"""

import re

from mamoru.policy.exports.conditions import narrowed, values
from mamoru.policy.exports.head import head, things
from mamoru.policy.exports.names import CONTEXT, Node, called, own, part, ref, typed
from mamoru.policy.model import Duty, Kind, Policy, Rule
from mamoru.policy.words import Word

PROFILE = "https://mamoru.invalid/ns#odrl-1"
"""Names the operands and actions of our own that the policy uses (ODRL profile mechanism)."""
_OPERANDS = {"purpose": "odrl:purpose", "to": "odrl:recipient"}
_TARGET = "data"
_LABEL = re.compile(r"(?:\([^)]*\)|\[[^]]*\]|\.\d+|[a-z])$")
"""The last label of a cite."""


def odrl(policy: Policy) -> Node:
    """Return `policy` as JSON-LD, whose context needs no network."""
    permits = [rule for rule in policy.rules if rule.kind is Kind.PERMIT]
    bans = [rule for rule in policy.rules if rule.kind is Kind.BAN]
    owed = [duty for duty in policy.duties if duty.when != "before"]
    retained = [rule for rule in policy.rules if rule.kind is Kind.DUTY]
    return {
        "@context": CONTEXT,
        **head(policy),
        "@type": ["odrl:Set"],
        "odrl:uid": ref(head(policy)["@id"]),
        "odrl:profile": ref(PROFILE),
        "odrl:conflict": ref("odrl:prohibit"),
        "odrl:permission": [_permission(policy, rule) for rule in permits],
        "odrl:prohibition": [_prohibition(policy, rule) for rule in bans],
        "odrl:obligation": [
            *(_obligation(policy, duty) for duty in owed),
            *(_disposal(policy, rule) for rule in retained),
        ],
        "@included": things(policy),
    }


def _rule(policy: Policy, rule: Rule, kind: str) -> Node:
    """Return what permissions and prohibitions have in common, `data` being their target."""
    node: Node = {
        "@type": [kind],
        "odrl:action": values(policy, rule, "act"),
        "odrl:target": _target(policy, rule),
        "odrl:constraint": [
            _constraint(name, values(policy, rule, name))
            for name in narrowed(rule)
            if name != _TARGET
        ],
        "dct:source": ref(part(policy, "clause", rule.cite)),
    }
    if rule.facts:
        facts = [ref(part(policy, "fact", fact)) for fact in sorted(rule.facts)]
        node["odrl:constraint"].append(_operated("mamoru:fact", "odrl:isAllOf", {"@list": facts}))
    if rule.articles:
        node["mamoru:law"] = list(rule.articles)
    return node


def _permission(policy: Policy, rule: Rule) -> Node:
    node = _rule(policy, rule, "odrl:Permission")
    before = [duty for duty in policy.duties if duty.when == "before" and _is_of(duty, rule)]
    if before:
        node["odrl:duty"] = [_obligation(policy, duty) for duty in before]
    if rule.owes:
        node["mamoru:owes"] = [ref(part(policy, "duty", owed.clause)) for owed in rule.owes]
    return node


def _prohibition(policy: Policy, rule: Rule) -> Node:
    node = _rule(policy, rule, "odrl:Prohibition")
    if rule.can_be_excepted:
        node["odrl:constraint"] += [
            _unless(policy, one, rule) for one in policy.rules if rule.cite in one.lifts
        ]
    return node


def _unless(policy: Policy, lifter: Rule, ban: Rule) -> Node:
    """Return the constraint that `lifter` does not hold: one of its conditions fails."""
    failing = [
        _constraint(name, values(policy, lifter, name), is_negated=True)
        for name in ["act", *narrowed(lifter)]
        if lifter.accepts[name] != ban.accepts.get(name)
    ]
    failing += [
        _operated("mamoru:fact", "odrl:isNoneOf", {"@list": [ref(part(policy, "fact", fact))]})
        for fact in sorted(lifter.facts)
    ]
    return {
        "@type": ["odrl:LogicalConstraint"],
        "odrl:or": failing,
        "mamoru:unless": ref(part(policy, "clause", lifter.cite)),
    }


def _constraint(attribute: str, accepted: list[Node | bool], *, is_negated: bool = False) -> Node:
    operand = _OPERANDS.get(attribute, own(attribute))
    operator = "odrl:isNoneOf" if is_negated else "odrl:isAnyOf"
    return _operated(operand, operator, {"@list": accepted})


def _operated(left: str, operator: str, right: Node) -> Node:
    return {
        "@type": ["odrl:Constraint"],
        "odrl:leftOperand": ref(left),
        "odrl:operator": ref(operator),
        "odrl:rightOperand": right,
    }


def _target(policy: Policy, rule: Rule) -> Node:
    """Return the data it is about: all of the policy's, narrowed where the rule narrows them."""
    target: Node = {
        "@type": ["odrl:AssetCollection"],
        "odrl:source": ref(part(policy, "data", "*")),
    }
    if _TARGET in rule.accepts:
        target["odrl:refinement"] = _constraint(_TARGET, values(policy, rule, _TARGET))
    return target


def _obligation(policy: Policy, duty: Duty) -> Node:
    node: Node = {
        "@id": part(policy, "duty", duty.cite),
        "@type": ["odrl:Duty"],
        "odrl:action": ref(own(duty.do)),
        "dct:description": called(Word(duty.ja, duty.en)),
        "dct:source": ref(part(policy, "clause", duty.cite)),
        "mamoru:when": duty.when,
        "mamoru:evidence": duty.evidence,
    }
    limits = _limits(duty.within, duty.every)
    return {**node, "odrl:constraint": limits} if limits else node


def _limits(within: str | None, every: str | None) -> list[Node]:
    found = []
    if within is not None and within.startswith("P"):
        period = typed(within, "duration")
        found.append(_operated("odrl:delayPeriod", "odrl:lteq", period))
    elif within is not None:
        found.append(_operated("mamoru:clock", "odrl:eq", {"@value": within}))
    if every is not None:
        found.append(_operated("odrl:timeInterval", "odrl:eq", typed(every, "duration")))
    return found


def _disposal(policy: Policy, rule: Rule) -> Node:
    [owed] = rule.owes
    return {
        **_rule(policy, rule, "odrl:Duty"),
        "odrl:action": ref(own(owed.duty)),
        "mamoru:event": owed.since,
        "odrl:constraint": _limits(owed.within, owed.every),
    }


def _is_of(duty: Duty, rule: Rule) -> bool:
    """Return whether `duty` must be done before what `rule` permits."""
    return duty.do in rule.facts and rule.cite.startswith(_LABEL.sub("", duty.cite))
