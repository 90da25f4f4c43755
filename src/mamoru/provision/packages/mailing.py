"""Mailing a link to the contact of the party, at most once, and without keeping it anywhere.

A link is made in the moment in which it is mailed: its hash is committed with the mark that it is
being sent, and the mail server gets the token from memory. Each try makes another link, which ends
the one before. Killed after the mark, nobody knows whether it was taken over: it becomes `unclear`
and is not repeated by itself; an officer asks for it again. Mail is a postcard: whoever reads it
may take the package, which opens with the party's key only, and the party finds the link used.
"""

from collections.abc import Callable
from secrets import SystemRandom, token_hex, token_urlsafe

from django.conf import settings

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.mail import LONGEST, mailer_of
from mamoru.gate.transaction import Record
from mamoru.outbox.addresses import is_address
from mamoru.outbox.backoff import ATTEMPTS, pause_after
from mamoru.outbox.compose import compose
from mamoru.outbox.errors import MailServerSilentError
from mamoru.outbox.letters import State
from mamoru.outbox.line import Attempt, Line
from mamoru.outbox.mailer import Mailer
from mamoru.parties.queries import party
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    LinkUnmailableError,
)
from mamoru.provision.packages.link_letter import letter
from mamoru.provision.packages.links import ADDRESS, Link, check_offerable, offered
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import HandOverReport, locked, report_of

_chance = SystemRandom().random


def mail_link(door: Door, ref: str) -> HandOverReport:
    """Let a link to a package be mailed to the contact of its party.

    Raises `UnknownHandOverError`, `HandOverStateError`, `HandOverElsewhereError`,
    `LinkUnmailableError`, `MailMisconfiguredError`.
    """
    _check(door)

    def unit(_: object) -> HandOver:
        row, now = locked(ref), door.clock()
        check_offerable(row, now)
        _contact(row)
        row.mail_state, row.mail_tries, row.mail_at = State.WAITING, 0, now
        row.save(update_fields=["mail_state", "mail_tries", "mail_at"])
        return row

    return report_of(door.writer.run(unit)[0])


def mail_due(door: Door, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Mail the links that are due, and note which ones nobody knows about any more.

    Raises `MailServerSilentError` and its kinds, `MailMisconfiguredError`.
    """
    for ref in _due(door, State.SENDING):
        _note(door, ref, Attempt(State.UNCLEAR))
    for ref in _due(door, State.WAITING):
        mailer = mailer_of(door.policy)
        if mailer is None or is_stopping():
            return
        _mailed(door, mailer, ref)


def _due(door: Door, state: State) -> list[str]:
    rows = HandOver.objects.filter(mail_state=state, mail_at__lte=door.clock())
    with looking():
        return list(rows.order_by("pk").values_list("ref", flat=True))


def _mailed(door: Door, mailer: Mailer, ref: str) -> None:
    try:
        with Line(mailer) as line:
            begun = _begun(door, ref)
            if begun is None:
                return
            link, to = begun
            text = letter(
                ref, f"{settings.URL}{ADDRESS}/{link.token}", link.expires_at, mailer.name
            )
            attempt = line.send(compose(mailer, text, token_hex(16), to, at=door.clock()))
    except MailServerSilentError:
        _note(door, ref, Attempt(State.WAITING))
        raise
    _note(door, ref, attempt)


def _begun(door: Door, ref: str) -> tuple[Link, str] | None:
    """Mark that a link is being mailed, and return it with where to, unless it is none any more."""
    token = token_urlsafe(32)

    def unit(record: Record) -> tuple[Link, str] | None:
        row, now = locked(ref), door.clock()
        if row.mail_state != State.WAITING or row.mail_at is None or row.mail_at > now:
            return None
        try:
            to = _contact(row)
            row.mail_state, row.mail_at = State.SENDING, now + LONGEST
            offered(row, token, now)
        except (HandOverStateError, HandOverElsewhereError, LinkUnmailableError):
            row.mail_state, row.mail_at = State.WITHDRAWN, None
            row.save()
            noted(record, row, "link_not_mailed", now)
            return None
        return Link(hand=ref, token=token, expires_at=row.expires_at), to

    return door.writer.run(unit)[0]


def _note(door: Door, ref: str, attempt: Attempt) -> None:
    """Note what came of an attempt; what was certainly not taken is tried again, some times."""

    def unit(record: Record) -> None:
        row, now = locked(ref), door.clock()
        row.mail_tries += 1
        again = now + pause_after(row.mail_tries, _chance())
        is_waiting = attempt.state is State.WAITING and row.mail_tries < ATTEMPTS
        state = State.FAILED if attempt.state is State.WAITING and not is_waiting else attempt.state
        row.mail_state, row.mail_at = state, again if is_waiting else None
        row.save(update_fields=["mail_state", "mail_tries", "mail_at"])
        if not is_waiting:
            noted(record, row, "link_mailed" if state is State.SENT else "link_not_mailed", now)

    door.writer.run(unit)


def _check(door: Door) -> None:
    if not settings.URL:
        raise _unmailable("MAMORU_URL が設定されていません", "MAMORU_URL is not set")
    if mailer_of(door.policy) is None:
        raise _unmailable("MAMORU_SMTP が設定されていません", "MAMORU_SMTP is not set")


def _contact(row: HandOver) -> str:
    contact = party(row.party).contact
    if not is_address(contact):
        raise _unmailable("相手の連絡先がありません", "the party has no contact")
    return contact


def _unmailable(ja: str, en: str) -> LinkUnmailableError:
    return LinkUnmailableError(reason_ja=ja, reason_en=en)
