"""The records of provision and receipt of one person, for a request under APPI 33(5)."""

from collections.abc import Callable
from typing import Any

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.provision.shown.view import recipients_of


def recipients_told(
    door: Door, asker: Asker, wish: Wish, ref: str, then: Callable[[Record, Any], None]
) -> None:
    """Let `then` have who received what, in the transaction of the decision."""
    recipients_of(door, asker, wish, ref, then=then)
