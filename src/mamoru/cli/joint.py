"""The commands `mamoru joint …`."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import LONGEST, UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell
from mamoru.gate.asking import OFFICER
from mamoru.law.calendar import tokyo_day
from mamoru.policy.words import Word
from mamoru.provision.joint import feeds
from mamoru.provision.joint.feeds import FeedShown, NewFeed
from mamoru.provision.joint.publish import PublishedStatement, every, in_force, publish
from mamoru.provision.joint.statement import Statement

_PUBLISHED = Word(
    "公表文 {number} を公表しました({key}、{day} から)。",
    "Statement {number} is published: {key}, from {day}.",
)
_LATE = Word(
    "責任者の変更から遅れて公表しました(個情法 27(6))。",
    "Changed particulars were published late (APPI 27(6)).",
)


def publish_statement(asked: Namespace) -> int:
    """Publish the statement on standard input."""
    new = _read(Statement)
    with opened_door() as door:
        done = publish(door, OFFICER, new)
        if asked.format == "json":
            tell(as_json(done))
        else:
            day = done.statement.in_force_from.isoformat()
            told = say(_PUBLISHED, language())
            tell(told.format(number=done.number, key=done.statement.key, day=day))
            if done.is_late:
                tell(say(_LATE, language()))
    return YES


def list_statements(asked: Namespace) -> int:
    """List what was published."""
    check_installed()
    found = every()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            str(one.number), one.statement.key, one.statement.in_force_from.isoformat(),
            str(len(one.statement.partners)), ", ".join(one.changed) or "-",
        ]
        for one in found
    ]  # fmt: skip
    tell(table(("number", "joint use", "from", "users", "changed"), rows))
    return YES


def show_statement(asked: Namespace) -> int:
    """Show the statement in force."""
    check_installed()
    found = in_force(asked.key, tokyo_day(datetime.now(UTC)))
    if asked.format == "json":
        tell(as_json(found))
        return YES
    tell(table(("item", "content"), _rows(found)))
    return YES


def add_feed(asked: Namespace) -> int:
    """Set up the feed on standard input."""
    new = _read(NewFeed)
    with opened_door() as door:
        _tell(asked, feeds.add(door, new))
    return YES


def list_feeds(asked: Namespace) -> int:
    """List the feeds."""
    check_installed()
    found = feeds.feeds()
    if asked.format == "json":
        tell(as_json(found))
    else:
        tell(_table(*found))
    return YES


def end_feed(asked: Namespace) -> int:
    """End a feed."""
    with opened_door() as door:
        _tell(asked, feeds.end(door, asked.feed))
    return YES


def _rows(found: PublishedStatement) -> list[list[str]]:
    one = found.statement
    is_japanese = language() == "ja"

    def said(told: Any) -> str:  # noqa: ANN401 - anything with both languages
        return str(told.ja if is_japanese else told.en)

    return [
        ["number", str(found.number)],
        ["title", said(one.title)],
        ["items", ", ".join(one.items)],
        ["users", ", ".join(one.partners)],
        ["range", said(one.range)],
        ["purposes", ", ".join(f"{each.id} {said(each)}" for each in one.purposes)],
        ["responsible", said(one.responsible.name)],
        ["address", said(one.responsible.address)],
        ["representative", said(one.responsible.representative)],
        ["in force from", one.in_force_from.isoformat()],
    ]


def _table(*found: FeedShown) -> str:
    rows = [
        [
            one.key, one.joint, one.party, one.client, one.purpose,
            f"{one.pulled}/{one.sequence}", "-" if one.ended_at is None else "ended",
            ", ".join(one.items),
        ]
        for one in found
    ]  # fmt: skip
    head = ("feed", "joint use", "party", "client", "purpose", "position", "state", "items")
    return table(head, rows, limit=160)


def _tell(asked: Namespace, one: FeedShown) -> None:
    tell(as_json(one) if asked.format == "json" else _table(one))


def _read(kind: type[Any]) -> Any:  # noqa: ANN401 - a value of `kind`
    raw = read_file(STANDARD_INPUT, LONGEST)
    try:
        return strict(raw, kind)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None
