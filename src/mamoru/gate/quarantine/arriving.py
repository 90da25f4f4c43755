"""What may be sensitive in rows that arrive together: let in as that, or put into quarantine."""

from collections.abc import Sequence
from datetime import datetime

from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.incoming import Line
from mamoru.gate.quarantine.hold import Answered, answered, item_of, put_aside
from mamoru.gate.sift import suspect_of, words_of
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.change import add_many, lock_many


def looked_through(
    book: Rulebook, wish: Wish, line: Line, *, about: About | None = None,
    given: Standing | None = None, at: datetime,
) -> list[Answered]:  # fmt: skip
    """Decide each suspect of a line as the sensitive information that it may be."""
    if not line.suspects:
        return []
    suspects = [
        suspect_of(one.item, words_of(book.policy, (f.kind for f in one.found)), one.found)
        for one in line.suspects
    ]
    return answered(book, wish, suspects, about=about, given=given, at=at)


def settle_suspects(
    door: Door, record: Record, asker: Asker, wish: Wish, book: Rulebook,
    found: Sequence[tuple[str, Answered]], at: datetime,
) -> None:  # fmt: skip
    """Store what is allowed as sensitive information, and put the rest into quarantine.

    `found` names people by their refs; they are held by now. Raises `QuarantineDaysError`.
    """
    held = lock_many({ref for ref, _ in found})
    allowed: dict[str, list[Answered]] = {}
    for ref, one in found:
        if one.is_allowed:
            allowed.setdefault(ref, []).append(one)
    add_many(
        door.keys,
        [(held[ref], [item_of(one.suspect) for one in ones]) for ref, ones in allowed.items()],
        now=at,
    )
    refused = [(held[ref], one) for ref, one in found if not one.is_allowed]
    put_aside(door, record, asker, wish, book, refused, at)
