"""The words of one policy: categories, parties, people, purposes and facts, with their places."""

from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field

from mamoru.policy import words
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import ATTRIBUTES, Category, Party, Purpose, Value
from mamoru.policy.shapes import Reader, Section, Spot
from mamoru.policy.words import FactWord, Word

ATTRIBUTE_OF = {"for": "purpose", "purpose_kind": "purpose"}
"""The attribute that a condition asks about, where they are called differently."""
MAX_WORDS = 1000
"""Categories, classes, parties and facts of a policy's own, each."""


def word_of(section: Section) -> Word:
    """Return both languages of a section that has `ja` and `en`."""
    return Word(str(section.get("ja", "")), str(section.get("en", "")))


@dataclass(slots=True)
class Vocabulary:
    """What the words of a file mean; asking for an unknown one notes a finding."""

    reader: Reader
    people: dict[str, Word] = field(default_factory=dict)
    natural: frozenset[str] = frozenset()
    categories: dict[str, Category] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    group_words: dict[str, Word] = field(default_factory=dict)
    sensitive: dict[str, Word] = field(default_factory=dict)
    sensitive_law: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    facts: dict[str, FactWord] = field(default_factory=dict)
    purposes: dict[str, Purpose] = field(default_factory=dict)
    purpose_groups: dict[str, frozenset[str]] = field(default_factory=dict)
    meanings: dict[tuple[str, ...], frozenset[Value]] = field(default_factory=dict)
    """What conditions without a finding accept, so that rules share the sets."""

    def resolve(self, conditions: Mapping[str, list[Spot] | bool]) -> dict[str, frozenset[Value]]:
        """Return what the conditions accept, by attribute; every unknown word is a finding."""
        accepts: dict[str, frozenset[Value]] = {}
        for key, raw in conditions.items():
            attribute = ATTRIBUTE_OF.get(key, key)
            found = frozenset([raw]) if isinstance(raw, bool) else self._accepted(key, raw)
            accepts[attribute] = accepts[attribute] & found if attribute in accepts else found
        return accepts

    def _accepted(self, key: str, raw: list[Spot]) -> frozenset[Value]:
        known = self.meanings.get((key, *raw))
        if known is not None:
            return known
        findings = len(self.reader.findings)
        accepted: frozenset[Value] = frozenset().union(*(self._meaning(key, word) for word in raw))
        if not accepted and len(self.reader.findings) == findings:
            self.reader.say("never-holds", raw[0].place)
        if len(self.reader.findings) == findings:
            self.meanings[(key, *raw)] = accepted
        return accepted

    def _meaning(self, key: str, word: Spot) -> frozenset[Value]:
        if key == "data":
            return self._look_up(self.groups, word, "data")
        if key == "sensitive":
            if word == "any":
                return frozenset(self.sensitive)
            return (
                frozenset([None])
                if word == "none"
                else self._known(self.sensitive, word, "sensitive")
            )
        if key == "for":
            if word in self.purpose_groups and not self.purpose_groups[word]:
                self.reader.say("no-purposes", word.place, word=word)
            return self._look_up(self.purpose_groups, word, "the purposes")
        if key == "purpose_kind":
            return frozenset(one.id for one in self.purposes.values() if one.kind == word)
        if key in ("to", "by"):
            return self._parties(word)
        if key == "whose":
            return self._known(self.people, word, "people")
        return frozenset([str(word)])

    def _parties(self, word: Spot) -> frozenset[Value]:
        if word.startswith("role:"):
            role = Spot.at(word.removeprefix("role:"), word.place)
            self._known(words.ROLES, role, "the roles")
            return frozenset(one.id for one in self.parties.values() if one.role == role)
        return self._known(self.parties, word, "parties")

    def _known(self, table: Mapping[str, object], word: Spot, what: str) -> frozenset[Value]:
        if word in table:
            return frozenset([str(word)])
        self._unknown(table, word, what)
        return frozenset()

    def known_kind(self, word: Spot) -> None:
        """Note a finding if the policy has no such kind of sensitive information."""
        self._known(self.sensitive, word, "sensitive")

    def _look_up(
        self, table: Mapping[str, frozenset[str]], word: Spot, what: str
    ) -> frozenset[Value]:
        if word not in table:
            self._unknown(table, word, what)
        return frozenset(table.get(word, frozenset()))

    def _unknown(self, table: Iterable[str], word: Spot, what: str) -> None:
        known = ", ".join(sorted(table)[:30])
        self.reader.say("unknown-word", word.place, word=word[:60], what=what, known=known)

    def fact(self, word: Spot) -> str:
        """Return the name of a fact after checking that it is one."""
        if word not in self.facts:
            self._unknown(self.facts, word, "the facts")
        return str(word)


