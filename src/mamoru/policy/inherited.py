"""What a case has from everything it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass

from mamoru.policy.errors import Place
from mamoru.policy.handling import Owed
from mamoru.policy.model import Value
from mamoru.policy.shapes import Section, Spot
from mamoru.policy.vocabulary import ATTRIBUTE_OF

Condition = list[Spot] | bool


@dataclass(frozen=True, slots=True)
class Inherited:
    """The conditions, facts, references and duties that hold where a case stands."""

    top: str
    place: Place
    conditions: tuple[tuple[str, Condition], ...] = ()
    facts: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    owes: tuple[Owed, ...] = ()
    exceptions: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()

    def without(self, *keys: str) -> tuple[tuple[str, Condition], ...]:
        """Return the conditions without those of `keys`."""
        return tuple(one for one in self.conditions if one[0] not in keys)

    def place_of(self, attribute: str) -> Place:
        """Return where the last condition on `attribute` stands, else where the case does."""
        for key, words in reversed(self.conditions):
            if ATTRIBUTE_OF.get(key, key) == attribute and isinstance(words, list):
                return words[0].place
        return self.place


def is_apart(case: Mapping[str, frozenset[Value]], ban: Mapping[str, frozenset[Value]]) -> bool:
    """Return whether nothing is in both a case and its ban, so that it can never lift it."""
    return any(
        values and ban[name] and ban[name].isdisjoint(values)
        for name, values in case.items()
        if name in ban
    )


def once(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words, each once, in their order."""
    return tuple(dict.fromkeys(words))


def own_conditions(section: Section, known: Mapping[str, object]) -> dict[str, Condition]:
    """Return the conditions that a section states itself, facts apart."""
    return {str(key): value for key, value in section.items() if key in known and key != "is"}
