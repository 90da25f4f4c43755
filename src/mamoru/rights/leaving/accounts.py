"""Saying whose an account of a system is, so that whoever left is erased there and nobody else.

What was said counts for the plan that is made at once, and is not kept: a plan names its rows. So
something is to be said of every account in question; where another comes, somebody is asked again.
"""

import hmac
from functools import partial

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.erase import ref_of
from mamoru.gate.looking import looking
from mamoru.gate.server_key import server_key
from mamoru.gate.systems.look import Whom, look
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged
from mamoru.policy.words import Word
from mamoru.rights.leaving.carry_on import carry_on_with
from mamoru.rights.leaving.errors import AccountsUnsaidError, LeavingNotUnclearError
from mamoru.rights.leaving.models import Leaving, SystemAnswer
from mamoru.rights.leaving.report import LeavingReport, leaving, report_of, row_of
from mamoru.rights.leaving.state import LeavingState
from mamoru.rights.places import AMBIGUOUS
from mamoru.rights.whose import (
    AccountSaid,
    AccountSeen,
    AccountsSettled,
    There,
    in_question,
    said_of,
    seen,
)

EVERY = Word("すべての行について指定してください", "say of every account whose it is")


def accounts(door: Door, by: Asker, ref: str) -> tuple[AccountSeen, ...]:
    """Return the accounts of which it is to be said whose they are; that is on record.

    Raises `UnknownLeavingError`, `LeavingNotUnclearError`, `HandlingRefusedError` and its kinds.
    """
    return seen(_found(door, by, ref), door.policy)


def settle_accounts(door: Door, by: Asker, ref: str, said: AccountsSettled) -> LeavingReport:
    """Let the leaving go on with what is said of every account in question, and return it.

    Raises `AccountsUnsaidError` for what is no account in question, for several of one table, and
    where one is left out, and what `accounts` raises.
    """
    by = by.acting(said.officer)
    found = _found(door, by, ref)
    now = said_of(found, said, _wrong)
    if len(now) < len(found):
        raise _wrong(EVERY)
    told = tuple(one.account for one in now)
    if not carry_on_with(door, ref, told, partial(_noted, door, by, ref, now)):
        raise LeavingNotUnclearError
    return leaving(ref)


def unclear(limit: int = 100) -> list[LeavingReport]:
    """Return the leavings that wait for that, the most urgent first."""
    waiting = SystemAnswer.objects.filter(code=AMBIGUOUS, leaving__state=LeavingState.LEFT)
    rows = Leaving.objects.filter(pk__in=waiting.values("leaving"))
    return [report_of(row) for row in rows.order_by("erase_by", "pk")[:limit]]


def is_unclear(row: Leaving) -> bool:
    """Tell whether a leaving waits for somebody to say whose an account is."""
    waiting = SystemAnswer.objects.filter(leaving=row, code=AMBIGUOUS)
    return row.state == LeavingState.LEFT and waiting.exists()


def _found(door: Door, by: Asker, ref: str) -> There:
    with looking():
        row = row_of(ref)
        person = ref_of(row.person) if row.person is not None and is_unclear(row) else None
    if person is None:
        raise LeavingNotUnclearError
    wish = msgspec.convert(row.wish, Wish)
    looked = look(door, by, wish, Whom(ref=person), only_unsure=True)
    key = hmac.digest(server_key(door), b"mamoru leaving accounts " + row.ref.encode(), "sha256")
    return in_question(looked, key)


def _noted(door: Door, by: Asker, ref: str, now: tuple[AccountSaid, ...], record: Record) -> None:
    at = door.clock()
    for one in now:
        system, is_theirs = one.account.system, one.account.is_theirs
        SystemAnswer.objects.filter(leaving__ref=ref, system=system).update(shown=one.reference)
        record.add(
            SystemChanged(
                at=at, system=system, caller=by.officer or by.system, leaving=ref,
                change="leaving_account_chosen" if is_theirs else "leaving_account_refused",
            )
        )  # fmt: skip


def _wrong(why: Word) -> AccountsUnsaidError:
    return AccountsUnsaidError(reason_ja=why.ja, reason_en=why.en)
