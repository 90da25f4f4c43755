"""What the words of an invariant mean in one policy."""

import re
from collections.abc import Collection, Iterable, Mapping

from mamoru.policy.model import Value
from mamoru.policy.prove import errors
from mamoru.policy.prove.errors import LONGEST_ECHO, BadInvariantError
from mamoru.policy.prove.tokens import Token
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ACTS, PLACES, PURPOSE_KINDS, RESIDENCES, ROLES, SOURCES, Word

ANYTHING = "anything"
"""Every act."""
UNSTATED = "unstated"
"""That a handling does not say."""
_KNOWN = 30
"""Words that a message lists."""
Meanings = Mapping[str, frozenset[Value]]

_WANTED = {
    "act": Word("行為", "an act"),
    "data": Word("情報の種類", "a category"),
    "sensitive": Word("機微情報の種類", "a kind of sensitive information"),
    "purpose": Word("利用目的", "a purpose"),
    "from": Word("取得元", "a source"),
    "to": Word("当事者・役割", "a party or a role"),
    "by": Word("当事者・役割", "a party or a role"),
    "whose": Word("本人の区分", "a class of person"),
    "place": Word("所在", "a place"),
    "residence": Word("居住地", "a residence"),
    "fact": Word("事実", "a fact"),
    "duty": Word("義務", "a duty"),
}


class Terms:
    """Looks words up: those of the policy first, then those that every policy shares."""

    def __init__(self, book: Rulebook) -> None:
        policy = book.policy
        parties = _parties(book)
        self.duties = frozenset(owed.duty for rule in book.rules for owed in rule.owes)
        self.facts = frozenset(policy.facts)
        self.known: dict[str, Meanings] = {
            "act": {**_themselves(ACTS), ANYTHING: frozenset(ACTS)},
            "data": {name: frozenset(leaves) for name, leaves in policy.groups.items()},
            "sensitive": _themselves(policy.sensitive),
            "purpose": _purposes(book),
            "from": _themselves(SOURCES),
            "to": parties,
            "by": parties,
            "whose": _themselves(policy.people),
            "place": _themselves(PLACES),
            "residence": _themselves(RESIDENCES),
        }
        self.every = {name: frozenset(table) for name, table in book.tables.items()}

    def meaning(self, attribute: str, words: Iterable[Token], *, is_not: bool) -> frozenset[Value]:
        """Return the values that the words mean, or all others. Raises `BadInvariantError`."""
        found: frozenset[Value] = frozenset()
        column = 1
        for word in words:
            column = word.column
            if word.text == UNSTATED and attribute != "act":
                found |= {None}
            else:
                known = self.known[attribute]
                found |= known[self._checked(word, known, _WANTED[attribute])]
        values = self.every[attribute] - found if is_not else found
        if not values:
            raise BadInvariantError(column, errors.NOTHING_LEFT)
        return values

    def fact(self, word: Token) -> str:
        """Return a fact by its name."""
        return self._checked(word, self.facts, _WANTED["fact"])

    def duty(self, word: Token) -> str:
        """Return a duty by its name."""
        return self._checked(word, self.duties, _WANTED["duty"])

    def thing(self, words: list[Token]) -> str:
        """Tell whether words after an act, without `of`, are categories or kinds."""
        kinds, data = self.known["sensitive"], self.known["data"]
        for word in words:
            if word.text in kinds and word.text in data:
                echo = word.text[:LONGEST_ECHO]
                raise BadInvariantError(word.column, errors.AMBIGUOUS, word=echo)
        are_kinds = [word.text in kinds for word in words]
        if any(are_kinds) and not all(are_kinds):
            raise BadInvariantError(words[0].column, errors.NOT_ALIKE)
        return "sensitive" if all(are_kinds) else "data"

    def _checked(self, word: Token, known: Collection[str], wanted: Word) -> str:
        if word.text not in known:
            listed = ", ".join(sorted(known)[:_KNOWN]) or "-"
            raise BadInvariantError(
                word.column,
                errors.UNKNOWN,
                word=word.text[:LONGEST_ECHO],
                wanted=wanted,
                known=listed,
            )
        return word.text


def _themselves(words: Iterable[str]) -> dict[str, frozenset[Value]]:
    return {word: frozenset([word]) for word in words}


def _parties(book: Rulebook) -> dict[str, frozenset[Value]]:
    """Return parties by name, and by role; a party's name wins over a role's."""
    parties = book.policy.parties.values()
    by_role: dict[str, frozenset[Value]] = {
        role: frozenset(one.id for one in parties if one.role == role) for role in ROLES
    }
    filled = {role: found for role, found in by_role.items() if found}
    explicit = {f"role:{role}": found for role, found in filled.items()}
    return {**filled, **explicit, **_themselves(book.policy.parties)}


def _purposes(book: Rulebook) -> dict[str, frozenset[Value]]:
    """Return purposes by kind, by group and by name; a name wins over a group over a kind."""
    purposes = book.policy.purposes.values()
    found: dict[str, frozenset[Value]] = {}
    for kind in PURPOSE_KINDS:
        if of_kind := frozenset(one.id for one in purposes if one.kind == kind):
            found[kind] = of_kind
    for cite in book.policy.said:
        if below := frozenset(one.id for one in purposes if is_within(one.cite, cite)):
            found[cite] = below
    return {**found, **_themselves(book.policy.purposes)}


def is_within(cite: str, clause: str) -> bool:
    """Return whether `cite` is `clause` or stands in it: `4(1)` is in `4`, `11` is not in `1`."""
    return re.match(re.escape(clause) + r"(?![0-9])", cite) is not None
