"""Whether a choice was made already: banners and beacons send the same more than once."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.queries import Row


def said_already(rows: Sequence[Row], choice: Choice, at: datetime) -> str | None:
    """Return the reference of the same choice, where it stands and nothing against it came since.

    The same is of the same scope, until the same end, under the same version of a notice.
    """
    gone = {row.withdraws for row in rows}
    for row in reversed(rows):
        if row.withdraws is not None:
            continue
        if _plain(row.choice) == _plain(choice):
            return None if row.reference in gone or _is_over(row, at) else row.reference
        if _speaks_against(row.choice, choice):
            return None
    return None


def _plain(choice: Choice) -> Choice:
    return msgspec.structs.replace(choice, shown=None)


def _is_over(row: Row, at: datetime) -> bool:
    return row.choice.expires_at is not None and row.choice.expires_at <= at


def _speaks_against(one: Choice, other: Choice) -> bool:
    """Return whether one is a yes and one a no, about what may be the same."""
    differs = (one.kind is Kind.REFUSAL) != (other.kind is Kind.REFUSAL)
    pairs = ((one.purpose, other.purpose), (one.recipient, other.recipient))
    return differs and all(None in pair or pair[0] == pair[1] for pair in pairs)
