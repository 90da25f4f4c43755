"""The exports say what the policy says, in terms that were really published."""

import re
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from mamoru.cli.files import policy_of
from mamoru.policy.exports import terms
from mamoru.policy.exports.dpv import dpv
from mamoru.policy.exports.names import CONTEXT, part, policy_iri
from mamoru.policy.exports.odrl import odrl
from mamoru.policy.model import Kind, Policy

LISTS = Path(__file__).parent / "vocabularies"
POLICIES = (None, "policies/shop.yaml", "policies/clinic.yaml")
PUBLISHED = {
    "dpv": ("https://w3id.org/dpv#", "dpv-2.txt"),
    "pd": ("https://w3id.org/dpv/pd#", "pd-2.1.txt"),
    "odrl": ("http://www.w3.org/ns/odrl/2/", "odrl-2.2.txt"),
}
ODRL = Namespace(PUBLISHED["odrl"][0])
DPV = Namespace(PUBLISHED["dpv"][0])
DCT = Namespace("http://purl.org/dc/terms/")
MAMORU = Namespace(CONTEXT["mamoru"])
Export = Callable[[Policy], dict[str, Any]]
READ: dict[tuple[str, Export], Graph] = {}


def published(prefix: str) -> set[str]:
    """Return the names of terms in the stored list of a vocabulary."""
    lines = (LISTS / PUBLISHED[prefix][1]).read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


def graph(policy: Policy, export: Export) -> Graph:
    """Return what the JSON-LD says, read without a network: its context stands in it."""
    if (policy.id, export) not in READ:
        READ[policy.id, export] = read(policy, export)
    return READ[policy.id, export]


def read(policy: Policy, export: Export) -> Graph:
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD makes what rdflib calls deprecated
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=msgspec.json.encode(export(policy)), format="json-ld")


@pytest.fixture(params=POLICIES, ids=["kusavee", "shop", "clinic"])
def policy(request: pytest.FixtureRequest) -> Policy:
    """Each of the policies that ship with Mamoru."""
    return held(request.param)


@cache
def held(file: str | None) -> Policy:
    return policy_of(file)


def used(policy: Policy, export: Export, prefix: str) -> set[str]:
    """Return the names of the terms of a vocabulary that an export uses, anywhere in it."""
    iri = PUBLISHED[prefix][0]
    nodes = {
        node for triple in graph(policy, export) for node in triple if isinstance(node, URIRef)
    }
    return {
        node.removeprefix(iri)
        for node in nodes
        if re.fullmatch(re.escape(iri) + r"[^/#]+", str(node))
    }


@pytest.mark.parametrize("prefix", PUBLISHED)
@pytest.mark.parametrize("export", [dpv, odrl])
def test_every_published_term_that_an_export_uses_is_in_the_published_list(
    policy: Policy, export: Export, prefix: str
) -> None:
    found = used(policy, export, prefix)

    assert found - published(prefix) == set()
    assert found or (export is dpv and prefix == "odrl")


def test_every_term_of_the_mapping_is_in_the_published_list() -> None:
    named = {term.name for table in terms.TABLES for term in table.values()}
    unknown = [
        name for name in named if name.partition(":")[2] not in published(name.partition(":")[0])
    ]

    assert unknown == []


def test_the_mapping_has_no_word_that_the_language_does_not_have() -> None:
    from mamoru.policy import words
    from mamoru.policy.evidence import EVIDENCE

    assert terms.ACTS.keys() <= words.ACTS.keys()
    assert terms.PURPOSE_KINDS.keys() <= words.PURPOSE_KINDS.keys()
    assert terms.ROLES.keys() == words.ROLES.keys()
    assert terms.SOURCES.keys() == words.SOURCES.keys()
    assert terms.PLACES.keys() == words.PLACES.keys()
    assert terms.SENSITIVE_LAWS.keys() == words.SENSITIVE_LAWS.keys()
    assert terms.FACTS.keys() | terms.MEASURES.keys() <= words.FACTS.keys()
    assert terms.EVIDENCE.keys() <= EVIDENCE.keys()


def test_permissions_and_prohibitions_are_as_many_as_permits_and_bans(policy: Policy) -> None:
    found = graph(policy, odrl)
    itself = URIRef(policy_iri(policy))

    def told(relation: str) -> int:
        return len(list(found.objects(itself, ODRL[relation])))

    def ruled(kind: Kind) -> int:
        return sum(1 for rule in policy.rules if rule.kind is kind)

    assert told("permission") == ruled(Kind.PERMIT)
    assert told("prohibition") == ruled(Kind.BAN)
    assert told("obligation") == ruled(Kind.DUTY) + sum(
        1 for duty in policy.duties if duty.when != "before"
    )


def test_every_permission_and_prohibition_comes_from_the_clause_of_its_rule(policy: Policy) -> None:
    found = graph(policy, odrl)
    for relation, kind in (("permission", Kind.PERMIT), ("prohibition", Kind.BAN)):
        rules = found.objects(URIRef(policy_iri(policy)), ODRL[relation])
        sources = sorted(str(found.value(rule, DCT.source)) for rule in rules)
        cites = [rule.cite for rule in policy.rules if rule.kind is kind]

        assert sources == sorted(part(policy, "clause", cite) for cite in cites)