def read_words(file: Section, reader: Reader) -> Vocabulary:
    """Return the words of a file; purposes are added when the clauses are walked."""
    found = Vocabulary(reader)
    for name, person in file.get("people", {}).items():
        found.people[str(name)] = word_of(person)
    found.natural = frozenset(
        str(name)
        for name, person in file.get("people", {}).items()
        if person.get("is") == "natural"
    )
    for name, kind in file.get("sensitive", {}).items():
        found.sensitive[str(name)] = word_of(kind)
        found.sensitive_law[str(name)] = str(kind.get("law", "other"))
    for name, party in file.get("parties", {}).items():
        found.parties[str(name)] = Party(
            id=str(name), word=word_of(party), role=str(party.get("role", ""))
        )
    _read_facts(file, found)
    _read_categories(file, found)
    _say_too_many(file, found)
    company = found.parties.get("company")
    if "parties" in file and (company is None or company.role != "company"):
        reader.say("no-company", file["parties"].place)
    return found


def _say_too_many(file: Section, found: Vocabulary) -> None:
    """Bound what every rule may have to list; raises at once, before rules list it."""
    tables: dict[str, Sized] = {
        "data": found.categories,
        "facts": file.get("facts", {}),
        **{name: getattr(found, name) for name in ("people", "sensitive", "parties")},
    }
    for name, table in tables.items():
        if len(table) > MAX_WORDS:
            found.reader.say("too-long", file[name].place, nodes=MAX_WORDS)
            raise PolicyFileError(found.reader.findings)


def _read_facts(file: Section, found: Vocabulary) -> None:
    found.facts = dict(words.FACTS)
    for name, fact in file.get("facts", {}).items():
        if name in words.FACTS or name in ATTRIBUTES:  # near misses name both alike
            found.reader.say("defined-twice", name.place, word=name)
        if "evidence" in fact and "origin" in fact:
            ja, en = word_of(fact)
            found.facts[str(name)] = FactWord(ja, en, str(fact["evidence"]), fact["origin"])


def _read_categories(file: Section, found: Vocabulary) -> None:
    below: dict[str, set[str]] = {}
    for path, name, section in _walk(file.get("data", Section()), ()):
        if name in below or name in found.categories:
            found.reader.say("defined-twice", name.place, word=name)
        if "kinds" in section:
            for beside in ("identifies", "items", "open", "sensitive"):
                if beside in section:
                    found.reader.say("misplaced", section.place, key=beside, beside="kinds")
            below.setdefault(str(name), set())
            found.group_words[str(name)] = word_of(section)
            continue
        for key in ("identifies", "items"):
            if key not in section:
                found.reader.say("missing-key", section.place, key=key)
        items = {str(item): word_of(text) for item, text in section.get("items", {}).items()}
        found.categories[str(name)] = Category(
            id=str(name),
            word=word_of(section),
            path=path,
            identifies=str(section.get("identifies", "always")),
            items=items,
            is_open=section.get("open", False),
            nature=_nature(section, found),
        )
        for above in path:
            below.setdefault(above, set()).add(str(name))
    found.groups = {name: frozenset(leaves) for name, leaves in below.items()}
    _say_shared_items(file, found)


def _nature(section: Section, found: Vocabulary) -> str | None:
    """Return the kind that a leaf is by nature; one that the policy does not have is a finding."""
    if "sensitive" not in section:
        return None
    found.known_kind(section["sensitive"])
    return str(section["sensitive"])


def _walk(tree: Section, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Spot, Section]]:
    for name, section in tree.items():
        path = (*above, str(name))
        yield path, name, section
        yield from _walk(section.get("kinds", Section()), path)


def _say_shared_items(file: Section, found: Vocabulary) -> None:
    seen: set[str] = set()
    for _, _, section in _walk(file.get("data", Section()), ()):
        for item in section.get("items", {}):
            if item in seen:
                found.reader.say("defined-twice", item.place, word=item)
            seen.add(str(item))
