"""Finds the purposes that clauses list, before anything refers to them."""

from mamoru.policy.model import Purpose
from mamoru.policy.shapes import Section, Spot
from mamoru.policy.vocabulary import Vocabulary, word_of


def collect_purposes(clauses: Section, words: Vocabulary) -> None:
    """Add every purpose that the clauses list to `words`, and the groups they stand in."""
    for label, section in clauses.items():
        _purposes_below(section, str(label), words)
        words.purpose_groups.setdefault(str(label), frozenset())
    for name in words.purposes:
        words.purpose_groups[name] = frozenset([name])


def _purposes_below(section: Section, path: str, words: Vocabulary) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for key in ("purposes", "cases", "also"):
        for label, part in section.get(key, {}).items():
            below = path + str(label)
            if key == "purposes" and "purposes" not in part:
                found |= {_define(label, below, part, words)}
            else:
                found |= _purposes_below(part, below, words)
    if found:
        words.purpose_groups[path] = found
    return found


def _define(label: Spot, cite: str, section: Section, words: Vocabulary) -> str:
    name = str(section.get("named", cite))
    if name in words.purposes:
        words.reader.say("defined-twice", label.place, word=name)
    if "kind" not in section:
        words.reader.say("missing-key", section.place, key="kind")
    words.purposes[name] = Purpose(
        id=name, cite=cite, word=word_of(section), kind=str(section.get("kind", "service"))
    )
    return name
