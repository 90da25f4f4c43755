"""A policy as it is once loaded: words, texts, and rules unfolded from the clauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from mamoru.policy.handling import Owed
from mamoru.policy.words import FactWord, Word

ATTRIBUTES = (
    "act",
    "data",
    "sensitive",
    "identifying",
    "purpose",
    "from",
    "to",
    "by",
    "whose",
    "place",
    "residence",
)
"""What conditions may ask, in the order in which decisions look it up."""

Value = str | bool | None


class Kind(Enum):
    """What a rule does when it holds."""

    PERMIT = "permit"
    BAN = "ban"
    LIFT = "lift"
    DUTY = "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One leaf of a clause, with everything it inherits.

    `accepts` holds, for each attribute the rule narrows, the values it accepts. A `LIFT` names the
    one ban it lifts (by `cite` of the ban); a `PERMIT` may lift several, as exception or as a case
    of `only_when:`. Rules of the law have `law` set to true.
    """

    kind: Kind
    cite: str
    top: str
    accepts: Mapping[str, frozenset[Value]]
    facts: frozenset[str] = frozenset()
    lifts: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    owes: tuple[Owed, ...] = ()
    of_law: bool = False
    can_be_excepted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a clause, case, purpose or duty tells people."""

    cite: str
    ja: str
    en: str
    title: Word | None = None
    articles: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A leaf of the categories of information."""

    id: str
    word: Word
    path: tuple[str, ...]
    """The categories above it, from the root, and itself."""
    identifies: str
    items: Mapping[str, Word]
    is_open: bool
    nature: str | None = None
    """The kind of sensitive information that it is by nature, where a handling states none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A purpose that a clause lists."""

    id: str
    cite: str
    word: Word
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who may act or receive."""

    id: str
    word: Word
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must be done; `when` is before, after or always."""

    cite: str
    do: str
    ja: str
    en: str
    evidence: str
    when: str
    within: str | None = None
    every: str | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the text leaves open, decided and dated."""

    id: str
    about: tuple[str, ...]
    date: str
    asks: Word
    holds: Word
    because: Word
    articles: tuple[str, ...] = ()

    @property
    def word(self) -> Word:
        """The question with its answer, which alone, a mere "No.", would tell nobody anything."""
        return Word(f"{self.asks.ja}{self.holds.ja}", f"{self.asks.en} {self.holds.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the law asks for and the text does not say."""

    about: str
    rule: str
    ja: str
    en: str
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A finding of the lint that the author lives with, and why. Without `about`: wherever."""

    finding: str
    date: str
    ja: str
    en: str
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long a category is kept, and from which event."""

    id: str
    data: frozenset[str]
    whose: frozenset[str] | None
    keep: str
    since: str
    word: Word
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A loaded policy. `text_hash` is the SHA-256 of the file it was read from, in hex."""

    id: str
    version: str
    effective_from: str
    title: Word
    controller: Word
    controller_id: str
    users: Word
    binds_everyone: bool
    text_hash: str
    history: tuple[tuple[str, Word], ...]
    people: Mapping[str, Word]
    natural: frozenset[str]
    categories: Mapping[str, Category]
    groups: Mapping[str, frozenset[str]]
    """Every node of the category tree with the leaves below it."""
    sensitive: Mapping[str, Word]
    sensitive_law: Mapping[str, str]
    parties: Mapping[str, Party]
    purposes: Mapping[str, Purpose]
    facts: Mapping[str, FactWord]
    rules: tuple[Rule, ...]
    said: Mapping[str, Said]
    """Every cited place with its text, in the policy's order."""
    duties: tuple[Duty, ...]
    readings: Mapping[str, Reading]
    gaps: tuple[Gap, ...]
    retention: tuple[Retention, ...]
    fees: Mapping[str, Word] = field(default_factory=dict)
    group_words: Mapping[str, Word] = field(default_factory=dict)
    """How each node of the category tree that is no leaf is called."""
    address: Word | None = None
    """Where the controller is, as far as the policy says so; likewise the next two."""
    representative: Word | None = None
    contact: str | None = None
    accepted: tuple[Acceptance, ...] = ()

    def category_of(self, item: str) -> str | None:
        """Return the category that the field `item` belongs to."""
        for category in self.categories.values():
            if item in category.items:
                return category.id
        return None
