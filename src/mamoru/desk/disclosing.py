"""A person's inquiries, as the answer to their request for disclosure has them (APPI 33).

Decided with the rest of that answer (`mamoru.gate.read.disclose`). A message that waits within a
thread, since a stranger to it wrote it, is nobody's yet and in no answer.
"""

from collections.abc import Sequence

from django.db.models import QuerySet

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.handling import FILE, TEXT
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.state import Direction
from mamoru.gate.about import Touched
from mamoru.gate.correspondence import FileTold, InquiryTold, MessageTold
from mamoru.gate.door import Door
from mamoru.gate.free_text import data_of
from mamoru.policy.model import Policy


class DeskCorrespondence:
    """The inquiries of this room."""

    def of(self, person: str) -> Sequence[str]:
        """Return the names of a person's inquiries that can be read."""
        return [one.ref for one in _rows(person)]

    def touched(self, policy: Policy, person: str) -> Sequence[Touched]:
        """Return the categories of texts and files, and of what may be sensitive in them."""
        found: dict[Touched, None] = {}
        for row in _rows(person):
            for message in _messages(row):
                found |= _touched(data_of(policy, TEXT), message.withheld)
            for file in _files(row):
                found |= _touched(data_of(policy, FILE), file.withheld)
        return list(found)

    def told(self, door: Door, person: str) -> tuple[InquiryTold, ...]:
        """Return a person's inquiries in clear."""
        return tuple(_told(door, row) for row in _rows(person))


def _rows(person: str) -> list[Inquiry]:
    rows = Inquiry.objects.filter(person=person).order_by("arrived_at", "pk") if person else ()
    return [row for row in rows if papers.is_readable(row)]


def _messages(row: Inquiry) -> QuerySet[Message]:
    return Message.objects.filter(inquiry=row, is_on_hold=False).order_by("at", "pk")


def _files(row: Inquiry) -> QuerySet[Attachment]:
    found = Attachment.objects.filter(message__inquiry=row, message__is_on_hold=False)
    return found.defer("sealed").order_by("pk")


def _touched(data: str | None, withheld: Sequence[str]) -> dict[Touched, None]:
    if data is None:  # the policy has no word for it: nothing that it could forbid
        return {}
    return {(data, None): None, **{(data, word): None for word in withheld}}


def _told(door: Door, row: Inquiry) -> InquiryTold:
    seal = papers.seal_of(door, row)
    files: dict[int, list[FileTold]] = {}
    kept = papers.kept(row)
    for one in _files(row):
        found = _file(seal, one, is_kept=one.pk in kept)
        files.setdefault(one.message_id, []).append(found)
    return InquiryTold(
        inquiry=row.ref, kind=row.kind, data=data_of(door.policy, TEXT),
        arrived_at=row.arrived_at, closed_at=row.closed_at,
        messages=tuple(_message(seal, one, files.get(one.pk, ())) for one in _messages(row)),
    )  # fmt: skip


def _message(seal: Seal, one: Message, files: Sequence[FileTold]) -> MessageTold:
    said = papers.written(seal, one)
    return MessageTold(
        at=one.at, is_answer=one.direction == Direction.OUT, channel=one.channel,
        subject=said.subject, text=said.text, sensitive=tuple(one.withheld),
        is_erased=one.purged_at is not None, sent_at=one.sent_at, files=tuple(files),
    )  # fmt: skip


def _file(seal: Seal, one: Attachment, *, is_kept: bool) -> FileTold:
    return FileTold(
        name=papers.label(seal, one).name,
        media=one.media,
        size=one.size,
        is_kept=is_kept,
    )
