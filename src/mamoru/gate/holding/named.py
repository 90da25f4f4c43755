"""Who a statutory record is about, for whoever reads the register: people, and those in holds.

Of whoever is still held the vault says who they are; of whoever was erased, the hold that was made
for the record. Both are decided, one by one, and on record.
"""

from collections.abc import Sequence

import msgspec

from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.holding import registers
from mamoru.gate.holding.open import allowed, purposed
from mamoru.gate.holding.publish import in_force
from mamoru.gate.holding.rules import RECORD, HoldRules
from mamoru.gate.judge import checked
from mamoru.gate.record import decided, note
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import people_of
from mamoru.policy.handling import Outcome
from mamoru.vault import hold as vault
from mamoru.vault.hold import HoldRow
from mamoru.vault.person import Held
from mamoru.vault.read import fetch_many, identities, refs_of, reveal

MOST = 100
"""People who are named at once."""


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody a record is about."""

    ref: str
    """The person, `p_…`, or the hold, `h_…`."""
    outcome: str
    """Whether policy and law allow to name them; where not, there are no values."""
    values: dict[str, str]


class NamedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the people whom a record is about."""

    record: str
    people: tuple[NamedPerson, ...]
    next: str | None
    """After whom to go on; `null` where that is all."""


def named_in(
    door: Door, asker: Asker, wish: Wish, key: str, *, after: str = "", limit: int = MOST
) -> NamedIn:
    """Return whom a record is about, in a fixed order, from the one after `after` on.

    `wish` shows the law under which the register is read (`by_law`). Raises `InvalidValueError`,
    `HandlingRefusedError` and its kinds; a record that nobody is in, or that there is not, has
    nobody.
    """
    wish = checked(asker, wish, "use")
    most = min(limit, MOST)

    def unit(record: Record) -> NamedIn:
        at = door.clock()
        rules = in_force(door.shelf.policy(at), at)
        meant = msgspec.structs.replace(wish, purpose=wish.purpose or rules.records_purpose)
        found: list[NamedPerson] = []
        if not after.startswith("h_"):
            found = _living(door, record, asker, meant, key, rules, after, most)
        if len(found) < most:
            since = after if after.startswith("h_") else ""
            held = vault.listed(after=since, limit=most - len(found), record=key)
            found += [_held(door, record, asker, meant, one) for one in held]
        more = found[-1].ref if len(found) == most else None
        return NamedIn(record=key, people=tuple(found), next=more)

    return door.run(asker, wish, unit)[0]


def _living(
    door: Door, record: Record, asker: Asker, wish: Wish, key: str, rules: HoldRules, after: str,
    most: int,
) -> list[NamedPerson]:  # fmt: skip
    numbers = {n for ticket in registers.tickets(key) for n in people_of(record.cursor, ticket)}
    refs = sorted(refs_of(numbers).values())
    mine = [ref for ref in refs if ref > after][:most]
    people = fetch_many(mine, items=rules.records.items)
    return [_one(door, record, asker, wish, people[ref], rules) for ref in mine if ref in people]


def _one(
    door: Door, record: Record, asker: Asker, wish: Wish, held: Held, rules: HoldRules
) -> NamedPerson:
    about = door.about(record, held, door.clock())
    decision = decided(record, asker, wish, about.categories, about)
    values: dict[str, str] = {}
    if decision.outcome is Outcome.ALLOW:
        values = {one.item: one.value for one in reveal(door.keys, held)}
        kinds = rules.records.identifiers
        known = [one for one in identities(door.keys, held) if one.kind in kinds]
        values |= {one.kind: one.value for one in known}
    return NamedPerson(ref=held.ref, outcome=decision.outcome.value, values=values)


def _held(door: Door, record: Record, asker: Asker, wish: Wish, row: HoldRow) -> NamedPerson:
    at = door.clock()
    book = door.shelf.book(at)
    meant = purposed(wish, row)
    touched: Sequence[Touched] = vault.categories(row.ref)
    decision, basis = allowed(book, meant, row, touched, RECORD, door)
    note(record, book, asker, meant, touched, decision, at=at, subject=row.pseudonym, basis=basis)
    is_allowed = decision.outcome is Outcome.ALLOW
    values = {one.item: one.value for one in vault.opened(door.keys, row.ref)} if is_allowed else {}
    return NamedPerson(ref=row.ref, outcome=decision.outcome.value, values=values)
