"""Showing who somebody is: in ways that are strong enough for what is asked for (令12(iii)).

Of a document its kind, who checked it, when and with what result are kept, and four digits at most.
Its text is kept masked, its image sealed, both until the clock `identity_image` says at the latest.
"""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from secrets import token_hex
from typing import Annotated, Literal

import msgspec
from django.db.models import QuerySet

from mamoru.gate.asking import Asker, OfficerName, Reference
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import deadline
from mamoru.law.figures import clock_named
from mamoru.law.requests import identity_way, request_rules
from mamoru.rights.requests.errors import (
    IdentityWeakError,
    InvalidRequestError,
    RequestStateError,
)
from mamoru.rights.requests.models import IdentityCheck, Paper, Request
from mamoru.rights.requests.papers import sealed
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import after_identity, kind_of, locked, moved, noted
from mamoru.screening.proofs import Document

AT_ONCE = 500
HIDDEN = (RequestState.MATCHING, RequestState.REPEATED)
"""Where a request waits for an officer because somebody is held whom it may be about."""
_WAITING = (
    RequestState.IDENTITY, RequestState.MANDATE, *HIDDEN,
)  # fmt: skip
"""Where a document is kept for its check. Whoever sends one learns nothing from where it waits."""
LARGEST_IMAGE = 8 * 1024 * 1024
"""Bytes of the largest image of a document."""


