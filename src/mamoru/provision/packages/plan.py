"""Planning a hand-over: to whom, what, of whom, how many, and what a row would look like.

Everybody it would be about is decided once without a record, since nothing leaves yet; what counts
is the decision when it is made. No value is opened. Where it is allowed of nobody, the refusal is
on record and there is no hand-over.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, Reference, Wish
from mamoru.gate.basis import Basis, joined
from mamoru.gate.door import Door
from mamoru.gate.handing.crowd import Deciding
from mamoru.gate.handing.decide import Answer, clauses_of, decided
from mamoru.gate.handing.receiver import receiver
from mamoru.gate.handing.sample import sample
from mamoru.gate.handing.wanted import Wanted, wanted_of
from mamoru.gate.handing.whom import (
    Held,
    blocks_of,
    heads_after,
    heads_of,
    last_number,
    named,
)
from mamoru.gate.judge import CONSENTS, checked
from mamoru.gate.looking import looking
from mamoru.gate.record import note
from mamoru.gate.sight import Sight
from mamoru.gate.transaction import Record
from mamoru.parties.queries import key_for
from mamoru.policy.handling import Decision, Outcome
from mamoru.provision.packages.errors import InvalidHandOverError, RecipientKeyError
from mamoru.provision.packages.models import HandOver, Named
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import AnswerCount, Plan, report_of
from mamoru.provision.packages.sealing import sealing
from mamoru.provision.packages.state import Act, Cipher, Format, HandState

LOT = 5_000
SAMPLE = 5
Days = Annotated[int, msgspec.Meta(ge=1, le=366)]
Tell = Callable[[int], object]


class NewHandOver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be handed over to whom."""

    party: Annotated[str, msgspec.Meta(max_length=40)]
    act: Act
    items: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=64)]
    purpose: str | None = None
    people: tuple[str, ...] | None = None
    """Refs; without them it is about everybody who is held."""
    grounds: dict[str, Reference | None] = {}
    format: Format = "csv"
    cipher: Cipher = "age"
    days: Days = 7
    """How long it can be taken."""
    acknowledge_days: Days = 14
    """Within which, once it is delivered, the recipient has to say that it has it."""


@dataclass(slots=True)
class _Counted:
    """What would be answered, and of whom the sample is."""

    answers: Counter[Decision] = field(default_factory=Counter)
    by_consent: bool = True
    seen: int = 0
    decided: int = 0
    sample: list[int] = field(default_factory=list)
    bases: dict[Decision, Basis] = field(default_factory=dict)

    def add(self, found: Sequence[Answer]) -> None:
        for one in found:
            self.answers[one.decision] += len(one.numbers)
            self.decided += len(one.numbers)
            self.bases.setdefault(one.decision, joined(one.bases))
            if one.is_allowed:
                self.sample += one.numbers[: SAMPLE - len(self.sample)]
                self.by_consent &= all(
                    part.facts & CONSENTS for basis in one.bases for part in basis.parts
                )

    @property
    def allowed(self) -> int:
        return sum(n for one, n in self.answers.items() if one.outcome is Outcome.ALLOW)


def plan(
    door: Door, asker: Asker, new: NewHandOver, by: str, *, tell: Tell = lambda _: None
) -> Plan:
    """Plan a hand-over, and return it with what it would hold; `tell` hears how many were decided.

    Raises `UnknownItemError`, `InvalidHandOverError`, `RecipientKeyError`, what
    `mamoru.gate.recipients.recipient` raises, and `HandlingRefusedError` where it is allowed of
    nobody.
    """
    wanted = wanted_of(door.policy, new.items)
    asked = checked(
        asker,
        Wish(act=new.act, purpose=new.purpose, party=new.party, grounds=dict(new.grounds)),
        "provide", "entrust", "share",
    )  # fmt: skip
    wish = _allowed_party(door, asker, new, asked)
    numbers, unknown = _named(new)
    last = last_number() if numbers is None else max(numbers, default=0)
    found = _Counted()
    for heads in _heads(numbers, last):
        _count(door, wish, wanted, heads, found)
        tell(found.seen)
    needs = new.act != "provide" or bool(set(new.grounds) - CONSENTS) or not found.by_consent
    row = _planned(door, asker, new, wish, by, found, numbers, last, needs_approval=needs)
    with looking():
        return Plan(
            hand=report_of(row, _told(found)), unknown=unknown,
            empty=found.seen - found.decided, sample=sample(wanted, found.sample),
        )  # fmt: skip


