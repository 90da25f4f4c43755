"""Notices: what people were shown before they gave or chose something, and when.

Invariants:
- a version of a notice, in one language and on one channel, is one text for ever;
- the version registered last under a name is current, and those before it are superseded;
- a notice is stale once it is superseded, or the policy in force says something else of the
  purposes and recipients that it names (`matter.py`);
- a showing has a random reference and is of one notice; it may come before anybody is known, and
  is tied to one person at most.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from mamoru.consent.errors import (
    NoticeNotShownError,
    NoticeStaleError,
    NoticeTakenError,
    UnknownNoticeError,
)
from mamoru.consent.give import new_reference
from mamoru.consent.matter import matter
from mamoru.consent.models import Notice as NoticeRow
from mamoru.consent.models import Shown as ShownRow
from mamoru.consent.models import ShownTo
from mamoru.consent.notice import NewNotice as NewNotice
from mamoru.consent.notice import Notice as Notice
from mamoru.consent.notice import Proof as Proof
from mamoru.consent.notice import Shown as Shown
from mamoru.consent.notice import Stale as Stale
from mamoru.consent.notice import check
from mamoru.policy.model import Policy


def register(new: NewNotice, policy: Policy, *, now: datetime) -> Notice:
    """Keep a notice for ever, as made under `policy`, and return it.

    The same again is no error. Raises `InvalidNoticeError`, or `NoticeTakenError` where this
    version says something else already, or is not the latest of its name.
    """
    check(new, policy)
    digest = sha256(new.text.encode()).hexdigest()
    before = _rows(new.name)
    if (
        before
        and before[-1].version != new.version
        and any(one.version == new.version for one in before)
    ):
        raise NoticeTakenError
    row = NoticeRow(
        name=new.name, version=new.version, language=new.language, channel=new.channel,
        media=new.media, purposes=list(new.purposes), recipients=list(new.recipients),
        text=new.text, digest=digest, policy=policy.id, policy_version=policy.version,
        matter=matter(policy, new.purposes, new.recipients), made_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _again(row)
    return _notice(row)


def current(name: str, now: datetime) -> tuple[Notice, ...]:
    """Return the current version of a notice, in each language and on each channel it has.

    Registered until `now`. Raises `UnknownNoticeError`.
    """
    rows = [row for row in _rows(name) if _aware(row.made_at) <= now]
    if not rows:
        raise UnknownNoticeError
    return tuple(_notice(row) for row in rows if row.version == rows[-1].version)


def every(name: str | None = None) -> list[Notice]:
    """Return all notices, or all of one name, in the order in which they were registered."""
    return [_notice(row) for row in _rows(name)]


def rendering(name: str, language: str, channel: str, now: datetime) -> Notice:
    """Return the current notice in a language and on a channel; raises `UnknownNoticeError`."""
    return rendered(current(name, now), language, channel)


def rendered(version: Sequence[Notice], language: str, channel: str) -> Notice:
    """Return the notice of a version in a language and on a channel.

    Raises `UnknownNoticeError`.
    """
    for notice in version:
        if (notice.language, notice.channel) == (language, channel):
            return notice
    raise UnknownNoticeError


def version_of(name: str, version: str) -> tuple[Notice, ...]:
    """Return a version of a notice, in each language it has; raises `UnknownNoticeError`."""
    found = tuple(_notice(row) for row in _rows(name) if row.version == version)
    if not found:
        raise UnknownNoticeError
    return found


def stale(notice: Notice, policy: Policy, now: datetime) -> Stale | None:
    """Return why `notice` is not to be shown any more under `policy`, the text in force."""
    if any(one.version != notice.version for one in current(notice.name, now)):
        return Stale.SUPERSEDED
    if matter(policy, notice.purposes, notice.recipients) != notice.matter:
        return Stale.POLICY
    return None


def show(notice: Notice, *, now: datetime, person: int | None = None) -> Shown:
    """Record that the notice was shown, and return the showing with its random reference."""
    reference = new_reference("s")
    ShownRow.objects.create(reference=reference, notice_id=notice.number, at=now)
    if person is not None:
        tie(reference, person, now=now)
    return Shown(reference=reference, notice=notice, at=now, person=person)


def tie(reference: str, person: int, *, now: datetime) -> None:
    """Say to whom a notice was shown. The same again is no error.

    Raises `NoticeNotShownError` where there is no such showing, or it was to somebody else.
    """
    found = shown(reference)
    if found.person is None:
        try:
            with transaction.atomic():
                ShownTo.objects.create(shown=reference, person=person, at=now)
        except IntegrityError:
            found = shown(reference)
    if found.person not in (None, person):
        raise NoticeNotShownError


def shown(reference: str) -> Shown:
    """Return the showing with this reference; raises `NoticeNotShownError`."""
    row = ShownRow.objects.select_related("notice").filter(reference=reference).first()
    if row is None:
        raise NoticeNotShownError
    whom = ShownTo.objects.filter(shown=reference).values_list("person", flat=True).first()
    return Shown(reference=reference, notice=_notice(row.notice), at=_aware(row.at), person=whom)


def evidence(
    reference: str,
    policy: Policy,
    *,
    now: datetime,
    name: str | None = None,
    person: int | None = None,
) -> Proof:
    """Return the proof that a notice, current at `now`, was shown before to whoever this is.

    `name` is the notice that it has to be, `person` whom it must not contradict, and `policy` the
    text in force. Raises `NoticeNotShownError`, `NoticeStaleError`.
    """
    found = shown(reference)
    is_other = name is not None and found.notice.name != name
    is_elses = found.person is not None and found.person != person
    if is_other or is_elses or found.at > now:
        raise NoticeNotShownError
    why = stale(found.notice, policy, now)
    if why is not None:
        raise NoticeStaleError(why=why.value)
    return Proof(evidence=f"shown:{reference}#{found.notice.digest}", shown=found)


def _again(row: NoticeRow) -> Notice:
    """Return the notice that is there already, if it is the same; raises `NoticeTakenError`."""
    held = NoticeRow.objects.get(
        name=row.name, version=row.version, language=row.language, channel=row.channel
    )
    parts = ("media", "purposes", "recipients", "digest", "matter")
    if any(getattr(held, part) != getattr(row, part) for part in parts):
        raise NoticeTakenError
    return _notice(held)


def _rows(name: str | None) -> Sequence[NoticeRow]:
    found = NoticeRow.objects.order_by("id")
    return list(found if name is None else found.filter(name=name))


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        name=row.name, version=row.version, language=row.language, channel=row.channel,
        media=row.media, purposes=tuple(row.purposes), recipients=tuple(row.recipients),
        text=row.text, digest=row.digest, policy=row.policy, policy_version=row.policy_version,
        matter=row.matter, made_at=_aware(row.made_at), number=row.pk,
    )  # fmt: skip


def _aware(found: datetime) -> datetime:
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
