"""Deciding about somebody who is held without reading anything: what becomes of it is the caller's.

For requests that are refused, and for those that are met by the text alone (APPI 32(2)).
"""

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door, Then
from mamoru.gate.judge import checked, to_the_person
from mamoru.gate.read import everything
from mamoru.gate.record import decided
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision
from mamoru.vault.read import fetch

TOLD = frozenset(["explain_purpose", "disclose", "disclose_records"])
"""Acts that tell somebody something."""
ASKED_FOR = (
    "explain_purpose", "disclose", "disclose_records", "correct", "add", "erase", "suspend_use",
    "suspend_provision",
)  # fmt: skip


def decide_about(
    door: Door, asker: Asker, wish: Wish, ref: str, *, then: Then[Decision]
) -> Decision:
    """Return the answer to `wish` over everything that is held, whatever it is; it is on record.

    `then` stores in the same transaction what follows from it; where it raises, neither that nor
    the entry is kept. Raises `UnknownPersonError`, `InvalidValueError`.
    """
    wish = checked(asker, wish, *ASKED_FOR)
    if wish.act in TOLD:
        wish = to_the_person(door.policy, wish)

    def unit(record: Record) -> Decision:
        about = door.about(record, fetch(ref, history=True), door.clock())
        decision = decided(record, asker, wish, everything(about), about)
        then(record, decision)
        return decision

    return door.writer.run(unit)[0]
