"""The law's table: statutes, and the rows that forbid, oblige or state.

The rows stay in the shape of the policy language; `mamoru.policy` compiles the `body` of those in
force on a day. Citations are the row's name followed by the label of the case: `APPI 27(1)(ii)`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mamoru.law.errors import TableError
from mamoru.law.packaged import read_packaged, read_table
from mamoru.law.sentences import Sentence, row_problems
from mamoru.law.validity import (
    VALIDITY_OPTIONAL,
    VALIDITY_REQUIRED,
    Validity,
    row_name,
    validity_of,
    validity_problems,
)
from mamoru.policy.grammar import ACTS, CONDITIONS, DUTY, ID, LABEL, LIFT, NAME, TEXT
from mamoru.policy.shapes import Choice, Day, Form, Line, Section, Shape, Yes
from mamoru.policy.structures import Record, Several
from mamoru.policy.structures import Table as Rows
from mamoru.policy.words import Word

FILE_NAME = "table.yaml"
PROTECTS = ("natural", "everyone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A law, or a text of an authority. `protects` is whom: natural persons only, or everyone."""

    id: str
    cite: str
    short: str
    word: Word
    protects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article, or part of one, as it applies on certain days."""

    name: str
    """How it is cited, without the labels of its cases."""
    statute: Statute
    word: Word
    """What the article asks, in words of our own."""
    sentence: Sentence
    validity: Validity
    source: str
    """The articles and guidelines it rests on."""
    clocks: tuple[str, ...]
    body: Section
    """The sentence, its conditions, cases and duties, in the shape of the policy language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An exception of the law that the standard words cannot state, so it never lifts a ban."""

    article: str
    word: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole table of one revision. `text_hash` is the SHA-256 of its file, in hex."""

    id: str
    revision: str
    word: Word
    text_hash: str
    statutes: Mapping[str, Statute]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]

    def in_force(self, on: date) -> tuple[Row, ...]:
        """Return the rows that are decided with on the day `on`, statements among them."""
        return tuple(row for row in self.rows if row.validity.holds(on))


_RULE = Record(
    "law_rule",
    {**TEXT, **VALIDITY_REQUIRED, "source": Line()},
    {
        **VALIDITY_OPTIONAL,
        **CONDITIONS,
        "never": ACTS,
        "applies_to": ACTS,
        "says": Yes(),
        "unless": Rows(LABEL, LIFT),
        "must": Rows(LABEL, DUTY),
        "clocks": Several(NAME),
        "law": Several(Line()),
    },
)
_STATUTE: dict[str, Shape] = {
    **TEXT,
    "cite": Form(r"[A-Z][A-Z0-9-]*"),
    "short": Line(),
    "protects": Choice(PROTECTS),
}
_FILE = Record(
    "law_table",
    {
        "law": Record("law", {**TEXT, "id": ID, "revision": Day()}),
        "statutes": Rows(NAME, Record("statute", _STATUTE)),
        "rules": Rows(Form(r"[A-Z][A-Z0-9-]* [^#]{1,30}( #[0-9]+)?"), _RULE),
        "left_out": Several(Record("left_out", {**TEXT, "article": Line()}), alone=False),
    },
)


@lru_cache(maxsize=1)
def law_table() -> Table:
    """Return the packaged table. Raises `TableError` if it cannot be used."""
    file, text_hash = read_packaged(FILE_NAME, _FILE)
    return _table(file, text_hash)


def parse_table(raw: bytes) -> Table:
    """Return the table that `raw` holds. Raises `TableError` with everything that is wrong."""
    return _table(read_table(FILE_NAME, raw, _FILE), hashlib.sha256(raw).hexdigest())


def statutes() -> Mapping[str, Statute]:
    """Return the statutes of the packaged table by id."""
    return law_table().statutes


def rules_in_force(on: date) -> tuple[Row, ...]:
    """Return the rows of the packaged table that are decided with on the day `on`."""
    return law_table().in_force(on)


def _table(file: Section, text_hash: str) -> Table:
    known = {str(name): _statute(str(name), one) for name, one in file["statutes"].items()}
    by_cite = {statute.cite: statute for statute in known.values()}
    problems: list[tuple[str, str]] = []
    rows: list[Row] = []
    for key, section in file["rules"].items():
        found = list(row_problems(str(key), section, by_cite))
        problems += found
        if not found:
            rows.append(_row(str(key), section, by_cite))
    problems += validity_problems(rows)
    if problems:
        raise TableError(FILE_NAME, problems)
    return Table(
        id=str(file["law"]["id"]),
        revision=str(file["law"]["revision"]),
        word=_word(file["law"]),
        text_hash=text_hash,
        statutes=known,
        rows=tuple(rows),
        left_out=tuple(
            LeftOut(article=str(one["article"]), word=_word(one)) for one in file["left_out"]
        ),
    )


def _statute(name: str, section: Section) -> Statute:
    return Statute(
        id=name,
        cite=str(section["cite"]),
        short=str(section["short"]),
        word=_word(section),
        protects=str(section["protects"]),
    )


def _row(key: str, section: Section, by_cite: Mapping[str, Statute]) -> Row:
    body = Section({name: value for name, value in section.items() if name in _LANGUAGE})
    body.place = section.place
    return Row(
        name=row_name(key),
        statute=by_cite[key.partition(" ")[0]],
        word=_word(section),
        sentence=next(one for one in Sentence if one in section),
        validity=validity_of(section),
        source=str(section["source"]),
        clocks=tuple(map(str, section.get("clocks", []))),
        body=body,
    )


_LANGUAGE = frozenset([*TEXT, *CONDITIONS, "never", "applies_to", "says", "unless", "must", "law"])


def _word(section: Section) -> Word:
    return Word(str(section["ja"]), str(section["en"]))
