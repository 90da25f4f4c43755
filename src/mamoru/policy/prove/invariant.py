"""Invariants: sentences about everything that a policy allows, read into what they mean.

    never ACT… [condition…] [when FACT [and FACT…]] [unless FACT [and FACT…] [or FACT…]]
    always owes DUTY… when ACT … [unless …]
    may ACT …

The grammar is written out in docs/reference/invariants.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from mamoru.policy.cells import Region
from mamoru.policy.model import Value
from mamoru.policy.prove import errors
from mamoru.policy.prove.errors import BadInvariantError
from mamoru.policy.prove.terms import Terms
from mamoru.policy.prove.tokens import KEYWORDS, Tokens
from mamoru.policy.rulebook import Rulebook

_CONDITIONS = {
    ("for",): "purpose",
    ("from",): "from",
    ("to",): "to",
    ("by",): "by",
    ("whose",): "whose",
    ("in",): "place",
    ("living", "in"): "residence",
    ("of",): "data",
}
"""The keywords of conditions, and the attributes that they narrow."""


class Form(StrEnum):
    """What an invariant says of the handlings in its region."""

    NEVER = "never"
    ALWAYS = "always"
    MAY = "may"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """What is said of the handlings in a region with the facts `when` and no set of `unless`.

    By its form: none is allowed; each that is allowed owes `duties`; or at least one is allowed.
    """

    text: str
    form: Form
    region: Region
    when: frozenset[str] = frozenset()
    unless: tuple[frozenset[str], ...] = ()
    duties: frozenset[str] = frozenset()


def parse(text: str, book: Rulebook) -> Invariant:
    """Return the invariant that `text` states in the words of a policy.

    Raises `BadInvariantError` with the character at which it cannot be read.
    """
    reading = _Reading(Tokens(text), Terms(book))
    form, duties = reading.head()
    region = reading.region()
    when = reading.facts() if reading.tokens.takes("when") else frozenset()
    unless = reading.unless(form)
    reading.tokens.end()
    return Invariant(
        text=" ".join(text.split()), form=form, region=region, when=when, unless=unless,
        duties=duties,
    )  # fmt: skip


class _Reading:
    """Reads one invariant from left to right."""

    def __init__(self, tokens: Tokens, terms: Terms) -> None:
        self.tokens = tokens
        self.terms = terms

    def head(self) -> tuple[Form, frozenset[str]]:
        if not self.tokens.peek():
            raise BadInvariantError(1, errors.EMPTY)
        if self.tokens.takes("never"):
            return Form.NEVER, frozenset()
        if self.tokens.takes("may"):
            return Form.MAY, frozenset()
        if self.tokens.takes("always"):
            self.tokens.need("owes")
            duties = frozenset(self.terms.duty(word) for word in self.tokens.listed())
            self.tokens.need("when")
            return Form.ALWAYS, duties
        raise BadInvariantError(self.tokens.column, errors.BEGINS)

    def region(self) -> dict[str, frozenset[Value]]:
        acts = self.terms.meaning("act", self.tokens.listed(), is_not=False)
        region = {"act": acts}
        if self.tokens.peek() and self.tokens.peek() not in (*KEYWORDS, ","):
            words = self.tokens.listed()
            attribute = self.terms.thing(words)
            region[attribute] = self.terms.meaning(attribute, words, is_not=False)
        while found := self._condition():
            column, attribute, values = found
            if attribute in region:
                raise BadInvariantError(column, errors.TWICE, word=attribute)
            region[attribute] = values
        return region

    def _condition(self) -> tuple[int, str, frozenset[Value]] | None:
        column = self.tokens.column
        if self.tokens.takes("that", "is"):
            return column, *self._nature()
        for keywords, attribute in _CONDITIONS.items():
            if self.tokens.takes(*keywords):
                is_not = self.tokens.takes("not")
                words = self.tokens.listed()
                return column, attribute, self.terms.meaning(attribute, words, is_not=is_not)
        return None

    def _nature(self) -> tuple[str, frozenset[Value]]:
        """Read what follows `that is`: whether somebody is told from it, or its kind."""
        is_not = self.tokens.takes("not")
        if self.tokens.takes("identifying"):
            return "identifying", frozenset([not is_not])
        if self.tokens.takes("sensitive"):
            every = self.terms.every["sensitive"]
            return "sensitive", frozenset([None]) if is_not else every - {None}
        words = self.tokens.listed()
        return "sensitive", self.terms.meaning("sensitive", words, is_not=is_not)

    def facts(self) -> frozenset[str]:
        return frozenset(self.terms.fact(word) for word in self.tokens.joined())

    def unless(self, form: Form) -> tuple[frozenset[str], ...]:
        column = self.tokens.column
        if not self.tokens.takes("unless"):
            return ()
        if form is Form.MAY:
            raise BadInvariantError(column, errors.NOT_AFTER_MAY)
        sets = [self.facts()]
        while self.tokens.takes(",", "or") or self.tokens.takes(",") or self.tokens.takes("or"):
            sets.append(self.facts())
        return tuple(sets)
