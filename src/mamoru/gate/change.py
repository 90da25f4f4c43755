"""Correcting, adding, suspending, leaving (clauses 7(2), 7(3), 9): decided, done, recorded."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import Given, day_of, items_of
from mamoru.gate.door import Door
from mamoru.gate.judge import checked
from mamoru.gate.record import decided
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault import suspend as vault_state
from mamoru.vault.change import change as vault_change
from mamoru.vault.change import set_birth_date
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


def change(
    door: Door, asker: Asker, wish: Wish, ref: str, given: Given, *, expected_version: int | None
) -> tuple[Changed, int | None]:
    """Give items new values; the former ones stay as history.

    Raises `UnknownPersonError`, `StalePersonError`, `UnknownItemError`, `InvalidValueError`,
    `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "correct", "add", "collect")
    items_of(door.policy, wish, given)
    born = day_of(given)

    def touched(at: datetime) -> list[Touched]:
        items = items_of(door.shelf.policy(at), wish, given)
        return list(dict.fromkeys((item.data, item.sensitive) for item in items))

    def act(at: datetime) -> int:
        items = items_of(door.shelf.policy(at), wish, given)
        version = vault_change(door.keys, ref, items, expected_version=expected_version, now=at)
        if born is not None:
            version = set_birth_date(door.keys, ref, born, expected_version=version)
        return version

    return _carried_out(door, asker, wish, ref, touched, act)


def suspend(
    door: Door, asker: Asker, wish: Wish, ref: str, *, on: bool = True
) -> tuple[Changed, int | None]:
    """Stop, or with `on` false let go on, what `wish.act` names: use, or provision.

    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "suspend_use", "suspend_provision")
    state: State = "suspend_use" if wish.act == "suspend_use" else "suspend_provision"
    verb = _STATES[state, on]
    return _carried_out(door, asker, wish, ref, None, lambda _at: verb(ref))


def leave(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Changed, int | None]:
    """Note that the person deleted their account; what is done with the rest is owed (clause 9).

    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "dispose")
    return _carried_out(
        door, asker, wish, ref, None, lambda at: vault_state.leave(ref, now=at), leaving=True
    )


def _carried_out(
    door: Door,
    asker: Asker,
    wish: Wish,
    ref: str,
    touched: Callable[[datetime], Sequence[Touched]] | None,
    act: Callable[[datetime], int],
    *,
    leaving: bool = False,
) -> tuple[Changed, int | None]:
    def unit(record: Record) -> Changed | Decision:
        about = door.about(record, fetch(ref), door.clock())
        if leaving:
            left = msgspec.structs.replace(about.standing, left=True)
            about = dataclasses.replace(about, standing=left)
        decision = decided(
            record, asker, wish, (touched and touched(about.at)) or about.categories, about
        )
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return Changed(ref=ref, version=act(about.at), decision=decision)

    return door.run(asker, wish, unit, ref=ref)
