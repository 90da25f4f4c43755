"""What people choose: consent, refusal, opting in, agreeing, and taking it back; all on record."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.queries import Row
from mamoru.consent.record import Chosen
from mamoru.consent.withdraw import TakenBack
from mamoru.consent.withdraw import opt_out as take_back_opt_in
from mamoru.consent.withdraw import withdraw as take_back
from mamoru.gate.about import About
from mamoru.gate.asking import DECLINE, WITHDRAW, Asker, Wish
from mamoru.gate.basis import NOTHING
from mamoru.gate.committing import new_giving
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError, OnRecord
from mamoru.gate.giving import keep_choices, keep_taken_back
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.preparing import Prepared, prepared, standing_signal
from mamoru.gate.record import noted
from mamoru.gate.repeated_choice import said_already
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.read import fetch

MOST = 256
"""Choices that are recorded together."""
NOTICE = "notice_shown"


def give(
    door: Door, asker: Asker, wish: Wish, ref: str, choice: Choice, *, data: str | None = None
) -> str:
    """Record one choice and return its reference, as `choose_many` does."""
    return choose_many(door, asker, wish, ref, [choice], data=data)[0]


def choose_many(
    door: Door, asker: Asker, wish: Wish, ref: str, choices: Sequence[Choice], *,
    data: str | None = None, once: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """Record what was chosen together, in one transaction, and return a reference for each.

    Taking down a yes is collecting it: `data` is the category it belongs to, and
    `wish` says which notice was shown, or each choice does (`Choice.shown`). Who agrees to a text
    agrees to the one in force, or to another that is or was in force here. A refusal needs no
    notice and no permission: where the rest is not allowed, the refusals are recorded all the same.
    A signal that stands already is answered with its reference, and not recorded again; with `once`
    so is everything that was said already, so that the same may be sent twice.

    Raises `InvalidValueError`, `InvalidChoiceError`, `UnknownPersonError`, `HandlingRefusedError`,
    and once that is on record `NoticeNotShownError`, `NoticeStaleError`.
    """
    is_no = all(choice.kind is Kind.REFUSAL for choice in choices)
    if not 0 < len(choices) <= MOST:
        raise InvalidValueError(item="choices")
    if data is None and not is_no:
        raise InvalidValueError(item="data")
    wish = checked(asker, wish, "collect")
    look = Look(ref, items=())

    def unit(record: Record) -> tuple[str, ...] | Decision:
        about = door.about(record, record.sight.held(look), door.clock())
        rows = record.sight.choices(about.held.number) if once else ()
        giving = _Giving(record, asker, about, prepared(door, about, choices), rows)
        return giving.declined() if is_no else giving.chosen(wish, data)

    if is_no:
        found, _ = door.writer.run(unit)
        return () if isinstance(found, Decision) else found  # no decision stands against a no
    return door.run(asker, wish, unit, ref=ref)[0]


def withdraw(door: Door, asker: Asker, ref: str, reference: str) -> str:
    """Take a choice back, as easily as it was made: no clause can stand against it.

    Returns the reference of the withdrawal. Raises `UnknownPersonError`, `UnknownChoiceError`,
    `ChoiceWithdrawnError`.
    """

    def act(number: int, at: datetime, giving: str) -> list[TakenBack]:
        return [take_back(number, reference, now=at, giving=giving)]

    return _taken_back(door, asker, ref, None, act)[0].reference


def opt_out(door: Door, asker: Asker, ref: str, purpose: str) -> int:
    """Take back every opting in to `purpose`, and return how many stood.

    Raises `UnknownPersonError`.
    """

    def act(number: int, at: datetime, giving: str) -> list[TakenBack]:
        return take_back_opt_in(number, purpose, now=at, giving=giving)

    return len(_taken_back(door, asker, ref, purpose, act))


class _Giving:
    """What one person chooses in one transaction."""

    def __init__(
        self, record: Record, asker: Asker, about: About, made: Prepared, said: Sequence[Row]
    ) -> None:
        self.record, self.asker, self.about, self.made = record, asker, about, made
        self.said = said

    def _known(self, choice: Choice) -> str | None:
        """Return the reference of what needs no other record."""
        signal = standing_signal(self.about, choice)
        return signal or said_already(self.said, choice, self.about.at)

    def chosen(self, wish: Wish, data: str | None) -> tuple[str, ...] | Decision:
        """Keep all of it, or the refusals alone where the rest is not allowed."""
        known = [self._known(choice) for choice in self.made.choices]
        if None not in known:
            return tuple(one for one in known if one is not None)
        if self.made.shown is not None or self.made.lacks is not None:
            grounds = {**wish.grounds, NOTICE: self.made.evidence}
            wish = msgspec.structs.replace(wish, grounds=grounds)
        judged = self._judged(wish, data)
        if self.made.lacks is not None:
            raise OnRecord(
                self.made.lacks, lambda record: self._refused(record, wish, data, judged)
            )
        if judged.decision.outcome is not Outcome.ALLOW:
            self._refused(self.record, wish, data, judged)
            return judged.decision
        return self._kept(self.record, wish, data, judged, self.made.choices)

    def declined(self) -> tuple[str, ...]:
        """Keep refusals, which nothing stands against."""
        return self._declined(self.record, self.made.choices)

    def _judged(self, wish: Wish, data: str | None) -> Judged:
        """Decide whether it may be taken down, whatever the person refused or agreed to so far.

        Taking an agreement down rests on the agreement itself, and a yes is what lifts a no.
        """
        agrees = any(choice.kind is Kind.AGREEMENT for choice in self.made.choices)
        standing = self.about.standing
        standing = msgspec.structs.replace(standing, refusals=(), agreed=standing.agreed or agrees)
        about = replace(self.about, standing=standing)
        return judge(about.book, wish, [(data, None)], about=about, at=about.at)

    def _refused(self, record: Record, wish: Wish, data: str | None, judged: Judged) -> None:
        noted(record, self.asker, wish, [(data, None)], judged.decision, self.about, judged.basis)
        refusals = [one for one in self.made.choices if one.kind is Kind.REFUSAL]
        if refusals:
            self._declined(record, refusals)

    def _declined(self, record: Record, choices: Sequence[Choice]) -> tuple[str, ...]:
        purposes = {choice.purpose for choice in choices}
        wish = Wish(act=DECLINE, purpose=purposes.pop() if len(purposes) == 1 else None)
        decision = Decision(outcome=Outcome.ALLOW, token=self.about.book.token)
        return self._kept(record, wish, None, Judged(decision, NOTHING), choices)

    def _kept(
        self, record: Record, wish: Wish, data: str | None, judged: Judged,
        choices: Sequence[Choice],
    ) -> tuple[str, ...]:  # fmt: skip
        """Keep choices but for those that are known, and return a reference for each."""
        held = [self._known(choice) for choice in choices]
        new = [choice for choice, known in zip(choices, held, strict=True) if known is None]
        made = iter(
            keep_choices(
                record, self.asker, wish, [(data, None)] if data else (), judged.decision,
                self.about, judged.basis, new, self.made.shown,
            )
            if new
            else ()
        )  # fmt: skip
        return tuple(known or next(made) for known in held)


def _taken_back(
    door: Door, asker: Asker, ref: str, purpose: str | None,
    act: Callable[[int, datetime, str], list[TakenBack]],
) -> list[TakenBack]:  # fmt: skip
    def unit(record: Record) -> list[TakenBack]:
        about = door.about(record, fetch(ref, items=()), door.clock())
        wish = Wish(act=WITHDRAW, purpose=purpose)
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        giving = new_giving()
        taken = act(about.held.number, about.at, giving)
        if not taken:
            noted(record, asker, wish, (), decision, about)
            return taken
        chosen = [
            Chosen(reference=one.reference, choice=one.row.choice, withdraws=one.row.reference)
            for one in taken
        ]
        keep_taken_back(record, asker, wish, decision, about, giving, chosen)
        return taken

    return door.writer.run(unit)[0]
