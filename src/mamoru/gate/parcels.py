"""Taking what is due from the outbox: decided for each reader, on record, and only then addressed.

An address is information about its owner. Reading it to write to them is use for the letter's
purpose, decided anew for each attempt by what binds the person and what they chose at that moment.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import msgspec

from mamoru.errors import MamoruError, UnavailableError
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import OUTBOX, Wish
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.record import decided
from mamoru.gate.transaction import Record
from mamoru.outbox import queries
from mamoru.outbox.addresses import is_address
from mamoru.outbox.backoff import ATTEMPTS, pause_after
from mamoru.outbox.letters import Due, State, Text
from mamoru.policy.handling import Outcome
from mamoru.policy.words import Word
from mamoru.vault.person import Held
from mamoru.vault.read import fetch_many, identities, refs_of, reveal

ITEM = "email"
"""The policy's item for addresses, and the kind of identifier that holds one."""
LEASE = timedelta(minutes=2)
"""How old a decision may be when the sending begins, and how long others leave a parcel alone."""
Chance = Callable[[], float]


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A letter with the address of its reader, in memory only."""

    due: Due
    to: str

    def __repr__(self) -> str:
        """Leave out the address: a representation ends up in logs."""
        return f"Parcel({self.due.id})"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent, and the states in which the rest ended."""

    parcels: tuple[Parcel, ...]
    ended: tuple[State, ...]


def take(door: Door, limit: int, chance: Chance) -> Taken:
    """Take up to `limit` letters that are due, for as long as `LEASE`.

    What somebody else was sending and cannot be any more becomes unclear. Who is not held any more
    is forgotten here as well. Raises `UnavailableError` and its kinds.
    """

    def unit(record: Record) -> Taken:
        at = door.clock()
        ended = [State.UNCLEAR] * queries.give_up_on_the_dead(at)
        parcels = []
        due = queries.due(at, limit)
        held = _held(due)
        for one in due:
            if one.person not in held:
                queries.forget(one.person)
                ended.append(State.WITHDRAWN)
                continue
            found = _prepared(door, record, one, held[one.person], at, chance)
            if isinstance(found, Parcel):
                parcels.append(found)
            else:
                ended.append(found)
        return Taken(parcels=tuple(parcels), ended=tuple(ended))

    return door.writer.run(unit)[0]


def _held(due: list[Due]) -> dict[int, Held]:
    refs = refs_of({one.person for one in due})
    return {held.number: held for held in fetch_many(refs.values(), items=(ITEM,)).values()}


def _prepared(
    door: Door, record: Record, one: Due, held: Held, at: datetime, chance: Chance
) -> Parcel | State:
    """Decide about one letter; what is wrong with one person's information stops no other."""
    size = len(record.entries)
    try:
        return _decided(door, record, one, door.about(record, held, at))
    except UnavailableError:
        raise
    except MamoruError as error:
        record.cut(size)
        is_last = one.attempts + 1 >= ATTEMPTS
        again = None if is_last else at + pause_after(one.attempts + 1, chance())
        queries.put_off(one, error.code[:32], again)
        return State.FAILED if is_last else State.WAITING


def _decided(door: Door, record: Record, one: Due, about: About) -> Parcel | State:
    fields = about.held.fields
    touched: list[Touched] = [(field.data, field.sensitive) for field in fields]
    touched = touched or [(category_of(about.book.policy, ITEM), None)]
    wish = Wish(act="use", purpose=one.purpose)
    if decided(record, OUTBOX, wish, touched, about).outcome is not Outcome.ALLOW:
        record.tell(partial(queries.end, one, state=State.REFUSED))
        return State.REFUSED
    address = _address(door, about.held)
    if not is_address(address):
        record.tell(partial(queries.end, one, state=State.NO_ADDRESS))
        return State.NO_ADDRESS
    record.tell(partial(queries.claim, one, until=about.at + LEASE))
    return Parcel(due=_filled(door, about.held, one), to=address)


def _filled(door: Door, held: Held, one: Due) -> Due:
    """Return the delivery with what is enclosed for its reader in its text."""
    if one.enclosed is None:
        return one
    content = door.keys.person(held).open_letter(one.key, one.enclosed).decode()
    said = [body.replace("{enclosed}", content) for body in one.text.body]
    return msgspec.structs.replace(one, text=Text(subject=one.text.subject, body=Word(*said)))


def _address(door: Door, held: Held) -> str:
    """Return the person's address: the item, else the identifier added last; empty for none."""
    if held.fields:
        return reveal(door.keys, held)[0].value.strip()
    found = identities(door.keys, held, only=ITEM)
    return found[-1].value.strip() if found else ""
