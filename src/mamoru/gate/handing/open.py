"""Reading what is handed over, once it is on record that it may be."""

from collections.abc import Iterator, Sequence

from mamoru.gate.door import Door
from mamoru.gate.handing.wanted import Wanted
from mamoru.gate.looking import looking
from mamoru.vault.several import Opener, Row

__all__ = ["Row", "opened"]

AT_ONCE = 2_000
"""People who are read by one statement, and lie in clear in memory at once."""


def opened(door: Door, wanted: Wanted, numbers: Sequence[int]) -> Iterator[list[Row]]:
    """Yield what is held now of those of `numbers` who still are, some of them at a time.

    Their entries must be durable. Raises `UnreadableCiphertextError`.
    """
    opener = Opener(door.keys, wanted.items)
    for at in range(0, len(numbers), AT_ONCE):
        with looking():
            rows = opener.rows(numbers[at : at + AT_ONCE])
        yield rows
