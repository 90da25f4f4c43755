"""What of an event may still be used: a purpose that rested on consent lasts as long as that.

A row names its purposes; one that the declaration lets rest on consent has a mark before it. Such a
row is read for the purpose only while whoever it is about has a consent on record that covers it,
so that taking it back stops every later use.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from mamoru.consent.queries import of_people
from mamoru.consent.standing import standing_now
from mamoru.events.queries import Row
from mamoru.gate.asking import Wish
from mamoru.gate.judge import handling_of
from mamoru.policy.handling import Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.standing import person_facts
from mamoru.vault.person import Held

MARK = "*"
CHUNK = 900


def written(kept: Iterable[str], resting: Collection[str]) -> str:
    """Return the purposes of a row: those in `resting` with a mark."""
    return " ".join([f"{MARK}{one}" if one in resting else one for one in kept])


def purposes_of(row: Row) -> tuple[str, ...]:
    """Return the purposes of a row without marks."""
    return tuple(one.removeprefix(MARK) for one in row.purposes.split(" "))


def usable(
    book: Rulebook, rows: Iterable[Row], held: Mapping[int, Held], purpose: str, at: datetime
) -> list[Row]:
    """Return the rows that are kept for `purpose` and do not rest on a consent that is gone."""
    every = list(rows)
    marked = MARK + purpose
    resting = sorted({row.person for row in every if marked in row.purposes.split(" ")})
    standings = _standings([one for one in resting if one in held], at)
    found = []
    for row in every:
        kept = row.purposes.split(" ")
        if purpose in kept or (
            marked in kept and _covers(book, standings.get(row.person), purpose, row.data, at)
        ):
            found.append(row)
    return found


def _standings(people: list[int], at: datetime) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    for start in range(0, len(people), CHUNK):
        for number, rows in of_people(people[start : start + CHUNK]).items():
            chosen = standing_now(rows, now=at)
            found[number] = Standing(consents=chosen.consents, refusals=chosen.refusals)
    return found


def _covers(
    book: Rulebook, standing: Standing | None, purpose: str, data: str, at: datetime
) -> bool:
    if standing is None:
        return False
    wish = Wish(act="use", purpose=purpose)
    return all(
        "consent" in person_facts(book, handling_of(wish, {}, one, None), standing, at)
        for one in data.split(" ")
    )
