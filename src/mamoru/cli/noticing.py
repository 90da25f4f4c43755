"""The commands `mamoru consent notice …`, by the officer."""

from argparse import Namespace
from datetime import datetime

import msgspec

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import reason_of
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.consent import notices
from mamoru.consent.notice import LONGEST, NewNotice, Notice, Stale
from mamoru.gate.asking import OFFICER
from mamoru.gate.showing import Display, register, show
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

STALE = {
    None: Word("示してよい", "current"),
    Stale.SUPERSEDED: Word("新しい版がある", "superseded"),
    Stale.POLICY: Word("ポリシーが変わった", "the policy says something else"),
}
_NOT_TEXT = Word("UTF-8 の文字として読めない", "not text in UTF-8")
_OLD = Word("この通知は作り直しが必要です({why})。", "This notice has to be made anew: {why}.")


def add_notice(asked: Namespace) -> int:
    """Register what standard input holds."""
    raw = read_file(STANDARD_INPUT, LONGEST + 1)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise InputBrokenError(reason=say(_NOT_TEXT, language())) from None
    stated = {
        "name": asked.name, "version": asked.notice_version, "language": asked.language,
        "channel": asked.channel, "media": asked.media, "purposes": asked.purpose,
        "recipients": asked.recipient, "text": text,
    }  # fmt: skip
    try:
        new = msgspec.convert(stated, NewNotice)
    except msgspec.ValidationError as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None
    with opened_door(may_begin=True) as door:
        notice = register(door, OFFICER, new)
        _tell(asked, notice, f"{notice.name} {notice.version} {notice.digest}")
    return YES


def list_notices(asked: Namespace) -> int:
    """Tell of every notice whether it may still be shown."""
    check_installed()
    with opened_door() as door:
        policy, now = door.policy, door.clock()
        found = [(one, notices.stale(one, policy, now)) for one in notices.every()]
    if asked.format == "json":
        listed = [{**_fields(one), "stale": why} for one, why in found]
        tell(as_json({"notices": listed}))
        return YES
    speech = language()
    rows = [
        [one.name, one.version, one.language, one.channel, one.digest[:16], say(STALE[why], speech)]
        for one, why in found
    ]
    tell(table(("name", "version", "language", "channel", "sha256", "state"), rows))
    return YES


def show_notice(asked: Namespace) -> int:
    """Print a notice as it is shown, and say whether it may still be."""
    check_installed()
    with opened_door() as door:
        policy, now = door.policy, door.clock()
        notice = notices.rendering(asked.name, asked.language, asked.channel, now)
        _warn(notice, policy, now)
    _tell(asked, notice, notice.text)
    return YES


def notice_shown(asked: Namespace) -> int:
    """Record that a notice was shown, and print the reference of that."""
    with opened_door() as door:
        display = Display(name=asked.name, language=asked.language, channel=asked.channel)
        done = show(door, OFFICER, display, asked.ref)
        _warn(done.shown.notice, door.policy, door.clock())
    shown = done.shown
    told = {
        "reference": shown.reference, "name": shown.notice.name, "version": shown.notice.version,
        "sha256": shown.notice.digest, "at": shown.at, "stale": done.stale,
    }  # fmt: skip
    tell(as_json(told) if asked.format == "json" else shown.reference)
    return YES


def _warn(notice: Notice, policy: Policy, now: datetime) -> None:
    why = notices.stale(notice, policy, now)
    if why is not None:
        warn(say(_OLD, language()).format(why=say(STALE[why], language())))


def _tell(asked: Namespace, notice: Notice, text: str) -> None:
    tell(as_json(_fields(notice)) if asked.format == "json" else text)


def _fields(notice: Notice) -> dict[str, object]:
    hidden = ("number", "matter", "digest")
    fields = msgspec.structs.asdict(notice)
    return {name: value for name, value in fields.items() if name not in hidden} | {
        "sha256": notice.digest
    }
