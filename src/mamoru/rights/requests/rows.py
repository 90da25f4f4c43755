"""Rows of the company's databases that a request is about: found, named, seen by the reviewer.

A row is named by a hash under a key that comes of the request's own: whoever has the database alone
cannot tell which row is meant, and nobody can once that key is destroyed. What the reviewer could
see is kept with a hash of its content: a row that has to be looked at is told only as somebody saw
it.
"""

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import msgspec

from mamoru.gate.asking import RIGHTS, Asker
from mamoru.gate.door import Door
from mamoru.gate.systems.look import Found, FoundRow, Unreachable, Whom, look
from mamoru.rights.places import AMBIGUOUS, UNNAMED, in_use
from mamoru.rights.requests.errors import RowUnseenError, unreached
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.models import Request, Step
from mamoru.rights.requests.papers import ACCOUNTS, ROWS, asked, put, raw, subkey
from mamoru.rights.requests.scope import covers
from mamoru.rights.requests.state import EXPLAIN, RECORDS
from mamoru.rights.requests.steps import asker_of
from mamoru.rights.whose import AccountSaid, text_of

Looked = tuple[Found | Unreachable, ...]
ROW, _OLD = "rowk_", "row_"
"""What the name of a row begins with, and began with while it was hashed without a key."""


class RowSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a system, as whoever reviews a request sees it."""

    row: str
    """Name by which it can be left out."""
    system: str
    table: str
    values: dict[str, str]
    items: dict[str, str]
    """Column to item of the policy, or else category."""
    because: tuple[str, ...]
    """Links along which it came."""
    is_owned: bool
    co_owners: int
    hidden: tuple[str, ...]
    """Columns that the person does not see, since they are another's."""
    needs_review: bool


def whom_of(door: Door, row: Request) -> Whom:
    """Return by what the person of a request is found in the systems.

    Whom the vault holds is found by what the vault knows, which was checked; what came with the
    request may be another's. Whom only systems know is found by what came with the request, unless
    somebody said that it leads to others.
    """
    accounts = tuple(one.account for one in accounts_said(door, row))
    if row.person:
        return Whom(ref=row.person, accounts=accounts)
    if Step.objects.filter(request=row, change="matched").exists():
        return Whom()
    return Whom(named=tuple(asked(door, row).identifiers.items()), accounts=accounts)


def accounts_said(door: Door, row: Request) -> tuple[AccountSaid, ...]:
    """Return what was said of whose accounts are, the last of each."""
    content = raw(door, row, ACCOUNTS)
    return () if content is None else msgspec.json.decode(content, type=tuple[AccountSaid, ...])


def is_about_rows(row: Request) -> bool:
    """Tell whether a request is about more than texts and records of the ledger."""
    return row.kind not in (EXPLAIN, RECORDS) and bool(in_use())


def looked(door: Door, row: Request, by: Asker = RIGHTS) -> Looked:
    """Return what each system holds; decided and on record.

    Raises `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    if not is_about_rows(row):
        return ()
    return look(door, asker_of(row, by), wish_of(row, door.policy), whom_of(door, row))


def looked_again(door: Door, row: Request) -> Looked:
    """Return what each system holds, for the answer.

    Raises `PlaceUnreachableError`, and `RowUnseenError` where a row that has to be looked at is not
    as the reviewer could see it.
    """
    found = looked(door, row)
    check_reached(found)
    content = raw(door, row, ROWS)
    seen: dict[str, str] = {} if content is None else msgspec.json.decode(content)
    names = RowNames(door, row)
    for system, there in about(row, found):
        if there.review and seen.get(names.of(system, there)) != _digest(there):
            raise RowUnseenError(place=system)
    return found


def check_reached(found: Looked) -> None:
    """Raise `PlaceUnreachableError` where a system was not searched, or `AccountUnclearError`.

    What an officer has to say comes first: behind a system that is down nobody would see it.
    """
    missing = [one for one in found if isinstance(one, Unreachable) and one.code != UNNAMED]
    for one in sorted(missing, key=lambda one: one.code != AMBIGUOUS):
        raise unreached(one.system, one.code)


def keep_seen(door: Door, row: Request, found: Looked, at: datetime) -> None:
    """Keep which rows there are to be seen, each with a hash of its content."""
    names = RowNames(door, row)
    rows = {names.of(system, one): _digest(one) for system, one in about(row, found)}
    put(door, row, ROWS, rows, at)


def is_row(door: Door, row: Request, name: str) -> bool:
    """Tell whether a row of this name was found."""
    content = raw(door, row, ROWS)
    return content is not None and name in msgspec.json.decode(content)


def look_through_rows(door: Door, by: Asker, row: Request) -> tuple[RowSeen, ...]:
    """Return the rows that a request is about, for its reviewer; on record.

    A system that cannot be asked is among the request's places.
    """
    names, found = RowNames(door, row), looked(door, row, by)
    return tuple(_seen(names, system, one) for system, one in about(row, found))


def about(row: Request, found: Sequence[Found | Unreachable]) -> Iterable[tuple[str, FoundRow]]:
    """Yield the rows that a request is about, each with its system."""
    for one in found:
        for there in one.rows if isinstance(one, Found) else ():
            if any(covers(row, data, item or data) for data, item in there.columns.values()):
                yield one.system, there


class RowNames:
    """The names of rows in one request: they tell their keys to nobody.

    A request that was searched before names had a key goes on with the names that it has.
    """

    __slots__ = ("_is_old", "_key", "_trace")

    def __init__(self, door: Door, row: Request) -> None:
        self._key = subkey(door, row, b"row-names")
        self._trace = row.trace
        content = raw(door, row, ROWS)
        kept = () if content is None else msgspec.json.decode(content)
        self._is_old = any(not name.startswith(ROW) for name in kept)

    def of(self, system: str, one: FoundRow) -> str:
        """Return the name of a row."""
        if self._is_old:
            return _OLD + _hash(self._trace, system, one.table, repr(one.key))[:24]
        told = msgspec.json.encode((system, one.table, repr(one.key)))
        return ROW + hmac.digest(self._key, told, "sha256").hex()[:32]


def _digest(one: FoundRow) -> str:
    return _hash(*(f"{name}={text_of(value)}" for name, value in sorted(one.values.items())))


def _hash(*parts: str) -> str:
    return sha256(msgspec.json.encode(parts)).hexdigest()


def _seen(names: RowNames, system: str, one: FoundRow) -> RowSeen:
    return RowSeen(
        row=names.of(system, one), system=system, table=one.table,
        values={name: text_of(value) for name, value in one.values.items()},
        items={name: item or data for name, (data, item) in one.columns.items()},
        because=tuple(step.link for step in one.because), is_owned=one.owned,
        co_owners=one.co_owners, hidden=one.hidden, needs_review=one.review,
    )  # fmt: skip
