"""Notices: registering them, reading them, and saying that one is being shown."""

from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.terms import Ref
from mamoru.consent import notices
from mamoru.consent.notice import Channel, NewNotice, Notice, Stale, Tongue, Version
from mamoru.gate.looking import looking
from mamoru.gate.showing import Display, register, show

_encode = msgspec.json.Encoder().encode


class NoticeText(msgspec.Struct, frozen=True, kw_only=True):
    """A notice with the hash of its text, and why it is not to be shown any more, if so."""

    name: str
    version: str
    language: str
    channel: str
    media: str
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    text: str
    sha256: str
    policy: str
    policy_version: str
    made_at: datetime
    stale: Stale | None


class NoticeList(msgspec.Struct, frozen=True, kw_only=True):
    """Notices in the order in which they were registered."""

    notices: tuple[NoticeText, ...]


class ShowingNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which language and where a notice is being shown, and to whom if that is known."""

    language: Tongue
    channel: Channel = "web"
    version: Version | None = None
    """The version that was shown, where it may not be the current one any more."""
    ref: Annotated[Ref, msgspec.Meta(pattern="^p_[0-9a-f]{32}$")] | None = None


class NoticeShown(msgspec.Struct, frozen=True, kw_only=True):
    """The showing. `reference` goes with what is chosen or given afterwards."""

    reference: str
    name: str
    version: str
    sha256: str
    at: datetime
    stale: Stale | None


def add(call: Call) -> Reply:
    """Register a notice."""
    wanted: NewNotice = call.body
    notice = register(call.worker.door, call.asker, wanted)
    return Reply(status=201, body=_encode(_told(call, notice)))


def listed(call: Call) -> Reply:
    """Return every notice."""
    with looking():
        found = [_told(call, one) for one in notices.every()]
    return Reply(body=_encode(NoticeList(notices=tuple(found))))


def versions(call: Call) -> Reply:
    """Return every version of one notice."""
    with looking():
        notices.current(call.path["notice"], call.worker.now())
        found = [_told(call, one) for one in notices.every(call.path["notice"])]
    return Reply(body=_encode(NoticeList(notices=tuple(found))))


def shown(call: Call) -> Reply:
    """Record that a notice is being shown."""
    wanted: ShowingNotice = call.body
    display = Display(
        name=call.path["notice"], language=wanted.language, channel=wanted.channel,
        version=wanted.version,
    )  # fmt: skip
    done = show(call.worker.door, call.asker, display, wanted.ref)
    notice = done.shown.notice
    answer = NoticeShown(
        reference=done.shown.reference, name=notice.name, version=notice.version,
        sha256=notice.digest, at=done.shown.at, stale=done.stale,
    )  # fmt: skip
    return Reply(status=201, body=_encode(answer))


def _told(call: Call, notice: Notice) -> NoticeText:
    return NoticeText(
        name=notice.name, version=notice.version, language=notice.language,
        channel=notice.channel, media=notice.media, purposes=notice.purposes,
        recipients=notice.recipients, text=notice.text, sha256=notice.digest,
        policy=notice.policy, policy_version=notice.policy_version, made_at=notice.made_at,
        stale=notices.stale(notice, call.worker.door.policy, call.worker.now()),
    )  # fmt: skip
