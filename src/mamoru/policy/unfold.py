"""Unfolds clauses into rules: every leaf case becomes one rule with all that it inherits."""

from collections.abc import Iterator
from dataclasses import replace

from mamoru.policy.errors import Place
from mamoru.policy.grammar import CONDITIONS, SENTENCE
from mamoru.policy.handling import Owed
from mamoru.policy.inherited import Inherited, is_apart, once, own_conditions
from mamoru.policy.model import Duty, Kind, Purpose, Rule, Said, Value
from mamoru.policy.shapes import Section, Spot
from mamoru.policy.vocabulary import Vocabulary, word_of

_BESIDE = {
    "only_when": "may",
    "purposes": "may",
    "exception_to": "may",
    "unless": "never",
    "refuse_when": "on_request",
}
MAX_RULES = 4096
_BODIES = ("only_when", "purposes", "cases")


class Unfolding:
    """Walks the clauses of one file, and collects rules, texts and duties."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.say = words.reader.say
        self.rules: list[Rule] = []
        self.said: dict[str, Said] = {}
        self.duties: list[Duty] = []
        self.cited_readings: list[Spot] = []
        self.clocks: list[Spot] = []
        self.exceptions: list[tuple[int, tuple[str, ...]]] = []

    def clause(self, label: Spot, section: Section) -> None:
        """Unfold one clause."""
        self._part(section, label, label, Inherited(top=str(label), place=label.place))

    def _part(self, section: Section, path: str, label: Spot, above: Inherited) -> None:
        sentence = self._sentence(section, label.place)
        here = self._narrowed(section, path, above, allows_before=sentence != "never")
        self._note(section, path, here)
        match sentence:
            case "may":
                self._permits(section, path, here)
            case "never":
                self._ban(section, path, here)
            case "on_request":
                asked = replace(here, facts=here.facts | {"request", "identity_verified"})
                self._permits(section, path, asked)
                self._refusals(section, path, here)
            case None:
                for name, part in section.get("cases", {}).items():
                    self._part(part, path + name, name, here)
        for name, part in section.get("also", {}).items():
            alone = Inherited(top=above.top, place=name.place)
            self._part(part, path + name, name, alone)

    def _sentence(self, section: Section, place: Place) -> str | None:
        found = [key for key in SENTENCE if key in section]
        if len(found) > 1:
            self.say("two-sentences", place)
        sentence = found[0] if found else None
        for key, beside in _BESIDE.items():
            if key in section and sentence != beside:
                self.say("misplaced", place, key=key, beside=sentence or "-")
        bodies = [key for key in _BODIES if key in section]
        if len(bodies) > 1:
            self.say("misplaced", place, key=bodies[0], beside=bodies[1])
        if "purposes" in section and "for" in section:
            self.say("misplaced", place, key="for", beside="purposes")
        if sentence in ("says", "never") and "cases" in section:
            self.say("misplaced", place, key="cases", beside=sentence)
        if sentence is None and not {"cases", "must", "also"} & section.keys():
            self.say("no-sentence", place)
        return sentence

    def _narrowed(
        self, section: Section, path: str, above: Inherited, *, allows_before: bool = True
    ) -> Inherited:
        own = own_conditions(section, CONDITIONS)
        facts = {self.words.fact(word) for word in section.get("is", [])}
        owes, before = self._duties(section, path, above, allows_before=allows_before)
        self.cited_readings.extend(section.get("reading", []))
        return replace(
            above,
            place=section.place,
            conditions=(*above.without(*own), *own.items()),
            facts=above.facts | facts | before,
            articles=above.articles + tuple(map(str, section.get("law", []))),
            readings=above.readings + tuple(map(str, section.get("reading", []))),
            owes=above.owes + owes,
            exceptions=above.exceptions + tuple(section.get("exception_to", [])),
        )

    def _duties(
        self, section: Section, path: str, above: Inherited, *, allows_before: bool
    ) -> tuple[tuple[Owed, ...], frozenset[str]]:
        owes: list[Owed] = []
        before: set[str] = set()
        for label, duty in section.get("must", {}).items():
            if "do" not in duty or "when" not in duty or "evidence" not in duty:
                continue
            made = self._duty(path + label, duty, above)
            if made.when == "after":
                owes.append(
                    Owed(
                        clause=made.cite,
                        duty=made.do,
                        evidence=made.evidence,
                        within=made.within,
                        every=made.every,
                    )
                )
            elif made.when == "before":
                before.add(self._before(duty, allowed=allows_before))
        return tuple(owes), frozenset(before)

    def _before(self, duty: Section, *, allowed: bool) -> str:
        name: Spot = duty["do"]
        if not allowed:
            self.say("before-without-permit", name.place)
        fact = self.words.fact(name)
        known = self.words.facts.get(fact)
        if known is not None and known.origin != "owed":
            self.say("before-not-owed", name.place, word=fact)
        elif known is not None and known.evidence != duty["evidence"]:
            place = duty["evidence"].place
            self.say("before-evidence", place, word=fact, evidence=known.evidence)
        return fact

    def _duty(self, cite: str, duty: Section, above: Inherited) -> Duty:
        when = str(duty["when"])
        for key in {"before": ("within", "every"), "always": ("within",)}.get(when, ()):
            if key in duty:
                self.say("misplaced", duty[key].place, key=key, beside=f"when: {when}")
        if "within" in duty:
            self.clocks.append(duty["within"])
        self.cited_readings.extend(duty.get("reading", []))
        articles = tuple(map(str, duty.get("law", [])))
        made = Duty(
            cite=cite,
            do=str(duty["do"]),
            ja=str(duty.get("ja", "")),
            en=str(duty.get("en", "")),
            evidence=str(duty["evidence"]),
            when=when,
            within=_text(duty.get("within")),
            every=_text(duty.get("every")),
            articles=above.articles + articles,
        )
        self.duties.append(made)
        self._remember(cite, duty, articles, tuple(map(str, duty.get("reading", []))))
        return made

    def _permits(self, section: Section, path: str, here: Inherited) -> None:
        if "only_when" in section:
            self._emit(Kind.BAN, path, section, replace(here, facts=frozenset()))
            here = replace(here, lifts=(*here.lifts, path))
            self._cases(section["only_when"], path, section, here)
        elif "purposes" in section:
            for cite, purpose, narrowed in self._purposes(section["purposes"], path, here):
                self._emit(Kind.PERMIT, cite, section, narrowed, purpose=purpose)
        elif "cases" in section:
            self._cases(section["cases"], path, section, here)
        else:
            self._emit(Kind.PERMIT, path, section, here)

    def _cases(self, cases: Section, path: str, sentence: Section, above: Inherited) -> None:
        for label, case in cases.items():
            if {*SENTENCE, *_BESIDE, "also", "fee"} - {"exception_to"} & case.keys():
                self.say("case-with-sentence", label.place)
                continue
            here = self._narrowed(case, path + label, above)
            self._note(case, path + label, here)
            if "cases" in case:
                self._cases(case["cases"], path + label, sentence, here)
            else:
                self._emit(Kind.PERMIT, path + label, sentence, here)

    def _purposes(
        self, purposes: Section, path: str, above: Inherited
    ) -> Iterator[tuple[str, Purpose, Inherited]]:
        for label, section in purposes.items():
            cite = path + label
            here = self._narrowed(section, cite, replace(above, conditions=above.without("for")))
            self._note(section, cite, here)
            if "purposes" in section:
                yield from self._purposes(section["purposes"], cite, here)
            else:
                name = str(section.get("named", cite))
                yield cite, self.words.purposes[name], here

    def _ban(self, section: Section, path: str, here: Inherited) -> None:
        ban = self._emit(Kind.BAN, path, section, replace(here, owes=()))
        for label, case in section.get("unless", {}).items():
            lifting = replace(here, facts=frozenset(), lifts=(path,))
            narrowed = self._narrowed(case, path + label, lifting)
            self._note(case, path + label, narrowed)
            lift = self._emit(Kind.LIFT, path + label, section, narrowed)
            if ban and lift and is_apart(lift.accepts, ban.accepts):
                self.say("never-lifts", label.place)

    def _refusals(self, section: Section, path: str, here: Inherited) -> None:
        for label, case in section.get("refuse_when", {}).items():
            above = replace(here, facts=frozenset(), owes=())
            narrowed = self._narrowed(case, path + label, above, allows_before=False)
            self._note(case, path + label, narrowed)
            self._emit(Kind.BAN, path + label, section, narrowed, refuses=here)

    def _emit(
        self,
        kind: Kind,
        cite: str,
        sentence: Section,
        here: Inherited,
        *,
        purpose: Purpose | None = None,
        refuses: Inherited | None = None,
    ) -> Rule | None:
        if len(self.rules) > MAX_RULES:  # the file is refused already; go on for other findings
            return None
        accepts = self._accepts(here, purpose, refuses)
        acts: list[Spot] = next(
            (sentence[key] for key in SENTENCE if isinstance(sentence.get(key), list)), []
        )
        accepts["act"] = frozenset(map(str, acts))
        if kind is Kind.PERMIT and here.exceptions:
            self.exceptions.append((len(self.rules), here.exceptions))
        rule = Rule(
            kind=kind,
            cite=str(cite),
            top=here.top,
            accepts=accepts,
            facts=here.facts,
            lifts=here.lifts if kind is not Kind.BAN else (),
            articles=once(here.articles),
            readings=once(here.readings),
            owes=here.owes,
            can_be_excepted=refuses is None,
        )
        self.rules.append(rule)
        return rule

    def _accepts(
        self, here: Inherited, purpose: Purpose | None, refuses: Inherited | None
    ) -> dict[str, frozenset[Value]]:
        """Return what a rule accepts; a rule that accepts no value at all is a finding."""
        findings = len(self.words.reader.findings)
        accepts = self.words.resolve(dict(here.conditions))
        if refuses is not None:  # the case narrows its sentence, where others replace
            for attribute, values in self.words.resolve(dict(refuses.conditions)).items():
                accepts[attribute] &= values
        if purpose is not None:
            only: frozenset[Value] = frozenset([purpose.id])
            accepts["purpose"] = accepts["purpose"] & only if "purpose" in accepts else only
        if len(self.words.reader.findings) == findings:
            for attribute in (name for name, values in accepts.items() if not values):
                self.say("never-holds", here.place_of(attribute))
        return accepts

    def _note(self, section: Section, path: str, here: Inherited) -> None:
        self._remember(path, section, once(here.articles), once(here.readings))

    def _remember(
        self, cite: str, section: Section, articles: tuple[str, ...], readings: tuple[str, ...]
    ) -> None:
        if cite in self.said:
            self.say("defined-twice", section.place, word=str(cite))
        ja, en = word_of(section)
        title = section.get("title")
        self.said[str(cite)] = Said(
            cite=str(cite),
            ja=ja,
            en=en,
            title=word_of(title) if title else None,
            articles=articles,
            readings=readings,
            line=section.place.line,
        )

    def settled(self) -> list[Rule]:
        """Return the rules, with each exception naming the bans of the clauses it excepts."""
        bans = [rule for rule in self.rules if rule.kind is Kind.BAN and rule.can_be_excepted]
        for index, tops in self.exceptions:
            rule = self.rules[index]
            lifted = tuple(ban.cite for ban in bans if ban.top in tops)
            self.rules[index] = replace(rule, lifts=once(rule.lifts + lifted))
        return self.rules


def _text(word: Spot | None) -> str | None:
    return None if word is None else str(word)
