"""Receiving an inquiry by form, or taken down by an officer (telephone, post, counter).

Nothing can forbid that; it is on record, and the server's clock says when it was.
"""

import hashlib
from datetime import datetime
from secrets import token_hex
from typing import Annotated

import msgspec

from mamoru.desk import papers
from mamoru.desk.acknowledge import acknowledge
from mamoru.desk.arrive import (
    FileSent,
    Looked,
    Marks,
    added,
    begun,
    language_of,
    looked_through,
    text_known_by,
)
from mamoru.desk.errors import InquiryDiffersError, InvalidInquiryError
from mamoru.desk.limits import JOINED
from mamoru.desk.mail.sieve import lane_of
from mamoru.desk.models import Inquiry
from mamoru.desk.papers import CaseKey, Written
from mamoru.desk.state import Channel, InquiryState, Kind, Lane
from mamoru.desk.steps import noted
from mamoru.desk.whose import person_of, same_spelling
from mamoru.errors import Language
from mamoru.gate.asking import Asker
from mamoru.gate.blind import tokens
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.repeated import one_at_a_time
from mamoru.gate.transaction import Record

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=100_000)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$(?!\n)")]


class NewFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that comes with an inquiry, in base64."""

    content: Annotated[bytes, msgspec.Meta(min_length=1, max_length=8 * 1024 * 1024)]
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    media: Annotated[str, msgspec.Meta(max_length=100)] = ""


class NewInquiry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody asks, or complains of."""

    text: Text
    kind: Kind = "question"
    subject: Annotated[str, msgspec.Meta(max_length=300)] = ""
    channel: Channel = "web"
    language: Language | None = None
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    email: Annotated[str, msgspec.Meta(max_length=320)] = ""
    """Where the answer goes; without it somebody has to answer otherwise."""
    contact: Annotated[dict[str, Short], msgspec.Meta(max_length=8)] = {}
    """How else they are reached: `phone`, `address` …"""
    person: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    """Ref, where the caller knows who asks."""
    files: Annotated[tuple[NewFile, ...], msgspec.Meta(max_length=10)] = ()
    key: Key | None = None
    """The caller's own random name of it, by which a repetition is known."""


class InquiryReceived(msgspec.Struct, frozen=True, kw_only=True):
    """An inquiry that was received."""

    inquiry: str
    state: str
    lane: str
    is_repeated: bool
    """Whether it had been handed in under this key before, or is one that is open already."""


def unidentified(told: InquiryReceived) -> InquiryReceived:
    """Return what whoever only writes is told: in a flood, the lane says who is held."""
    return msgspec.structs.replace(told, state=str(InquiryState.RECEIVED), lane=str(Lane.DESK))


def receive(
    door: Door, asker: Asker, new: NewInquiry, *, is_crowded: bool = False
) -> InquiryReceived:
    """Receive an inquiry. Raises `InvalidInquiryError`, `InquiryDiffersError`.

    The same text of the same sender within a week joins the one that is open. Where much came from
    the same network (`is_crowded`), it is set aside.
    """
    if new.email and not same_spelling(new.email):
        raise InvalidInquiryError(
            item="email", reason_ja="メールアドレスではありません", reason_en="it is no address"
        )
    with looking():
        before = _before(asker, new)
    if before is not None:
        return before
    person = new.person or (person_of(door, new.email, token_hex(16)) if new.email else "")
    looked = looked_through(door.policy, _written(new), _files(new))
    key = papers.new_case_key(door)

    def unit(record: Record) -> InquiryReceived:
        one_at_a_time(asker.system, new.key or token_hex(16))
        known = _before(asker, new)
        if known is not None:
            return known
        return _kept(door, record, asker, new, looked, key, person, is_crowded=is_crowded)

    return door.writer.run(unit)[0]


def _written(new: NewInquiry) -> Written:
    subject = " ".join(new.subject.split())
    return Written(
        address=new.email, name=new.name, subject=subject, text=new.text, contact=new.contact
    )


def _files(new: NewInquiry) -> list[FileSent]:
    return [FileSent(content=one.content, name=one.name, declared=one.media) for one in new.files]


def _kept(
    door: Door, record: Record, asker: Asker, new: NewInquiry, looked: Looked, key: CaseKey,
    person: str, *, is_crowded: bool,
) -> InquiryReceived:  # fmt: skip
    at, address = door.clock(), same_spelling(new.email)
    sender = tokens(door, "inquiry sender", address)[0] if address else None
    marks = Marks(channel=new.channel, at=at, sender=sender)
    known_by = text_known_by(door, address, _written(new))
    open_one = joined_by(known_by, at)
    if open_one is not None:
        message = added(
            door, record, open_one, papers.seal_of(door, open_one), looked,
            msgspec.structs.replace(marks, is_duplicate=True),
        )  # fmt: skip
        noted(record, open_one, "duplicate_joined", at, asker.system, what=message.ref)
        return _told(open_one, is_repeated=True)
    lane = Lane.DESK
    if new.channel == "web":
        lane = lane_of(sender, at, is_known=bool(person), is_crowded=is_crowded)
    row = begun(
        door, key, kind=new.kind, channel=new.channel, person=person, lane=lane, at=at,
        language=new.language or language_of(new.text),
        text_digest=known_by[0] if known_by else None,
    )  # fmt: skip
    row.caller, row.key, row.digest = asker.system, new.key, ""
    row.digest = _digest(row.trace, new) if new.key else ""
    row.save()
    seal = papers.seal_of(door, row)
    noted(record, row, "received", at, asker.system, what=new.channel)
    message = added(door, record, row, seal, looked, marks)
    if lane == Lane.HELD:
        noted(record, row, "set_aside", at, asker.system)
    acknowledge(door, record, row, seal, message, looked.written)
    return _told(row, is_repeated=False)


def joined_by(known_by: list[bytes], at: datetime) -> Inquiry | None:
    """Return the open inquiry that the same text of the same sender began, if there is one."""
    rows = Inquiry.objects.select_for_update().filter(text_digest__in=known_by)
    found = rows.exclude(state=InquiryState.CLOSED).order_by("-pk").first() if known_by else None
    is_one = found is not None and found.arrived_at > at - JOINED and papers.is_readable(found)
    return found if is_one else None


def _before(asker: Asker, new: NewInquiry) -> InquiryReceived | None:
    """Return what was answered to the same call before; raises `InquiryDiffersError`."""
    if new.key is None:
        return None
    row = Inquiry.objects.filter(caller=asker.system, key=new.key).first()
    if row is None:
        return None
    if row.digest != _digest(row.trace, new):
        raise InquiryDiffersError
    return _told(row, is_repeated=True)


def _digest(salt: str, new: NewInquiry) -> str:
    """Return what tells the same call from another, and nothing to whoever has not the call."""
    content = msgspec.json.encode(new, order="deterministic")
    return hashlib.scrypt(content, salt=salt.encode(), n=2**4, r=8, p=1, dklen=32).hex()


def _told(row: Inquiry, *, is_repeated: bool) -> InquiryReceived:
    return InquiryReceived(
        inquiry=row.ref, state=str(row.state), lane=str(row.lane), is_repeated=is_repeated
    )
