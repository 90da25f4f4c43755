"""A policy in the terms of the W3C Data Privacy Vocabulary, version 2 (https://w3id.org/dpv).

Each permit is a process with what is processed, by whom, for what, for whom and on which ground,
and a permission in it; each ban a process with a prohibition; each duty an obligation. Where DPV
has no term for an attribute, or a word, it stands in our own namespace beside it.
"""

from mamoru.policy.exports import terms
from mamoru.policy.exports.conditions import narrowed, values
from mamoru.policy.exports.head import head, things
from mamoru.policy.exports.names import CONTEXT, Node, called, own, part, public, ref, typed
from mamoru.policy.model import Duty, Kind, Policy, Retention, Rule
from mamoru.policy.words import ACTS, Word

_PROPERTIES = {
    "act": "dpv:hasProcessing",
    "data": "dpv:hasPersonalData",
    "purpose": "dpv:hasPurpose",
    "from": "dpv:hasDataSource",
    "to": "dpv:hasRecipient",
    "by": "dpv:isImplementedByEntity",
    "whose": "dpv:hasDataSubject",
    "place": "dpv:hasLocation",
}
_RULES = {
    Kind.PERMIT: ("dpv:hasPermission", "dpv:Permission"),
    Kind.BAN: ("dpv:hasProhibition", "dpv:Prohibition"),
}


def dpv(policy: Policy) -> Node:
    """Return `policy` as JSON-LD, whose context needs no network."""
    company = next(one for one in policy.parties.values() if one.role == "company")
    return {
        "@context": CONTEXT,
        **head(policy),
        "@type": ["dpv:PrivacyNotice"],
        "dpv:hasDataController": ref(part(policy, "party", company.id)),
        "dpv:hasProcess": [
            _process(policy, rule, number)
            for number, rule in enumerate(policy.rules)
            if rule.kind in _RULES
        ],
        "dpv:hasObligation": [_obligation(policy, duty) for duty in policy.duties],
        "dpv:hasStorageCondition": [_kept(policy, one) for one in policy.retention],
        "dpv:hasRight": [_right(policy, act) for act in _rights(policy)],
        "@included": things(policy),
    }


def _process(policy: Policy, rule: Rule, number: int) -> Node:
    relation, kind = _RULES[rule.kind]
    node: Node = {
        "@id": part(policy, "rule", str(number)),
        "@type": ["dpv:PersonalDataProcess"],
        "dpv:hasProcessing": values(policy, rule, "act"),
        relation: {"@type": [kind], "dct:source": ref(part(policy, "clause", rule.cite))},
    }
    for attribute in narrowed(rule):
        name = _PROPERTIES.get(attribute, own(attribute))
        node[name] = values(policy, rule, attribute)
    grounds = sorted(fact for fact in rule.facts if fact in terms.FACTS)
    others = sorted(fact for fact in rule.facts if fact not in terms.FACTS)
    for relation, facts in (("dpv:hasLegalBasis", grounds), ("mamoru:requires", others)):
        if facts:
            node[relation] = [ref(part(policy, "fact", fact)) for fact in facts]
    if rule.articles:
        node["mamoru:law"] = list(rule.articles)
    lifters = [one.cite for one in policy.rules if rule.can_be_excepted and rule.cite in one.lifts]
    if rule.kind is Kind.BAN and lifters:
        node["mamoru:unless"] = [ref(part(policy, "clause", cite)) for cite in lifters]
    return node


def _obligation(policy: Policy, duty: Duty) -> Node:
    node: Node = {
        "@id": part(policy, "duty", duty.cite),
        "@type": ["dpv:Obligation"],
        "dct:description": called(Word(duty.ja, duty.en)),
        "dct:source": ref(part(policy, "clause", duty.cite)),
        "mamoru:do": duty.do,
        "mamoru:when": duty.when,
        "dpv:hasOrganisationalMeasure": public(duty.evidence, terms.EVIDENCE),
    }
    if duty.within is not None:
        node["mamoru:within"] = duty.within
    if duty.every is not None:
        node["dpv:hasFrequency"] = _duration(duty.every, "dpv:Frequency")
    return node


def _kept(policy: Policy, entry: Retention) -> Node:
    node: Node = {
        "@id": part(policy, "clause", entry.id),
        "@type": ["dpv:StorageDuration"],
        "dct:description": called(entry.word),
        "dpv:hasDuration": _duration(entry.keep, "dpv:TemporalDuration"),
        "mamoru:since": entry.since,
        "dpv:hasPersonalData": [ref(part(policy, "data", one)) for one in sorted(entry.data)],
    }
    if entry.whose is not None:
        node["dpv:hasDataSubject"] = [
            ref(part(policy, "people", one)) for one in sorted(entry.whose)
        ]
    return node


def _duration(period: str, kind: str) -> Node:
    return {"@type": [kind], "rdf:value": typed(period, "duration")}


def _rights(policy: Policy) -> list[str]:
    """Return the acts that a person may ask for."""
    asked = {
        str(act)
        for rule in policy.rules
        if rule.kind is Kind.PERMIT and "request" in rule.facts
        for act in rule.accepts["act"]
    }
    return [act for act in ACTS if act in asked]


def _right(policy: Policy, act: str) -> Node:
    return {
        "@id": part(policy, "right", act),
        "@type": ["dpv:DataSubjectRight", "dpv:ActiveRight"],
        "dct:title": called(ACTS[act]),
        "dpv:hasProcessing": public(act, terms.ACTS),
    }
