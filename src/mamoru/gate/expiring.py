"""Erasing what the policy says has been kept long enough: found, decided, erased, recorded.

Each person is one handling, `dispose` on the ground that the period is over. What policy or law
does not let go stays, and the refusal is on record.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from heapq import merge

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import KEEPER, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import judge
from mamoru.gate.record import note
from mamoru.gate.retention import WHEN_LEFT, began_before, is_over
from mamoru.gate.scrub import scrub_files
from mamoru.gate.transaction import Record
from mamoru.law.periods import Period
from mamoru.policy.handling import Outcome
from mamoru.policy.model import Policy, Retention
from mamoru.vault import aging
from mamoru.vault.aging import Aged
from mamoru.vault.errors import FilesLeftError
from mamoru.vault.files import categories_of
from mamoru.vault.read import fetch, kinds_of, refs_of

DISPOSAL = "disposal_record"
"""Evidence that something was erased; the ledger's entry is it."""
WISH = Wish(act="dispose")


class Expired(msgspec.Struct, frozen=True, kw_only=True):
    """What one batch did."""

    values: int
    """Values and files."""
    people: int
    """People who were looked at."""
    refused: int
    """Of those, how many there were of whom something may not go."""
    last: int
    """Number of the last one, after whom the next batch goes on."""


def due(policy: Policy, at: datetime) -> dict[str, int]:
    """Return how many values and files each period lets go by `at`, by the period's name.

    A value of which several periods speak is counted in each, and goes when all are over.
    """
    return {one.id: aging.count(_aged(one, at)) for one in policy.retention}


def held() -> int:
    """Return how many values and files are held of everybody."""
    return aging.count_all()


def end_some(door: Door, after: int, limit: int) -> Expired:
    """Erase what is over of up to `limit` people after the number `after`, in one transaction.

    Raises `FilesLeftError` where a content whose key went is still on the disk.
    """
    left = list[str]()
    found, _ = door.writer.run(lambda record: _some(door, record, after, limit, left))
    stayed = door.files.remove(left)
    if found.values:
        scrub_files()
    if stayed:
        raise FilesLeftError(files=stayed)
    return found


def _some(door: Door, record: Record, after: int, limit: int, left: list[str]) -> Expired:
    at = door.clock()
    numbers = _people(door.shelf.policy(at), at, after, limit)
    refs = refs_of(numbers)
    values = refused = 0
    for number in numbers:
        if number in refs:
            gone, is_refused = _ended(door, record, refs[number], at, left)
            values, refused = values + gone, refused + is_refused
    return Expired(
        values=values, people=len(numbers), refused=refused,
        last=numbers[-1] if numbers else after,
    )  # fmt: skip


def _people(policy: Policy, at: datetime, after: int, limit: int) -> list[int]:
    """Return the next people of whom something may be over, in the order of their numbers."""
    several = [
        aging.people_with(_aged(one, at), after=after, limit=limit) for one in policy.retention
    ]
    return list(dict.fromkeys(merge(*several)))[:limit]


def _ended(door: Door, record: Record, ref: str, at: datetime, left: list[str]) -> tuple[int, bool]:
    """Erase what is over of one person; return how many values, and whether any may not go."""
    about = door.about(record, fetch(ref, history=True), at)
    kinds = _held_kinds(about)
    over = [one for one in kinds if is_over(about, one[0], {})]
    may = [one for one in over if _is_allowed(about, one)]
    may = [one for one in may if not any(other[0] == one[0] for other in over if other not in may)]
    names = {str(data) for data, _ in may}
    gone = aging.remove_categories(ref, names, _only_of(about, names)) if may else None
    for part, is_done in ((may, True), ([one for one in over if one not in may], False)):
        if part:
            _noted(record, about, part, is_done=is_done)
    left += gone.files if gone else ()
    count = gone.values + len(gone.files) if gone else 0
    return count, len(may) < len(over)


def _held_kinds(about: About) -> list[Touched]:
    """Return what is held of a person by its kind: values, and files in categories without any."""
    values: list[Touched] = [(one.data, one.sensitive) for one in about.held.fields]
    known = {data for data, _ in values}
    files = [(data, None) for data in categories_of(about.held.number) if data not in known]
    return list(dict.fromkeys([*values, *files]))


def _only_of(about: About, over: Collection[str]) -> list[str]:
    """Return the kinds of identifiers that are items of what is over, and of nothing that stays.

    What leads to somebody is information of the category that has it among its items.
    """
    known = about.book.policy.categories
    stay = {data for data, _ in _held_kinds(about) if data is not None} - set(over)
    gone, kept = (
        {item for name in names if name in known for item in known[name].items}
        for names in (over, stay)
    )
    return [kind for kind in kinds_of(about.held) if kind in gone - kept]


def _is_allowed(about: About, one: Touched) -> bool:
    return judge(about.book, WISH, [one], about=about, at=about.at)[0].outcome is Outcome.ALLOW


def _noted(record: Record, about: About, part: Sequence[Touched], *, is_done: bool) -> None:
    decision, basis = judge(about.book, WISH, part, about=about, at=about.at)
    note(
        record, about.book, KEEPER, WISH, part, decision, at=about.at, about=about, basis=basis,
        subject=about.held.pseudonym, people=about.people, shows=[DISPOSAL] if is_done else (),
    )  # fmt: skip


def _aged(one: Retention, at: datetime) -> Aged:
    return Aged(
        data=tuple(sorted(one.data)),
        whose=None if one.whose is None else tuple(sorted(one.whose)),
        before=began_before(Period.parse(one.keep), at),
        of_those_who_left=one.since in WHEN_LEFT,
    )
