"""The rules of the lint as rows of data, read as strictly as a policy file.

What a row may ask is a closed vocabulary: the keys of `PLACE` select where it looks, those of
`CONDITION` say what is asked there (see `places` and `conditions`). There are no expressions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from mamoru.policy import words
from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.grammar import ACTS, ARTICLE, FINDING, NAME, SAID, TEXT
from mamoru.policy.lint.errors import LintRulesError
from mamoru.policy.shapes import Choice, Day, Flag, Line, Reader, Section, Shape, Yes
from mamoru.policy.source import read_tree
from mamoru.policy.structures import Record, Several, Table
from mamoru.policy.vocabulary import word_of
from mamoru.policy.words import Word

RULES, SPELLING = "rules.yaml", "spelling.yaml"
TOPICS = Several(Record("topic", {}, {"ja": Several(Line()), "en": Several(Line())}), alone=False)
"""Things that a text may say: each in any of these words, in both languages."""

PLACE: dict[str, Shape] = {
    "clause_for": ACTS,
    "rule_for": ACTS,
    "closed_list_for": ACTS,
    "clause_titled": TOPICS,
    "clause_saying": TOPICS,
    "passage_saying": TOPICS,
    "purposes_saying": TOPICS,
    "collecting": TOPICS,
    "lifts_lacking": Table(NAME, Several(NAME)),
    "fees": Yes(),
    "first_clause": Yes(),
    "version": Yes(),
    "head": Yes(),
}
NARROWING: dict[str, Shape] = {
    "from": Several(Choice(tuple(words.SOURCES))),
    "kinds": Several(Choice(tuple(words.PURPOSE_KINDS))),
    "facts": Several(NAME),
}
"""What narrows the rules that `clause_for` and `rule_for` look for."""
CONDITION: dict[str, Shape] = {
    "says": TOPICS,
    "says_anywhere": TOPICS,
    "head_has": Several(Choice(("address", "representative", "contact"))),
    "acts": ACTS,
    "asks_one_of": Several(NAME),
    "refused_for": Several(NAME),
    "open_data": Flag(),
    "retention": Yes(),
    "version_before": Several(Day()),
}
_CONDITIONS = Record("condition", {}, CONDITION)
_ROW = Record(
    "row",
    {**TEXT, "severity": Choice(("error", "warn", "info")), "suggest": SAID},
    {
        "law": Several(ARTICLE),
        "basis": Several(Line()),
        "effective_from": Day(),
        "verified": Flag(),
        "at": Several(Record("place", {}, {**PLACE, **NARROWING}), alone=False),
        "scope": Choice(("clause",)),
        "if": _CONDITIONS,
        "unless": Several(_CONDITIONS, alone=False),
    },
)
_FILE = Record("rules", {"rules": Table(FINDING, _ROW)})
_WORDS = Table(Line(), Line())
_SPELLING = Record("spelling", {"ja": _WORDS, "en": _WORDS})


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule of the lint.

    A row with `at` is a statement that law or practice wants; one without puts into words what a
    finder of the code raises.
    """

    code: str
    severity: Severity
    word: Word
    suggestion: Word
    law: tuple[str, ...]
    basis: tuple[str, ...]
    """Guidelines and the like, which are no articles."""
    effective_from: date | None
    verified: bool
    """Whether what it rests on was seen in an official source; readers are told if not."""
    at: tuple[Section, ...]
    is_whole_clause: bool
    needs: Section
    """The conditions under which it applies."""
    unless: tuple[Section, ...]

    def is_in_force(self, on: date) -> bool:
        """Return whether the rule applies to a text as of the day `on`."""
        return self.effective_from is None or self.effective_from <= on


@lru_cache(maxsize=1)
def rows() -> Mapping[str, Row]:
    """Return the packaged rules by code. Raises `LintRulesError` if they cannot be used."""
    return parse_rows(files("mamoru.policy.lint").joinpath(RULES).read_bytes())


def parse_rows(raw: bytes) -> Mapping[str, Row]:
    """Return the rules that `raw` holds. Raises `LintRulesError` with everything that is wrong."""
    file = _read(RULES, raw, _FILE)
    return {str(code): _row(str(code), section) for code, section in file["rules"].items()}


@lru_cache(maxsize=1)
def misspellings() -> Mapping[str, Mapping[str, str]]:
    """Return, for each language, misspelt words with their right form."""
    file = _read(SPELLING, files("mamoru.policy.lint").joinpath(SPELLING).read_bytes(), _SPELLING)
    return {
        language: {str(wrong): str(right) for wrong, right in table.items()}
        for language, table in file.items()
    }


def _row(code: str, section: Section) -> Row:
    since = section.get("effective_from")
    return Row(
        code=code,
        severity=Severity(section["severity"]),
        word=word_of(section),
        suggestion=word_of(section["suggest"]),
        law=tuple(map(str, section.get("law", []))),
        basis=tuple(map(str, section.get("basis", []))),
        effective_from=None if since is None else date.fromisoformat(since),
        verified=section.get("verified", True),
        at=tuple(section.get("at", [])),
        is_whole_clause="scope" in section,
        needs=section.get("if", Section()),
        unless=tuple(section.get("unless", [])),
    )


def _read(name: str, raw: bytes, shape: Record) -> Section:
    reader = Reader()
    try:
        section: Section | None = shape.read(read_tree(raw), reader)
    except PolicyFileError as error:
        raise _wrong(name, error.findings) from None
    if section is None or reader.findings:
        raise _wrong(name, tuple(reader.findings))
    return section


def _wrong(name: str, findings: tuple[Finding, ...]) -> LintRulesError:
    return LintRulesError(
        name=name,
        problems_ja=" ".join(f"{one.place.line}: {one.message('ja')}" for one in findings),
        problems_en=" ".join(f"{one.place.line}: {one.message('en')}" for one in findings),
    )
