"""Two versions of a policy over one vocabulary: values, facts and rules as bits that both share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from mamoru.policy.model import ATTRIBUTES, Rule, Value
from mamoru.policy.rulebook import DATALESS, Rulebook
from mamoru.policy.verdict import bits
from mamoru.policy.words import IMPLIES

Box = tuple[int, ...]
"""For each attribute, in the order of `ATTRIBUTES`, the values that are meant, as bits."""
ACT, DATA, SENSITIVE, IDENTIFYING, PURPOSE = range(5)
Content = tuple[frozenset[str], Box]
"""What a rule asks for, over the words that both versions know: equal contents act alike."""


class Words:
    """Every value and every fact that one of two versions knows, each with a bit of its own."""

    def __init__(self, books: Iterable[Rulebook]) -> None:
        books = tuple(books)
        self.values: tuple[tuple[Value, ...], ...] = tuple(
            tuple(dict.fromkeys(value for book in books for value in book.tables[name]))
            for name in ATTRIBUTES
        )
        self.bit_of: tuple[Mapping[Value, int], ...] = tuple(
            {value: 1 << at for at, value in enumerate(known)} for known in self.values
        )
        self.facts = tuple(dict.fromkeys(name for book in books for name in book.policy.facts))
        self.fact_bits = {name: 1 << at for at, name in enumerate(self.facts)}
        self._implied = [
            (self.fact_bits[one], self.fact_bits[other])
            for one, other in IMPLIES.items()
            if one in self.fact_bits and other in self.fact_bits
        ]

    def mask(self, at: int, values: Iterable[Value]) -> int:
        """Return the bits of some values of one attribute."""
        return sum(self.bit_of[at][value] for value in set(values))

    def named(self, at: int, mask: int) -> tuple[Value, ...]:
        """Return the values of one attribute that `mask` means, in their order."""
        return tuple(value for value, bit in self.bit_of[at].items() if mask & bit)

    def closed(self, facts: int) -> int:
        """Return `facts` with what they imply."""
        for one, other in self._implied:
            if facts & one:
                facts |= other
        return facts

    def weakest(self, facts: int) -> int:
        """Return `facts` without those that imply others among them."""
        for one, other in self._implied:
            if facts & other:
                facts &= ~one
        return facts

    def fact_names(self, facts: int) -> tuple[str, ...]:
        """Return the names of `facts`, without those that others among them imply."""
        for one, other in self._implied:
            if facts & one:
                facts &= ~other
        return tuple(name for name, bit in self.fact_bits.items() if facts & bit)


class Side:
    """One of the two versions, its rules over the shared words."""

    def __init__(self, book: Rulebook, words: Words) -> None:
        self.book = book
        self.words = words
        self.rules = book.rules
        self.known: Box = tuple(
            words.mask(at, book.tables[name]) for at, name in enumerate(ATTRIBUTES)
        )
        self.accepts: tuple[Box, ...] = tuple(map(self._accepts, book.rules))
        self.facts = tuple(sum(words.fact_bits[name] for name in rule.facts) for rule in book.rules)
        self.natures = book.natures
        self.always = frozenset(
            one.id for one in book.policy.categories.values() if one.identifies == "always"
        )
        self._always_mask = words.mask(DATA, self.always)
        self._lacking: dict[int, int] = {}

    def _accepts(self, rule: Rule) -> Box:
        return tuple(
            self.words.mask(at, rule.accepts[name]) if name in rule.accepts else self.known[at]
            for at, name in enumerate(ATTRIBUTES)
        )

    def lacking(self, facts: int) -> int:
        """Return the rules that ask for a fact outside `facts`."""
        found = self._lacking.get(facts)
        if found is None:
            found = sum(1 << i for i, asked in enumerate(self.facts) if asked & ~facts)
            self._lacking[facts] = found
        return found

    def lifters(self, bans: int) -> int:
        """Return every rule that can lift one of `bans`."""
        found = 0
        for ban in bits(bans & self.book.bans):
            found |= self.book.lifters[ban]
        return found

    def box_of(self, rule: int) -> Box:
        """Return the handlings that a rule accepts, as they may be stated.

        What a category is by nature need not be stated, nor that it always identifies.
        """
        box = list(self.accepts[rule])
        natures, always = self._by_nature(box[DATA])
        if natures & box[SENSITIVE]:
            box[SENSITIVE] |= self.words.bit_of[SENSITIVE][None]
        if always and box[IDENTIFYING] & self.words.bit_of[IDENTIFYING][True]:
            box[IDENTIFYING] |= self.words.bit_of[IDENTIFYING][False]
        return tuple(box)

    def _meant(self, box: Box) -> Box:
        """Return `box` with what its handlings are by nature, where they do not state it."""
        natures, always = self._by_nature(box[DATA])
        found = list(box)
        if box[SENSITIVE] & self.words.bit_of[SENSITIVE][None]:
            found[SENSITIVE] |= natures
        if always and box[IDENTIFYING] & self.words.bit_of[IDENTIFYING][False]:
            found[IDENTIFYING] |= self.words.bit_of[IDENTIFYING][True]
        return tuple(found)

    def _by_nature(self, data: int) -> tuple[int, bool]:
        """Return what categories are by nature, and whether one of them always identifies."""
        found = 0
        for name, kind in self.natures.items():
            if data & self.words.bit_of[DATA][name]:
                found |= self.words.bit_of[SENSITIVE][kind]
        return found, bool(data & self._always_mask)

    def meets(self, rule: int, box: Box) -> bool:
        """Return whether a rule can match somewhere in `box`."""
        return all(map(int.__and__, self.accepts[rule], self._meant(box)))

    def covers(self, rule: int, box: Box) -> bool:
        """Return whether a rule matches everywhere in `box`."""
        meant = self._meant(box)
        return not any(asked & ~has for has, asked in zip(self.accepts[rule], meant, strict=True))

    def cites(self, rules: int) -> tuple[str, ...]:
        """Return how rules are cited, each once, in the policy's order."""
        return tuple(dict.fromkeys(self.rules[i].cite for i in bits(rules)))


