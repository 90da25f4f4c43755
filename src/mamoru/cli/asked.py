"""What was asked, and its answer, in a line of the words of a policy."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from mamoru.cli.language import say
from mamoru.errors import Language
from mamoru.policy.explain import ATTRIBUTE_WORDS
from mamoru.policy.handling import Outcome
from mamoru.policy.model import Policy
from mamoru.policy.question import Question
from mamoru.policy.words import ACTS, PLACES, RESIDENCES, SOURCES, Word

OUTCOMES: Mapping[str, Word] = {
    Outcome.ALLOW: Word("認める", "allowed"),
    Outcome.REFUSE: Word("認めない", "refused"),
    Outcome.NEEDS: Word("要証拠", "evidence needed"),
    Outcome.NOT_COVERED: Word("定めなし", "not covered"),
}
"""The answers, as the glossary names them."""
_HELD = Word("成り立つ事実", "facts that hold")
_CLAIMED = Word("証拠のない根拠", "claimed without evidence")
_UNTELLING = Word("個人を識別しない形", "in a form that tells nobody")


def in_a_line(policy: Policy, question: Question, speech: Language) -> str:
    """Return what was asked, in the words of `policy` as far as it has them, ids beside them."""
    return "; ".join(_parts(_words(policy), question, speech))


def as_object(question: Question) -> dict[str, Any]:
    """Return what was asked, for programs: a handling with facts in the place of its grounds."""
    stated: dict[str, Any] = msgspec.to_builtins(question.handling)
    del stated["grounds"]
    return {**stated, "held": question.held, "claimed": question.claimed}


def _parts(
    words: Mapping[str, Mapping[str, Word]], question: Question, speech: Language
) -> Iterator[str]:
    one = question.handling
    stated = {
        "act": one.act, "data": one.data, "sensitive": one.sensitive, "purpose": one.purpose,
        "from": one.source, "to": one.recipient, "by": one.actor, "place": one.place,
        "whose": one.whose, "residence": one.residence,
    }  # fmt: skip
    for attribute, word in stated.items():
        if word is not None and (attribute, word) != ("by", "company"):
            shown = _shown(words[attribute], word, speech)
            is_plain = attribute in ("act", "data")
            yield shown if is_plain else f"{say(ATTRIBUTE_WORDS[attribute], speech)}: {shown}"
    if not one.identifying:
        yield say(_UNTELLING, speech)
    for title, facts in ((_HELD, question.held), (_CLAIMED, question.claimed)):
        if facts:
            listed = ", ".join(_shown(words["grounds"], fact, speech) for fact in facts)
            yield f"{say(title, speech)}: {listed}"


def _words(policy: Policy) -> Mapping[str, Mapping[str, Word]]:
    parties = {name: party.word for name, party in policy.parties.items()}
    return {
        "act": ACTS,
        "data": {name: category.word for name, category in policy.categories.items()},
        "sensitive": policy.sensitive,
        "purpose": {name: purpose.word for name, purpose in policy.purposes.items()},
        "from": SOURCES,
        "to": parties,
        "by": parties,
        "place": PLACES,
        "whose": policy.people,
        "residence": RESIDENCES,
        "grounds": {name: Word(fact.ja, fact.en) for name, fact in policy.facts.items()},
    }


def _shown(words: Mapping[str, Word], word: str, speech: Language) -> str:
    return f"{word} ({say(words[word], speech)})" if word in words else word
