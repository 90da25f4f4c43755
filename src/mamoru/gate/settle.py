"""What a visitor chose in a banner, all at once: what is allowed, what is refused, and the signal.

A visitor is a person who is known by the identifier of a cookie alone.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.notice import NewNotice
from mamoru.consent.queries import Row
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.choose import choose_many
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.read import find
from mamoru.gate.showing import Display, register, show
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.vault.errors import DuplicateIdentifierError

COOKIE = "cookie_id"
SIGNAL = Choice(kind=Kind.REFUSAL, source=Source.GPC)


class Scope(NamedTuple):
    """What a choice of a banner is about."""

    purpose: str | None
    recipient: str | None


def visitor_of(door: Door, asker: Asker, purpose: str, cookie: str, *, makes: bool) -> str | None:
    """Return the ref of the visitor with that cookie; one that is not held yet if it `makes` one.

    Collecting the identifier is decided and on record like any other (clause 1(2)). Raises
    `HandlingRefusedError` and its kinds.
    """
    use = Wish(act="use", purpose=purpose)
    found = find(door, asker, use, COOKIE, cookie)
    if found is not None or not makes:
        return found
    given = Given(whose=min(door.policy.natural), identifiers={COOKIE: cookie})
    collect = Wish(act="collect", source="automatic", purpose=purpose)
    try:
        stored, _ = create(door, asker, collect, [given])
    except DuplicateIdentifierError:  # the same visitor's other request was quicker
        return find(door, asker, use, COOKIE, cookie)
    return stored.people[0].ref


def settle(
    door: Door, asker: Asker, wish: Wish, ref: str, *, allowed: Collection[Scope],
    refused: Collection[Scope], signal: bool, notice: NewNotice, data: str,
) -> tuple[str, ...]:  # fmt: skip
    """Record consents and refusals in one transaction, and return the reference of each.

    Consents are made on `notice`, which was shown just before; it is kept where it is not yet. What
    stands already is not repeated: a consent made on the same notice, a refusal, the signal.
    Nothing stands against a refusal, which ends the consents of its scope. New references come
    first. Raises `HandlingRefusedError` and its kinds once the refusals are recorded.
    """
    known = _last_words(door, ref)
    wanted = [_choice(Kind.CONSENT, one, notice) for one in sorted(allowed, key=str)]
    wanted += [_choice(Kind.REFUSAL, one) for one in sorted(refused, key=str)]
    old = [row.reference for one in wanted if (row := _same(known, one)) is not None]
    new = [one for one in wanted if _same(known, one) is None]
    consents = any(one.kind is Kind.CONSENT for one in new)
    if consents:
        new = _under(door, asker, notice, new)
    # the signal first: what is allowed under it was chosen in spite of it
    every = [SIGNAL, *new] if signal else new
    if not every:
        return tuple(old)
    made = choose_many(door, asker, wish, ref, every, data=data if consents else None)
    return (*made[1:], *old, made[0]) if signal else (*made, *old)


def _choice(kind: Kind, scope: Scope, notice: NewNotice | None = None) -> Choice:
    version = None if notice is None else notice.version
    return Choice(
        kind=kind, purpose=scope.purpose, recipient=scope.recipient, notice_version=version
    )


def _under(door: Door, asker: Asker, notice: NewNotice, new: Sequence[Choice]) -> list[Choice]:
    """Return `new` with the reference of the showing of the notice before them."""
    register(door, asker, notice)
    display = Display(name=notice.name, language=notice.language, version=notice.version)
    shown = show(door, asker, display).shown.reference
    return [msgspec.structs.replace(one, shown=shown) for one in new]


def _last_words(door: Door, ref: str) -> dict[Scope, Row]:
    """Return what the visitor said last about each scope, of what was not taken back."""

    def unit(record: Record) -> dict[Scope, Row]:
        number = record.sight.held(Look(ref, items=())).number
        return _by_scope(record.sight.choices(number))

    return door.writer.run(unit, changes=False)[0]


def _by_scope(rows: Iterable[Row]) -> dict[Scope, Row]:
    rows = list(rows)
    gone = {row.withdraws for row in rows}
    return {
        Scope(row.choice.purpose, row.choice.recipient): row
        for row in rows
        if row.choice.kind in (Kind.CONSENT, Kind.REFUSAL)
        and row.choice.source is Source.PERSON
        and row.choice.data is row.choice.sensitive is None
        and row.choice.expires_at is None
        and row.reference not in gone
    }


def _same(known: dict[Scope, Row], choice: Choice) -> Row | None:
    row = known.get(Scope(choice.purpose, choice.recipient))
    if row is None or row.choice.kind is not choice.kind:
        return None
    is_same = choice.kind is Kind.REFUSAL or row.choice.notice_version == choice.notice_version
    return row if is_same else None
