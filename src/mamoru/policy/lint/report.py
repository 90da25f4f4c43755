"""Everything that the lint finds in one policy, in words, with what its author knows of it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from mamoru.policy.handling import Handling
from mamoru.policy.lint.clashes import clashes
from mamoru.policy.lint.keeping import keeping
from mamoru.policy.lint.languages import languages
from mamoru.policy.lint.numbering import numbering
from mamoru.policy.lint.passages import Page, page_of
from mamoru.policy.lint.places import HEAD, Sight
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.references import addresses, dangling
from mamoru.policy.lint.rows import Row, Severity, rows
from mamoru.policy.lint.spelling import spelling
from mamoru.policy.lint.statements import statements
from mamoru.policy.lint.topics import is_within
from mamoru.policy.load import Loaded
from mamoru.policy.model import Acceptance, Gap, Policy

STALE = "stale-acceptance"
_ORDER = list(Severity)
_LAST = re.compile(r"(.+)(\([^()]+\))")
"""A case in brackets, and what it stands in."""
_CALLED = {"APPI Q&A": "PPC-QA"}
"""Names of one text that policies may use, and the one that rows use."""


class Accepted(msgspec.Struct, frozen=True):
    """That the author lives with a finding, since when, and why."""

    date: str
    ja: str
    en: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the lint found, where, by which rule, and what to do about it.

    `about` is the clause, or the part of the file outside the clauses. `known_gap` says that the
    file lists it among its gaps. `verified` is false where what the rule rests on was not seen in
    an official source. `handling` is an example, where rules clash.
    """

    code: str
    severity: Severity
    about: str
    line: int
    column: int
    ja: str
    en: str
    suggestion_ja: str
    suggestion_en: str
    law: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    effective_from: date | None = None
    verified: bool = True
    known_gap: bool = False
    accepted: Accepted | None = None
    handling: Handling | None = None

    @property
    def counts(self) -> bool:
        """Return whether something is to be done: errors and warnings that nobody accepted."""
        return self.accepted is None and self.severity is not Severity.INFO


def lint(loaded: Loaded, *, at: date) -> tuple[Finding, ...]:
    """Return every finding for a policy on the day `at`, gravest first, then by clause.

    Pure. Rules that come into force later than `at` do not apply yet. Raises `LintRulesError` if
    the packaged rules cannot be used.
    """
    policy, page, known = loaded.policy, page_of(loaded.file), rows()
    raised = list(dict.fromkeys(map(_Once, _raised(policy, page, at))))
    found = [_finding(one.raised, known[one.raised.code], policy) for one in raised]
    found += [_finding(one, known[STALE], policy) for one in _stale(policy.accepted, page, found)]
    return tuple(sorted(found, key=_place))


class _Once:
    """Something raised, equal to what says the same of the same place."""

    def __init__(self, raised: Raised) -> None:
        self.raised = raised
        self._key = (raised.code, raised.about, raised.place, tuple(raised.facts.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _raised(policy: Policy, page: Page, at: date) -> Iterator[Raised]:
    yield from clashes(policy, page.places)
    yield from numbering(page.file)
    yield from dangling(page)
    yield from addresses(page)
    yield from languages(page)
    yield from spelling(page)
    yield from keeping(policy, page)
    yield from statements(rows(), Sight(policy, page), at)


def _place(found: Finding) -> tuple[int, int, int, str]:
    return _ORDER.index(found.severity), found.line, found.column, found.code


def _finding(raised: Raised, row: Row, policy: Policy) -> Finding:
    accepted = next((one for one in policy.accepted if _accepts(one, raised)), None)
    return Finding(
        code=row.code,
        severity=row.severity,
        about=raised.about,
        line=raised.place.line,
        column=raised.place.column,
        ja=row.word.ja.format_map(raised.facts),
        en=row.word.en.format_map(raised.facts),
        suggestion_ja=row.suggestion.ja,
        suggestion_en=row.suggestion.en,
        law=row.law,
        basis=row.basis,
        effective_from=row.effective_from,
        verified=row.verified,
        known_gap=any(_is_same(gap, raised.about, row) for gap in policy.gaps),
        accepted=None if accepted is None else Accepted(accepted.date, accepted.ja, accepted.en),
        handling=raised.example,
    )


def _accepts(acceptance: Acceptance, raised: Raised | Finding) -> bool:
    """Return whether this finding was accepted: by its code, and its clause if one was named."""
    if acceptance.finding != raised.code or raised.code == STALE:
        return False
    return acceptance.about is None or is_within(raised.about, acceptance.about)


def _stale(accepted: Iterable[Acceptance], page: Page, found: list[Finding]) -> Iterator[Raised]:
    """Yield the acceptances that no finding matches any more."""
    for one, section in zip(accepted, page.file.get("accepted", []), strict=True):
        if not any(_accepts(one, finding) for finding in found):
            yield Raised(
                code=STALE,
                about=one.about or "accepted",
                place=section["finding"].place,
                facts={"finding": one.finding},
            )


def _is_same(gap: Gap, about: str, row: Row) -> bool:
    """Return whether a gap of the file says the same: an article of the row, and its clause."""
    if about != HEAD and not _is_about(gap, about):
        return False
    named = gap.rule
    for name, called in _CALLED.items():
        named = named.replace(name, called)
    return any(
        is_within(one, article) or is_within(article, one)
        for one in named.split(", ")
        for article in (*row.law, *row.basis)
    )


def _is_about(gap: Gap, about: str) -> bool:
    """Return whether a gap is about a place, one above or below it, or names it as its neighbour.

    The gap of 3(2) that speaks of cases (2) and (3) is about 3(3) too; that of 2(1)e is not about
    2(1)g.
    """
    if is_within(about, gap.about) or is_within(gap.about, about):
        return True
    found = _LAST.fullmatch(about)
    if found is None:
        return False
    above, label = found.groups()
    return is_within(gap.about, above) and label in gap.ja and label in gap.en
