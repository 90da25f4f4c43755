"""What a text of the policy says of the purposes and recipients that a notice names.

A notice stays good while this stays the same, whatever else of the text is revised.
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from mamoru.policy.model import Policy, Rule

_encode = msgspec.json.Encoder(order="sorted", enc_hook=str).encode


def unknown_words(
    policy: Policy, purposes: Sequence[str], recipients: Sequence[str]
) -> tuple[str, ...]:
    """Return what has words that the policy does not know: `purposes`, `recipients`, or none."""
    parts = (("purposes", purposes, policy.purposes), ("recipients", recipients, policy.parties))
    return tuple(part for part, named, known in parts if not set(named) <= set(known))


def matter(policy: Policy, purposes: Sequence[str], recipients: Sequence[str]) -> str:
    """Return the SHA-256 of who it is, of what the named words say, and of the rules for them.

    A word that the policy no longer has counts as another.
    """
    found = {
        "controller": [policy.controller_id, policy.controller],
        "purposes": {name: _purpose(policy, name) for name in sorted(set(purposes))},
        "recipients": {name: _recipient(policy, name) for name in sorted(set(recipients))},
        "rules": [
            _rule(rule)
            for rule in policy.rules
            if _narrows(rule, "purpose", purposes) or _narrows(rule, "to", recipients)
        ],
    }
    return sha256(_encode(found)).hexdigest()


def _purpose(policy: Policy, name: str) -> list[object] | None:
    purpose = policy.purposes.get(name)
    return None if purpose is None else [purpose.word, purpose.kind]


def _recipient(policy: Policy, name: str) -> list[object] | None:
    party = policy.parties.get(name)
    return None if party is None else [party.word, party.role]


def _narrows(rule: Rule, attribute: str, named: Sequence[str]) -> bool:
    return not rule.accepts.get(attribute, frozenset()).isdisjoint(named)


def _rule(rule: Rule) -> list[object]:
    accepts = {name: sorted(map(str, values)) for name, values in rule.accepts.items()}
    return [rule.kind.value, rule.cite, accepts, sorted(rule.facts), sorted(rule.lifts)]
