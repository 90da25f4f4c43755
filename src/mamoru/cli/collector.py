"""The commands `mamoru collector declare`, `declarations`, `history`, `day` and `keep`."""

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, entry_line, placed, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.files import read_file
from mamoru.cli.installation import opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.collection.collector import declare
from mamoru.collection.collector.errors import DeclarationFileError
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.observing import history, upkeep
from mamoru.gate.observing.history import Occurrence
from mamoru.policy.source import MAX_BYTES
from mamoru.policy.words import Word

_DECLARED = Word(
    "定義の版 {version} を登録しました: {events}", "Declared in version {version}: {events}"
)
_KEPT = Word(
    "ファイルへ移した数 {moved}、書き直したファイル {compacted}、期限で除いた数 {ended}",
    "moved into files: {moved}; files written anew: {compacted}; ended: {ended}",
)
_COLUMNS = ("at", "event", "purposes", "properties", "of")


def declare_events(asked: Namespace) -> int:
    """Register a file of declarations."""
    text = read_file(asked.file, MAX_BYTES + 1)
    with opened_door() as door:
        try:
            found = declare.declare(door, OFFICER, text)
        except DeclarationFileError as error:
            raise DeclarationFileError(error.findings, file=asked.file) from None
        told = say(_DECLARED, language()).format(
            version=found.version, events=", ".join(found.events)
        )
        tell(as_json(found) if asked.format == "json" else told)
    return YES


def list_declarations(asked: Namespace) -> int:
    """List every version, oldest first; the last counts."""
    with opened_door() as door:
        found = declare.declarations(door)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [[one.version, one.declared_at, ", ".join(one.events)] for one in found]
    tell(table(("version", "declared", "events"), rows))
    return YES


def show_history(asked: Namespace) -> int:
    """Read what was observed of one person."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found, ticket = history.history(door, OFFICER, wish_of(asked), asked.ref)
        place = placed(door, ticket)
        return (
            {**msgspec.to_builtins(found), "entry": place},
            [table(_COLUMNS, _rows(found.events)), entry_line(place)],
        )

    return carried_out(asked, act)


def show_day(asked: Namespace) -> int:
    """Read what was observed on a day."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found, _ = history.by_day(door, OFFICER, wish_of(asked), asked.day)
        events = list(found)
        return (
            {"day": asked.day.isoformat(), "events": msgspec.to_builtins(events)},
            [table(_COLUMNS, _rows(events))],
        )

    return carried_out(asked, act)


def keep_events(asked: Namespace) -> int:
    """Do what is due."""
    with opened_door() as door:
        done = upkeep.keep(door)._asdict()
        told = say(_KEPT, language()).format_map(done)
        tell(as_json(done) if asked.format == "json" else told)
    return YES


def _rows(events: Iterable[Occurrence]) -> list[list[str]]:
    return [
        [
            one.at, one.event, ", ".join(one.purposes),
            msgspec.json.encode(one.properties).decode(), one.ref,
        ]
        for one in events
    ]  # fmt: skip
