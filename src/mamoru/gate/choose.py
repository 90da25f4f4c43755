"""What people choose: consent, opting in, agreeing, and taking it back; each is on record."""

import re
from datetime import datetime

from mamoru.consent import give as consent
from mamoru.consent.choices import Choice
from mamoru.consent.withdraw import opt_out as take_back_opt_in
from mamoru.consent.withdraw import withdraw as take_back
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import check_act, judge
from mamoru.gate.record import note
from mamoru.gate.writer import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Policy
from mamoru.vault.read import fetch

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def give(door: Door, asker: Asker, wish: Wish, ref: str, choice: Choice, *, data: str) -> str:
    """Record a choice and return its reference, the evidence of consent from now on.

    Taking down what somebody chose is collecting it: `data` is the category it belongs to, and
    `wish` says which notice was shown. Raises `InvalidValueError`, `UnknownPersonError`,
    `HandlingRefusedError`.
    """
    check_act(wish, "collect")
    _check_words(door.shelf.policy, choice)

    def unit(record: Record) -> tuple[str] | Decision:
        at = door.clock()
        number, decision = _decided(door, record, asker, wish, ref, data, at)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return (consent.give(number, choice, now=at),)

    found, _ = door.run(unit)
    return found[0]


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


def withdraw(door: Door, asker: Asker, ref: str, reference: str, *, data: str) -> None:
    """Take a choice back, as easily as it was made; no decision can stand against it."""

    def unit(record: Record) -> tuple[()]:
        at = door.clock()
        number, _ = _decided(door, record, asker, _TAKING_BACK, ref, data, at)
        take_back(number, reference, now=at)
        return ()

    door.run(unit)


def opt_out(door: Door, asker: Asker, ref: str, purpose: str, *, data: str) -> int:
    """Take back every opting in to `purpose`, and return how many stood."""

    def unit(record: Record) -> tuple[int]:
        at = door.clock()
        number, _ = _decided(door, record, asker, _TAKING_BACK, ref, data, at)
        return (take_back_opt_in(number, purpose, now=at),)

    found, _ = door.run(unit)
    return found[0]


_TAKING_BACK = Wish(act="collect", source="person", grounds={"notice_shown": "notice:withdrawal"})
"""Taking down a withdrawal needs no further notice: the person says it of their own accord."""


def _decided(
    door: Door, record: Record, asker: Asker, wish: Wish, ref: str, data: str, at: datetime
) -> tuple[int, Decision]:
    held = fetch(ref, items=())
    book = door.book_for(held, at)
    touched = [(data, None)]
    decision = judge(
        book, asker, wish, touched, standing=door.standing(record.sight, held, at), at=at
    )
    note(
        record, book, asker, wish, touched, decision, at=at, subject=held.pseudonym,
        people=People.of([held.number]),
    )  # fmt: skip
    return held.number, decision
