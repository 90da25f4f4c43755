"""Handing an answer over: by a link that takes it once, or on paper.

Behind a link lies an age file, encrypted to the person's own key, or to a passphrase that is shown
this once and goes to the person by another way than the link. Neither is kept here.
"""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import choice, token_urlsafe

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.paid import fulfil
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_figure
from mamoru.rights.answer.encrypt import to_key, to_passphrase
from mamoru.rights.requests.errors import (
    AnswerLinkUnknownError,
    AnswerTakenError,
    InvalidRequestError,
    RequestStateError,
)
from mamoru.rights.requests.models import AnswerLink, Request
from mamoru.rights.requests.papers import ANSWER, asked, raw
from mamoru.rights.requests.state import ENDED, Method, RequestState
from mamoru.rights.requests.steps import locked, moved, noted, request_row

OFFERED = (RequestState.READY, RequestState.ANSWERED, *ENDED)
"""Where an answer can be taken; one that was lost on its way can be taken by another link."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are taken for one another; six groups of four have 118 bits."""


class AnswerOffered(msgspec.Struct, frozen=True, kw_only=True):
    """The token that takes an answer, and the passphrase that opens it; both are shown once."""

    request: str
    token: str
    passphrase: str | None
    """`null` where it is encrypted to the person's own key."""
    expires_at: datetime


class AnswerFile(msgspec.Struct, frozen=True, kw_only=True):
    """An answer on its way."""

    name: str
    content: bytes


def offer(door: Door, by: Asker, ref: str) -> AnswerOffered:
    """Return a new link to an answer; an earlier one ends.

    Raises `UnknownRequestError`, `RequestStateError` where there is no answer to be taken, and
    `AnswerNotEncryptedError`.
    """
    row = request_row(ref)
    if row.state not in OFFERED:
        raise RequestStateError(request=ref, state=row.state)
    token = token_urlsafe(32)
    with looking():
        content, recipient = raw(door, row, ANSWER), asked(door, row).recipient
    if content is None:
        raise RequestStateError(request=ref, state=row.state)
    passphrase = None if recipient else "-".join(_group() for _ in range(6))
    file = to_passphrase(content, passphrase) if passphrase else to_key(content, recipient)

    def unit(record: Record) -> datetime:
        at = door.clock()
        mine = locked(ref, *OFFERED)
        until = at + timedelta(days=request_figure("link_days", tokyo_day(at)))
        AnswerLink.objects.update_or_create(
            request=mine,
            defaults={
                "link_hash": _hash(token), "content": file, "digest": sha256(file).hexdigest(),
                "made_at": at, "expires_at": until, "taken_at": None,
            },
        )  # fmt: skip
        noted(record, mine, "link_made", at, by.system)
        return until

    until = door.writer.run(unit)[0]
    return AnswerOffered(request=ref, token=token, passphrase=passphrase, expires_at=until)


def known(token: str, at: datetime) -> AnswerLink:
    """Return what a link leads to; raises `AnswerLinkUnknownError`."""
    found = None
    if _TOKEN.fullmatch(token):
        rows = AnswerLink.objects.select_related("request")
        found = rows.filter(link_hash=_hash(token)).first()
    if found is None or found.expires_at <= at:
        raise AnswerLinkUnknownError
    return found


def take(door: Door, token: str) -> AnswerFile:
    """Return an answer, which is given by that; the link is used up.

    Raises `AnswerLinkUnknownError`, and `AnswerTakenError`, which is on record.
    """

    def unit(record: Record) -> AnswerFile | None:
        at = door.clock()
        link = known(token, at)
        row = locked(link.request.ref)
        link = AnswerLink.objects.get(pk=link.pk)  # as it is now that nobody else changes it
        if link.link_hash != _hash(token):
            raise AnswerLinkUnknownError
        if link.taken_at is not None or link.content is None:
            link.taken_again += 1
            link.save(update_fields=["taken_again"])
            noted(record, row, "link_used_again", at, "link")
            return None
        file = AnswerFile(name=f"{row.ref}.zip.age", content=bytes(link.content))
        link.taken_at, link.content = at, None
        link.save()
        noted(record, row, "answer_taken", at, "link", manifest=row.manifest)
        if row.state == RequestState.READY:
            _answered(record, row, at, "link", "link")
        return file

    found = door.writer.run(unit)[0]
    if found is None:
        raise AnswerTakenError
    return found


def hand_over(door: Door, by: Asker, ref: str, reference: str, method: Method) -> None:
    """Note that an answer was given otherwise than by a link, such as by post.

    `reference` is where that is shown. Where it is not the way that the person chose, the answer
    has to say so (`choose_method`). Raises `UnknownRequestError`, `RequestStateError`,
    `InvalidRequestError`.
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, RequestState.READY)
        if method != (row.given_method or row.method):
            raise InvalidRequestError(
                item="method", reason_ja="本人が選んだ方法ではありません",
                reason_en="that is not what the person chose",
            )  # fmt: skip
        _answered(record, row, at, by.system, reference)

    door.writer.run(unit)


def choose_method(door: Door, by: Asker, ref: str, method: Method) -> None:
    """Give the answer otherwise than the person chose, where that is difficult; it says so.

    Raises `UnknownRequestError`, `RequestStateError` (法33(1), 33(3)).
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, RequestState.DECISION, RequestState.READY)
        row.given_method = "" if method == row.method else method
        if row.state == RequestState.READY:
            moved(row, RequestState.ANSWERING, at)  # to be written anew, with that in it
        else:
            row.save()
        noted(record, row, "method_chosen", at, by.system, what=method)

    door.writer.run(unit)


def answer_files(door: Door, by: Asker, ref: str) -> bytes:
    """Return the archive of an answer that is to be printed; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`.
    """

    def unit(record: Record) -> bytes:
        row = locked(ref)
        found = raw(door, row, ANSWER)
        if found is None:
            raise RequestStateError(request=ref, state=row.state)
        noted(record, row, "papers_read", door.clock(), by.system)
        return found

    return door.writer.run(unit)[0]


def _answered(record: Record, row: Request, at: datetime, by: str, how: str) -> None:
    row.answered_at, row.answered_how = at, how
    moved(row, RequestState.ANSWERED, at)
    noted(record, row, "answered", at, by, manifest=row.manifest)
    if row.deed is not None:
        fulfil([row.deed], at)


def _group() -> str:
    return "".join(choice(_LETTERS) for _ in range(4))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
