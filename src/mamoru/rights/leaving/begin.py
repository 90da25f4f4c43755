"""Somebody leaves: the account is deleted, and from here on everything is owed."""

from secrets import token_hex

import msgspec

from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.change import Changed
from mamoru.gate.change import leave as note_left
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.rights.leaving.carry_on import AGAIN, carry_on
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.report import LeavingReport, leaving
from mamoru.rights.leaving.state import LeavingState

ERASE_BY = "erase_after_need"
"""Clock of the law's table for erasing what is no longer needed (APPI 22)."""


def leave(door: Door, asker: Asker, wish: Wish, ref: str) -> LeavingReport:
    """Delete an account, and go on as far as can be gone at once (clause 9).

    Decided like everything; noted in one transaction, so that whatever is killed afterwards, a
    server goes on. Doing it again for somebody who is leaving goes on as well. Raises
    `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    name, _, _ = _noted(door, asker, wish, ref, is_later=False)
    carry_on(door, name)
    return leaving(name)


def note(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Changed, int | None]:
    """Note that an account was deleted; a server goes on within the hour.

    Raises what `leave` raises.
    """
    _, changed, ticket = _noted(door, asker, wish, ref, is_later=True)
    return changed, ticket


def _noted(
    door: Door, asker: Asker, wish: Wish, ref: str, *, is_later: bool
) -> tuple[str, Changed, int | None]:
    name = list[str]()

    def following(_: Record, about: About) -> None:
        later = about.at + AGAIN if is_later else None
        row, _is_new = Leaving.objects.get_or_create(
            person=about.held.number,
            defaults={
                "ref": f"leaving_{token_hex(16)}",
                "state": LeavingState.LEFT,
                "caller": asker.system,
                "wish": msgspec.to_builtins(wish),
                "left_at": about.at,
                "erase_by": due(ERASE_BY, about.at),
                "next_try_at": later,
            },
        )
        if not is_later:
            Leaving.objects.filter(pk=row.pk).update(next_try_at=None)
        name[:] = [row.ref]

    changed, ticket = note_left(door, asker, wish, ref, following=following)
    return name[0], changed, ticket
