"""The commands `mamoru partner …` about the register and the records of receipt."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnwritableError, InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import LONGEST, UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell
from mamoru.collection.partners import exporting, receipts, register
from mamoru.collection.partners.origins import NewOrigin, add_origin
from mamoru.collection.partners.register import (
    NewPartner,
    PartnerChange,
    PartnerConfirmed,
    PartnerShown,
)
from mamoru.policy.words import Word
from mamoru.reasons import reason_of as why

_NOTED = Word("記しました: {key}", "Noted: {key}")
_WRITTEN = Word("受領の記録 {count} 件を書き出しました。", "Wrote {count} records of receipt.")
_UNCONFIRMED = Word("未確認", "not confirmed")


def add_partner(asked: Namespace) -> int:
    """Register the partner on standard input."""
    new = _read(NewPartner)
    with opened_door(may_begin=True) as door:
        _tell(asked, register.add(door, new))
    return YES


def change_partner(asked: Namespace) -> int:
    """Note the changes on standard input."""
    changed = _read(PartnerChange)
    with opened_door() as door:
        _tell(asked, register.change(door, asked.key, changed))
    return YES


def confirm_partner(asked: Namespace) -> int:
    """Note which items were confirmed."""
    confirmed = PartnerConfirmed(
        items=tuple(asked.item), method=asked.method, evidence=asked.evidence,
        confirmed_on=asked.on,
    )  # fmt: skip
    with opened_door() as door:
        _tell(asked, register.confirm(door, asked.key, confirmed))
    return YES


def add_origin_of(asked: Namespace) -> int:
    """Note how the partner got what it delivers, as standard input says."""
    new = _read(NewOrigin)
    with opened_door() as door:
        made = add_origin(door, asked.key, new)
        text = say(_NOTED, language()).format(key=made.key)
        tell(as_json(made) if asked.format == "json" else text)
    return YES


def list_partners(asked: Namespace) -> int:
    """List the register."""
    check_installed()
    found = register.partners()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [[one.key, one.party, one.name, ", ".join(one.confirmed) or "-"] for one in found]
    tell(table(("key", "party", "name", "confirmed"), rows))
    return YES


def show_partner(asked: Namespace) -> int:
    """Show one partner."""
    check_installed()
    _tell(asked, register.show(asked.key))
    return YES


def export_records(asked: Namespace) -> int:
    """Write every record of receipt to a file, in the form that its name asks for."""
    check_installed()
    found = list(receipts.records())
    is_csv = asked.file.endswith(".csv")
    lines = exporting.as_csv(found) if is_csv else exporting.as_json_lines(found)
    try:
        Path(asked.file).write_bytes(b"".join(lines))
    except (OSError, ValueError) as error:
        raise FileUnwritableError(path=asked.file, **why(error)) from None
    told = {"file": asked.file, "records": len(found)}
    text = say(_WRITTEN, language()).format(count=len(found))
    tell(as_json(told) if asked.format == "json" else text)
    return YES


def _read(kind: type[Any]) -> Any:  # noqa: ANN401 - a value of `kind`
    raw = read_file(STANDARD_INPUT, LONGEST)
    try:
        return strict(raw, kind)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None


def _tell(asked: Namespace, shown: PartnerShown) -> None:
    if asked.format == "json":
        tell(as_json(shown))
        return
    rows = [
        [
            item,
            getattr(shown, item) or "-",
            str(shown.confirmed.get(item, say(_UNCONFIRMED, language()))),
        ]
        for item in register.ITEMS
    ]
    tell(f"{shown.key} ({shown.party})")
    tell(table(("item", "content", "confirmed"), rows))
    for one in shown.origins:
        tell(f"{one.key}: {one.basis}, {one.kind}, {one.evidence} ({one.confirmed_on})")
