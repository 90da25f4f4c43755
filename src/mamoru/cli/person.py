"""The commands `mamoru person add`, `show`, `erase` and `handlings`, asked by the officer.

Values come from standard input only. What is refused is answered with what is missing.
"""

from argparse import Namespace
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, entry_line, placed, wish_of
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.language import language, say
from mamoru.cli.lines import UNREADABLE, reason_of, strict
from mamoru.cli.output import table
from mamoru.collection.partners.provenance import ReceivedFrom, received_from
from mamoru.gate import erase, read
from mamoru.gate.asking import OFFICER
from mamoru.gate.consider import handlings_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.quarantine.hold import Quarantined
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import Recorded
from mamoru.policy.words import Word
from mamoru.provision.records.single import read_or_hand

LARGEST_INPUT = 64 * 1024 * 1024
"""Bytes read of standard input."""

_EMPTY = Word("1 人もいない", "there is nobody in it")
_TOO_LARGE = Word("64 MiB を超えている", "longer than 64 MiB")
_QUARANTINED = Word(
    "{person} の {item} は機微情報の可能性があるため隔離しました: {ref}",
    "{item} of {person} may be sensitive and is in quarantine: {ref}",
)
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
        stored, ticket = create(door, OFFICER, wish_of(asked), given)
        people = [{"ref": one.ref, "version": one.version} for one in stored.people]
        place = placed(door, ticket)
        aside = list(stored.quarantined)
        return (
            {"people": people, "entry": place, "decision": stored.decision, "quarantined": aside},
            [*(one.ref for one in stored.people), *map(_aside, aside), entry_line(place)],
        )

    return carried_out(asked, act, may_begin=True)


def _aside(one: Quarantined) -> str:
    told = say(_QUARANTINED, language())
    return told.format(person=one.person, item=one.item, ref=one.ref)


def show(asked: Namespace) -> int:
    """Take out values of one person: all present ones, or the items that are named."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        wish = wish_of(asked)
        received: tuple[ReceivedFrom, ...] = ()
        answer: read.Answer
        if wish.act == "disclose":
            disclosed, ticket = read.disclose(door, OFFICER, wish, asked.ref)
            answer, received = disclosed, received_from(disclosed.tickets)
        else:
            answer, ticket = read_or_hand(door, OFFICER, wish, asked.ref, items=asked.item)
        place = placed(door, ticket)
        rows = [[one.data, one.item, one.value] for one in answer.values]
        rows += [[one.data, one.item, f"{one.file} {one.label or ''}"] for one in answer.files]
        rows += [[one.data, one.item, one.value] for one in answer.withheld]
        found = {name: getattr(answer, name) for name in read.Answer.__struct_fields__}
        return (
            {**found, "received": received, "entry": place},
            [
                table(("data", "item", "value"), rows),
                *(f"{one.partner} ({one.address}): {one.acquisition}" for one in received),
                entry_line(place),
            ],
        )

    return carried_out(asked, act)


def erase_one(asked: Namespace) -> int:
    """Erase one person, and print the certificate."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        certificate, ticket = erase.erase(door, OFFICER, wish_of(asked), asked.ref)
        place = placed(door, ticket)
        found = msgspec.structs.asdict(certificate)
        return (
            {**found, "entry": place},
            [say(_ERASED, language()).format_map(found), entry_line(place)],
        )

    return carried_out(asked, act)


def handlings(asked: Namespace) -> int:
    """Show every entry of the ledger that touched one person."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        door.settle()
        trace = handlings_of(door, OFFICER, wish_of(asked), asked.ref)
        entries = [{"index": one.index, "entry": one.entry} for one in trace.entries]
        rows = [_row(one) for one in trace.entries]
        head = ("entry", "at", "act", "outcome", "purpose", "to", "cites")
        return {"pseudonym": trace.pseudonym, "entries": entries}, [table(head, rows)]

    return carried_out(asked, act)


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
