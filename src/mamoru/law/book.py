"""Compiles a policy together with the law in force on a day into one rulebook."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

import msgspec

from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import Clocks, is_handling, law_clocks
from mamoru.law.sentences import Sentence
from mamoru.law.table import Row, Table, law_table
from mamoru.law.validity import Named
from mamoru.policy.grammar import CONDITIONS
from mamoru.policy.handling import Owed
from mamoru.policy.model import Kind, Policy, Rule, Value
from mamoru.policy.rulebook import LawVersion, Rulebook, compile_rules
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.vocabulary import Vocabulary, word_of
from mamoru.policy.words import Word


class Rulebooks:
    """The rulebooks of one policy, one for each state of the law; compiled when first asked for."""

    def __init__(
        self, policy: Policy, table: Table | None = None, clocks: Clocks | None = None
    ) -> None:
        self.policy = policy
        self.table = table or law_table()
        self.clocks = clocks or law_clocks()
        self._by_state: dict[tuple[str, ...], Rulebook] = {}
        self._by_day: dict[date, Rulebook] = {}

    def at(self, moment: datetime) -> Rulebook:
        """Return the rulebook of the day that `moment` (aware) is in Japan.

        Raises `NaiveTimeError` and `FarTimeError`.
        """
        day = tokyo_day(moment)
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = self._compiled(day)
        return found

    def _compiled(self, day: date) -> Rulebook:
        rows, figures = self.table.in_force(day), self.clocks.in_force(day)
        decided_with: tuple[Named, ...] = (*rows, *figures.clocks, *figures.parameters)
        key = tuple(f"{one.name} {one.validity.effective_from}" for one in decided_with)
        if key not in self._by_state:
            self._by_state[key] = rulebook(self.policy, rows, self.table, figures)
        return self._by_state[key]


def rulebook(policy: Policy, rows: Collection[Row], table: Table, figures: Clocks) -> Rulebook:
    """Return `policy` with `rows` of the law and its `figures` of one day as one rulebook."""
    texts = (*table.rows, *rows)  # of several versions, that in force last
    version = LawVersion(
        id=table.id,
        revision=table.revision,
        text_hash=law_hash(table.text_hash, figures.text_hash),
        guardian_age=_guardian_age(figures),
        said=_texts(texts),
        unverified=_unverified(texts),
    )
    events = {clock.name: clock.event for clock in figures.clocks}
    ours = replace(policy, rules=tuple(_since(rule, events) for rule in policy.rules))
    return compile_rules(ours, [_since(rule, events) for rule in law_rules(policy, rows)], version)


def law_hash(table: str, clocks: str) -> str:
    """Return the hash by which decisions name the law: over the hashes of its two files, in hex."""
    return hashlib.sha256(f"{table} {clocks}".encode()).hexdigest()


def _since(rule: Rule, events: Mapping[str, str]) -> Rule:
    """Return `rule` with duties that count from the event of their clock.

    Where that is what the rule is about, they count from the handling.
    """
    acts = [str(act) for act in rule.accepts["act"]]
    owes = []
    for owed in rule.owes:
        event = events.get(owed.within or "")
        is_later = event is not None and not is_handling(event, acts)
        owes.append(msgspec.structs.replace(owed, since=event) if is_later else owed)
    return replace(rule, owes=tuple(owes))


def _guardian_age(figures: Clocks) -> int:
    """Return the age below which a guardian consents, in years; 0 where no row says one yet."""
    ages = [one.value for one in figures.parameters if one.name == "guardian_age"]
    return ages[0] if ages else 0


def _texts(rows: Iterable[Row]) -> dict[str, Word]:
    """Return the text of every row, case and duty by how it is cited."""
    return {cite: word for row in rows for cite, word, _ in _cited(row)}


def _unverified(rows: Iterable[Row]) -> frozenset[str]:
    """Return what was not seen in an official source, articles that only such rows name as well."""
    own: dict[str, bool] = {}
    named: dict[str, bool] = {}
    for row in rows:
        for cite, _, articles in _cited(row):
            own[cite] = row.validity.verified
            for article in articles:
                named[article] = named.get(article, False) or row.validity.verified
    return frozenset(cite for cite, is_verified in {**named, **own}.items() if not is_verified)


def _cited(row: Row) -> Iterator[tuple[str, Word, frozenset[str]]]:
    """Yield every place of a row as it is cited, with its text and the articles it names."""
    yield row.name, row.word, frozenset()
    for part in ("unless", "must"):
        for label, section in row.body.get(part, {}).items():
            yield row.name + label, word_of(section), frozenset(map(str, section.get("law", [])))
            for duty, text in section.get("must", {}).items():
                yield row.name + label + duty, word_of(text), frozenset()


def law_rules(policy: Policy, rows: Iterable[Row]) -> tuple[Rule, ...]:
    """Return the rows as rules over the words of `policy`."""
    words = _standard_words(policy)
    return tuple(rule for row in rows for rule in _unfold(row, policy, words))


def _standard_words(policy: Policy) -> Vocabulary:
    """Return the words that rows of the law may use, with what they mean in `policy`."""
    return Vocabulary(
        Reader(),
        people=dict(policy.people),
        parties=dict(policy.parties),
        facts=dict(policy.facts),
        purposes=dict(policy.purposes),
    )


def _unfold(row: Row, policy: Policy, words: Vocabulary) -> Iterator[Rule]:
    accepts = _accepts(row.body, row, policy, words)
    facts = frozenset(map(str, row.body.get("is", [])))
    if row.sentence is Sentence.BAN:
        accepts["act"] = frozenset(map(str, row.body["never"]))
        yield Rule(
            kind=Kind.BAN, cite=row.name, top=row.name, accepts=accepts, facts=facts, of_law=True
        )
        for label, case in row.body.get("unless", {}).items():
            yield Rule(
                kind=Kind.LIFT,
                cite=row.name + label,
                top=row.name,
                accepts={**accepts, **_accepts(case, row, policy, words)},
                facts=frozenset(map(str, case.get("is", []))),
                lifts=(row.name,),
                owes=_owes(case, row.name + label),
                articles=tuple(map(str, case.get("law", []))),
                of_law=True,
            )
    elif row.sentence is Sentence.DUTY:
        accepts["act"] = frozenset(map(str, row.body["applies_to"]))
        owes = _owes(row.body, row.name)
        if owes:
            yield Rule(
                kind=Kind.DUTY,
                cite=row.name,
                top=row.name,
                accepts=accepts,
                facts=facts,
                owes=owes,
                of_law=True,
            )


def _accepts(
    section: Section, row: Row, policy: Policy, words: Vocabulary
) -> dict[str, frozenset[Value]]:
    conditions = {
        str(key): value for key, value in section.items() if key in CONDITIONS and key != "is"
    }
    kinds = conditions.pop("sensitive", None)
    accepts = words.resolve(conditions)
    if kinds is not None:
        accepts["sensitive"] = _kinds(policy, kinds)
    if row.statute.protects == "natural":
        accepts["whose"] = frozenset([*policy.natural, None])
    return accepts


def _kinds(policy: Policy, kinds: list[Spot]) -> frozenset[Value]:
    if "none" in kinds:
        return frozenset([None])
    laws = policy.sensitive_law.items()
    return frozenset(name for name, law in laws if law in kinds or "any" in kinds)


def _owes(section: Section, cite: str) -> tuple[Owed, ...]:
    return tuple(
        Owed(
            clause=cite + label,
            duty=str(duty["do"]),
            evidence=str(duty["evidence"]),
            within=str(duty["within"]) if "within" in duty else None,
            every=str(duty["every"]) if "every" in duty else None,
        )
        for label, duty in section.get("must", {}).items()
        if duty["when"] == "after"
    )
