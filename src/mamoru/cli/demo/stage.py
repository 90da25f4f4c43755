"""What the demonstration acts on, and the ways in which a step asks the door."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from mamoru.cli.demo.recipients import registered
from mamoru.cli.demo.revision import next_version
from mamoru.consent.choices import Choice
from mamoru.gate import change as changing
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.choose import give, withdraw
from mamoru.gate.clients import Clients, register
from mamoru.gate.consider import consider
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError, Scopes
from mamoru.gate.read import disclose, read
from mamoru.gate.recipients import HANDING
from mamoru.notices.announce import announce_due
from mamoru.notices.draft import draft
from mamoru.notices.publish import publish
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.moment import tokyo_day
from mamoru.policy.words import Word

Show = str | None
"""Reference to evidence, `None` for a ground that is claimed without any."""


@dataclass(slots=True)
class Stage:
    """The door, the people who were collected, and what was arranged on the way."""

    door: Door
    refs: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)
    askers: dict[str, Asker] = field(default_factory=dict)
    recipients: dict[str, str] = field(default_factory=dict)

    def collect(self, people: list[Given], *, source: str, **grounds: Show) -> Decision:
        """Collect new people, all of them or none."""
        wish = Wish(act="collect", source=source, grounds=grounds)
        stored, _ = create(self.door, OFFICER, wish, people)
        self.refs += [one.ref for one in stored.people]
        self.numbers += [one.number for one in stored.people]
        return stored.decision

    def put(
        self, person: int, act: str, items: dict[str, str], *, source: str | None = None,
        kind: str | None = None, **grounds: Show,
    ) -> Decision:  # fmt: skip
        """Give one person new values, of the sensitive `kind` if there is one."""
        given = Given(
            whose="individual", items=items, sensitive=dict.fromkeys(items, kind) if kind else {}
        )
        wish = Wish(act=act, source=source, grounds=grounds)
        ref = self.refs[person]
        changed, _ = changing.change(self.door, OFFICER, wish, ref, given, expected_version=None)
        return changed.decision

    def read(
        self, person: int, act: str = "use", *, purpose: str | None = None, to: str | None = None,
        by: str = "company", party: str | None = None, items: Collection[str] = ("name", "email"),
        asker: str | None = None, **grounds: Show,
    ) -> Decision:  # fmt: skip
        """Take values of one person out of the vault, to use them or to hand them on."""
        if party is None and act in HANDING:
            party = self.recipient(to or "")
        wish = Wish(act=act, purpose=purpose, recipient=to, actor=by, party=party, grounds=grounds)
        who = self.askers[asker] if asker else OFFICER
        answer, _ = read(self.door, who, wish, self.refs[person], items=items)
        return answer.decision

    def disclose(self, person: int, **grounds: Show) -> Decision:
        """Take out everything that is held of one person, for that person."""
        wish = Wish(act="disclose", recipient="user", grounds=grounds)
        answer, _ = disclose(self.door, OFFICER, wish, self.refs[person])
        return answer.decision

    def suspend(self, person: int, act: str, **grounds: Show) -> Decision:
        """Stop use or provision for one person."""
        wish = Wish(act=act, grounds=grounds)
        return changing.suspend(self.door, OFFICER, wish, self.refs[person])[0].decision

    def leave(self, person: int) -> Decision:
        """Note that a person deleted the account."""
        wish = Wish(act="dispose")
        return changing.leave(self.door, OFFICER, wish, self.refs[person])[0].decision

    def recipient(self, word: str) -> str:
        """Return the recipient that the policy calls so, registered when it is first needed."""
        if word not in self.recipients:
            self.recipients[word] = registered(self.door, word)
        return self.recipients[word]

    def consider(self, handling: Handling, *, asker: str | None = None) -> Decision:
        """Ask for a system that then acts by itself."""
        who = self.askers[asker] if asker else OFFICER
        leaves = handling.act in HANDING and handling.recipient is not None
        party = self.recipient(handling.recipient or "") if leaves else None
        return consider(self.door, who, [handling], parties=[party])[0]

    def revise(self, *, days: int, approved: str) -> Decision:
        """Publish a revision that takes effect in so many days, and announce it."""
        day = tokyo_day(self.door.clock()) + timedelta(days=days)
        draft(self.door, OFFICER, next_version(day))
        done = publish(self.door, OFFICER, day.isoformat(), approved=approved)
        announce_due(self.door)
        return done.decision

    def choose(self, person: int, choice: Choice) -> None:
        """Take down what a person chose, having shown what for."""
        wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:demo-consent"})
        reference = give(self.door, OFFICER, wish, self.refs[person], choice, data="supplied")
        self.consents[f"{person}:{choice.kind.value}:{choice.recipient or ''}"] = reference

    def take_back(self, person: int, recipient: str) -> None:
        """Take down that a person withdrew the consent to provision to `recipient`."""
        reference = self.consents[f"{person}:consent:{recipient}"]
        withdraw(self.door, OFFICER, self.refs[person], reference)

    def register(self, name: str, purposes: Collection[str]) -> None:
        """Register a system and let it ask with its own key from now on."""
        key = register(
            self.door, name, scopes=(Scopes.PEOPLE_READ, Scopes.DECIDE), purposes=purposes
        )
        caller = Clients().check(key)
        self.askers[name] = Asker(system=caller.name, purposes=caller.purposes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is asked, and the answer that the policy gives."""

    clause: str
    """The clause it shows."""
    asked: Word
    do: Callable[[Stage], Decision]
    answer: Outcome
    cites: str
    """A clause or article that must be among those that decided; empty if none does."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A step that was taken, and whether the answer was the one foreseen."""

    clause: str
    asked: Word
    decision: Decision
    is_as_foreseen: bool


def take(step: Step, stage: Stage) -> Answered:
    """Ask the door, and compare its answer."""
    try:
        decision = step.do(stage)
    except HandlingRefusedError as error:
        decision = error.decision
    cited = (*decision.cites, *decision.law)
    fits = decision.outcome is step.answer and (not step.cites or step.cites in cited)
    return Answered(clause=step.clause, asked=step.asked, decision=decision, is_as_foreseen=fits)


def asked(
    clause: str, answer: Outcome, cites: str, ja: str, en: str, do: Callable[[Stage], Decision]
) -> Step:
    """Return a step; short, because there are many."""
    return Step(clause=clause, asked=Word(ja, en), do=do, answer=answer, cites=cites)
