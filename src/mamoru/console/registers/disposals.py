"""What was erased and disposed of (R17): by requests, as people left, and by time. Nobody is named.

Each is a certificate of its own; this register tells of all, by the moment at which it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mamoru.console.registers.book import Book, Reader, Told
from mamoru.console.registers.book_words import COLUMN, DISPOSED, GONE, WAY
from mamoru.console.registers.words import COLUMN as SHARED
from mamoru.faces.cursor import Joined, Part
from mamoru.gate.asking import KEEPER
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import item_words
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.requests.models import Request
from mamoru.rights.retention.models import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """Something that was erased."""

    at: datetime
    ref: str
    why: str
    way: str
    items: tuple[str, ...] | None
    """Items and categories that went; `None` of everything, or where it was counted."""
    counts: Mapping[str, int]
    """How much of each kind went."""
    by: str
    backups: datetime | None
    """When no backup can be read any more, or could at the latest."""
    ticket: int | None


def _left(one: Leaving) -> Disposal:
    return Disposal(
        at=_known(one.erased_at), ref=one.ref, why="leaving", way="keys", items=None,
        counts=one.counts, by=one.caller, backups=one.unreadable_at or one.unreadable_by,
        ticket=one.ticket,
    )  # fmt: skip


def _asked(one: Request) -> Disposal:
    is_all = one.kind == "erase"
    return Disposal(
        at=_known(one.carried_at), ref=one.ref, why=one.kind, way="keys" if is_all else "rows",
        items=None if is_all else tuple(one.fields or ()), counts={}, by=one.decided_by,
        backups=None, ticket=one.deed,
    )  # fmt: skip


def _ran(one: Run) -> Disposal:
    return Disposal(
        at=_known(one.ended_at), ref=one.ref, why="time", way="rows", items=None,
        counts={kind: count for kind, count in one.gone.items() if count},
        by=one.confirmed_by or KEEPER.system, backups=None, ticket=None,
    )  # fmt: skip


def _known(at: datetime | None) -> datetime:
    if at is None:
        raise LookupError  # the query leaves out what is not done
    return at


def disposals(_: datetime) -> Joined:
    """Return every disposal that is kept."""
    left = Leaving.objects.filter(erased_at__isnull=False)
    ran = Run.objects.filter(ended_at__isnull=False)
    asked = Request.objects.filter(carried_at__isnull=False)
    return Joined(
        parts=(
            Part(rows=left, sorts="erased_at", own="ref", row=_left),
            Part(rows=ran, sorts="ended_at", own="ref", row=_ran),
            *(
                Part(rows=asked.filter(kind=kind), sorts="carried_at", own="ref", row=_asked)
                for kind in ("erase", "delete")
            ),
        )
    )


def _what(one: Disposal, reader: Reader) -> str:
    if one.items:
        words = item_words(reader.policy) | {
            name: category.word for name, category in reader.policy.categories.items()
        }
        return reader.together(
            reader.say(words[name]) if name in words else name for name in one.items
        )
    if one.why == "time":
        return _counted(one, reader) or reader.say(DISPOSED["nothing"])
    everything = reader.say(DISPOSED["everything"])
    counted = _counted(one, reader)
    return f"{everything} ({counted})" if counted else everything


def _counted(one: Disposal, reader: Reader) -> str:
    return reader.together(
        f"{reader.say(GONE[name]) if name in GONE else name} {count}"
        for name, count in one.counts.items()
        if count
    )


def _address(one: Any) -> str:  # noqa: ANN401 - rows of any room
    return f"/console/requests/{one.ref}" if one.why in ("erase", "delete") else ""


DISPOSALS = Book(
    name="disposals", record="R17", first="-at", key="ref", day_of=lambda one: one.at,
    word=Word("消去・廃棄の証明", "Certificates of erasure"),
    told=Word(
        "請求・退会・期限により、何を、いつ、どう消したか。誰のものかは載りません。",
        "What was erased when and how: by a request, as somebody left, by time. Not whose it was.",
    ),
    rows=disposals, address=_address,
    columns=(
        Told(name="number", word=SHARED["number"], of=lambda one: one.ref),
        Told(name="at", word=SHARED["erased"], of=lambda one: one.at, sorts="at"),
        Told(name="why", word=COLUMN["why"], of=lambda one: one.why, words=DISPOSED),
        Told(name="what", word=COLUMN["data_set"], of=lambda _: "", phrase=_what),
        Told(name="way", word=COLUMN["method"], of=lambda one: one.way, words=WAY),
        Told(name="by", word=COLUMN["operator"], of=lambda one: one.by, is_officer=True),
        Told(name="backups", word=COLUMN["backups"], of=lambda one: one.backups),
        Told(name="entry", word=COLUMN["entry"], of=lambda one: one.ticket),
    ),
)  # fmt: skip
