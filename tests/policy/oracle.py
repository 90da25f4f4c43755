"""Answers as the language's definition says, slowly: an oracle to compare the compiler with.

Written straight from "How it decides" in docs/reference/language.md; the numbers of its paragraphs
stand beside the code. It imports the shared words and values of `mamoru.policy` and nothing else of
that room. Where the definition leaves something open, a comment marked AMBIGUITY says the choice.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from tests.policy.oracle_facts import Facts, facts_of
from tests.policy.oracle_law import Starts, age_of_consent, read_law
from tests.policy.oracle_rules import Node, Rule, Rules, many, read
from tests.policy.oracle_words import (
    Words,
    as_handled,
    failing,
    holds,
    read_words,
    unknown_attributes,
)

from mamoru.policy.handling import Handling, NearMiss, Need, Outcome, Owed, Standing


@dataclass(frozen=True, kw_only=True)
class OracleAnswer:
    """The answer without order: what a decision lists, as sets."""

    outcome: Outcome
    cites: Set[str] = frozenset()
    law: Set[str] = frozenset()
    readings: Set[str] = frozenset()
    needs: Set[Need] = frozenset()
    owes: Set[Owed] = frozenset()
    near: Set[NearMiss] = frozenset()
    """`lacks` is sorted."""
    unknown: Set[str] = frozenset()


def decide(
    document: Node, law: Node | None, handling: Handling, standing: Standing | None, at: datetime
) -> OracleAnswer:
    """Answer one handling from the document and the law's table as they were parsed."""
    return Question(document, law, at).answer(handling, standing or Standing())


class Question:
    """A policy and the law of one moment, read once; each answer walks through every rule again."""

    def __init__(self, document: Node, law: Node | None, at: datetime) -> None:
        self.document = document
        self.words: Words = read_words(document)
        self.policy: Rules = read(document)
        self.law: Rules = read_law(law, at)
        self.starts = Starts(law or {}, at)
        self.age_of_consent = age_of_consent(law or {}, at)
        self.at = at

    def answer(self, handling: Handling, standing: Standing) -> OracleAnswer:
        """Follow the paragraphs in their order."""
        handling = as_handled(self.words, handling, standing)
        facts = facts_of(self.words, handling, standing, self.at, self.age_of_consent)  # 2
        case = Case(self, handling, facts)
        unknown = unknown_attributes(self.words, handling)  # 1
        if unknown:
            return OracleAnswer(
                outcome=Outcome.NOT_COVERED, unknown=frozenset(unknown), near=case.near_misses()
            )
        if case.standing_bans() or not case.has_permit():  # 5
            return case.refused()
        if not case.met or any(case.state(ban) == "open" for ban in case.bans):
            return case.in_need_of_evidence()
        return case.allowed()


