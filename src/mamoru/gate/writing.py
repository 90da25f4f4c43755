"""Writing to one person who is held, with something in the letter that is for them alone."""

from datetime import datetime

from mamoru.gate.door import Door
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.outbox.enqueue import enqueue
from mamoru.outbox.letters import NewLetter


def write_to(
    door: Door,
    record: Record,
    ref: str,
    letter: NewLetter,
    *,
    now: datetime,
    enclosed: str | None = None,
) -> None:
    """Put a letter to one person into the outbox, in the caller's transaction.

    `enclosed`, if there is any, takes the place of `{enclosed}` in it once it is sent; until then
    it is sealed under the person's own key. Whether they may be written to is decided when it is
    sent. Raises `UnknownPersonError`, `InvalidLetterError`.
    """
    held = record.sight.held(Look(ref, items=()))
    kept = None
    if enclosed is not None:
        kept = door.keys.person(held).seal_letter(letter.key, enclosed.encode())
    enqueue(letter, [held.number], now=now, enclosed=kept)
