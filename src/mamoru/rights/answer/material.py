"""What is told in an answer, as values: made in the transaction of the decision, written out later.

Nothing that is left out gets into it, nor what the request is not about.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from mamoru.gate.correspondence import InquiryTold
from mamoru.gate.read import Disclosed
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import recorded
from mamoru.policy.model import Policy
from mamoru.policy.words import ACTS, SOURCES, Word
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.scope import covers

AT_ONCE = 500
TEXT, FILE = "inquiry_text", "upload"
"""Items of the policy that inquiries are of."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the policy with its texts."""

    id: str
    ja: str
    en: str


class ValueTold(msgspec.Struct, frozen=True, kw_only=True):
    """One value that is held, or was."""

    data: Named
    item: Named
    value: str
    source: Named | None
    collected_at: datetime
    until: datetime | None
    """When another took its place."""
    sensitive: str | None


class CellTold(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a row."""

    column: str
    data: Named
    item: Named | None
    value: str


class RowTold(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the company's databases, as the person may see it."""

    system: str
    table: str
    because: tuple[str, ...]
    """Links along which it is the person's."""
    is_shared: bool
    """Whether it is others' as well."""
    values: tuple[CellTold, ...]
    hidden: tuple[str, ...]
    """Columns that are another's."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened with the person's information."""

    at: datetime
    act: Named
    outcome: str
    data: tuple[Named, ...]
    purpose: Named | None
    recipient: Named | None
    clauses: tuple[str, ...]
    entry: int | None
    """Its place in the ledger."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an answer tells."""

    purposes: tuple[Named, ...] = ()
    categories: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    values: tuple[ValueTold, ...] = ()
    rows: tuple[RowTold, ...] = ()
    """What the company's databases hold."""
    identities: tuple[tuple[str, str], ...] = ()
    events: tuple[dict[str, Any], ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    inquiries: tuple[InquiryTold, ...] = ()
    quarantined: tuple[dict[str, Any], ...] = ()
    handlings: tuple[Told, ...] = ()
    records: dict[str, Any] = {}
    """Who received what, and the statutory records (法33(5))."""
    left_out: tuple[Named, ...] = ()


def of_purposes(policy: Policy) -> Material:
    """Return the purposes for which people's information is used (法32(2))."""
    return Material(purposes=_purposes(policy), recipients=_parties(policy))


def of_disclosure(
    record: Record, row: Request, policy: Policy, done: Disclosed | None,
    left_out: Collection[str], rows: tuple[RowTold, ...] = (),
) -> Material:  # fmt: skip
    """Return what the vault holds of one person and `rows`, as far as the request is about it."""
    words = item_words(policy)
    gone = tuple(named(item, words.get(item)) for item in sorted(left_out))
    if done is None:
        return Material(
            purposes=_purposes(policy), recipients=_parties(policy), rows=rows, left_out=gone
        )
    told = Material(
        purposes=_purposes(policy), recipients=_parties(policy), rows=rows, left_out=gone,
        handlings=_handlings(record, policy, done.tickets),
    )  # fmt: skip
    return _with_held(told, row, policy, done, frozenset(left_out))


def _with_held(
    told: Material, row: Request, policy: Policy, done: Disclosed, left_out: frozenset[str]
) -> Material:
    """Return the material with what the vault holds, as far as the request is about it."""
    words = item_words(policy)
    is_all = row.fields is None
    values = [
        one for one in done.values if one.item not in left_out and covers(row, one.data, one.item)
    ]
    files = [
        one for one in done.files if one.item not in left_out and covers(row, one.data, one.item)
    ]
    return msgspec.structs.replace(
        told,
        categories=_distinct(category_named(policy, one.data) for one in values),
        sources=_distinct(_source(one.source) for one in values if one.source),
        values=tuple(
            ValueTold(
                data=category_named(policy, one.data), item=named(one.item, words.get(one.item)),
                value=one.value, source=_source(one.source) if one.source else None,
                collected_at=one.collected_at, until=one.superseded_at, sensitive=one.sensitive,
            )
            for one in values
        ),
        identities=tuple(
            (one.kind, one.value)
            for one in done.identities
            if one.kind not in left_out and (is_all or one.kind in (row.fields or ()))
        ),
        events=_builtins(done.events) if is_all else (),
        files=_builtins(files),
        inquiries=_inquiries(row, done, left_out),
        quarantined=_builtins(done.withheld) if is_all and not left_out else (),
    )  # fmt: skip


def _inquiries(row: Request, done: Disclosed, left_out: frozenset[str]) -> tuple[InquiryTold, ...]:
    """Return what was asked and answered, as far as the request is about it."""
    found = tuple(
        one
        for one in done.inquiries
        if one.inquiry not in left_out and covers(row, one.data or "", TEXT)
    )
    if TEXT in left_out:
        return ()
    return tuple(map(_without_files, found)) if FILE in left_out else found


def _without_files(told: InquiryTold) -> InquiryTold:
    bare = (msgspec.structs.replace(one, files=()) for one in told.messages)
    return msgspec.structs.replace(told, messages=tuple(bare))


def of_records(shown: msgspec.Struct, left_out: frozenset[str]) -> Material:
    """Return who received what of one person, and from whom it came (法33(5)).

    Records, hand-overs, parties and partners that are left out are not in it.
    """
    told = {
        name: [one for one in found if left_out.isdisjoint(_names(one))]
        if isinstance(found, list)
        else found
        for name, found in msgspec.to_builtins(shown).items()
    }
    return Material(records=told, left_out=tuple(named(name, None) for name in sorted(left_out)))


def _names(one: dict[str, Any]) -> set[str]:
    return {str(one[name]) for name in ("record", "hand", "party", "partner") if one.get(name)}


def _handlings(record: Record, policy: Policy, tickets: Sequence[int]) -> tuple[Told, ...]:
    found: list[Told] = []
    for at in range(0, len(tickets), AT_ONCE):
        entries = recorded(record.cursor, tickets[at : at + AT_ONCE])
        found += [
            _told(policy, one.entry, one.index) for one in entries if isinstance(one.entry, Handled)
        ]
    return tuple(found)


def _told(policy: Policy, entry: Handled, index: int | None) -> Told:
    purpose = policy.purposes.get(entry.purpose or "")
    party = policy.parties.get(entry.recipient or "")
    return Told(
        at=entry.at, act=named(entry.act, ACTS.get(entry.act)), outcome=entry.outcome,
        data=tuple(category_named(policy, data) for data in entry.data),
        purpose=named(purpose.id, purpose.word) if purpose else None,
        recipient=named(party.id, party.word) if party else None, clauses=entry.cites,
        entry=index,
    )  # fmt: skip


def _purposes(policy: Policy) -> tuple[Named, ...]:
    return tuple(named(one.id, one.word) for one in policy.purposes.values())


def _parties(policy: Policy) -> tuple[Named, ...]:
    return tuple(
        named(one.id, one.word)
        for one in policy.parties.values()
        if one.role not in ("company", "person", "agent")
    )


def category_named(policy: Policy, data: str) -> Named:
    """Return a category of the policy with its texts."""
    found = policy.categories.get(data)
    return named(data, found.word if found else None)


def _source(name: str) -> Named:
    return named(name, SOURCES.get(name))


def item_words(policy: Policy) -> dict[str, Word]:
    """Return the texts of every item of the policy."""
    return {name: word for one in policy.categories.values() for name, word in one.items.items()}


def _distinct(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(found))


def _builtins(found: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    return tuple(msgspec.to_builtins(one) for one in found)


def named(id_: str, word: Word | None) -> Named:
    """Return a word with its texts, which are its name where it has none."""
    return Named(id=id_, ja=word.ja if word else id_, en=word.en if word else id_)
