"""The requests of people about their own information, and what the law says of each (法32–39).

Kinds, grounds, ways of showing who somebody is, and our own figures for them. Functions read them
from here; none holds a number of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mamoru.law.errors import TableError, UnknownParameterError, UnknownRequestKindError
from mamoru.law.figures import law_clocks
from mamoru.law.packaged import read_packaged
from mamoru.law.validity import (
    SOURCED,
    VALIDITY_OPTIONAL,
    Validity,
    in_force,
    row_name,
    validity_of,
    validity_problems,
)
from mamoru.policy import shapes, structures
from mamoru.policy.grammar import NAME, TEXT
from mamoru.policy.shapes import Choice, Flag, Form, Section
from mamoru.policy.structures import Record
from mamoru.policy.words import ACTS, FACTS, Word

FILE_NAME = "requests.yaml"
UNITS = ("minutes", "days", "times", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind:
    """One kind of request: what carries it out, what it needs, and on what it may be refused."""

    name: str
    word: Word
    act: str
    """Act of the policy."""
    clock: str
    """To the answer, from the arrival."""
    carry: str | None
    """To the carrying out, from the decision; where there is none, it is as the answer."""
    has_fee: bool
    """Whether the law lets a fee be charged for it (法38)."""
    identity: int
    """Strength that a check of who it is must have."""
    claims: Mapping[str, str]
    """Grounds of which the person has to show one, each with its article; empty for none."""
    refuse: Mapping[str, str]
    """Grounds on which the law lets it be refused, each with its article."""
    article: str
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why something is refused, and what the policy calls that, if it has a word for it."""

    word: Word
    fact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityWay:
    """A way of showing who somebody is; a stronger one serves for whatever a weaker one does."""

    name: str
    word: Word
    strength: int
    article: str
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFigure:
    """A figure of our own, for the procedure that the company may fix (令12)."""

    name: str
    word: Word
    value: int
    unit: str
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRules:
    """Everything that the file holds."""

    kinds: tuple[RequestKind, ...]
    grounds: Mapping[str, Ground]
    claims: Mapping[str, Word]
    ways: tuple[IdentityWay, ...]
    figures: tuple[RequestFigure, ...]


_KEY = Form(r"[a-z][a-z0-9_]*( #[0-9]+)?")
_NUMBER = Form(r"[0-9]{1,4}")
_ARTICLES = structures.Table(NAME, shapes.Line())
_FILE = Record(
    "law_requests",
    {
        "kinds": structures.Table(
            _KEY,
            Record(
                "request_kind",
                {
                    **TEXT, **SOURCED, "act": Choice(tuple(ACTS)), "clock": NAME, "fee": Flag(),
                    "identity": _NUMBER, "refuse": _ARTICLES,
                },
                {**VALIDITY_OPTIONAL, "claims": _ARTICLES, "carry": NAME},
            ),
        ),
        "grounds": structures.Table(NAME, Record("request_ground", TEXT, {"fact": NAME})),
        "claims": structures.Table(NAME, Record("request_claim", TEXT)),
        "ways": structures.Table(
            _KEY,
            Record("identity_way", {**TEXT, **SOURCED, "strength": _NUMBER}, VALIDITY_OPTIONAL),
        ),
        "parameters": structures.Table(
            _KEY,
            Record(
                "request_figure",
                {**TEXT, **SOURCED, "value": _NUMBER, "unit": Choice(UNITS)},
                VALIDITY_OPTIONAL,
            ),
        ),
    },
)  # fmt: skip


@lru_cache(maxsize=1)
def request_rules() -> RequestRules:
    """Return the packaged rules. Raises `TableError` if they cannot be used."""
    file, _ = read_packaged(FILE_NAME, _FILE)
    rules = RequestRules(
        kinds=tuple(_kind(str(key), one) for key, one in file["kinds"].items()),
        grounds={str(name): _ground(one) for name, one in file["grounds"].items()},
        claims={str(name): _word(one) for name, one in file["claims"].items()},
        ways=tuple(_way(str(key), one) for key, one in file["ways"].items()),
        figures=tuple(_figure(str(key), one) for key, one in file["parameters"].items()),
    )
    problems = [
        *validity_problems(rules.kinds),
        *validity_problems(rules.ways),
        *validity_problems(rules.figures),
        *_problems(rules),
    ]
    if problems:
        raise TableError(FILE_NAME, problems)
    return rules


def request_kind(name: str, on: date) -> RequestKind:
    """Return the kind `name` as it applies on the day `on`. Raises `UnknownRequestKindError`."""
    found = in_force(request_rules().kinds, name, on)
    if found is None:
        known = ", ".join(dict.fromkeys(one.name for one in request_rules().kinds))
        raise UnknownRequestKindError(known=known)
    return found


def identity_way(name: str, on: date) -> IdentityWay | None:
    """Return the way `name` of showing who somebody is, if it applies on the day `on`."""
    return in_force(request_rules().ways, name, on)


def request_figure(name: str, on: date) -> int:
    """Return the figure `name` as it applies on the day `on`. Raises `UnknownParameterError`."""
    found = in_force(request_rules().figures, name, on)
    if found is None:
        raise UnknownParameterError(name=name[:60], on=on.isoformat())
    return found.value


def _kind(key: str, section: Section) -> RequestKind:
    return RequestKind(
        name=row_name(key), word=_word(section), act=str(section["act"]),
        clock=str(section["clock"]),
        carry=str(section["carry"]) if "carry" in section else None,
        has_fee=section["fee"], identity=int(section["identity"]),
        claims=_articles(section.get("claims", {})), refuse=_articles(section["refuse"]),
        article=str(section["article"]), validity=validity_of(section),
    )  # fmt: skip


def _ground(section: Section) -> Ground:
    return Ground(word=_word(section), fact=str(section["fact"]) if "fact" in section else None)


def _way(key: str, section: Section) -> IdentityWay:
    return IdentityWay(
        name=row_name(key), word=_word(section), strength=int(section["strength"]),
        article=str(section["article"]), validity=validity_of(section),
    )  # fmt: skip


def _figure(key: str, section: Section) -> RequestFigure:
    return RequestFigure(
        name=row_name(key), word=_word(section), value=int(section["value"]),
        unit=str(section["unit"]), validity=validity_of(section),
    )  # fmt: skip


def _articles(section: Section) -> dict[str, str]:
    return {str(name): str(article) for name, article in section.items()}


def _word(section: Section) -> Word:
    return Word(str(section["ja"]), str(section["en"]))


def _problems(rules: RequestRules) -> Iterator[tuple[str, str]]:
    clocks = {clock.name for clock in law_clocks().clocks}
    strongest = max((way.strength for way in rules.ways), default=0)
    for kind in rules.kinds:
        if not clocks.issuperset(filter(None, (kind.clock, kind.carry))):
            yield f"{kind.name}: clock が時計にありません。", f"{kind.name}: no such clock."
        if not rules.grounds.keys() >= kind.refuse.keys():
            yield f"{kind.name}: refuse が grounds にありません。", f"{kind.name}: no such ground."
        if not rules.claims.keys() >= kind.claims.keys():
            yield f"{kind.name}: claims にない理由です。", f"{kind.name}: no such claim."
        if kind.identity > strongest:
            yield f"{kind.name}: identity に届く方法がありません。", f"{kind.name}: no way reaches."
    for name, ground in rules.grounds.items():
        if ground.fact is not None and ground.fact not in FACTS:
            yield f"{name}: fact が語彙にありません。", f"{name}: no such fact."
