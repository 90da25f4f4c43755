"""The rules of a rulebook as formulas for z3, written from `Rulebook.rules` and not from its masks.

An attribute is an integer: the place of its word in `WORDS`. A fact is a truth value. The outcome
`allow` is the one of "How it decides" in the language reference, step 5: no ban stands or is open,
and a permit is met. z3 then answers for every handling at once.
"""

from datetime import date, timedelta
from typing import Any

import z3  # type: ignore[import-untyped]  # z3 ships no types
from tests.policy.agreement import NOON

from mamoru.policy.handling import Consent, Handling, Standing
from mamoru.policy.model import ATTRIBUTES, Kind, Rule, Value
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ACTS, IMPLIES, PLACES, RESIDENCES, SOURCES

FIELDS = {"from": "source", "to": "recipient", "by": "actor"}


class Proving:
    """All handlings under one rulebook, as formulas."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        policy = book.policy
        self.words: dict[str, list[Value]] = {
            "act": list(ACTS),
            "data": [None, *policy.categories],
            "sensitive": [None, *policy.sensitive],
            "identifying": [False, True],
            "purpose": [None, *policy.purposes],
            "from": [None, *SOURCES],
            "to": [None, *policy.parties],
            "by": [None, *policy.parties],
            "whose": [None, *policy.people],
            "place": [None, *PLACES],
            "residence": [None, *RESIDENCES],
        }
        self.attributes = {name: z3.Int(name) for name in ATTRIBUTES}
        self.facts = {name: z3.Bool(f"fact {name}") for name in policy.facts}

    def is_(self, attribute: str, *values: Value) -> Any:
        """Return that the attribute is one of the values."""
        places = [self.words[attribute].index(value) for value in values]
        return z3.Or([self.attributes[attribute] == place for place in places])

    def fact(self, *names: str) -> Any:
        """Return that all these facts hold."""
        return z3.And([self.facts[name] for name in names])

    def holds(self, rule: Rule) -> Any:
        """Return that the conditions of a rule and its facts hold."""
        stated = [self.is_(name, *values) for name, values in rule.accepts.items()]
        return z3.And([*stated, self.fact(*rule.facts)])

    def world(self) -> Any:
        """Return what is true of every handling: its words are known, and facts imply others."""
        known = [
            z3.And(place >= 0, place < len(self.words[name]))
            for name, place in self.attributes.items()
        ]
        implied = [
            z3.Implies(self.facts[fact], self.facts[other]) for fact, other in IMPLIES.items()
        ]
        dataless = self.is_("act", "amend", "publish", "answer")
        always = [name for name, one in self.book.policy.categories.items()
                  if one.identifies == "always"]  # fmt: skip
        telling = z3.Implies(self.is_("data", *always), self.is_("identifying", True))
        return z3.And(*known, *implied, z3.Implies(self.is_("data", None), dataless), telling)

    def allowed(self) -> Any:
        """Return that the handling is allowed."""
        permits = [rule for rule in self.book.rules if rule.kind is Kind.PERMIT]
        bans = [rule for rule in self.book.rules if rule.kind is Kind.BAN]
        lifted = [z3.Implies(self.holds(ban), self.lifted(ban)) for ban in bans]
        return z3.And(z3.Or([self.holds(rule) for rule in permits]), *lifted)

    def lifted(self, ban: Rule) -> Any:
        """Return that something lifts the ban."""
        if not ban.can_be_excepted:
            return z3.BoolVal(val=False)
        return z3.Or([self.holds(rule) for rule in self.book.rules if ban.cite in rule.lifts])

    def counterexample(self, claim: Any) -> tuple[Handling, Standing] | None:
        """Return an allowed handling of which the claim is false, or nothing if there is none."""
        solver = z3.Solver()
        solver.set("timeout", 20_000)
        solver.add(self.world(), self.allowed(), z3.Not(claim))
        answer = solver.check()
        assert answer != z3.unknown, solver.reason_unknown()
        return self._handling(solver.model()) if answer == z3.sat else None

    def _handling(self, model: Any) -> tuple[Handling, Standing]:
        values = {
            FIELDS.get(name, name): self.words[name][model.eval(place, True).as_long()]
            for name, place in self.attributes.items()
        }
        holding = {name for name, fact in self.facts.items() if z3.is_true(model.eval(fact, True))}
        person = {name for name in holding if self.book.policy.facts[name].origin == "person"}
        grounds: Any = dict.fromkeys(holding - person, "evidence-1")
        stated: Any = values
        asked = Handling(**stated, grounds=grounds)
        return asked, standing(person, asked)


def standing(facts: set[str], asked: Handling) -> Standing:
    """Return a person of whom these facts hold, with regard to the handling."""
    guarded = Consent(
        given_at=NOON - timedelta(days=1),
        recipient=asked.recipient,
        sensitive=asked.sensitive,
        by_guardian=True,
    )
    flags: Any = {
        name: name in facts
        for name in ("use_suspended", "provision_suspended", "left", "retention_over", "agreed")
    }
    return Standing(
        opted_in=frozenset([asked.purpose] if "opted_in" in facts and asked.purpose else []),
        birth_date=date(2020, 1, 1) if "minor" in facts else None,
        consents=(guarded,) if "guardian_consent" in facts else (),
        **flags,
    )
