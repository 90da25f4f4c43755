"""Saying whose an account of a system is, where identifiers fit several people (officers).

An identifier is no proof, so of each account that it fits somebody says, on what was shown, whether
it is the person's. Accounts are never made one: of several in a table one is theirs at most. What
was said holds for this request alone, and where another account comes, somebody is asked again.
"""

from datetime import datetime

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.systems.look import look
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import RequestChange
from mamoru.policy.words import Word
from mamoru.rights.requests.errors import InvalidRequestError, RequestStateError
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.papers import ACCOUNTS, put, subkey
from mamoru.rights.requests.rows import accounts_said, whom_of
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import asker_of, locked, moved, noted, request_row
from mamoru.rights.whose import (
    AccountSaid,
    AccountSeen,
    AccountsSettled,
    There,
    in_question,
    said_of,
    seen,
)


def accounts(door: Door, by: Asker, ref: str) -> tuple[AccountSeen, ...]:
    """Return the accounts of which it is to be said whose they are; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownPersonError`, `HandlingRefusedError`.
    """
    return seen(_found(door, by, _unclear(ref)), door.policy)


def settle_accounts(door: Door, by: Asker, ref: str, said: AccountsSettled) -> str:
    """Keep whose accounts are, let the systems be searched again, and return the state.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError` for what is no account
    in question, and for several of one table, and what `accounts` raises.
    """
    by = by.acting(said.officer)
    row = _unclear(ref)
    found = _found(door, by, row) if said.theirs or said.others else {}
    now = said_of(found, said, _wrong)

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


def _wrong(why: Word) -> InvalidRequestError:
    return InvalidRequestError(item="accounts", reason_ja=why.ja, reason_en=why.en)


def _unclear(ref: str) -> Request:
    row = request_row(ref)
    if row.state != RequestState.ACCOUNT:
        raise RequestStateError(request=ref, state=row.state)
    return row


def _found(door: Door, by: Asker, row: Request) -> There:
    """Look for the accounts in question, and return them by name, each with its system."""
    asker, wish = asker_of(row, by), wish_of(row, door.policy)
    looked = look(door, asker, wish, whom_of(door, row), only_unsure=True)
    return in_question(looked, subkey(door, row, b"account-names"))
