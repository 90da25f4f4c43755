"""Who received something of a person, as whoever erases them has to know."""

from collections.abc import Sequence

from mamoru.gate.downstream import ReceivedBy
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import Recorded
from mamoru.provision.records.models import Passing
from mamoru.provision.shown.view import in_records, what_left

FEED = "feed_"


def handed_out(entries: Sequence[Recorded]) -> list[ReceivedBy]:
    """Return who received something, each hand-over once; feeds tell of themselves."""
    left = what_left(entries)
    kept = in_records([one.ticket for one in left])
    found: dict[tuple[str, str], ReceivedBy] = {}
    for one in left:
        told = _received(one, kept.get(one.ticket))
        if told is not None and not told.source.startswith(FEED):
            found.setdefault((told.party, told.source), told)
    return list(found.values())


def _received(one: Recorded, row: Passing | None) -> ReceivedBy | None:
    entry = one.entry
    if not isinstance(entry, Handled) or entry.party is None:
        return None
    items = row.record.items["data_items"] if row else entry.data
    return ReceivedBy(
        way="handed", party=entry.party, act=entry.act, items=tuple(items),
        source=row.hand if row else f"entry_{one.ticket}", at=row.at if row else entry.at,
    )  # fmt: skip
