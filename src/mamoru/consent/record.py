"""The record of what was chosen together, as JSON-LD: a receipt says it, the ledger commits to it.

The fields are those of ISO/IEC TS 27560:2023 in the terms of the Data Privacy Vocabulary (DPV 2,
https://w3id.org/dpv/guides/consent-27560). Of the person it holds the pseudonym, and nothing about
anybody else. A record is made once, when the choice is made, and kept byte by byte.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.notice import Shown
from mamoru.policy.exports import terms
from mamoru.policy.exports.names import CONTEXT, Node, called, matched, part, policy_iri, ref, typed
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

FORMAT = "mamoru-consent-1"
"""Version of this form; a record of another one is made, and checked, by another module."""
CONFORMS = "https://w3id.org/dpv/schema/dpv-27560#record"
HOW_TO_WITHDRAW = Word(
    "識別子を示して申し出れば、いつでも撤回できます。",
    "Name the identifier, and it is taken back at any time.",
)
_STATES = {
    Kind.CONSENT: "dpv:ConsentGiven",
    Kind.OPT_IN: "dpv:ConsentGiven",
    Kind.AGREEMENT: "dpv:ConsentGiven",
    Kind.REFUSAL: "dpv:ConsentRefused",
    Kind.WITHDRAWAL: "dpv:ConsentWithdrawn",
}
_encode = msgspec.json.Encoder(order="sorted").encode


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A choice as it goes into a record; of a withdrawal, the choice that is taken back."""

    reference: str
    choice: Choice
    withdraws: str | None = None


def record(
    policy: Policy,
    giving: str,
    subject: str,
    chosen: Sequence[Chosen],
    *,
    shown: Shown | None,
    at: datetime,
) -> bytes:
    """Return the canonical bytes of the record `giving` about the person with that pseudonym."""
    node: Node = {
        "@context": CONTEXT,
        "@id": f"urn:mamoru:consent-record:{giving}",
        "@type": ["dpv:ConsentRecord"],
        "dct:conformsTo": ref(CONFORMS),
        "mamoru:format": FORMAT,
        "dct:identifier": giving,
        "dct:created": moment(at),
        "dpv:hasDataSubject": {"@id": f"urn:mamoru:person:{subject}", "@type": ["dpv:DataSubject"]},
        "dpv:hasDataController": _controller(policy),
        "dpv:hasPolicy": {"@id": policy_iri(policy), "mamoru:textHash": policy.text_hash},
        "dpv:hasProcess": [_process(policy, one, at) for one in chosen],
        "mamoru:withdrawal": called(HOW_TO_WITHDRAW),
    }
    if shown is not None:
        node["dpv:hasNotice"] = _notice(shown)
    return _encode(node)


def moment(at: datetime) -> Node:
    """Return a moment as a literal, in UTC and as the ledger writes it."""
    return typed(msgspec.to_builtins(at.astimezone(UTC)), "dateTime")


def _controller(policy: Policy) -> Node:
    node: Node = {
        "@id": f"{policy_iri(policy)}#controller/{policy.controller_id}",
        "@type": ["dpv:DataController"],
        "dct:title": called(policy.controller),
    }
    if policy.contact is not None:
        node["dpv:hasContact"] = policy.contact
    return node


def _notice(shown: Shown) -> Node:
    notice = shown.notice
    return {
        "@id": f"urn:mamoru:notice:{notice.name}:{notice.version}:{notice.language}",
        "@type": ["dpv:ConsentNotice"],
        "dct:identifier": notice.name,
        "dct:hasVersion": notice.version,
        "dct:language": notice.language,
        "dct:format": notice.media,
        "mamoru:channel": notice.channel,
        "mamoru:sha256": notice.digest,
        "mamoru:shown": shown.reference,
        "mamoru:shownAt": moment(shown.at),
    }


def _process(policy: Policy, one: Chosen, at: datetime) -> Node:
    choice = one.choice
    kind = Kind.WITHDRAWAL if one.withdraws else choice.kind
    by = "dpv:GuardianOfDataSubject" if choice.by_guardian else "dpv:DataSubject"
    node: Node = {
        "@id": f"urn:mamoru:choice:{one.reference}",
        "@type": ["dpv:PersonalDataProcess"],
        "dct:identifier": one.reference,
        "mamoru:kind": choice.kind.value,
        "dpv:hasLegalBasis": ref("dpv:Consent"),
        "dpv:hasConsentStatus": ref(_STATES[kind]),
        "dpv:isIndicatedAtTime": moment(at),
        "dpv:isIndicatedBy": ref(by),
        **_scope(policy, choice),
        **_ends(choice),
    }
    if choice.source is not Source.PERSON:
        node["dpv:hasIndicationMethod"] = choice.source.value
    if choice.foreign:
        node["mamoru:foreign"] = True
    if choice.notice_version is not None:
        node["mamoru:noticeVersion"] = choice.notice_version
    if one.withdraws is not None:
        node["mamoru:withdraws"] = ref(f"urn:mamoru:choice:{one.withdraws}")
    return node


def _ends(choice: Choice) -> Node:
    if choice.expires_at is None:
        return {}
    end: dict[str, Any] = {"@type": ["dpv:UntilTimeDuration"]}
    return {"dpv:hasDuration": {**end, "rdf:value": moment(choice.expires_at)}}


def _scope(policy: Policy, choice: Choice) -> Node:
    """Return what the choice is about, with the words of the policy; a part left out is any."""
    node: Node = {}
    if choice.purpose is not None:
        node["dpv:hasPurpose"] = _purpose(policy, choice.purpose)
    if choice.recipient is not None:
        node["dpv:hasRecipient"] = _recipient(policy, choice.recipient)
    named = [
        ("data", choice.data, _words_of_data(policy)),
        ("sensitive", choice.sensitive, policy.sensitive),
    ]
    data = [_titled(policy, kind, name, words.get(name)) for kind, name, words in named if name]
    if data:
        node["dpv:hasPersonalData"] = data
    return node


def _words_of_data(policy: Policy) -> dict[str, Word]:
    return {one.id: one.word for one in policy.categories.values()} | dict(policy.group_words)


def _purpose(policy: Policy, name: str) -> Node:
    purpose = policy.purposes.get(name)
    node = _titled(policy, "purpose", name, purpose.word if purpose else None)
    return matched(node, terms.PURPOSE_KINDS.get(purpose.kind)) if purpose else node


def _recipient(policy: Policy, name: str) -> Node:
    party = policy.parties.get(name)
    node = _titled(policy, "party", name, party.word if party else None)
    return matched(node, terms.ROLES[party.role]) if party else node


def _titled(policy: Policy, kind: str, name: str, word: Word | None) -> Node:
    node: Node = {"@id": part(policy, kind, name), "dct:identifier": name}
    return {**node, "dct:title": called(word)} if word else node
