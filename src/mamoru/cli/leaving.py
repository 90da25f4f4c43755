"""The commands `mamoru person leave` and `mamoru leaving …`."""

import sys
from argparse import Namespace
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.reading import done
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.law.citing import articles
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word
from mamoru.rights.leaving import telling
from mamoru.rights.leaving.accounts import accounts
from mamoru.rights.leaving.accounts import settle_accounts as settled
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.carry_on import carry_on
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.report import (
    LeavingReport,
    ToldReport,
    leaving,
    leavings,
    told,
    told_row,
)
from mamoru.rights.leaving.wording import letter_to
from mamoru.rights.whose import AccountSeen, AccountsSettled


class Unclear(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts of which it is to be said whose they are."""

    accounts: tuple[AccountSeen, ...]


_LEFT = Word(
    "{leaving}({state}): 消去した値 {values}、識別子 {identifiers}。"
    "控えは {backups} までに読めなくなります。",
    "{leaving} ({state}): erased {values} values, {identifiers} identifiers. Backups become"
    " unreadable by {backups}.",
)
_WAITS = Word("{leaving}({state}): {problem}", "{leaving} ({state}): {problem}")
_NOTED = Word("{told}: {state}", "{told}: {state}")


def leave_one(asked: Namespace) -> int:
    """Let one person leave, and print how far it came."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found = leave(door, OFFICER, wish_of(asked), asked.ref)
        return msgspec.to_builtins(found), _lines(found)

    return carried_out(asked, act)


def list_leavings(asked: Namespace) -> int:
    """List leavings."""
    check_installed()
    found, after = list[LeavingReport](), ""
    while page := leavings(is_open=asked.open, after=after):
        found, after = [*found, *page], page[-1].leaving
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            one.leaving, one.state.value, one.problem or "-", _day(one.left_at),
            _day(one.erase_by), str(len(one.kept)),
            f"{sum(each.confirmed_at is not None for each in one.told)}/{len(one.told)}",
            _day(one.backups_unreadable_at or one.backups_unreadable_by),
        ]
        for one in found
    ]  # fmt: skip
    head = ("leaving", "state", "problem", "left", "erase by", "held", "confirmed", "backups")
    tell(table(head, rows, limit=160))
    return YES


def show_leaving(asked: Namespace) -> int:
    """Show one leaving."""
    check_installed()
    found = leaving(asked.leaving)
    tell(as_json(found) if asked.format == "json" else "\n".join(_lines(found)))
    return YES


def go_on(asked: Namespace) -> int:
    """Go on with a leaving that waits."""
    with opened_door() as door:
        carry_on(door, asked.leaving, is_asked=True)
        found = leaving(asked.leaving)
        tell(as_json(found) if asked.format == "json" else "\n".join(_lines(found)))
    return YES


def settle_accounts(asked: Namespace) -> int:
    """Say whose accounts are, or show those of which it is to be said."""
    if asked.reference is None:
        if asked.theirs or asked.other:
            raise InputBrokenError(reason="--reference")
        return done(
            asked, lambda door: Unclear(accounts=accounts(door, OFFICER, asked.leaving)),
            ("accounts",),
        )  # fmt: skip
    said = AccountsSettled(
        theirs=tuple(asked.theirs or ()), others=tuple(asked.other or ()),
        reference=asked.reference,
    )  # fmt: skip
    with opened_door() as door:
        found = settled(door, OFFICER, asked.leaving, said)
        tell(as_json(found) if asked.format == "json" else "\n".join(_lines(found)))
    return YES


def write_certificate(asked: Namespace) -> int:
    """Print the certificate of a leaving, byte by byte."""
    with opened_door() as door:
        sys.stdout.buffer.write(certificate(door, OFFICER, asked.leaving))
        sys.stdout.buffer.flush()
    return YES


def show_letter(asked: Namespace) -> int:
    """Show what a recipient is to be told."""
    with opened_door() as door, looking():
        found = letter_to(door.policy, told_row(asked.told))
        text = {"subject": found.subject._asdict(), "body": found.body._asdict()}
        body = say(found.body, language())
        tell(as_json(text) if asked.format == "json" else body)
    return YES


def note_told(asked: Namespace) -> int:
    """Note that a recipient was told by other means."""
    with opened_door() as door:
        telling.told_otherwise(door, OFFICER, asked.told)
        _tell_told(asked, told(asked.told))
    return YES


def confirm_erased(asked: Namespace) -> int:
    """Note a recipient's word."""
    with opened_door() as door:
        telling.confirm(door, OFFICER, asked.told, asked.shown)
        _tell_told(asked, told(asked.told))
    return YES


def _tell_told(asked: Namespace, found: ToldReport) -> None:
    text = say(_NOTED, language()).format(told=found.told, state=found.state.value)
    tell(as_json(found) if asked.format == "json" else text)


def _lines(found: LeavingReport) -> list[str]:
    if found.erased_at is None:
        known = {"leaving": found.leaving, "state": found.state.value, "problem": found.problem}
        first = say(_WAITS, language()).format_map(known)
        asked = [[one.system, one.state, one.code or "-"] for one in found.systems]
        return [first, table(("system", "state", "code"), asked)] if asked else [first]
    counts = {"values": 0, "identifiers": 0, **found.counts}
    first = say(_LEFT, language()).format(
        leaving=found.leaving, state=found.state.value,
        backups=_day(found.backups_unreadable_by), **counts,
    )  # fmt: skip
    kept = [
        [one.hold, one.kind, articles(one.article, language()), one.last_day] for one in found.kept
    ]
    sent = [[one.told, one.party, one.act, one.state.value, _day(one.due_at)] for one in found.told]
    lines = [first]
    if kept:
        lines.append(table(("hold", "kind", "article", "last day"), kept, limit=140))
    if sent:
        lines.append(table(("told", "party", "act", "state", "due"), sent, limit=140))
    return lines


def _day(moment: Any) -> str:  # noqa: ANN401 - a moment or none
    return "-" if moment is None else moment.astimezone(TOKYO).date().isoformat()
