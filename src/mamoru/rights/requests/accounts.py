"""Saying whose an account of a system is, where identifiers fit several people (officers).

An identifier is no proof, so of each account that it fits somebody says, on what was shown, whether
it is the person's. Accounts are never made one: of several in a table one is theirs at most. What
was said holds for this request alone, and where another account comes, somebody is asked again.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, OfficerName, Reference
from mamoru.gate.door import Door
from mamoru.gate.systems.look import Account, Found, FoundRow, look
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import RequestChange
from mamoru.policy.model import Policy
from mamoru.rights.requests.errors import InvalidRequestError, RequestStateError
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.papers import ACCOUNTS, put, subkey
from mamoru.rights.requests.rows import AccountSaid, accounts_said, text_of, whom_of
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import asker_of, locked, moved, noted, request_row

ACCOUNT = "acc_"
"""What the name of an account in a request begins with."""
Names = Annotated[tuple[str, ...], msgspec.Meta(max_length=100)]


class AccountSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An account that may be the person's, as whoever settles it sees it."""

    account: str
    """Random to whoever has not the key of the request."""
    system: str
    table: str
    fits: tuple[str, ...]
    """Kinds of the identifiers that fit it."""
    values: dict[str, str]
    """What tells accounts apart; nothing that is sensitive by its nature."""


class AccountsSettled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which accounts are the person's, and which are not.

    Those that are not named are left as they are. None at all: the systems are searched again.
    """

    theirs: Names = ()
    others: Names = ()
    reference: Reference
    """Where it is shown what that rests on."""
    officer: OfficerName | None = None


def accounts(door: Door, by: Asker, ref: str) -> tuple[AccountSeen, ...]:
    """Return the accounts of which it is to be said whose they are; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownPersonError`, `HandlingRefusedError`.
    """
    row = _unclear(ref)
    return tuple(
        AccountSeen(
            account=name, system=system, table=found.table,
            fits=tuple(step.link for step in found.because), values=shown(door.policy, found),
        )
        for name, (system, found) in _found(door, by, row).items()
    )  # fmt: skip


def shown(policy: Policy, found: FoundRow) -> dict[str, str]:
    """Return what tells an account from another: what is sensitive by its nature does not."""
    sensitive = {name for name, one in policy.categories.items() if one.nature is not None}
    return {
        column: text_of(value)
        for column, value in found.values.items()
        if found.columns[column][0] not in sensitive
    }


def settle_accounts(door: Door, by: Asker, ref: str, said: AccountsSettled) -> str:
    """Keep whose accounts are, let the systems be searched again, and return the state.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError` for what is no account
    in question, and for several of one table, and what `accounts` raises.
    """
    by = by.acting(said.officer)
    row = _unclear(ref)
    found = _found(door, by, row) if said.theirs or said.others else {}
    now = _said(found, said)

    def unit(record: Record) -> str:
        at = door.clock()
        mine = locked(ref, RequestState.ACCOUNT)
        _keep(door, mine, now, at)
        moved(mine, RequestState.SEARCH, at)
        for one in now:
            change: RequestChange = "account_chosen" if one.account.is_theirs else "account_refused"
            noted(record, mine, change, at, by.system, what=one.account.system, officer=by.officer)
        if not now:
            noted(record, mine, "resumed", at, by.system, officer=by.officer)
        return str(mine.state)

    return door.writer.run(unit)[0]


def _keep(door: Door, row: Request, now: tuple[AccountSaid, ...], at: datetime) -> None:
    """Keep what was said last of each account, under the key of the request."""
    named = {(one.account.system, one.account.name): one for one in accounts_said(door, row)}
    named |= {(one.account.system, one.account.name): one for one in now}
    put(door, row, ACCOUNTS, tuple(named.values()), at)


def _said(
    found: Mapping[str, tuple[str, FoundRow]], said: AccountsSettled
) -> tuple[AccountSaid, ...]:
    theirs, others = dict.fromkeys(said.theirs), dict.fromkeys(said.others)
    if not {*theirs, *others} <= set(found) or not theirs.keys().isdisjoint(others):
        raise InvalidRequestError(
            item="accounts", reason_ja="候補ではありません", reason_en="no account in question"
        )
    tables = [(found[name][0], found[name][1].table) for name in theirs]
    if len(set(tables)) < len(tables):
        raise InvalidRequestError(
            item="accounts", reason_ja="一つの表から選べるのは一つです",
            reason_en="of one table one account is theirs at most",
        )  # fmt: skip
    said_of = {**dict.fromkeys(theirs, True), **dict.fromkeys(others, False)}
    return tuple(
        AccountSaid(
            account=Account.at(
                found[name][0], found[name][1].table, found[name][1].key, is_theirs=is_theirs
            ),
            reference=said.reference,
        )
        for name, is_theirs in said_of.items()
    )


def _unclear(ref: str) -> Request:
    row = request_row(ref)
    if row.state != RequestState.ACCOUNT:
        raise RequestStateError(request=ref, state=row.state)
    return row


def _found(door: Door, by: Asker, row: Request) -> dict[str, tuple[str, FoundRow]]:
    """Look for the accounts in question, and return them by name, each with its system."""
    asker, wish = asker_of(row, by), wish_of(row, door.policy)
    looked = look(door, asker, wish, whom_of(door, row), only_unsure=True)
    key = subkey(door, row, b"account-names")
    return {
        _name(key, one.system, there): (one.system, there)
        for one in looked
        if isinstance(one, Found)
        for there in one.rows
    }


def _name(key: bytes, system: str, one: FoundRow) -> str:
    told = msgspec.json.encode((system, one.table, repr(one.key)))
    return ACCOUNT + hmac.digest(key, told, "sha256").hex()[:32]
