"""How the things of a policy are named in linked data, and what each is called.

A policy is `urn:mamoru:policy:<id>:<version>`, and what is in it has that name with a fragment.
Words of the language that no published vocabulary has are in the namespace `mamoru:`, which nobody
serves.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mamoru.policy.exports.terms import Nearness, Term
from mamoru.policy.model import Policy
from mamoru.policy.words import FactWord, Word

Node = dict[str, Any]
"""An object of JSON-LD."""

CONTEXT: Node = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "mamoru": "https://mamoru.invalid/ns#",
}
_ESCAPED = str.maketrans({"[": "%5B", "]": "%5D", " ": "%20"})


def policy_iri(policy: Policy) -> str:
    """Return the name of `policy`."""
    return f"urn:mamoru:policy:{policy.id}:{policy.version}"


def part(policy: Policy, kind: str, name: str) -> str:
    """Return the name of something in `policy`: a clause, a party, a purpose."""
    return f"{policy_iri(policy)}#{kind}/{name.translate(_ESCAPED)}"


def own(word: str) -> str:
    """Return a word of the language in our own namespace."""
    return f"mamoru:{word}"


def ref(iri: str) -> Node:
    """Return a reference to a thing."""
    return {"@id": iri}


def called(word: Word | FactWord) -> list[Node]:
    """Return a text in both languages."""
    return [{"@value": word.ja, "@language": "ja"}, {"@value": word.en, "@language": "en"}]


def typed(value: str, kind: str) -> Node:
    """Return a literal of an XML Schema type."""
    return {"@value": value, "@type": f"xsd:{kind}"}


def matched(node: Node, term: Term | None) -> Node:
    """Return `node` as an instance of the published term that says it, or near one."""
    if term is None:
        return node
    if term.nearness is Nearness.EXACT:
        return {**node, "@type": [*node.get("@type", []), term.name]}
    return {**node, term.nearness.value: ref(term.name)}


def public(word: str, table: Mapping[str, Term]) -> Node:
    """Return a reference to the published term of a word, or to our own where none is exact."""
    term = table.get(word)
    exact = term is not None and term.nearness is Nearness.EXACT
    return ref(term.name if exact and term is not None else own(word))


def own_words(
    words: Mapping[str, Word] | Mapping[str, FactWord],
    table: Mapping[str, Term],
    used: Iterable[str],
) -> list[Node]:
    """Return those of the words `used` that are told in our own namespace, with their names."""
    found = []
    for word in sorted(set(used)):
        term = table.get(word)
        if term is None or term.nearness is not Nearness.EXACT:
            found.append(matched({"@id": own(word), "skos:prefLabel": called(words[word])}, term))
    return found