@pytest.mark.parametrize("export", [dpv, odrl])
def test_every_place_of_the_text_is_cited_with_its_words(policy: Policy, export: Export) -> None:
    found = graph(policy, export)
    told = {
        str(cite): {str(text) for text in found.objects(place, DCT.description)}
        for place, cite in found.subject_objects(MAMORU.cite)
    }

    assert told == {said.cite: {said.ja, said.en} for said in policy.said.values()}


def test_what_lifts_a_ban_is_a_constraint_of_its_prohibition(policy: Policy) -> None:
    found = graph(policy, odrl)
    told = sorted(
        (str(found.value(ban, DCT.source)), str(found.value(constraint, MAMORU.unless)))
        for ban in found.objects(URIRef(policy_iri(policy)), ODRL.prohibition)
        for constraint in found.objects(ban, ODRL.constraint)
        if (constraint, RDF.type, ODRL.LogicalConstraint) in found
    )
    expected = sorted(
        (part(policy, "clause", ban.cite), part(policy, "clause", lifter.cite))
        for ban in policy.rules
        if ban.kind is Kind.BAN and ban.can_be_excepted
        for lifter in policy.rules
        if ban.cite in lifter.lifts
    )

    assert told == expected
    assert told


def test_each_rule_has_one_action_at_least_and_a_target_as_odrl_asks(policy: Policy) -> None:
    found = graph(policy, odrl)
    for kind in (ODRL.Permission, ODRL.Prohibition):
        for rule in found.subjects(RDF.type, kind):
            assert list(found.objects(rule, ODRL.action))
            assert len(list(found.objects(rule, ODRL.target))) == 1
    for constraint in found.subjects(RDF.type, ODRL.Constraint):
        for needed in (ODRL.leftOperand, ODRL.operator, ODRL.rightOperand):
            assert len(list(found.objects(constraint, needed))) == 1


def test_an_exception_turns_round_only_what_the_exception_narrows() -> None:
    policy = held(None)
    [ban] = [
        one for one in odrl(policy)["odrl:prohibition"]
        if one["dct:source"]["@id"] == part(policy, "clause", "1[mandate]")
    ]  # fmt: skip
    [unless] = [one for one in ban["odrl:constraint"] if "mamoru:unless" in one]

    assert unless["odrl:or"] == [
        {
            "@type": ["odrl:Constraint"],
            "odrl:leftOperand": {"@id": "mamoru:fact"},
            "odrl:operator": {"@id": "odrl:isNoneOf"},
            "odrl:rightOperand": {"@list": [{"@id": part(policy, "fact", "agent_mandate")}]},
        }
    ]


def test_a_name_is_a_name_and_an_address_an_address() -> None:
    policy = held(None)
    found = graph(policy, dpv)
    pd = Namespace(PUBLISHED["pd"][0])

    for item, term in (("name", pd.Name), ("birth_date", pd.BirthDate), ("email", pd.EmailAddress)):
        assert (URIRef(part(policy, "item", item)), RDF.type, term) in found
    assert (URIRef(part(policy, "party", "company")), RDF.type, DPV.DataController) in found
    assert (URIRef(part(policy, "purpose", "2(1)a")), RDF.type, DPV.ServiceProvision) in found


def test_consent_is_the_legal_basis_of_a_provision() -> None:
    policy = held(None)
    found = graph(policy, dpv)
    grounds = {
        str(ground)
        for process, ground in found.subject_objects(DPV.hasLegalBasis)
        for permission in found.objects(process, DPV.hasPermission)
        if found.value(permission, DCT.source) == URIRef(part(policy, "clause", "4(1)"))
    }

    assert grounds == {part(policy, "fact", "consent_prior")}


def test_a_process_tells_every_attribute_that_its_rule_narrows(policy: Policy) -> None:
    told = dpv(policy)["dpv:hasProcess"]
    rules = [rule for rule in policy.rules if rule.kind in (Kind.PERMIT, Kind.BAN)]
    lists = [
        sum(len(value) for value in process.values() if isinstance(value, list)) for process in told
    ]

    assert len(told) == len(rules)
    assert all(
        count >= sum(map(len, rule.accepts.values())) + len(rule.facts)
        for count, rule in zip(lists, rules, strict=True)
    )


def test_how_long_is_kept_is_told_as_a_duration() -> None:
    policy = held("policies/shop.yaml")
    found = graph(policy, dpv)
    told = {
        str(found.value(duration, RDF.value))
        for entry in found.subjects(RDF.type, DPV.StorageDuration)
        for duration in found.objects(entry, DPV.hasDuration)
    }

    kept = {Literal(entry.keep, datatype=XSD.duration) for entry in policy.retention}

    assert told == {str(one) for one in kept}
    assert all(
        isinstance(found.value(one, RDF.value), Literal)
        for one in found.objects(None, DPV.hasDuration)
    )


def test_an_export_is_the_same_each_time() -> None:
    assert dpv(policy_of(None)) == dpv(policy_of(None))
    assert msgspec.json.encode(odrl(policy_of(None))) == msgspec.json.encode(odrl(policy_of(None)))
