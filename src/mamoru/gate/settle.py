"""What a visitor chose in a banner: withdrawals first, which nothing can stand against.

A visitor is a person who is known by the identifier of a cookie alone.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.choose import choose_many, withdraw_all
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.read import find
from mamoru.vault.errors import DuplicateIdentifierError

COOKIE = "cookie_id"


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
    whose = min(door.policy.natural)
    given = Given(whose=whose, identifiers={COOKIE: cookie})
    collect = Wish(act="collect", source="automatic", purpose=purpose)
    try:
        stored, _ = create(door, asker, collect, [given])
    except DuplicateIdentifierError:  # the same visitor's other request was quicker
        return find(door, asker, use, COOKIE, cookie)
    return stored.people[0].ref


def refuse(
    door: Door, asker: Asker, ref: str, scopes: Collection[Scope], *,
    said_no: Collection[Scope] = (), has_signal: bool = False,
) -> list[str]:  # fmt: skip
    """Take back whatever stands of `scopes`, and return the references of the withdrawals.

    Then record a no to those of `said_no` of which nothing stood, and the browser's signal; their
    references where nothing was taken back. What was said before is not repeated.
    """
    taken = withdraw_all(door, asker, ref, lambda choice: _scope(choice) in scopes)
    over = {_scope(one.row.choice) for one in taken}
    noes = [
        Choice(kind=Kind.REFUSAL, purpose=one.purpose, recipient=one.recipient)
        for one in sorted(set(said_no) - over, key=str)
    ]
    if has_signal:
        noes.append(Choice(kind=Kind.REFUSAL, source=Source.GPC))
    wish = Wish(act="collect")
    said = choose_many(door, asker, wish, ref, noes, once=True) if noes else ()
    return [one.reference for one in taken] or list(said)


def allow(
    door: Door, asker: Asker, wish: Wish, ref: str, choices: Sequence[Choice], *, data: str
) -> list[str]:
    """Record consents in one handling, and return their references.

    What stands already, made on the same notice, is not repeated. Taking it down is collecting
    `data`, and `wish` says which notice was shown. Raises `HandlingRefusedError` and its kinds.
    """
    return list(choose_many(door, asker, wish, ref, choices, data=data, once=True))


def _scope(choice: Choice) -> Scope:
    return Scope(choice.purpose, choice.recipient)
