"""What will become of somebody if they leave now: what the law keeps, and who will be told."""

from datetime import timedelta
from secrets import token_bytes

import msgspec

from mamoru.gate.asking import SEARCH, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.downstream import received
from mamoru.gate.erase import weighed
from mamoru.gate.holding.publish import in_force
from mamoru.gate.read import everything
from mamoru.gate.record import noted
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.parties import queries
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.words import Word
from mamoru.rights.places import in_use


class ToBeKept(msgspec.Struct, frozen=True, kw_only=True):
    """What the law makes the company keep, without a value of it."""

    kind: str
    word: Word | None
    """What the rules of holds call it."""
    article: str
    last_day: str
    """In Japan; it is gone the day after."""
    items: tuple[str, ...]


class ToBeTold(msgspec.Struct, frozen=True, kw_only=True):
    """A recipient who will be asked to erase what they got."""

    party: str
    name: str
    items: tuple[str, ...]


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What will become of somebody."""

    kept: tuple[ToBeKept, ...]
    told: tuple[ToBeTold, ...]
    systems: tuple[str, ...]
    """Databases of the company that are asked first."""


def foreseen(door: Door, asker: Asker, ref: str) -> Foreseen:
    """Return what would become of one person by the rules in force; looking is on record.

    Nothing is changed. Raises `UnknownPersonError`.
    """

    def unit(record: Record) -> Foreseen:
        about, what, _ = weighed(door, record, ref, has_left=True)
        words = {one.kind: one.word for one in in_force(about.book.policy, about.at).rules}
        told: dict[str, list[str]] = {}
        for one, _mark in received(door, record, about, token_bytes(16)):
            told.setdefault(one.party, []).extend(one.items)
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        noted(record, asker, Wish(act=SEARCH), everything(about), decision, about)
        return Foreseen(
            kept=tuple(
                ToBeKept(
                    kind=one.kind, word=words.get(one.kind), article=one.article,
                    last_day=tokyo_day(one.until - timedelta(seconds=1)).isoformat(),
                    items=tuple(dict.fromkeys(part.item for part in one.material)),
                )
                for one in what.holds
            ),
            told=tuple(
                ToBeTold(
                    party=party, name=queries.party(party).name, items=tuple(dict.fromkeys(items))
                )
                for party, items in told.items()
            ),
            systems=in_use(),
        )  # fmt: skip

    return door.writer.run(unit)[0]
