"""The person's view: who received what, and the statutory records for a request (APPI 33(5)).

Who it was about, the ledger's sets of people say; what was handed over, the records. Asking is a
handling of its own, decided and on record. What was decided but never left is no hand-over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.consider import Trace, handlings_of
from mamoru.gate.door import Door, Then
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import Recorded
from mamoru.parties import queries
from mamoru.parties.errors import UnknownPartyError
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.packages.models import Lot
from mamoru.provision.records.keep import RecordOfProvision
from mamoru.provision.records.keep import shown as shown_record
from mamoru.provision.records.models import Passing
from mamoru.provision.records.receiving import ReceivedFrom, received_from
from mamoru.provision.records.sheet import item_words

HANDING = frozenset(["provide", "entrust", "share"])
DISCLOSE = "disclose_records"
AT_ONCE = 500


class PolicyWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word with its name in the policy."""

    id: str
    ja: str
    en: str


class HandedTo(msgspec.Struct, frozen=True, kw_only=True):
    """One time that information of the person was handed to somebody."""

    ticket: int
    """Of the entry that decided it."""
    index: int | None
    """Its place in the ledger, where a receipt proves it."""
    at: datetime
    act: str
    party: str | None
    name: str
    address: str
    representative: str
    country: str
    kind: PolicyWord | None
    """What the policy calls whoever received."""
    purpose: PolicyWord | None
    clauses: tuple[str, ...]
    articles: tuple[str, ...]
    readings: tuple[str, ...]
    data: tuple[PolicyWord, ...]
    """Categories of what was handed over."""
    items: tuple[PolicyWord, ...] | None
    """The items, while the record of it is kept; `null` after that."""
    hand: str | None
    record: str | None
    is_statutory: bool
    """Whether APPI 29 or 31 asks for that record."""


class StatutoryRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the person is told of a record of provision: what the rule lists, and nothing else."""

    record: str
    article: str
    provided_on: str
    items: dict[str, str | list[str]]


class RecipientsShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the person is told of who received their information, and from whom it came."""

    ref: str
    pseudonym: str
    """By which the ledger's entries about the person alone name them."""
    handed: tuple[HandedTo, ...]
    provided: tuple[StatutoryRecord, ...]
    """Records of provision (APPI 29(1), 31(3)), and those the policy promises (R12)."""
    received: tuple[ReceivedFrom, ...]
    """Deliveries that their information came with (APPI 30(3))."""


