"""When a row of the law's tables applies, and how sure we are of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from mamoru.policy.shapes import Choice, Day, Flag, Line, Section, Shape


class Status(StrEnum):
    """Where a row comes from."""

    IN_FORCE = "in_force"
    """A statute, order, rule or guideline that binds."""
    POLICY = "policy"
    """Guidance, practice or a figure of our own; decided with like what binds."""
    BILL = "bill"
    """Not law yet: shown, never decided with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The days on which a row applies, `effective_to` being the last; a bill has none."""

    status: Status
    verified: bool
    """Whether it was seen in an official source; if not, people are told so."""
    effective_from: date | None
    effective_to: date | None

    def holds(self, on: date) -> bool:
        """Whether the row is decided with on the day `on`."""
        return (
            self.status is not Status.BILL
            and self.effective_from is not None
            and self.effective_from <= on
            and (self.effective_to is None or on <= self.effective_to)
        )

    def overlaps(self, other: "Validity") -> bool:
        """Whether there is a day on which both rows are decided with."""
        starts = [one.effective_from for one in (self, other) if one.effective_from is not None]
        return len(starts) == 2 and self.holds(max(starts)) and other.holds(max(starts))


VALIDITY_REQUIRED: dict[str, Shape] = {
    "status": Choice(tuple(Status)),
    "verified": Flag(),
}
VALIDITY_OPTIONAL: dict[str, Shape] = {"effective_from": Day(), "effective_to": Day()}
SOURCED: dict[str, Shape] = {**VALIDITY_REQUIRED, "article": Line()}


def validity_of(section: Section) -> Validity:
    """Return the validity a row states."""
    return Validity(
        status=Status(section["status"]),
        verified=section["verified"],
        effective_from=_day(section, "effective_from"),
        effective_to=_day(section, "effective_to"),
    )


def row_name(key: str) -> str:
    """Return the name of a row without the number of its version: `x #2` is `x`."""
    return key.partition("#")[0].rstrip()


class Named(Protocol):
    """A row with a name and a validity."""

    @property
    def name(self) -> str:
        """Return the name, the same for all versions of the row."""

    @property
    def validity(self) -> Validity:
        """Return when the row applies."""


Row = TypeVar("Row", bound=Named)


def in_force(rows: Iterable[Row], name: str, on: date) -> Row | None:
    """Return the version of the row `name` that is decided with on the day `on`, if any."""
    return next((row for row in rows if row.name == name and row.validity.holds(on)), None)


def validity_problems(rows: Iterable[Named]) -> Iterator[tuple[str, str]]:
    """Say which rows lack a first day, end before it, or apply beside another version."""
    seen: dict[str, list[Validity]] = {}
    for row in rows:
        held = row.validity
        begins, ends = held.effective_from, held.effective_to
        if begins is None and held.status is not Status.BILL:
            yield f"{row.name}: effective_from がありません。", f"{row.name}: no effective_from."
        if begins is not None and ends is not None and ends < begins:
            yield f"{row.name}: 期間が逆です。", f"{row.name}: it ends before it begins."
        if any(held.overlaps(other) for other in seen.get(row.name, [])):
            yield f"{row.name}: 版の期間が重なります。", f"{row.name}: two versions apply at once."
        seen.setdefault(row.name, []).append(held)


def _day(section: Section, key: str) -> date | None:
    return date.fromisoformat(section[key]) if key in section else None
