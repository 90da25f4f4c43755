"""What both exports begin with: the policy, its clauses, and what its rules are about."""

from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.exports import terms
from mamoru.policy.exports.names import (
    Node,
    called,
    matched,
    own_words,
    part,
    policy_iri,
    ref,
    typed,
)
from mamoru.policy.model import Policy
from mamoru.policy.texts import in_order
from mamoru.policy.words import ACTS, PLACES, RESIDENCES, SOURCES, Word


def head(policy: Policy) -> Node:
    """Return the policy without its rules; every cited place of the text is a part of it."""
    return {
        "@id": policy_iri(policy),
        "dct:title": called(policy.title),
        "dct:issued": typed(policy.version, "date"),
        "dct:valid": typed(policy.effective_from, "date"),
        "dct:publisher": called(policy.controller),
        "mamoru:textHash": policy.text_hash,
        "dct:hasPart": [
            {
                "@id": part(policy, "clause", said.cite),
                "mamoru:cite": said.cite,
                **({"dct:title": called(said.title)} if said.title else {}),
                "dct:description": called(Word(said.ja, said.en)),
                **({"mamoru:law": list(said.articles)} if said.articles else {}),
            }
            for said in in_order(policy.said.values())
        ],
    }


def things(policy: Policy) -> list[Node]:
    """Return the parties, people, categories, items, kinds, purposes and facts of `policy`."""
    return [
        *_parties(policy),
        *_data(policy),
        *_purposes(policy),
        *_facts(policy),
        *own_words(ACTS, terms.ACTS, ACTS),
        *own_words(SOURCES, terms.SOURCES, SOURCES),
        *own_words(PLACES, terms.PLACES, PLACES),
        *(
            {"@id": f"mamoru:residence-{name}", "skos:prefLabel": called(word)}
            for name, word in RESIDENCES.items()
        ),
        *own_words(EVIDENCE, terms.EVIDENCE, _evidence(policy)),
    ]


def _evidence(policy: Policy) -> set[str]:
    shown = {duty.evidence for duty in policy.duties}
    shown |= {owed.evidence for rule in policy.rules for owed in rule.owes}
    return {*shown, *(fact.evidence for fact in policy.facts.values())}


def _parties(policy: Policy) -> list[Node]:
    parties = [
        matched(
            {"@id": part(policy, "party", party.id), "dct:title": called(party.word)},
            terms.ROLES[party.role],
        )
        | {"mamoru:role": party.role}
        for party in policy.parties.values()
    ]
    people = [
        {
            "@id": part(policy, "people", name),
            "@type": ["dpv:DataSubject" if name in policy.natural else "dpv:LegalEntity"],
            "dct:title": called(word),
        }
        for name, word in policy.people.items()
    ]
    return [*parties, *people]


def _data(policy: Policy) -> list[Node]:
    found = []
    for category in policy.categories.values():
        node: Node = {"@id": part(policy, "data", category.id), "dct:title": called(category.word)}
        node |= {"mamoru:open": category.is_open, "dct:hasPart": []}
        for name, word in category.items.items():
            item: Node = {"@id": part(policy, "item", name), "dct:title": called(word)}
            node["dct:hasPart"].append(matched(item, terms.ITEMS.get(name)))
        if category.nature is not None:
            node["mamoru:sensitive"] = ref(part(policy, "sensitive", category.nature))
        found.append(matched(node, terms.IDENTIFIES[category.identifies]))
    for name, word in policy.sensitive.items():
        kind: Node = {"@id": part(policy, "sensitive", name), "dct:title": called(word)}
        kind["@type"] = ["dpv:SensitivePersonalData"]
        law = terms.SENSITIVE_LAWS[policy.sensitive_law[name]]
        kind = matched(kind, law)
        near = terms.SENSITIVE_KINDS.get(name)
        if near is not None and near.nearness.value not in kind:
            kind = matched(kind, near)
        elif near is not None:
            kind[near.nearness.value] = [ref(law.name), ref(near.name)]
        found.append(kind)
    return found


def _purposes(policy: Policy) -> list[Node]:
    return [
        matched(
            {
                "@id": part(policy, "purpose", purpose.id),
                "@type": ["dpv:Purpose"],
                "dct:title": called(purpose.word),
                "dct:source": ref(part(policy, "clause", purpose.cite)),
                "mamoru:kind": purpose.kind,
            },
            terms.PURPOSE_KINDS.get(purpose.kind),
        )
        for purpose in policy.purposes.values()
    ]


def _facts(policy: Policy) -> list[Node]:
    found = []
    for name, fact in policy.facts.items():
        node: Node = {"@id": part(policy, "fact", name), "skos:prefLabel": called(fact)}
        node["mamoru:origin"] = str(fact.origin)
        term = terms.FACTS.get(name) or terms.MEASURES.get(name)
        if name in terms.FACTS:
            node["@type"] = ["dpv:LegalBasis"]
        elif name in terms.MEASURES:
            node["@type"] = ["dpv:TechnicalOrganisationalMeasure"]
        found.append(matched(node, term))
    return found
