"""What people choose: consent, opting in, agreeing, and taking it back; each is on record."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import msgspec

from mamoru.consent import give as consent
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.withdraw import opt_out as take_back_opt_in
from mamoru.consent.withdraw import withdraw as take_back
from mamoru.gate.about import About
from mamoru.gate.asking import WITHDRAW, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import checked
from mamoru.gate.record import decided, noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Policy
from mamoru.vault.read import fetch

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def give(door: Door, asker: Asker, wish: Wish, ref: str, choice: Choice, *, data: str) -> str:
    """Record a choice and return its reference, the evidence of consent from now on.

    Taking down what somebody chose is collecting it: `data` is the category it belongs to, and
    `wish` says which notice was shown. Who agrees to a text agrees to the one in force, or to
    another that is or was in force here. Raises `InvalidValueError`, `UnknownPersonError`,
    `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "collect")
    look = Look(ref, items=())

    def unit(record: Record) -> tuple[str] | Decision:
        _check_words(door.policy, choice)
        about = door.about(record, record.sight.held(look), door.clock())
        made = choice
        if choice.kind is Kind.AGREEMENT:
            made = _of_a_text(door, choice)
            about = _agreeing(about)
        decision = decided(record, asker, wish, [(data, None)], about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return (consent.give(about.held.number, made, now=about.at),)

    found, _ = door.run(asker, wish, unit, ref=ref)
    return found[0]


def _of_a_text(door: Door, choice: Choice) -> Choice:
    """Return an agreement with its version, or raise `InvalidValueError`."""
    version = choice.notice_version or door.policy.version
    if not door.shelf.holds(version):
        raise InvalidValueError(item="notice_version")
    return msgspec.structs.replace(choice, notice_version=version)


def _agreeing(about: About) -> About:
    """Return who agrees just now: taking that down rests on the agreement itself."""
    return replace(about, standing=msgspec.structs.replace(about.standing, agreed=True))


def _check_words(policy: Policy, choice: Choice) -> None:
    """Refuse a scope that the policy has no word for: it would cover nothing, and be kept as said.

    Raises `InvalidValueError`.
    """
    scopes = (
        ("purpose", choice.purpose, policy.purposes),
        ("recipient", choice.recipient, policy.parties),
        ("data", choice.data, policy.groups),
        ("sensitive", choice.sensitive, policy.sensitive),
    )
    for part, word, known in scopes:
        if word is not None and word not in known:
            raise InvalidValueError(item=part)
    version = choice.notice_version
    if version is not None and not _VERSION.fullmatch(version):
        raise InvalidValueError(item="notice_version")


def withdraw(door: Door, asker: Asker, ref: str, reference: str) -> None:
    """Take a choice back, as easily as it was made: no clause can stand against it.

    Raises `UnknownPersonError`, `UnknownChoiceError`, `ChoiceWithdrawnError`.
    """
    _taken_back(
        door, asker, ref, None, lambda number, at: len(take_back(number, reference, now=at))
    )


def opt_out(door: Door, asker: Asker, ref: str, purpose: str) -> int:
    """Take back every opting in to `purpose`, and return how many stood.

    Raises `UnknownPersonError`.
    """
    return _taken_back(
        door, asker, ref, purpose, lambda number, at: take_back_opt_in(number, purpose, now=at)
    )


def _taken_back(
    door: Door, asker: Asker, ref: str, purpose: str | None, act: Callable[[int, datetime], int]
) -> int:
    def unit(record: Record) -> int:
        about = door.about(record, fetch(ref, items=()), door.clock())
        wish = Wish(act=WITHDRAW, purpose=purpose)
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        count = act(about.held.number, about.at)
        noted(record, asker, wish, (), decision, about)
        return count

    return door.writer.run(unit)[0]
