"""Correcting, adding, suspending, leaving (clauses 7(2), 7(3), 9): decided, done, recorded."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

import msgspec

from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import Given, day_of, items_of
from mamoru.gate.door import Door, Then
from mamoru.gate.erase import weighed
from mamoru.gate.judge import checked, judge
from mamoru.gate.quarantine.hold import Quarantined, answered, item_of, put_aside
from mamoru.gate.record import decided, noted
from mamoru.gate.sift import Sifted, sifted
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault import suspend as vault_state
from mamoru.vault.change import change as vault_change
from mamoru.vault.change import set_birth_date
from mamoru.vault.errors import StalePersonError
from mamoru.vault.person import Item
from mamoru.vault.read import fetch

State = Literal["suspend_use", "suspend_provision"]
_STATES: dict[tuple[State, bool], Callable[[str], int]] = {
    ("suspend_use", True): vault_state.suspend_use,
    ("suspend_use", False): vault_state.resume_use,
    ("suspend_provision", True): vault_state.suspend_provision,
    ("suspend_provision", False): vault_state.resume_provision,
}


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The person's new version, and the decision that allowed it."""

    ref: str
    version: int
    decision: Decision
    quarantined: tuple[Quarantined, ...] = ()
    """Values that may be sensitive, and did not take the place of the former ones."""
    masked: tuple[str, ...] = ()
    """Items that were stored without a number in them that may not be kept."""


def change(
    door: Door,
    asker: Asker,
    wish: Wish,
    ref: str,
    given: Given,
    *,
    expected_version: int | None,
    then: Then[Changed] | None = None,
) -> tuple[Changed, int | None]:
    """Give items new values; the former ones stay as history.

    What may be sensitive and is not allowed as that goes into quarantine. Where nothing else was
    given, nothing is changed, and the decision is the one about it. Raises `UnknownPersonError`,
    `StalePersonError`, `UnknownItemError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "correct", "add", "collect")
    born = day_of(given)
    policy = door.policy
    looked = sifted(policy, items_of(policy, wish, given))

    def unit(record: Record) -> Changed | Decision:
        about = door.about(record, fetch(ref), door.clock())
        now = door.shelf.policy(about.at)  # another text, if one came into force meanwhile
        found = looked if now is policy else sifted(now, items_of(now, wish, given))
        return _changed(door, record, asker, wish, _Change(about, found, born, expected_version))

    return door.run(asker, wish, unit, ref=ref, then=then)


class _Change(NamedTuple):
    """New values for somebody who is held."""

    about: About
    found: Sifted
    born: date | None
    expected_version: int | None


def _changed(
    door: Door, record: Record, asker: Asker, wish: Wish, new: _Change
) -> Changed | Decision:
    """Decide, store what is allowed, and put into quarantine what may be sensitive and is not."""
    about = new.about
    suspects = answered(about.book, wish, new.found.suspects, about=about, at=about.at)
    items = (*new.found.clean, *(item_of(one.suspect) for one in suspects if one.is_allowed))
    refused = [(about.held, one) for one in suspects if not one.is_allowed]
    if refused and not items:
        decision, version = refused[0][1].judged.decision, _unchanged(new)
        aside = put_aside(door, record, asker, wish, about.book, refused, about.at)
    else:
        touched = list(dict.fromkeys((item.data, item.sensitive) for item in items))
        judged = judge(about.book, wish, touched or about.categories, about=about, at=about.at)
        decision, basis = judged
        if decision.outcome is not Outcome.ALLOW:
            noted(record, asker, wish, touched or about.categories, decision, about, basis)
            return decision
        version = _stored(door, new, items)
        aside = put_aside(door, record, asker, wish, about.book, refused, about.at)
        noted(record, asker, wish, touched or about.categories, decision, about, basis)
    return Changed(ref=about.held.ref, version=version, decision=decision, quarantined=tuple(aside))


def _unchanged(new: _Change) -> int:
    """Return the person's version, which stays; raises `StalePersonError`."""
    version = new.about.held.version
    if new.expected_version not in (None, version):
        raise StalePersonError(expected=new.expected_version)
    return version


def _stored(door: Door, new: _Change, items: Sequence[Item]) -> int:
    ref, at = new.about.held.ref, new.about.at
    version = vault_change(door.keys, ref, items, expected_version=new.expected_version, now=at)
    if new.born is not None:
        version = set_birth_date(door.keys, ref, new.born, expected_version=version)
    return version


def suspend(
    door: Door,
    asker: Asker,
    wish: Wish,
    ref: str,
    *,
    on: bool = True,
    then: Then[Changed] | None = None,
) -> tuple[Changed, int | None]:
    """Stop, or with `on` false let go on, what `wish.act` names: use, or provision.

    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "suspend_use", "suspend_provision")
    state: State = "suspend_use" if wish.act == "suspend_use" else "suspend_provision"
    verb = _STATES[state, on]
    return _carried_out(door, asker, wish, ref, lambda _at: verb(ref), then=then)


def leave(
    door: Door, asker: Asker, wish: Wish, ref: str,
    *, following: Callable[[Record, About], object] | None = None,
) -> tuple[Changed, int | None]:  # fmt: skip
    """Note that the person deleted their account; what is done with the rest is owed (clause 9).

    What the law makes the company keep is not disposed of, so it is not asked about.
    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "dispose")

    def unit(record: Record) -> Changed | Decision:
        about, _, touched = weighed(door, record, ref, has_left=True)
        decision = decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        version = vault_state.leave(ref, now=about.held.left_at or about.at)
        if following is not None:
            following(record, about)
        return Changed(ref=ref, version=version, decision=decision)

    return door.run(asker, wish, unit, ref=ref)


def _carried_out(
    door: Door,
    asker: Asker,
    wish: Wish,
    ref: str,
    act: Callable[[datetime], int],
    *,
    then: Then[Changed] | None = None,
) -> tuple[Changed, int | None]:
    def unit(record: Record) -> Changed | Decision:
        about = door.about(record, fetch(ref), door.clock())
        decision = decided(record, asker, wish, about.categories, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return Changed(ref=ref, version=act(about.at), decision=decision)

    return door.run(asker, wish, unit, ref=ref, then=then)
