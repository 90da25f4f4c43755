"""The figures of the law: clocks, parameters, and the events that clocks count from."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import Clock, ClockKind, deadline, end_of
from mamoru.law.errors import PeriodError, TableError, UnknownClockError, UnknownParameterError
from mamoru.law.packaged import read_packaged, read_table
from mamoru.law.periods import Period, last_day_after
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
from mamoru.policy.words import Word

FILE_NAME = "clocks.yaml"
UNITS = ("people", "years", "months", "days", "clicks", "percent", "times", "erasures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A figure of the law that is not a period from an event."""

    name: str
    word: Word
    value: int
    unit: str
    article: str
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """All clocks, parameters, and the events that clocks count from."""

    clocks: tuple[Clock, ...]
    parameters: tuple[Parameter, ...]
    events: Mapping[str, Word]
    text_hash: str
    """SHA-256 of the file, in hex: ages and events are decided with like rows of the table."""

    def in_force(self, on: date) -> "Clocks":
        """Return what applies on the day `on`."""
        return replace(
            self,
            clocks=tuple(clock for clock in self.clocks if clock.validity.holds(on)),
            parameters=tuple(one for one in self.parameters if one.validity.holds(on)),
        )


HANDLED: Mapping[str, frozenset[str]] = {
    "collected": frozenset(["collect"]),
    "transferred": frozenset(["collect", "provide", "entrust", "share"]),
    "changed": frozenset(["amend"]),
    "decided": frozenset(
        ["explain_purpose", "disclose", "disclose_records", "correct", "add", "erase",
         "suspend_use", "suspend_provision"]
    ),
}  # fmt: skip
"""Events that a handling is itself, by its act: what is provided is transferred by being provided,
and a request is decided when what it asks for is done."""


def is_handling(event: str, acts: Collection[str]) -> bool:
    """Return whether each handling by one of `acts` is the event itself."""
    return HANDLED.get(event, frozenset()).issuperset(acts)


_KEY = Form(r"[a-z][a-z0-9_]*( #[0-9]+)?")
_FILE = Record(
    "law_clocks",
    {
        "events": structures.Table(NAME, Record("event", TEXT)),
        "clocks": structures.Table(
            _KEY,
            Record(
                "clock",
                {
                    **TEXT,
                    **SOURCED,
                    "kind": Choice(tuple(ClockKind)),
                    "warn": shapes.Period(),
                    "from": NAME,
                    "first_day_counts": Flag(),
                    "rolls": Flag(),
                    "binding": Choice(("hard", "soft")),
                },
                {**VALIDITY_OPTIONAL, "target": shapes.Period(), "hard": shapes.Period()},
            ),
        ),
        "parameters": structures.Table(
            _KEY,
            Record(
                "parameter",
                {**TEXT, **SOURCED, "value": Form(r"[0-9]{1,9}"), "unit": Choice(UNITS)},
                VALIDITY_OPTIONAL,
            ),
        ),
    },
)


@lru_cache(maxsize=1)
def law_clocks() -> Clocks:
    """Return the packaged clocks. Raises `TableError` if they cannot be used."""
    return _clocks(*read_packaged(FILE_NAME, _FILE))


def parse_clocks(raw: bytes) -> Clocks:
    """Return the clocks that `raw` holds. Raises `TableError` with everything that is wrong."""
    return _clocks(read_table(FILE_NAME, raw, _FILE), hashlib.sha256(raw).hexdigest())


def clock_named(name: str, on: date) -> Clock:
    """Return the clock `name` as it applies on the day `on`. Raises `UnknownClockError`."""
    found = in_force(law_clocks().clocks, name, on)
    if found is None:
        raise UnknownClockError(name=name[:60], on=on.isoformat())
    return found


def parameter(name: str, on: date) -> int:
    """Return the figure `name` as it applies on the day `on`. Raises `UnknownParameterError`."""
    found = in_force(law_clocks().parameters, name, on)
    if found is None:
        raise UnknownParameterError(name=name[:60], on=on.isoformat())
    return found.value


def due(within: str | None, start: datetime) -> datetime:
    """Return when a duty is late that arose at `start` and is due `within`.

    `within` is what a duty of the policy or the law states: a clock, as it applies on that day, an
    ISO 8601 period, or `None` for the same day. Raises `UnknownClockError`.
    """
    if within is None:
        return end_of(tokyo_day(start))
    try:
        return end_of(last_day_after(start, Period.parse(within)))
    except PeriodError:
        return deadline(clock_named(within, tokyo_day(start)), start)


def _clocks(file: Section, text_hash: str) -> Clocks:
    events = {str(name): _word(one) for name, one in file["events"].items()}
    clocks = tuple(_clock(str(key), one) for key, one in file["clocks"].items())
    parameters = tuple(_parameter(str(key), one) for key, one in file["parameters"].items())
    problems = [
        *validity_problems(clocks),
        *validity_problems(parameters),
        *(problem for clock in clocks for problem in _clock_problems(clock, events)),
    ]
    if problems:
        raise TableError(FILE_NAME, problems)
    return Clocks(clocks=clocks, parameters=parameters, events=events, text_hash=text_hash)


def _clock(key: str, section: Section) -> Clock:
    return Clock(
        name=row_name(key),
        word=_word(section),
        kind=ClockKind(section["kind"]),
        target=Period.parse(section["target"]) if "target" in section else None,
        hard=Period.parse(section["hard"]) if "hard" in section else None,
        warn=Period.parse(section["warn"]),
        event=str(section["from"]),
        first_day_counts=section["first_day_counts"],
        rolls=section["rolls"],
        is_hard=section["binding"] == "hard",
        article=str(section["article"]),
        validity=validity_of(section),
    )


def _parameter(key: str, section: Section) -> Parameter:
    return Parameter(
        name=row_name(key),
        word=_word(section),
        value=int(section["value"]),
        unit=str(section["unit"]),
        article=str(section["article"]),
        validity=validity_of(section),
    )


def _clock_problems(clock: Clock, events: Mapping[str, Word]) -> Iterator[tuple[str, str]]:
    where = f"{clock.name}: "
    if clock.event not in events:
        yield where + f"「{clock.event}」は出来事にありません。", where + "no such event."
    if clock.target is None and clock.hard is None:
        yield where + "target か hard が必要です。", where + "target or hard is needed."
    if clock.is_hard and clock.hard is None:
        yield where + "hard の期間がありません。", where + "a hard clock needs its hard period."


def _word(section: Section) -> Word:
    return Word(str(section["ja"]), str(section["en"]))
