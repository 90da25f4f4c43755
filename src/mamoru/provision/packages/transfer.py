"""Until when the transfer of a package by a link can go on, once it broke."""

from datetime import datetime, timedelta

from mamoru.provision.packages.models import HandOver

RESUMABLE = timedelta(hours=1)
"""After it was opened, or went on."""
ON_ITS_WAY = timedelta(minutes=2)
"""After its last byte went out, which may still be lost between here and the recipient."""


def may_go_on(row: HandOver, at: datetime) -> bool:
    """Tell whether what goes out by the link could go on: not all arrived, and it is as it was."""
    return (
        row.moved_at is not None
        and row.moved_at <= at < row.moved_at + RESUMABLE
        and (row.taken_at is None or row.taken_at <= at < row.taken_at + ON_ITS_WAY)
        and row.ended_at is None
        and row.going is not None
        and row.going["manifest"] == row.manifest_hash
    )
