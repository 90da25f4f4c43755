"""The commands `mamoru record …`."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnwritableError, InputBrokenError
from mamoru.cli.installation import check_installed, opened_door, policy_of_or_here
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.desk.register import COMPLAINTS, complaint_sheet
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.law.citing import articles
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word
from mamoru.provision.records import keep
from mamoru.provision.records.sheet import Days, register_sheet
from mamoru.provision.records.writing import FORMS
from mamoru.provision.shown.view import HandedTo, recipients_of
from mamoru.reasons import reason_of
from mamoru.rights.requests.registers import REQUEST_REGISTERS, request_sheet

_WRITTEN = Word("{count} 件の記録を書き出しました。", "Wrote {count} records.")
_PURGED = Word("{count} 件の記録を消去しました。", "Deleted {count} records.")
_FORMS = Word(".csv、.xlsx、.pdf のいずれかです", "the file's name ends in .csv, .xlsx or .pdf")
_FROM = Word("受領元", "received from")


def list_records(asked: Namespace) -> int:
    """List the records of provision."""
    check_installed()
    found = list(keep.records())
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            one.key, articles(one.article, language()) or one.basis, one.act, one.clause,
            one.way, str(one.people), _day(one.last_at), _day(one.keep_until),
            str(one.items["recipient_name"]),
        ]
        for one in found
    ]  # fmt: skip
    head = ("record", "article", "act", "clause", "way", "people", "last", "keep until", "to")
    tell(table(head, rows, limit=140))
    return YES


def show_record(asked: Namespace) -> int:
    """Show one record."""
    check_installed()
    found = keep.one(asked.key)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    known: dict[str, Any] = msgspec.to_builtins(found)
    items = known.pop("items")
    rows = [
        [name, ", ".join(held) if isinstance(held, list) else str(held)]
        for name, held in {**known, **items}.items()
    ]
    tell(table(("item", "content"), rows))
    return YES


def export_register(asked: Namespace) -> int:
    """Write a register to a file, in the form that its name asks for."""
    check_installed()
    form = FORMS.get(asked.file.rpartition(".")[2])
    if form is None:
        raise InputBrokenError(reason=say(_FORMS, language()))
    policy = policy_of_or_here(None)
    days, at = Days(since=asked.since, until=asked.until), datetime.now(UTC)
    if asked.register == COMPLAINTS:
        sheet = complaint_sheet(policy, asked.language, at=at, days=days)
    else:
        made = request_sheet if asked.register in REQUEST_REGISTERS else register_sheet
        sheet = made(asked.register, policy, asked.language, at=at, days=days)
    try:
        Path(asked.file).write_bytes(form.write(sheet))
    except (OSError, ValueError) as error:
        raise FileUnwritableError(path=asked.file, **reason_of(error)) from None
    told = {"file": asked.file, "records": len(sheet.rows)}
    text = say(_WRITTEN, language()).format(count=len(sheet.rows))
    tell(as_json(told) if asked.format == "json" else text)
    return YES


def purge_records(asked: Namespace) -> int:
    """Delete the records whose time is over."""
    with opened_door() as door:
        count = keep.purge_due(door)
        text = say(_PURGED, language()).format(count=count)
        tell(as_json({"purged": count}) if asked.format == "json" else text)
    return YES


def delete_record(asked: Namespace) -> int:
    """Delete one record whose time is over."""
    with opened_door() as door:
        keep.delete(door, asked.key)
        text = say(_PURGED, language()).format(count=1)
        tell(as_json({"purged": 1}) if asked.format == "json" else text)
    return YES


def show_person(asked: Namespace) -> int:
    """Show who received what of one person."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        door.settle()
        found = recipients_of(door, OFFICER, wish_of(asked), asked.ref)
        head = ("at", "act", "to", "purpose", "clauses", "record", "items")
        lines = [table(head, [_row(one) for one in found.handed], limit=140)]
        came = say(_FROM, language())
        lines += [
            f"{came}: {one.partner} ({one.address}): {one.acquisition}" for one in found.received
        ]
        return msgspec.to_builtins(found), lines

    return carried_out(asked, act)


def _row(one: HandedTo) -> list[str]:
    items = one.items if one.items is not None else one.data
    words = [item.ja if language() == "ja" else item.en for item in items]
    return [
        one.at.astimezone(TOKYO).isoformat(timespec="minutes"), one.act, one.name or "-",
        one.purpose.id if one.purpose else "-", ", ".join(one.clauses), one.record or "-",
        ", ".join(words),
    ]  # fmt: skip


def _day(moment: datetime) -> str:
    return moment.astimezone(TOKYO).date().isoformat()
