"""Whose an account of a system is, as somebody says who sees what tells accounts apart.

An identifier is no proof, so of each account that it fits somebody says, on what was shown, whether
it is the person's. Accounts are never made one: of several in a table one is theirs at most.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

import msgspec

from mamoru.gate.asking import OfficerName, Reference
from mamoru.gate.systems.look import Account, Found, FoundRow, Unreachable
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

ACCOUNT = "acc_"
"""What the name of an account begins with."""
Names = Annotated[tuple[str, ...], msgspec.Meta(max_length=100)]
There = Mapping[str, tuple[str, FoundRow]]
"""The accounts in question by their names, each with its system."""
NO_ACCOUNT = Word("候補ではありません", "no account in question")
ONE_OF_A_TABLE = Word(
    "一つの表から選べるのは一つです", "of one table one account is theirs at most"
)


class AccountSeen(msgspec.Struct, frozen=True, kw_only=True):
    """An account that may be the person's, as whoever settles it sees it."""

    account: str
    """Random to whoever has not the key of its names."""
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


class AccountSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of an account, and where that is shown."""

    account: Account
    reference: str


def in_question(looked: Iterable[Found | Unreachable], key: bytes) -> There:
    """Return the accounts that were found, by names that are made under a key."""
    return {
        _name(key, one.system, there): (one.system, there)
        for one in looked
        if isinstance(one, Found)
        for there in one.rows
    }


def seen(there: There, policy: Policy) -> tuple[AccountSeen, ...]:
    """Return accounts as whoever settles them sees them."""
    return tuple(
        AccountSeen(
            account=name, system=system, table=found.table,
            fits=tuple(step.link for step in found.because), values=shown(policy, found),
        )
        for name, (system, found) in there.items()
    )  # fmt: skip


def shown(policy: Policy, found: FoundRow) -> dict[str, str]:
    """Return what tells an account from another: what is sensitive by its nature does not."""
    sensitive = {name for name, one in policy.categories.items() if one.nature is not None}
    return {
        column: text_of(value)
        for column, value in found.values.items()
        if found.columns[column][0] not in sensitive
    }


def said_of(
    there: There, said: AccountsSettled, wrong: Callable[[Word], Exception]
) -> tuple[AccountSaid, ...]:
    """Return what was said of each account that was named; raises what `wrong` makes."""
    theirs, others = dict.fromkeys(said.theirs), dict.fromkeys(said.others)
    if not {*theirs, *others} <= set(there) or not theirs.keys().isdisjoint(others):
        raise wrong(NO_ACCOUNT)
    tables = [(there[name][0], there[name][1].table) for name in theirs]
    if len(set(tables)) < len(tables):
        raise wrong(ONE_OF_A_TABLE)
    said_of = {**dict.fromkeys(theirs, True), **dict.fromkeys(others, False)}
    return tuple(
        AccountSaid(
            account=Account.at(
                there[name][0], there[name][1].table, there[name][1].key, is_theirs=is_theirs
            ),
            reference=said.reference,
        )
        for name, is_theirs in said_of.items()
    )


def text_of(value: object) -> str:
    """Return a value of a database as text."""
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return str(value)


def _name(key: bytes, system: str, one: FoundRow) -> str:
    told = msgspec.json.encode((system, one.table, repr(one.key)))
    return ACCOUNT + hmac.digest(key, told, "sha256").hex()[:32]
