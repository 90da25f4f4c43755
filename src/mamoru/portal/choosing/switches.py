"""The switches that a policy leaves to people: its optional purposes, its recipients, the tag's.

A purpose that a service cannot do without is no switch; it is shown with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from mamoru.gate.settle import Scope
from mamoru.policy.model import Kind, Policy, Purpose
from mamoru.policy.refusals import OPTIONAL, SIGNALLED
from mamoru.policy.words import Word
from mamoru.tag.choices import scopes
from mamoru.tag.seen import Seen

Group = Literal["mail", "service", "analytics", "advertising", "recipients"]
GROUPS: tuple[Group, ...] = ("mail", "service", "analytics", "advertising", "recipients")
_GROUP_OF: dict[str, Group] = {
    "marketing": "mail", "statistics": "analytics", "research": "analytics",
    SIGNALLED: "advertising",
}  # fmt: skip
RECIPIENT = "recipient"
"""Kind of a switch that is about a recipient, whatever the purpose."""
SHOWN_BY_TAG = "tag"
"""Kind of a switch that pages of the service ask about as well."""
Gives = Literal["opt_in", "consent", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Something that a person allows or refuses by one click."""

    name: str
    """In addresses; it changes only with what the switch is about."""
    group: Group
    kind: str
    """Kind of purpose, `recipient`, or `tag`: what is said of the effect."""
    word: Word
    about: Word | None
    """What its owner says of it."""
    scopes: tuple[Scope, ...]
    gives: Gives
    """What switching it on records; nothing where it rests on a clause, and a no is taken back."""
    cites: tuple[str, ...]
    recipients: tuple[Word, ...] = ()


def switches(policy: Policy, tag: Seen | None) -> tuple[Switch, ...]:
    """Return the switches in the order in which they are shown."""
    found = [*_of_tag(policy, tag), *_of_purposes(policy), *_of_recipients(policy)]
    return tuple(sorted(found, key=lambda one: GROUPS.index(one.group)))


def necessary(policy: Policy) -> tuple[Purpose, ...]:
    """Return the purposes that nobody can switch off."""
    return tuple(one for one in policy.purposes.values() if one.kind not in OPTIONAL)


def _of_purposes(policy: Policy) -> Iterator[Switch]:
    for one in policy.purposes.values():
        if one.kind in OPTIONAL:
            yield Switch(
                name=_name("purpose", one.id), group=_GROUP_OF.get(one.kind, "service"),
                kind=one.kind, word=one.word, about=None, scopes=(Scope(one.id, None),),
                gives=_gives(policy, one.id), cites=(one.cite,),
            )  # fmt: skip


def _of_recipients(policy: Policy) -> Iterator[Switch]:
    cites = tuple(
        dict.fromkeys(
            rule.top
            for rule in policy.rules
            if rule.kind is Kind.PERMIT and "provide" in rule.accepts.get("act", ())
        )
    )
    for party in policy.parties.values():
        if party.role == "third_party":
            yield Switch(
                name=_name("recipient", party.id), group="recipients", kind=RECIPIENT,
                word=party.word, about=None, scopes=(Scope(None, party.id),), gives="nothing",
                cites=cites,
            )  # fmt: skip


def _of_tag(policy: Policy, tag: Seen | None) -> Iterator[Switch]:
    if tag is None:
        return
    for one in tag.configuration.purposes:
        to = tag.configuration.destinations_for(one.id, tag.day)
        kinds = {policy.purposes[name].kind for name in one.policy if name in policy.purposes}
        groups: list[Group] = [_GROUP_OF[kind] for kind in sorted(kinds) if kind in _GROUP_OF]
        yield Switch(
            name=_name("tag", one.id), group=groups[0] if groups else "service",
            kind=SHOWN_BY_TAG, word=one.name, about=one.about,
            scopes=tuple(scopes(tag, one)), gives="consent",
            cites=tuple(policy.purposes[name].cite for name in one.policy),
            recipients=tuple(dict.fromkeys(place.recipient for place in to)),
        )  # fmt: skip


def _gives(policy: Policy, purpose: str) -> Gives:
    """Return what a use for a purpose needs of the person, by every rule that permits it."""
    asked = [
        rule.facts
        for rule in policy.rules
        if rule.kind is Kind.PERMIT
        and "use" in rule.accepts.get("act", ())
        and purpose in rule.accepts.get("purpose", ())
    ]
    if asked and all("opted_in" in facts for facts in asked):
        return "opt_in"
    if asked and all({"consent", "consent_prior"} & facts for facts in asked):
        return "consent"
    return "nothing"


def _name(sort: str, what: str) -> str:
    return sha256(f"{sort}:{what}".encode()).hexdigest()[:12]