class Case:
    """One handling against all rules."""

    def __init__(self, question: Question, handling: Handling, facts: Facts) -> None:
        self.question, self.handling, self.facts = question, handling, facts
        self.permits = [p for p in question.policy.permits if handling.act in p.acts]
        matching = [p for p in self.permits if self.matches(p)]  # 3
        self.met = [p for p in matching if self.is_met(p)]
        self.open = [p for p in matching if self.is_open(p)]
        self.bans = [  # 4; 6: those of the law are treated alike
            ban
            for ban in (*question.policy.bans, *question.law.bans)
            if handling.act in ban.acts and self.matches(ban) and self.is_met(ban)
        ]

    def fails_on(self, rule: Rule) -> set[str]:
        """Name the attributes whose conditions do not hold."""
        return failing(self.question.words, self.handling, rule)

    def matches(self, rule: Rule) -> bool:
        """All conditions but the facts hold."""
        return not self.fails_on(rule)

    def is_met(self, rule: Rule) -> bool:
        """All its facts hold."""
        return not self.facts.missing(rule)

    def is_open(self, rule: Rule) -> bool:
        """Not met, but each of its facts holds or is claimed."""
        return not self.is_met(rule) and not self.facts.unclaimed(rule)

    # -------------------------------------------------------------- 4

    def lifters(self, ban: Rule) -> list[Rule]:
        """Cases and permits that could lift a ban, of those that match."""
        return [rule for rule in self.meant_to_lift(ban) if self.matches(rule)]

    def meant_to_lift(self, ban: Rule) -> list[Rule]:
        """Cases and permits for the act that are there to lift a ban, whether they match or not."""
        if not ban.liftable:
            return []
        exceptions = [p for p in self.permits if not ban.of_law and p.excepts & set(ban.within)]
        return unique(r for r in (*ban.lifters, *exceptions) if self.handling.act in r.acts)

    def state(self, ban: Rule) -> str:
        """Tell whether a matching ban is `lifted`, `open`, or `stands`."""
        lifters = self.lifters(ban)
        if any(self.is_met(rule) for rule in lifters):
            return "lifted"
        return "open" if any(self.is_open(rule) for rule in lifters) else "stands"

    def deciding_lifters(self, ban: Rule) -> list[Rule]:
        """Cases and permits that lift a ban, or those open if none lifts it."""
        lifters = self.lifters(ban)
        return [r for r in lifters if self.is_met(r)] or [r for r in lifters if self.is_open(r)]

    # -------------------------------------------------------------- 5

    def has_permit(self) -> bool:
        """Tell whether some permit is met or open."""
        return bool(self.met or self.open)

    def standing_bans(self) -> list[Rule]:
        """Return the bans that stand, the policy's and the law's."""
        return [ban for ban in self.bans if self.state(ban) == "stands"]

    def refused(self) -> OracleAnswer:
        """Refuse, citing the bans that stand and, without a permit, the clauses nearest to one."""
        nearest = [] if self.has_permit() else self.clauses_nearest()
        return self.citing(
            Outcome.REFUSE, [*self.standing_bans(), *nearest], near=self.near_misses()
        )

    def clauses_nearest(self) -> list[Rule]:
        """Return the top clauses of the permits that are near misses, or else of all permits."""
        close = {miss.clause for miss in self.permits_nearly()}
        nearest = [p for p in self.permits if p.path in close] or self.permits
        clauses = self.question.policy.clauses
        return [
            Rule(
                path=top,
                law=frozenset(many(clauses[top].get("law"))),
                readings=frozenset(many(clauses[top].get("reading"))),
            )
            for top in {permit.within[0] for permit in nearest}
        ]

    def in_need_of_evidence(self) -> OracleAnswer:
        """Ask for what the open permits and cases lack that keep it from being allowed."""
        deciding = [*(self.met or self.open)]
        for ban in self.bans:
            deciding += self.deciding_lifters(ban)
        needs = {
            Need(clause=rule.path, evidence=self.question.words.facts[fact].evidence, fact=fact)
            for rule in deciding
            for fact in self.facts.missing(rule)
        }
        return self.citing(Outcome.NEEDS, deciding, needs=frozenset(needs))

    def allowed(self) -> OracleAnswer:
        """Allow, citing what permits and what lifted bans, with the duties that this brings (9)."""
        deciding = list(self.met)
        for ban in self.bans:
            deciding += self.deciding_lifters(ban)
        duties = [
            duty
            for duty in self.question.law.permits
            if self.handling.act in duty.acts and self.matches(duty) and self.is_met(duty)
        ]
        starts = self.question.starts
        owes = {starts.counted(owed, r.acts) for r in (*deciding, *duties) for owed in r.owes}
        return self.citing(Outcome.ALLOW, deciding, owes=frozenset(owes | self.retention()))

    def citing(
        self,
        outcome: Outcome,
        rules: list[Rule],
        *,
        needs: frozenset[Need] = frozenset(),
        owes: frozenset[Owed] = frozenset(),
        near: frozenset[NearMiss] = frozenset(),
    ) -> OracleAnswer:
        """Answer with the rules that decided: the policy's are cited, the law's are law (6)."""
        ours = [rule for rule in rules if not rule.of_law]
        # AMBIGUITY: an article's case is listed by its own path and by the articles that it cites.
        theirs = [rule.path for rule in rules if rule.of_law]
        return OracleAnswer(
            outcome=outcome,
            cites=frozenset(rule.path for rule in ours),
            law=frozenset(article for rule in rules for article in rule.law) | frozenset(theirs),
            readings=frozenset(reading for rule in ours for reading in rule.readings),
            needs=needs,
            owes=owes,
            near=near,
        )

    # -------------------------------------------------------------- 8

    def near_misses(self) -> frozenset[NearMiss]:
        """Return what nearly permits, where nothing does, and what nearly lifts a standing ban."""
        misses = set() if self.has_permit() else self.permits_nearly()
        for ban in self.standing_bans():
            for rule in self.meant_to_lift(ban):
                fails_on = self.fails_on(rule)
                if not fails_on:
                    misses |= self.wants_facts(rule)
                elif len(fails_on) == 1 and not self.facts.unclaimed(rule):
                    misses.add(NearMiss(clause=rule.path, lacks=tuple(fails_on)))
        return frozenset(misses)

    def permits_nearly(self) -> set[NearMiss]:
        """Permits one attribute away, and permits that match but want facts nobody claimed."""
        misses = set()
        for permit in self.permits:
            fails_on = self.fails_on(permit)
            if len(fails_on) == 1:
                misses.add(NearMiss(clause=permit.path, lacks=tuple(fails_on)))
            elif not fails_on:
                misses |= self.wants_facts(permit)
        return misses

    def wants_facts(self, rule: Rule) -> set[NearMiss]:
        """Return the near miss of a rule that matches, if some fact of it is not even claimed."""
        unclaimed = self.facts.unclaimed(rule)
        return {NearMiss(clause=rule.path, lacks=tuple(sorted(unclaimed)))} if unclaimed else set()

    # -------------------------------------------------------------- retention

    def retention(self) -> set[Owed]:
        """Disposal that a collection owes under each entry for its data and class of person."""
        if self.handling.act != "collect":
            return set()
        nowhere = Rule(path="")
        return {
            # AMBIGUITY: the evidence of disposal is not named; the standard word is taken.
            Owed(
                clause=f"retention[{label}]",
                duty="dispose",
                evidence="disposal_record",
                within=entry["keep"],
                since=entry["from"],
            )
            for label, entry in self.question.document.get("retention", {}).items()
            if all(
                any(
                    holds(self.question.words, self.handling, word, value, nowhere)
                    for value in many(entry[word])
                )
                for word in ("data", "whose")
                if word in entry
            )
        }


def unique(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules, each once, in their order."""
    return list(dict.fromkeys(rules))
