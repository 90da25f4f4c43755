"""A sample of what would be handed over, masked: no value is opened for it."""

from collections.abc import Sequence

import msgspec

from mamoru.crypto.envelope import OVERHEAD
from mamoru.gate.handing.wanted import Wanted
from mamoru.vault import bulk_queries as queries
from mamoru.vault.storage import guarded

MASK = "●"
LONGEST = 20
BYTES = 3
"""Of one Japanese character in UTF-8; of what is written in Latin letters the mask is shorter."""


class MaskedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one person's row would hold: each item masked, empty where nothing is held."""

    items: dict[str, str]


@guarded
def sample(wanted: Wanted, numbers: Sequence[int]) -> tuple[MaskedRow, ...]:
    """Return the rows of `numbers`, masked by how long each sealed value is."""
    found: dict[int, dict[str, str]] = {
        number: dict.fromkeys(wanted.items, "") for number in numbers
    }
    kinds = queries.identifiers_of(numbers, wanted.items)
    for number, kind, _, sealed in kinds:
        found[number][kind] = _mask(sealed)
    for number, _, item, _, sealed in queries.values_of(numbers, wanted.items):
        found[number][item] = _mask(sealed)
    return tuple(MaskedRow(items=items) for items in found.values())


def _mask(sealed: bytes) -> str:
    return MASK * min(LONGEST, max(1, (len(sealed) - OVERHEAD) // BYTES))
