"""Looking through what comes in before it is decided (clause 3): what may be sensitive, apart."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mamoru.gate.screen import looked_at
from mamoru.policy.model import Policy
from mamoru.screening.findings import SENSITIVE, SPECIAL_CARE, Finding, Kind
from mamoru.vault.person import Item
from mamoru.vault.withhold import Content, Spot, Suspect

STATUTORY = "special_care"
"""What policies call, in `law:`, the word for information that the law itself protects."""


class Sifted(NamedTuple):
    """What came in: plain values, and those in which something sensitive was found."""

    clean: tuple[Item, ...]
    suspects: tuple[Suspect, ...]
    masked: tuple[str, ...] = ()
    """Items in whose values a number that may not be kept was masked."""


def sifted(policy: Policy, items: Sequence[Item]) -> Sifted:
    """Divide `items` by what screening finds in them.

    A value that came with the kind it holds is decided as what it is said to be. A number that may
    not be kept is masked, unless the item is there for it.
    """
    clean, suspects, masked = [], [], []
    for given in items:
        item, found = looked_at(given)
        if item is not given:
            masked.append(item.item)
        words = words_of(policy, (one.kind for one in found))
        if words:
            suspects.append(suspect_of(item, words, found))
        else:
            clean.append(item)
    return Sifted(tuple(clean), tuple(suspects), tuple(masked))


def words_of(policy: Policy, kinds: Iterable[Kind]) -> tuple[str, ...]:
    """Return the policy's words for the sensitive ones of `kinds`.

    What the law itself protects has the word that the policy gives it, or else its own, which the
    policy does not cover; of other kinds, those the policy names by the same word.
    """
    words: list[str] = []
    for kind in kinds:
        if kind in SPECIAL_CARE:
            given = (word for word, law in policy.sensitive_law.items() if law == STATUTORY)
            words.append(next(given, kind.value))
        elif kind in SENSITIVE and kind.value in policy.sensitive:
            words.append(kind.value)
    return tuple(dict.fromkeys(words))


def kinds_of(policy: Policy) -> frozenset[Kind]:
    """Return the kinds that make a value a suspect under `policy`."""
    return frozenset(kind for kind in SENSITIVE if words_of(policy, [kind]))


def suspect_of(item: Item, words: tuple[str, ...], found: Sequence[Finding]) -> Suspect:
    """Return a value that may be sensitive, with the policy's words for what it may be."""
    places = tuple(
        Spot(
            kind=one.kind.value, start=one.start, end=one.end, confidence=one.confidence,
            reason=one.reason,
        )
        for one in found
        if one.kind in SENSITIVE
    )  # fmt: skip
    return Suspect(
        data=item.data, item=item.item, sensitive=words, source=item.source,
        content=Content(value=item.value, found=places),
    )  # fmt: skip
