"""Whether people are held still, for whoever keeps something that ends when they are gone.

It tells nothing of them but that, and only to rooms that know their random names.
"""

from collections.abc import Collection

from mamoru.gate.looking import looking
from mamoru.vault.read import fetch_many


def still_held(refs: Collection[str]) -> frozenset[str]:
    """Return those of `refs` whom the vault holds, by one statement."""
    with looking():
        return frozenset(fetch_many(refs, items=()))
