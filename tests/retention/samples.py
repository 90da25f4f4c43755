"""Members of a shop, of whom some wrote long ago."""

from tests.gate.samples import NOON

from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door

FIRST, SECOND = Asker(system="officer-a"), Asker(system="officer-b")
LATE = NOON.replace(year=2029)
"""Messages are kept two years after the last contact; orders are still kept then."""


def wrote(door: Door, count: int, **items: str) -> list[str]:
    """Store people who wrote a message, and nothing else."""
    wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
    given = [
        Given(
            whose="member", residence="JP", agreed=True, items=items or {"inquiry_text": "qqtext"}
        )
        for _ in range(count)
    ]
    return [one.ref for one in create(door, OFFICER, wish, given)[0].people]