class Vouched(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says of a check that they made."""

    way: Literal["session", "document", "post"]
    reference: Reference
    """Where it is shown: the session, the note, the proof of delivery."""
    document: Document | None = None
    last4: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z]{0,4}$(?!\n)")] = ""
    is_passed: bool = True
    officer: OfficerName | None = None
    """Who checked, where the caller's system names its officers."""


class DocumentSent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An identity document as it came: what was read of it, or its image."""

    document: Document
    text: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    image: bytes = b""


class DocumentKept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a document, and until when."""

    paper: str
    erase_by: datetime
    masked: str


def strength_of(row: Request, way: str, at: datetime) -> int:
    """Return how strong a way is; raises `IdentityWeakError` where it does not suffice."""
    found = identity_way(way, tokyo_day(at))
    needed = kind_of(row).identity
    if found is None or found.strength < needed:
        enough = [one.name for one in request_rules().ways if one.strength >= needed]
        raise IdentityWeakError(ways=", ".join(dict.fromkeys(enough)))
    return found.strength


def at_identity(ref: str, *, is_blind: bool) -> Request:
    """Return a request, locked, that waits for whoever asks to show who they are.

    One that waits for an officer because somebody is held (`HIDDEN`) is told from it to whoever may
    know that; to the others, who are `is_blind`, it goes the same way, and as far.

    Raises `UnknownRequestError`, `RequestStateError`.
    """
    row = locked(ref, RequestState.IDENTITY, *(HIDDEN if is_blind else ()))
    if row.state in HIDDEN and _is_shown(row):
        raise RequestStateError(request=ref, state=row.state)
    return row


def _is_shown(row: Request) -> bool:
    return IdentityCheck.objects.filter(request=row, result="passed").exists()


def vouch(door: Door, by: Asker, ref: str, said: Vouched, *, is_blind: bool = False) -> str:
    """Note a check that was passed or failed, and return what the request waits for next.

    Raises `UnknownRequestError`, `RequestStateError`, `IdentityWeakError`, and
    `InvalidRequestError` where a document is not named.
    """
    by = by.acting(said.officer)
    if (said.way == "document") != (said.document is not None):
        raise InvalidRequestError(
            item="document", reason_ja="書類の種類を示してください", reason_en="name the document"
        )

    def unit(record: Record) -> str:
        at = door.clock()
        row = at_identity(ref, is_blind=is_blind)
        strength_of(row, said.way, at)
        check = IdentityCheck(
            request=row, ref=f"check_{token_hex(8)}", way=said.way, made_at=at,
            document=said.document or "", last4=said.last4, reference=said.reference,
        )  # fmt: skip
        if said.is_passed:
            return passed(door, record, row, check, at, by)
        check.result, check.checked_at, check.checked_by = "failed", at, by.system
        check.save()
        noted(record, row, "identity_refused", at, by.system, what=said.way, officer=by.officer)
        return str(RequestState.IDENTITY)

    return door.writer.run(unit)[0]


def passed(
    door: Door, record: Record, row: Request, check: IdentityCheck, at: datetime, by: Asker
) -> str:
    """Note that a check was passed, within the caller's transaction; return what comes next."""
    check.result, check.checked_at, check.checked_by = "passed", at, by.system
    check.save()
    if row.state in HIDDEN:
        return _passed_unseen(door, record, row, check, at, by)
    row.identity, row.verified_at = strength_of(row, check.way, at), at
    moved(row, after_identity(row, door.shelf.policy(at)), at)
    noted(record, row, "identified", at, by.system, what=check.way, officer=by.officer)
    if row.state == RequestState.FEE:
        noted(record, row, "fee_asked", at, by.system, officer=by.officer)
    return str(row.state)


def _passed_unseen(
    door: Door, record: Record, row: Request, check: IdentityCheck, at: datetime, by: Asker
) -> str:
    """Let a request wait for the officer all the same, and return what it would wait for else.

    Whose several people's request is, no check can show before somebody has said whom it is about.
    """
    told = after_identity(copy(row), door.shelf.policy(at))
    if row.state == RequestState.REPEATED:
        row.identity, row.verified_at = strength_of(row, check.way, at), at
        row.save(update_fields=["identity", "verified_at"])
    noted(record, row, "identified", at, by.system, what=check.way, officer=by.officer)
    return str(told)


def keep_document(door: Door, by: Asker, ref: str, sent: DocumentSent) -> DocumentKept:
    """Keep a document for its check: its text masked, its image sealed, both for a short time.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError`.
    """
    from mamoru.screening.documents import masked_text  # takes longer than most commands

    if bool(sent.text) == bool(sent.image) or len(sent.image) > LARGEST_IMAGE:
        raise InvalidRequestError(
            item="document", reason_ja="読み取った文字か、8 MiB までの画像を送ってください",
            reason_en="send either what was read of it, or an image of up to 8 MiB",
        )  # fmt: skip
    shown = masked_text(sent.document, sent.text) if sent.text else ""

    def unit(record: Record) -> DocumentKept:
        at = door.clock()
        row = locked(ref, *_WAITING)
        if row.state in HIDDEN and row.by == "person" and _is_shown(row):
            raise RequestStateError(request=ref, state=row.state)
        name = f"document:{token_hex(8)}"
        until = deadline(clock_named("identity_image", tokyo_day(at)), at)
        content = sealed(door, row, name, shown.encode() or sent.image)
        Paper.objects.create(request=row, name=name, sealed=content, at=at, erase_by=until)
        kept = sent.document.value
        noted(record, row, "document_kept", at, by.system, what=kept, officer=by.officer)
        return DocumentKept(paper=name, erase_by=until, masked=shown)

    return door.writer.run(unit)[0]


def erase_checked(door: Door) -> int:
    """Erase documents whose check is over; return how many. Each is on record."""
    with looking():
        is_any = _checked().exists()
    return _erased(door, lambda _: _checked(), AT_ONCE) if is_any else 0


def count_documents(at: datetime | None) -> int:
    """Return how many documents have to be gone by `at`, or how many there are."""
    return (_documents() if at is None else _documents().filter(erase_by__lte=at)).count()


def erase_documents(door: Door, limit: int = AT_ONCE) -> int:
    """Erase documents whose time is over; return how many. Each is on record."""
    with looking():
        is_any = count_documents(door.clock()) > 0
    return _erased(door, lambda at: _documents().filter(erase_by__lte=at), limit) if is_any else 0


def _documents() -> QuerySet[Paper]:
    return Paper.objects.filter(erase_by__isnull=False)


def _checked() -> QuerySet[Paper]:
    return _documents().exclude(request__state__in=_WAITING)


def _erased(door: Door, which: Callable[[datetime], QuerySet[Paper]], limit: int) -> int:
    def unit(record: Record) -> int:
        at = door.clock()
        over = list(which(at).select_related("request").order_by("pk")[:limit])
        for one in over:
            noted(record, one.request, "document_erased", at, "rights")
            one.delete()
        return len(over)

    return door.writer.run(unit)[0]
