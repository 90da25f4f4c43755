"""Rules of a text in words that somebody who reads no YAML understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mamoru.console.policy.words import KINDS, RULES
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.explain import ATTRIBUTE_WORDS
from mamoru.policy.model import Kind, Policy, Rule, Said, Value
from mamoru.policy.words import ACTS, PLACES, RESIDENCES, SOURCES, Word

MOST = 6
"""Values that are named of one condition; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a rule asks, and which values it takes."""

    asks: str
    takes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A rule or duty in words."""

    kind: str
    word: str
    what: str
    conditions: tuple[Condition, ...]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the text leaves open, and how it is read here."""

    name: str
    asks: str
    holds: str


def rules_of(policy: Policy, cite: str, language: Language) -> tuple[Told, ...]:
    """Return the rules and duties of one place."""
    speaker = _Speaker(policy, language)
    rules = [speaker.rule(rule) for rule in policy.rules if rule.cite == cite]
    return (*rules, *speaker.duties(cite))


def readings_of(policy: Policy, place: Said, language: Language) -> tuple[Reading, ...]:
    """Return how a place is read."""
    found = (policy.readings[name] for name in place.readings)
    return tuple(
        Reading(name=one.id, asks=said(one.asks, language), holds=said(one.holds, language))
        for one in found
    )


class _Speaker:
    """Says the rules of one policy in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self.policy = policy
        self.language = language
        self.words: dict[str, Mapping[str, Word]] = {
            "act": ACTS,
            "sensitive": policy.sensitive,
            "from": SOURCES,
            "to": {name: one.word for name, one in policy.parties.items()},
            "by": {name: one.word for name, one in policy.parties.items()},
            "whose": policy.people,
            "place": PLACES,
            "residence": RESIDENCES,
            "purpose": {name: one.word for name, one in policy.purposes.items()},
            "data": {name: one.word for name, one in policy.categories.items()},
        }

    def rule(self, rule: Rule) -> Told:
        """Return a rule."""
        accepts = dict(rule.accepts)
        acts = self._values("act", accepts.pop("act", frozenset()))
        conditions = tuple(
            Condition(asks=said(ATTRIBUTE_WORDS[name], self.language), takes=takes)
            for name, values in accepts.items()
            if (takes := self._values(name, values))
        )
        return Told(
            kind=rule.kind.value, word=said(KINDS[rule.kind], self.language), what=acts,
            conditions=(*conditions, *self._facts(rule)), law=rule.articles,
        )  # fmt: skip

    def duties(self, cite: str) -> Iterator[Told]:
        """Yield the duties of a place."""
        for duty in self.policy.duties:
            if duty.cite == cite:
                shows = EVIDENCE.get(duty.evidence, Word(duty.evidence, duty.evidence))
                times = " ".join(filter(None, (duty.within, duty.every)))
                evidence = Condition(
                    asks=said(RULES["evidence"], self.language), takes=said(shows, self.language)
                )
                due = Condition(asks=said(RULES["time"], self.language), takes=times)
                yield Told(
                    kind=Kind.DUTY.value, word=said(KINDS[Kind.DUTY], self.language),
                    what=said(Word(duty.ja, duty.en), self.language),
                    conditions=(evidence, due) if times else (evidence,), law=duty.articles,
                )  # fmt: skip

    def _facts(self, rule: Rule) -> Iterator[Condition]:
        if rule.facts:
            named = [self.policy.facts[name] for name in sorted(rule.facts)]
            yield Condition(
                asks=said(RULES["needs"], self.language),
                takes=self._listed([said(Word(one.ja, one.en), self.language) for one in named]),
            )

    def _values(self, attribute: str, values: frozenset[Value]) -> str:
        if attribute == "data":
            for name, leaves in self.policy.groups.items():
                if leaves == values and name in self.policy.group_words:
                    return said(self.policy.group_words[name], self.language)
        known = self.words.get(attribute, {})
        return self._listed([self._value(known, one) for one in sorted(values, key=str)])

    def _value(self, known: Mapping[str, Word], value: Value) -> str:
        if not isinstance(value, str):
            return said(RULES[_plain(value)], self.language)
        return said(known[value], self.language) if value in known else value

    def _listed(self, told: list[str]) -> str:
        shown = ("、" if self.language == "ja" else ", ").join(told[:MOST])
        more = len(told) - MOST
        if more > 0:
            shown += said(RULES["more"], self.language).format(count=more)
        return shown


def _plain(value: bool | None) -> str:  # noqa: FBT001 - it is the value that is told
    return "none" if value is None else "yes" if value else "no"