def _allowed_party(door: Door, asker: Asker, new: NewHandOver, asked: Wish) -> Wish:
    """Return the wish with its recipient, who may receive and has a key."""

    def unit(record: Record) -> Wish | Decision:
        at = door.clock()
        party, wish = receiver(door, record, asker, asked, new.items, at)
        key = key_for(party.ref, at, kind=new.cipher)
        if key is None:
            raise RecipientKeyError(kind=new.cipher)
        sealing(key)
        return wish

    return door.run(asker, asked, unit)[0]


def _named(new: NewHandOver) -> tuple[list[int] | None, int]:
    if new.people is None:
        return None, 0
    with looking():
        numbers, unknown = named(new.people)
    if not numbers:
        raise InvalidHandOverError(
            item="people", reason_ja="保管している人がいません", reason_en="nobody of them is held"
        )
    return numbers, unknown


def _heads(numbers: Sequence[int] | None, last: int) -> Iterator[list[Held]]:
    """Yield everybody it may be about, some at a time."""
    after = 0
    for at in range(0, len(numbers), LOT) if numbers is not None else ():
        with looking():
            heads = heads_of((numbers or ())[at : at + LOT])
        yield heads
    while numbers is None:
        with looking():
            heads = heads_after(after, last, LOT)
        if not heads:
            return
        yield heads
        after = heads[-1].number


def _count(door: Door, wish: Wish, wanted: Wanted, heads: Sequence[Held], found: _Counted) -> None:
    with looking() as cursor:
        record, at = Record(cursor, Sight()), door.clock()
        deciding = Deciding(door, record, wish, wanted, at)
        found.add(decided(door, record, wish, wanted, heads, at, among=deciding))
    found.seen += len(heads)


def _told(found: _Counted) -> tuple[AnswerCount, ...]:
    counted: Counter[tuple[bool, str]] = Counter()
    for decision, people in found.answers.items():
        counted[decision.outcome is Outcome.ALLOW, clauses_of(decision)] += people
    return tuple(
        AnswerCount(is_allowed=is_allowed, clauses=clauses, people=people)
        for (is_allowed, clauses), people in sorted(counted.items(), reverse=True)
    )


def _planned(
    door: Door, asker: Asker, new: NewHandOver, wish: Wish, by: str, found: _Counted,
    numbers: Sequence[int] | None, last: int, *, needs_approval: bool,
) -> HandOver:  # fmt: skip
    touched = [(data, None) for data in wanted_of(door.policy, new.items).categories]

    def unit(record: Record) -> HandOver | Decision:
        at = door.clock()
        if not found.allowed:
            refusal = _refusal(found)
            book = door.shelf.book(at)
            basis = found.bases[refusal]
            note(record, book, asker, wish, touched, refusal, at=at, count=0, basis=basis)
            return refusal
        row = HandOver.objects.create(
            **_columns(asker, new, wish, found, at), created_by=by, last=last,
            is_everybody=numbers is None, needs_approval=needs_approval,
            is_by_consent=found.by_consent,
            state=HandState.PLANNED if needs_approval else HandState.APPROVED,
        )  # fmt: skip
        Named.objects.bulk_create(
            [
                Named(hand=row, block=block, members=members)
                for block, members in blocks_of(numbers or ())
            ],
            batch_size=500,
        )
        noted(record, row, "planned", at, caller=asker.system)
        return row

    return door.run(asker, wish, unit)[0]


def _refusal(found: _Counted) -> Decision:
    """Return the answer that most of them got; raises `InvalidHandOverError` if nobody got one."""
    if not found.answers:
        raise InvalidHandOverError(
            item="items",
            reason_ja="持っている人がいません",
            reason_en="nothing of it is held of anybody",
        )  # fmt: skip
    return found.answers.most_common(1)[0][0]


def _columns(
    asker: Asker, new: NewHandOver, wish: Wish, found: _Counted, at: datetime
) -> dict[str, object]:
    allowed = [clauses_of(one) for one in found.answers if one.outcome is Outcome.ALLOW]
    return {
        "ref": f"hand_{token_hex(8)}", "request": asker.request or token_hex(16),
        "party": new.party, "act": new.act, "case": " ".join(dict.fromkeys(allowed))[:400],
        "purpose": wish.purpose, "recipient": wish.recipient, "place": wish.place,
        "grounds": dict(new.grounds), "fields": list(new.items), "format": new.format,
        "cipher": new.cipher, "caller": asker.system, "expected": found.allowed,
        "purposes": None if asker.purposes is None else sorted(asker.purposes),
        "created_at": at, "expires_at": at + timedelta(days=new.days),
        "acknowledge_days": new.acknowledge_days,
    }  # fmt: skip
