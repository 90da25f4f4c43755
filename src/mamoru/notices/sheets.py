"""Texts that somebody works on, before one of them is laid down as a draft.

They may be unfinished and wrong, so they are kept as they are and never acted on. Nothing about
anybody is in them: a policy is public.
"""

from datetime import datetime
from secrets import token_hex

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.notices.draft import Drafted, draft
from mamoru.notices.errors import SheetMovedError, UnknownSheetError
from mamoru.notices.listing import text_of
from mamoru.notices.models import Sheet
from mamoru.policy.errors import Finding, Place, PolicyFileError
from mamoru.policy.source import MAX_BYTES

MOST = 100
"""Texts in the list of those that are worked on."""


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is worked on, and who saved it when."""

    ref: str
    base: str
    saved: int
    begun_by: str
    saved_by: str
    saved_at: datetime
    text: bytes = b""


def begin(door: Door, asker: Asker, base: str) -> str:
    """Begin a text from that of a version, and return its name; raises `UnknownDraftError`."""

    def unit(_: object) -> str:
        made = Sheet.objects.create(
            ref=f"sheet_{token_hex(8)}", text=text_of(base), base=base, begun_by=asker.system,
            saved_by=asker.system, saved_at=door.clock(),
        )  # fmt: skip
        return made.ref

    return door.writer.run(unit)[0]


def every() -> tuple[Worked, ...]:
    """Return what is worked on, the latest first, without the texts."""
    with looking():
        rows = Sheet.objects.defer("text").order_by("-saved_at", "-pk")[:MOST]
        return tuple(_told(row) for row in rows)


def sheet(ref: str) -> Worked:
    """Return a text that is worked on; raises `UnknownSheetError`."""
    with looking():
        row = _found(Sheet.objects.filter(ref=ref).first())
        return msgspec.structs.replace(_told(row), text=bytes(row.text))


def save(door: Door, asker: Asker, ref: str, text: bytes, saved: int) -> int:
    """Keep a text as it is by now, and return how often that was done.

    `saved` is the count that the writer began with. Raises `UnknownSheetError`, `SheetMovedError`,
    and `PolicyFileError` for one that is larger than any policy.
    """
    if len(text) > MAX_BYTES:
        raise PolicyFileError(
            [Finding.of("too-large", Place(1, 1), megabytes=MAX_BYTES // 1024 // 1024)]
        )

    def unit(_: object) -> int:
        row = _row(ref)
        if row.saved != saved:
            raise SheetMovedError
        row.text, row.saved = text, row.saved + 1
        row.saved_by, row.saved_at = asker.system, door.clock()
        row.save()
        return row.saved

    return door.writer.run(unit)[0]


def throw_away(door: Door, ref: str) -> None:
    """Throw a text away; raises `UnknownSheetError`."""
    door.writer.run(lambda _: _row(ref).delete())


def lay_down(door: Door, asker: Asker, ref: str) -> Drafted:
    """Keep a text as a draft; it is not worked on any more. Raises what `draft` raises."""
    made = draft(door, asker, sheet(ref).text)
    throw_away(door, ref)
    return made


def _row(ref: str) -> Sheet:
    """Return a text that nobody else changes before the caller's commit."""
    return _found(Sheet.objects.select_for_update().filter(ref=ref).first())


def _found(row: Sheet | None) -> Sheet:
    if row is None:
        raise UnknownSheetError
    return row


def _told(row: Sheet) -> Worked:
    return Worked(
        ref=row.ref, base=row.base, saved=row.saved, begun_by=row.begun_by, saved_by=row.saved_by,
        saved_at=row.saved_at,
    )  # fmt: skip
