"""Decides what an event may be kept for: purpose by purpose, and once for all that are alike.

For each purpose, four things are asked in this order, and the first no is the answer:

1. the sender is registered for the purpose;
2. the policy and the law allow the collection (clause 1(2)) of every category that is held for it;
3. they allow the use for it (clause 2): nothing is collected that could not be used;
4. no signal, no refusal of the person, and no lack of a consent that the declaration asks for
   stands against it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import NOTHING, Basis
from mamoru.gate.errors import unregistered
from mamoru.gate.judge import handling_of, judge
from mamoru.gate.observing.event import FOREIGN, Aim, Answer, Told
from mamoru.gate.observing.misses import signalled, unconsented
from mamoru.gate.observing.resting import written
from mamoru.law.calendar import tokyo_day
from mamoru.policy.handling import Consent, Decision, Outcome, Refusal, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.standing import covering, person_facts

AUTOMATIC = "automatic"
REMEMBERED = 4096


class Answered(NamedTuple):
    """The answer for one purpose, and what goes on record."""

    aim: Aim
    act: str
    decision: Decision
    basis: Basis
    reason: str | None
    """Why it is not kept for this purpose; `None`: it is."""

    @property
    def shown(self) -> Answer:
        """Return it as the sender sees it."""
        return Answer(
            purpose=self.aim.purpose, outcome=self.decision.outcome.value, reason=self.reason,
            cites=self.decision.cites,
        )  # fmt: skip


class Cell(NamedTuple):
    """The answers of one event for all its purposes."""

    answers: tuple[Answered, ...]
    shown: tuple[Answer, ...]
    kept: tuple[str, ...]
    purposes: str
    """What is kept for, and categories that are held for that, as a row of events has them."""
    data: str
    reasons: tuple[str, ...]


class Cells:
    """Remembers the answers to what was asked before under the same text, law and state."""

    def __init__(self) -> None:
        self._known: dict[object, Cell] = {}

    def cell(
        self, book: Rulebook, asker: Asker, aims: tuple[Aim, ...], told: Told,
        whom: About | Standing, at: datetime,
    ) -> Cell:  # fmt: skip
        """Return the answers for an event about `whom`: who is held, or who would be stored.

        The receipt in `told` must have been looked at (`Who.told`).
        """
        key = (book.token, asker, aims, told, *_state(whom, at))
        found = self._known.get(key)
        if found is None:
            found = _decided(book, asker, aims, told, whom, at)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found


def _state(whom: About | Standing, at: datetime) -> tuple[object, ...]:
    """Return all that answers about a person depend on, and nothing that is theirs alone."""
    if isinstance(whom, Standing):
        return (whom,)
    standing = whom.standing
    chosen = [one for one in standing.consents if _stands(one, at)]
    every: list[Consent | Refusal] = [*chosen, *standing.refusals]
    said = sorted(every, key=lambda one: one.order)
    told = tuple(_alike(one, at, rank) for rank, one in enumerate(said))
    if not standing.refusals:  # without a refusal it does not matter which came first
        told = tuple(sorted({_alike(one, at, 0) for one in chosen}, key=str))
    bare = msgspec.structs.replace(standing, consents=(), refusals=())
    day = tokyo_day(at) if standing.birth_date else None
    waits = tuple(one.version for one in whom.waits)
    return bare, told, day, waits


def _alike(one: Consent | Refusal, at: datetime, rank: int) -> tuple[object, ...]:
    """Return what of a choice answers depend on: its scope, whether it stands, and its order."""
    scope = (one.purpose, one.recipient, one.data, one.sensitive)
    if isinstance(one, Consent):
        return ("yes", *scope, one.foreign, one.by_guardian, rank)
    return ("no", *scope, one.is_signal, _stands(one, at), rank)


def _stands(consent: Consent | Refusal, at: datetime) -> bool:
    return (
        consent.given_at <= at
        and not (consent.withdrawn_at and consent.withdrawn_at <= at)
        and not (consent.expires_at and consent.expires_at <= at)
    )


def _decided(
    book: Rulebook, asker: Asker, aims: tuple[Aim, ...], told: Told, whom: About | Standing,
    at: datetime,
) -> Cell:  # fmt: skip
    answers = tuple(_answer(book, asker, aim, told, whom, at) for aim in aims)
    held = {data for one in answers if one.reason is None for data in one.aim.data}
    kept = tuple(one.aim.purpose for one in answers if one.reason is None)
    return Cell(
        answers=answers,
        shown=tuple(one.shown for one in answers),
        kept=kept,
        purposes=written(kept, {one.purpose for one in aims if one.needs_consent}),
        data=" ".join(sorted(held)),
        reasons=tuple(dict.fromkeys(one.reason for one in answers if one.reason is not None)),
    )


def _answer(
    book: Rulebook, asker: Asker, aim: Aim, told: Told, whom: About | Standing, at: datetime
) -> Answered:
    if not asker.may_name("collect", aim.purpose):
        decision = unregistered(book.token)
        return Answered(aim, "collect", decision, NOTHING, "purpose_registration")
    touched: Sequence[Touched] = [(data, None) for data in aim.data]
    about = whom if isinstance(whom, About) else None
    given = None if isinstance(whom, About) else whom
    collect = judge(book, wish_of(aim, "collect"), touched, about=about, given=given, at=at)
    if collect.decision.outcome is not Outcome.ALLOW:
        return Answered(aim, "collect", *collect, "policy")
    use = judge(book, wish_of(aim, "use"), touched, about=about, given=given, at=at)
    if use.decision.outcome is not Outcome.ALLOW:
        return Answered(aim, "use", *use, "policy")
    if aim.yields and told.signal and not _names(book, aim, whom, at):
        return Answered(aim, "collect", signalled(book.token), NOTHING, "opt_out_signal")
    if aim.purpose in told.denied:
        return Answered(aim, "collect", unconsented(book.token), NOTHING, "consent")
    if aim.needs_consent and (reason := _lacking(book, aim, told, whom, at)):
        return Answered(aim, "collect", unconsented(book.token), NOTHING, reason)
    return Answered(aim, "collect", *collect, None)


def _names(book: Rulebook, aim: Aim, whom: About | Standing, at: datetime) -> bool:
    """Tell whether the person consented to this very purpose, which says more than a signal.

    The signal is about all services, the consent about this one (`mamoru.policy.refusals`).
    """
    standing = whom.standing if isinstance(whom, About) else whom
    uses = [handling_of(wish_of(aim, "use"), {}, data, None) for data in aim.data]
    return all(
        any(one.purpose == aim.purpose for one in covering(book, standing, use, at)) for use in uses
    )


def _lacking(
    book: Rulebook, aim: Aim, told: Told, whom: About | Standing, at: datetime
) -> str | None:
    """Return why the consent that was declared to be needed does not count; absent is denied."""
    if told.receipt == FOREIGN:
        return "receipt"
    standing = whom.standing if isinstance(whom, About) else whom
    for data in aim.data:
        handling = handling_of(wish_of(aim, "use"), {}, data, None)
        if "consent" not in person_facts(book, handling, standing, at):
            return "consent"
    return None


def wish_of(aim: Aim, act: str) -> Wish:
    """Return the collection for a purpose, or the use."""
    return Wish(act=act, purpose=aim.purpose, source=AUTOMATIC if act == "collect" else None)
