"""The commands `mamoru revision draft`, `list`, `show`, `publish` and `withdraw`."""

import sys
from argparse import Namespace
from datetime import datetime

from mamoru.cli.codes import NO, YES
from mamoru.cli.files import read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.cli.refusal import refused
from mamoru.cli.streams import OUTPUT, named
from mamoru.collection.forms.register import unusable_from
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import now_utc
from mamoru.gate.errors import HandlingRefusedError
from mamoru.notices.announce import announce_due
from mamoru.notices.draft import draft
from mamoru.notices.listing import State, revisions, text_of
from mamoru.notices.publish import Publication, publish
from mamoru.notices.withdraw import withdraw
from mamoru.paths import LARGEST_POLICY
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word

_DRAFTED = Word(
    "版 {version} の草案を置きました。元の版: {base}、適用開始日: {effective_from}",
    "Draft of version {version} laid down on top of {base}, to take effect on {effective_from}.",
)
_PUBLISHED = Word(
    "版 {version} を公表しました。{day} から適用されます({weight})。",
    "Version {version} is published. It applies from {day} ({weight}).",
)
_UNUSABLE = Word(
    "この版が適用されると、様式 {form} は受け付けられなくなります(知らない語: {unknown})。",
    "Once it applies, the form {form} takes nothing any more: it does not know {unknown}.",
)
_WITHDRAWN = Word("版 {version} を取り下げました。", "Version {version} is withdrawn.")
_WEIGHTS = {
    "important": Word("重要な変更", "important"),
    "minor": Word("軽微な変更", "minor change"),
}
_BY_MAIL = Word("重要な変更。メールでも告知します", "important: announced by mail as well")
_STATES = {
    State.DRAFT: Word("草案", "draft"),
    State.ANNOUNCED: Word("告知中", "announced"),
    State.IN_FORCE: Word("適用中", "in force"),
    State.PAST: Word("以前の版", "past"),
    State.WITHDRAWN: Word("取り下げ", "withdrawn"),
}
_HEAD = Word("版 状態 公表 適用開始", "version state published in-force-from")


def draft_file(asked: Namespace) -> int:
    """Lay down a draft of the next version."""
    text = read_file(asked.file, LARGEST_POLICY)
    with opened_door() as door:
        made = draft(door, OFFICER, text)
        if asked.format == "json":
            tell(as_json(made))
        else:
            tell(
                say(_DRAFTED, language()).format(
                    version=made.version, base=made.base, effective_from=made.effective_from
                )
            )
    return YES


def list_versions(asked: Namespace) -> int:
    """List drafts and published versions."""
    check_installed()
    speech = language()
    found = revisions(now_utc())
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            one.version,
            say(_STATES[one.state], speech),
            _day(one.published_at),
            _day(one.in_force_from),
        ]
        for one in found
    ]
    tell(table(say(_HEAD, speech).split(" "), rows))
    return YES


def show_text(asked: Namespace) -> int:
    """Print the file of a version or draft, byte by byte."""
    check_installed()
    text = text_of(asked.version)
    if asked.format == "json":
        tell(as_json({"version": asked.version, "text": text.decode()}))
        return YES
    with named(OUTPUT):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
    return YES


def publish_draft(asked: Namespace) -> int:
    """Publish a draft, and go on with its announcement."""
    with opened_door() as door:
        try:
            done = publish(door, OFFICER, asked.version, approved=asked.approved, minor=asked.minor)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            return NO
        tell(as_json(done) if asked.format == "json" else _published(done))
        for form, unknown in unusable_from(door, done.in_force_from).items():
            warn(say(_UNUSABLE, language()).format(form=form, unknown=", ".join(unknown)))
        announce_due(door)
    return YES


def withdraw_version(asked: Namespace) -> int:
    """Withdraw a draft, or a version that is not in force yet."""
    with opened_door() as door:
        withdraw(door, OFFICER, asked.version)
        if asked.format == "json":
            tell(as_json({"version": asked.version, "state": "withdrawn"}))
        else:
            tell(say(_WITHDRAWN, language()).format(version=asked.version))
    return YES


def _published(done: Publication) -> str:
    speech = language()
    lines = [
        say(_PUBLISHED, speech).format(
            version=done.version,
            day=_day(done.in_force_from),
            weight=say(_BY_MAIL if done.is_announced_by_mail else _WEIGHTS[done.weight], speech),
        )
    ]
    lines += [f"- {one.ja if speech == 'ja' else one.en}" for one in done.difference.changes]
    return "\n".join(lines)


def _day(moment: datetime | None) -> str:
    return "-" if moment is None else moment.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