def recipients_of(
    door: Door, asker: Asker, wish: Wish, ref: str, *, then: Then[RecipientsShown] | None = None
) -> RecipientsShown:
    """Return who received what of a person; the question itself is decided and recorded.

    `then` stores in the same transaction what becomes of it. Raises `UnknownPersonError`,
    `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    if then is None:
        trace = handlings_of(door, asker, wish, ref)
        with looking():
            return _shown(trace, ref, door.policy)
    shown: list[RecipientsShown] = []

    def within(record: Record, trace: Trace) -> None:
        shown[:] = [_shown(trace, ref, door.policy)]
        then(record, shown[0])

    handlings_of(door, asker, wish, ref, then=within)
    return shown[0]


def _shown(trace: Trace, ref: str, policy: Policy) -> RecipientsShown:
    left = what_left(trace.entries)
    kept = in_records([one.ticket for one in left])
    handed = tuple(_handed(one, kept.get(one.ticket), policy) for one in left)
    rows = {row.record.key: shown_record(row.record) for row in kept.values()}
    received = received_from([one.ticket for one in trace.entries])
    return RecipientsShown(
        ref=ref, pseudonym=trace.pseudonym, handed=handed,
        provided=tuple(_statutory(one, ref) for one in rows.values() if one.basis != "note"),
        received=received,
    )  # fmt: skip


def handed_among(
    entries: Sequence[Recorded], tickets: Sequence[int], policy: Policy
) -> dict[int, HandedTo]:
    """Return who received what by which of some entries about a person, by ticket.

    `tickets` are those of all their entries: a later one may say that nothing left.
    """
    with looking():
        left = what_left(entries, tickets)
        kept = in_records([one.ticket for one in left])
        return {one.ticket: _handed(one, kept.get(one.ticket), policy) for one in left}


def what_left(entries: Sequence[Recorded], every: Sequence[int] = ()) -> list[Recorded]:
    """Return the entries by which something of the person left.

    Of a hand-over that was refused to them before it left, or whose package nobody got, nothing
    did. Where not all entries of the person are given, `every` names the tickets of all.
    """
    handed = [one for one in entries if isinstance(one.entry, Handled) and one.entry.act in HANDING]
    tickets = every if handed and every else [one.ticket for one in handed]
    packed = {lot.ticket: lot for lots in _lots(tickets) for lot in lots}
    refused = [lot for lot in packed.values() if not lot.is_allowed]
    return [
        one
        for one in handed
        if isinstance(one.entry, Handled)
        and one.entry.outcome == "allow"
        and ((lot := packed.get(one.ticket)) is None or _has_left(lot, refused))
    ]


def _has_left(lot: Lot, refused: Iterable[Lot]) -> bool:
    """Tell whether those of a lot left, but for whoever one of `refused` took out before."""
    return lot.left is not None and not any(
        no.hand_id == lot.hand_id and no.ticket < lot.left for no in refused
    )


def _lots(tickets: Sequence[int]) -> Iterator[Iterable[Lot]]:
    for at in range(0, len(tickets), AT_ONCE):
        yield Lot.objects.filter(ticket__in=tickets[at : at + AT_ONCE])


def in_records(tickets: Sequence[int]) -> dict[int, Passing]:
    """Return how each of the entries is in a record, while that is kept."""
    return {
        row.ticket: row
        for at in range(0, len(tickets), AT_ONCE)
        for row in Passing.objects.filter(ticket__in=tickets[at : at + AT_ONCE])
        .select_related("record").order_by("pk")
    }  # fmt: skip


def _handed(one: Recorded, row: Passing | None, policy: Policy) -> HandedTo:
    entry = one.entry
    if not isinstance(entry, Handled):
        raise TypeError
    held = row.record.items if row else {}
    who = _who(entry, held)
    words = item_words(policy)
    return HandedTo(
        ticket=one.ticket, index=one.index, at=row.at if row else entry.at, act=entry.act,
        party=entry.party, kind=_party_word(entry.recipient, policy),
        purpose=_purpose(entry.purpose, policy), clauses=entry.cites, articles=entry.law,
        readings=entry.readings,
        data=tuple(
            _named(data, policy.categories[data].word if data in policy.categories else None)
            for data in entry.data
        ),
        items=tuple(_named(item, words.get(item)) for item in held["data_items"]) if held else None,
        hand=row.hand if row else None, record=row.record.key if row else None,
        is_statutory=bool(row and row.record.basis == "law"), **who,
    )  # fmt: skip


def _who(entry: Handled, held: Mapping[str, str]) -> dict[str, str]:
    """Return who received: as the record has it, else as the register had it at that time."""
    country = ""
    known = {"name": "", "address": "", "representative": ""}
    if entry.party is not None:
        try:
            party = queries.party_at(entry.party, entry.at)
        except UnknownPartyError:
            pass
        else:
            country = party.country
            known = {name: getattr(party, name) for name in known}
    known |= {name: held[f"recipient_{name}"] for name in known if f"recipient_{name}" in held}
    return {**known, "country": country}


def _statutory(one: RecordOfProvision, ref: str) -> StatutoryRecord:
    """Return a record as one of the people in it is told of it: others are nobody's business."""
    items = {**one.items, **({"person": ref} if "person" in one.items else {})}
    return StatutoryRecord(
        record=one.key, article=one.article, provided_on=str(one.items["provided_on"]),
        items=items,
    )  # fmt: skip


def _purpose(id_: str | None, policy: Policy) -> PolicyWord | None:
    if id_ is None:
        return None
    found = policy.purposes.get(id_)
    return _named(id_, found.word if found else None)


def _party_word(id_: str | None, policy: Policy) -> PolicyWord | None:
    if id_ is None:
        return None
    found = policy.parties.get(id_)
    return _named(id_, found.word if found else None)


def _named(id_: str, word: Word | None) -> PolicyWord:
    return PolicyWord(id=id_, ja=word.ja if word else id_, en=word.en if word else id_)
