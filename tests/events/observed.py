"""Events that tests put through the door, without HTTP."""

from collections.abc import Sequence

from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.event import Aim, Observed, Part, Verdict
from mamoru.gate.observing.history import Occurrence, history
from mamoru.vault.find import find

SERVICE = "2(1)a"
SITE = Asker(system="site", purposes=frozenset([SERVICE]))
SECRET_WORD = "unmistakable-hat"
USE = Wish(act="use", purpose=SERVICE)


def observed(
    visitor: str, number: int, *, keep_days: int = 30, member: str | None = None,
    joins: bool = False,
) -> Observed:  # fmt: skip
    """Return the event with that number of a visitor."""
    return Observed(
        asker=SITE, name="page", message=f"{visitor}-{number}", visitor=visitor,
        member=None if member is None else ("email", member), whose="individual", joins=joins,
        aims=(Aim(SERVICE, ("cookie", "usage")),),
        parts=(Part(None, {"path": f"/{SECRET_WORD}/{number}"}),),
        at=f"2026-11-24T03:00:{number % 60:02}.000+00:00", keep_days=keep_days,
    )  # fmt: skip


def taken(door: Door, events: Sequence[Observed]) -> list[Verdict]:
    """Take events in."""
    return Observatory(door).take(events)


def ref_of(door: Door, visitor: str) -> str:
    """Return the name of a visitor who is held."""
    found = find(door.keys, "cookie_id", visitor)
    assert found is not None
    return found


def numbers_of(door: Door, ref: str) -> list[int]:
    """Return the numbers of the events in somebody's history."""
    return sorted(number(one) for one in history(door, OFFICER, USE, ref)[0].events)


def number(one: Occurrence) -> int:
    return int(str(one.properties["path"]).rpartition("/")[2])
