"""The commands `mamoru partner deliver`, `resume`, `report` and `deliveries`."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import FileUnreadableError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.cli.refusal import refused
from mamoru.cli.streams import INPUT, named
from mamoru.collection.partners import deliver as delivering
from mamoru.collection.partners.announce import announce
from mamoru.collection.partners.errors import ConfirmationMissingError
from mamoru.collection.partners.mapping import LARGEST
from mamoru.collection.partners.report import (
    REASONS,
    DeliveryReport,
    RowGroup,
    deliveries,
    delivery,
    rejections,
    report_of,
)
from mamoru.collection.partners.staged_files import stage
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.policy.words import Word
from mamoru.reasons import reason_of

PART = 1 << 20
SHOWN = 20
"""Groups of rows that are shown to people; JSON has them all."""
_STAGED = Word(
    "納品 {key}: {size:,} バイトを暗号化して預かりました。",
    "Delivery {key}: {size:,} bytes are staged, encrypted.",
)
_SO_FAR = Word(
    "{rows:,} 行目まで: 受け入れ {accepted:,}、拒否 {rejected:,}、隔離を含む行 {quarantined:,}",
    "up to row {rows:,}: accepted {accepted:,}, rejected {rejected:,}, partly held {quarantined:,}",
)
_ENDED = Word(
    "納品 {key}({state}): 受け入れ {accepted:,}(新規 {created:,}、既存 {added:,})、"
    "拒否 {rejected:,}、隔離を含む行 {quarantined:,}",
    "Delivery {key} ({state}): accepted {accepted:,} (new {created:,}, known {added:,}), "
    "rejected {rejected:,}, partly held {quarantined:,}",
)
_MORE = Word("ほか {count} 件(--format json)", "{count} more (--format json)")


def deliver_file(asked: Namespace) -> int:
    """Receive a file of a partner."""
    mapping = read_file(asked.mapping, LARGEST + 1)
    with opened_door() as door:
        try:
            made = announce(door, OFFICER, asked.key, asked.origin, mapping)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            if isinstance(error, ConfirmationMissingError):
                warn(error.message(language()))
            return NO
        staged = stage(door, made.key, _parts(asked.file), sha256=asked.sha256)
        size = delivery(staged.key).size
        _progress(asked, say(_STAGED, language()).format(key=made.key, size=size))
        _receive(door, asked, made.key)
    return YES


def resume(asked: Namespace) -> int:
    """Go on with a delivery that was interrupted."""
    with opened_door() as door:
        _receive(door, asked, asked.delivery)
    return YES


def report_delivery(asked: Namespace) -> int:
    """Show what became of a delivery."""
    check_installed()
    found = report_of(delivery(asked.delivery))
    groups = list(rejections(found.key))
    if asked.format == "json":
        tell(as_json({**msgspec.structs.asdict(found), "not_taken": groups}))
        return YES
    tell(_in_words(_ENDED, found))
    if groups:
        tell(table(("rows", "reason", "detail"), [_row(one) for one in groups[:SHOWN]]))
    if len(groups) > SHOWN:
        tell(say(_MORE, language()).format(count=len(groups) - SHOWN))
    return YES


def list_deliveries(asked: Namespace) -> int:
    """List deliveries, the latest first."""
    check_installed()
    found = deliveries()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [one.key, one.partner, one.state.value, f"{one.accepted:,}", f"{one.rejected:,}"]
        for one in found
    ]
    tell(table(("delivery", "partner", "state", "accepted", "rejected"), rows))
    return YES


def _receive(door: Door, asked: Namespace, key: str) -> None:
    done = delivering.deliver(
        door, key, tell=lambda report: _progress(asked, _in_words(_SO_FAR, report))
    )
    tell(as_json(done) if asked.format == "json" else _in_words(_ENDED, done))


def _progress(asked: Namespace, text: str) -> None:
    if asked.format != "json":
        warn(text)


def _in_words(sentence: Word, report: DeliveryReport) -> str:
    return say(sentence, language()).format_map(msgspec.structs.asdict(report))


def _row(one: RowGroup) -> list[str]:
    rows = str(one.first) if one.first == one.last else f"{one.first}-{one.last}"
    word = REASONS.get(one.reason)
    return [rows, say(word, language()) if word else one.reason, one.detail or "-"]


def _parts(path: str) -> Iterator[bytes]:
    """Yield a file, or standard input, in parts; raises `FileUnreadableError`."""
    if path == STANDARD_INPUT:
        with named(INPUT):
            while part := sys.stdin.buffer.read(PART):
                yield part
        return
    try:
        with Path(path).open("rb") as file:
            while part := file.read(PART):
                yield part
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise FileUnreadableError(path=path, **reason_of(error)) from None
