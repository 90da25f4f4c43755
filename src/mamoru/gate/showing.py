"""Notices through the door: registering one, and showing it to somebody, known or not.

A notice holds nothing about anybody, and neither does a showing to somebody who is not known; what
is known of a person goes on record with an entry of its own, which no policy can forbid.
"""

import msgspec

from mamoru.consent import notices
from mamoru.consent.notices import NewNotice, Notice, Shown, Stale
from mamoru.gate.about import About
from mamoru.gate.asking import SHOW, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.record import noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Noticed
from mamoru.policy.handling import Decision, Outcome

NOTICE = "notice_shown"


class Display(msgspec.Struct, frozen=True, kw_only=True):
    """Which notice is shown; the current version, unless another is said to have been."""

    name: str
    language: str
    channel: str = "web"
    version: str | None = None


class ShownNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A showing, and why what was shown is no longer to be shown, if it is not."""

    shown: Shown
    stale: Stale | None


def register(door: Door, asker: Asker, new: NewNotice) -> Notice:
    """Keep a notice as made under the text in force; the ledger holds its hash.

    The same again is no error, and leaves no entry. Raises `InvalidNoticeError`,
    `NoticeTakenError`.
    """

    def unit(record: Record) -> Notice:
        at = door.clock()
        known = {one.number for one in notices.every(new.name)}
        notice = notices.register(new, door.shelf.policy(at), now=at)
        if notice.number not in known:
            record.add(
                Noticed(
                    at=at, notice=notice.name, version=notice.version, language=new.language,
                    text=notice.digest, policy=notice.policy, policy_version=notice.policy_version,
                    caller=asker.system,
                )
            )  # fmt: skip
        return notice

    return door.writer.run(unit)[0]


def show(door: Door, asker: Asker, display: Display, ref: str | None = None) -> ShownNotice:
    """Record that a notice is shown now, to `ref` or to somebody who is not known yet.

    A version that is no longer current is recorded as it is told, and it is said to be stale.
    Raises `UnknownNoticeError`, `UnknownPersonError`.
    """

    def unit(record: Record) -> ShownNotice:
        at = door.clock()
        notice = _displayed(display, door)
        if ref is None:
            shown = notices.show(notice, now=at)
        else:
            about = door.about(record, record.sight.held(Look(ref, items=())), at)
            shown = notices.show(notice, now=at, person=about.held.number)
            _note(record, asker, about, shown)
        return ShownNotice(shown=shown, stale=notices.stale(notice, door.shelf.policy(at), at))

    return door.writer.run(unit)[0]


def _displayed(display: Display, door: Door) -> Notice:
    if display.version is None:
        return notices.rendering(display.name, display.language, display.channel, door.clock())
    return notices.rendered(
        notices.version_of(display.name, display.version), display.language, display.channel
    )


def _note(record: Record, asker: Asker, about: About, shown: Shown) -> None:
    reference = f"shown:{shown.reference}#{shown.notice.digest}"
    wish = Wish(act=SHOW, grounds={NOTICE: reference})
    decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
    noted(record, asker, wish, (), decision, about)
