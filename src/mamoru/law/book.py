"""Compiles a policy together with the law in force on a day into one rulebook."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from mamoru.law.calendar import tokyo_day
from mamoru.law.errors import UnknownParameterError
from mamoru.law.figures import parameter
from mamoru.law.sentences import Sentence
from mamoru.law.table import Row, Table, law_table
from mamoru.policy.grammar import CONDITIONS
from mamoru.policy.handling import Owed
from mamoru.policy.model import Kind, Policy, Rule, Value
from mamoru.policy.rulebook import LawVersion, Rulebook, compile_rules
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.vocabulary import Vocabulary, word_of
from mamoru.policy.words import Word


class Rulebooks:
    """The rulebooks of one policy, one for each state of the law; compiled when first asked for."""

    def __init__(self, policy: Policy, table: Table | None = None) -> None:
        self.policy = policy
        self.table = table or law_table()
        self._by_rows: dict[tuple[str, ...], Rulebook] = {}
        self._by_day: dict[date, Rulebook] = {}

    def at(self, moment: datetime) -> Rulebook:
        """Return the rulebook of the day that `moment` (aware) is in Japan."""
        day = tokyo_day(moment)
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = self._compiled(day)
        return found

    def _compiled(self, day: date) -> Rulebook:
        rows = self.table.in_force(day)
        key = tuple(f"{row.name} {row.validity.effective_from}" for row in rows)
        if key not in self._by_rows:
            self._by_rows[key] = rulebook(self.policy, rows, self.table, day)
        return self._by_rows[key]


def rulebook(policy: Policy, rows: Iterable[Row], table: Table, day: date) -> Rulebook:
    """Return `policy` and `rows` of the law as one rulebook."""
    version = LawVersion(
        id=table.id,
        revision=table.revision,
        text_hash=table.text_hash,
        guardian_age=_guardian_age(day),
        said=_texts(table),
    )
    return compile_rules(policy, law_rules(policy, rows), version)


def _guardian_age(day: date) -> int:
    """Return the age below which a guardian consents, in years; 0 where no row says one yet."""
    try:
        return parameter("guardian_age", day)
    except UnknownParameterError:
        return 0


def _texts(table: Table) -> dict[str, Word]:
    """Return the text of every row, case and duty by how it is cited."""
    said: dict[str, Word] = {}
    for row in table.rows:
        said[row.name] = row.word
        for part in ("unless", "must"):
            for label, section in row.body.get(part, {}).items():
                said[row.name + label] = word_of(section)
                for duty, text in section.get("must", {}).items():
                    said[row.name + label + duty] = word_of(text)
    return said


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
