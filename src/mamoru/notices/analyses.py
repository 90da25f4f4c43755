"""What is asked about texts of a policy, and its answers, by a process of its own (`aside`)."""

from datetime import date, datetime

import msgspec

from mamoru.law.book import Rulebooks
from mamoru.law.figures import law_clocks
from mamoru.policy.diff.difference import Difference, difference
from mamoru.policy.lint.report import Finding, lint
from mamoru.policy.load import Loaded, load_with_file
from mamoru.policy.prove.invariant import parse
from mamoru.policy.prove.proof import Proof, prove


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """How a text differs, and whether that changes any handling."""

    changes_handling: bool
    difference: Difference


class Linted(msgspec.Struct, frozen=True, kw_only=True):
    """Every finding, gravest first."""

    findings: tuple[Finding, ...]


class Proofs(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to each invariant, in their order."""

    proofs: tuple[Proof, ...]


class Comparing(msgspec.Struct, frozen=True, kw_only=True, tag="diff"):
    """Two texts, with the law of the moment `at`."""

    old: bytes
    new: bytes
    at: datetime

    def answer(self) -> Compared:
        """Return how the new one differs."""
        old, new = (Rulebooks(_loaded(text).policy).at(self.at) for text in (self.old, self.new))
        found = difference(old, new)
        return Compared(changes_handling=found.changes_handling, difference=found)


class Linting(msgspec.Struct, frozen=True, kw_only=True, tag="lint"):
    """A text, on a day in Japan."""

    text: bytes
    on: date

    def answer(self) -> Linted:
        """Return the findings."""
        return Linted(findings=lint(_loaded(self.text), at=self.on))


class Proving(msgspec.Struct, frozen=True, kw_only=True, tag="prove"):
    """Invariants of a text, with the law of the moment `at`."""

    text: bytes
    invariants: tuple[str, ...]
    at: datetime

    def answer(self) -> Proofs:
        """Return a proof, or a handling against it, for each."""
        book = Rulebooks(_loaded(self.text).policy).at(self.at)
        claims = [parse(one, book) for one in self.invariants]
        return Proofs(proofs=tuple(prove(book, one, at=self.at) for one in claims))


Analysis = Comparing | Linting | Proving


def _loaded(text: bytes) -> Loaded:
    return load_with_file(text, clocks={clock.name for clock in law_clocks().clocks})
