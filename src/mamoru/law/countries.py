"""Where a country lies for the law: Japan, recognised as giving the same protection, or abroad."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mamoru.law.errors import TableError
from mamoru.law.packaged import read_packaged
from mamoru.law.validity import (
    SOURCED,
    VALIDITY_OPTIONAL,
    Validity,
    row_name,
    validity_of,
    validity_problems,
)
from mamoru.policy import structures
from mamoru.policy.grammar import TEXT
from mamoru.policy.shapes import Form, Section
from mamoru.policy.structures import Record
from mamoru.policy.words import Word

FILE_NAME = "countries.yaml"
JAPAN = "JP"
DESIGNATED = "designated"
ABROAD = "abroad"
_FILE = Record(
    "law_countries",
    {
        "designations": structures.Table(
            Form(r"[a-z][a-z0-9_]*( #[0-9]+)?"),
            Record(
                "designation",
                {
                    **TEXT,
                    **SOURCED,
                    "countries": structures.Several(Form(r"[A-Z]{2}"), alone=False),
                },
                VALIDITY_OPTIONAL,
            ),
        ),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """Countries that one notice recognises, in ISO 3166-1 alpha-2."""

    name: str
    word: Word
    countries: frozenset[str]
    article: str
    validity: Validity


@lru_cache(maxsize=1)
def designations() -> tuple[Designation, ...]:
    """Return all rows. Raises `TableError` if the packaged file cannot be used."""
    file, _ = read_packaged(FILE_NAME, _FILE)
    rows = tuple(_row(str(key), section) for key, section in file["designations"].items())
    if problems := list(validity_problems(rows)):
        raise TableError(FILE_NAME, problems)
    return rows


def place_of(countries: Iterable[str], on: date) -> str:
    """Return the place, `JP`, `designated` or `abroad`, that the farthest of `countries` makes it.

    What is nowhere said to be recognised is abroad.
    """
    recognised = {
        country for row in designations() if row.validity.holds(on) for country in row.countries
    }
    foreign = set(countries) - {JAPAN}
    if not foreign:
        return JAPAN
    return DESIGNATED if foreign <= recognised else ABROAD


def _row(key: str, section: Section) -> Designation:
    return Designation(
        name=row_name(key),
        word=Word(str(section["ja"]), str(section["en"])),
        countries=frozenset(map(str, section["countries"])),
        article=str(section["article"]),
        validity=validity_of(section),
    )