@dataclass(frozen=True)
class Sides:
    """Two versions: `this` is the one that does what `other` does not."""

    this: Side
    other: Side

    @classmethod
    def of(cls, this: Rulebook, other: Rulebook) -> "Sides":
        """Return two versions over the words of both."""
        words = Words((this, other))
        return cls(Side(this, words), Side(other, words))

    @property
    def words(self) -> Words:
        """Return the words of both."""
        return self.this.words

    def swapped(self) -> "Sides":
        """Return the same two the other way round."""
        return replace(self, this=self.other, other=self.this)

    @cached_property
    def common(self) -> Box:
        """Return the values that both versions know."""
        return tuple(map(int.__and__, self.this.known, self.other.known))

    @cached_property
    def is_nature_kept(self) -> bool:
        """Whether every category that both know is by nature what it was."""
        ours, theirs = self.this, self.other
        both = ours.book.policy.categories.keys() & theirs.book.policy.categories.keys()
        return all(
            ours.natures.get(name) == theirs.natures.get(name)
            and (name in ours.always) == (name in theirs.always)
            for name in both
        )

    @cached_property
    def unstated(self) -> Box | None:
        """Handlings of what always identifies somebody that are stated not to: no others at all."""
        always = self.this.always & self.other.always
        always |= self.this.always - self.other.book.policy.categories.keys()
        if not always:
            return None
        box = list(self.this.known)
        box[DATA] = self.words.mask(DATA, always)
        box[IDENTIFYING] = self.words.bit_of[IDENTIFYING][False]
        return tuple(box)

    def content(self, side: Side, rule: int) -> Content | None:
        """Return what a rule asks for over the common words; `None` if it never matches there."""
        box = tuple(map(int.__and__, side.accepts[rule], self.common))
        return (side.rules[rule].facts, box) if all(box) else None

    def contents(self, side: Side, rules: int) -> frozenset[Content]:
        """Return what some rules ask for over the common words."""
        found = (self.content(side, rule) for rule in bits(rules))
        return frozenset(one for one in found if one is not None)


def is_dataless(act: Value) -> bool:
    """Return whether an act may touch no category of information."""
    return act in DATALESS
