"""What a row of the table may say: the rules beyond the shape of its keys."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from mamoru.policy.shapes import Section
from mamoru.policy.words import FACTS, PERSON_KINDS, ROLES, SENSITIVE_LAWS


class Sentence(StrEnum):
    """What a row does, by the key that makes it so."""

    BAN = "never"
    DUTY = "applies_to"
    STATEMENT = "says"


Problem = tuple[str, str]
"""What is wrong, in Japanese and in English."""

_ROLES = frozenset(f"role:{role}" for role in ROLES)
_WORDS: Mapping[str, frozenset[str]] = {
    "sensitive": frozenset([*SENSITIVE_LAWS, "any", "none"]),
    "to": _ROLES,
    "by": _ROLES,
    "whose": frozenset(PERSON_KINDS),
    "is": frozenset(FACTS),
    "data": frozenset(),
    "for": frozenset(),
}
"""What these conditions may name here: the law knows no policy's own words."""


def row_problems(key: str, section: Section, cites: Collection[str]) -> Iterator[Problem]:
    """Say what is wrong with one row, of statutes cited as `cites`."""
    cases = [section, *section.get("unless", {}).values()]
    for ja, en in (*_form(key, section, cites), *_unknown_words(cases), *_early_duties(cases)):
        yield f"{section.place.line}: {key}: {ja}", f"{section.place.line}: {key}: {en}"


def _form(key: str, section: Section, cites: Collection[str]) -> Iterator[Problem]:
    if key.partition(" ")[0] not in cites:
        yield "法令がありません。", "no such statute."
    if sum(one in section for one in Sentence) != 1:
        yield (
            "never・applies_to・says のいずれか 1 つが必要です。",
            "exactly one of never, applies_to and says is needed.",
        )
    if ("unless" in section) and ("never" not in section):
        yield "unless は never と並べます。", "unless goes with never."
    if ("applies_to" in section) != ("must" in section):
        yield "applies_to と must は並べて書きます。", "applies_to and must go together."


def _unknown_words(cases: Collection[Section]) -> Iterator[Problem]:
    for condition, allowed in _WORDS.items():
        for case in cases:
            for word in case.get(condition, []):
                if word not in allowed:
                    yield f"「{word}」は使えません。", f"{word!r} is no standard word."


def _early_duties(cases: Collection[Section]) -> Iterator[Problem]:
    for case in cases:
        for duty in case.get("must", {}).values():
            if duty["when"] == "before":
                yield (
                    "事前の義務は、owed の事実で解除される禁止として書きます。",
                    "write a duty before the act as a ban that an owed fact lifts.",
                )
