"""The commands `mamoru person add`, `show`, `erase` and `handlings`, asked by the officer.

Values come from standard input only. What is refused is answered with what is missing.
"""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.refusal import refused
from mamoru.gate import erase, read
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.consider import handlings_of, place_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import Recorded
from mamoru.policy.words import Word

LARGEST_INPUT = 64 * 1024 * 1024
"""Bytes read of standard input."""

_EMPTY = Word("1 人もいない", "there is nobody in it")
_TOO_LARGE = Word("64 MiB を超えている", "longer than 64 MiB")
_ENTRY = Word("台帳のエントリ", "ledger entry")
_ERASED = Word(
    "値 {values}、識別子 {identifiers}、選択 {choices} と鍵を消去しました。"
    "つながりを断った記録: {entries_unlinked}",
    "Destroyed: {values} values, {identifiers} identifiers, {choices} choices and the key. "
    "Entries unlinked: {entries_unlinked}",
)


def add(asked: Namespace) -> int:
    """Store people from standard input, all of them or none."""
    given = _given()

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        stored, ticket = create(door, OFFICER, _wish(asked), given)
        people = [{"ref": one.ref, "version": one.version} for one in stored.people]
        place = _placed(door, ticket)
        return (
            {"people": people, "entry": place, "decision": stored.decision},
            [*(one.ref for one in stored.people), _entry(place)],
        )

    return _carried_out(asked, act, may_begin=True)


def show(asked: Namespace) -> int:
    """Take out values of one person: all present ones, or the items that are named."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        wish = _wish(asked)
        if wish.act == "disclose":
            answer, ticket = read.disclose(door, OFFICER, wish, asked.ref)
        else:
            answer, ticket = read.read(door, OFFICER, wish, asked.ref, items=asked.item)
        place = _placed(door, ticket)
        rows = [[one.data, one.item, one.value] for one in answer.values]
        return (
            {**msgspec.structs.asdict(answer), "entry": place},
            [table(("data", "item", "value"), rows), _entry(place)],
        )

    return _carried_out(asked, act)


def erase_one(asked: Namespace) -> int:
    """Erase one person, and print the certificate."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        certificate, ticket = erase.erase(door, OFFICER, _wish(asked), asked.ref)
        place = _placed(door, ticket)
        found = msgspec.structs.asdict(certificate)
        return (
            {**found, "entry": place},
            [say(_ERASED, language()).format_map(found), _entry(place)],
        )

    return _carried_out(asked, act)


def handlings(asked: Namespace) -> int:
    """Show every entry of the ledger that touched one person."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        door.settle()
        trace = handlings_of(door, OFFICER, _wish(asked), asked.ref)
        entries = [{"index": one.index, "entry": one.entry} for one in trace.entries]
        rows = [_row(one) for one in trace.entries]
        head = ("entry", "at", "act", "outcome", "purpose", "to", "cites")
        return {"pseudonym": trace.pseudonym, "entries": entries}, [table(head, rows)]

    return _carried_out(asked, act)


def _carried_out(
    asked: Namespace,
    act: Callable[[Door], tuple[dict[str, Any], list[str]]],
    *,
    may_begin: bool = False,
) -> int:
    """Do it, and show what came of it; a refusal is shown with its reasons."""
    with opened_door(may_begin=may_begin) as door:
        try:
            found, lines = act(door)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            return NO
        tell(as_json(found) if asked.format == "json" else "\n".join(lines))
    return YES


def _given() -> list[Given]:
    raw = read_file(STANDARD_INPUT, LARGEST_INPUT + 1)
    speech = language()
    if len(raw) > LARGEST_INPUT:
        raise InputBrokenError(reason=say(_TOO_LARGE, speech))
    try:
        given: Given | list[Given] = strict(raw, Given | list[Given])
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, speech)) from None
    people = [given] if isinstance(given, Given) else given
    if not people:
        raise InputBrokenError(reason=say(_EMPTY, speech))
    return people


def _wish(asked: Namespace) -> Wish:
    """Return what the arguments ask for; raises `InputBrokenError`."""
    grounds = {}
    for ground in asked.ground:
        fact, is_shown, reference = ground.partition("=")
        grounds[fact] = reference if is_shown else None
    stated = {
        "act": asked.act,
        "purpose": asked.purpose,
        "from": asked.source,
        "to": asked.recipient,
        "place": asked.place,
        "grounds": grounds,
    }
    try:
        return msgspec.convert(stated, Wish)
    except msgspec.ValidationError as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None


def _placed(door: Door, ticket: int | None) -> int | None:
    """Return the place of an entry in the log, `None` if it has not got one yet.

    Whatever keeps it from one must not keep anybody from learning what was done: closing the door
    tries again, and tells what is in the way.
    """
    if ticket is None:
        return None
    try:
        door.settle()
        return place_of(ticket).index
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - see above
        return None


def _entry(place: int | None) -> str:
    return f"{say(_ENTRY, language())}: {'-' if place is None else place}"


def _row(one: Recorded) -> list[str]:
    entry = one.entry
    at = entry.at.isoformat(timespec="seconds")
    place = "-" if one.index is None else str(one.index)
    if not isinstance(entry, Handled):
        return [place, at, "-", "-", "-", "-", "-"]
    cites = ", ".join(entry.cites)
    return [
        *(place, at, entry.act, entry.outcome),
        *(entry.purpose or "-", entry.recipient or "-", cites or "-"),
    ]
