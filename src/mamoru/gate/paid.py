"""Duties that were done: what a handling owed, once it was given."""

from collections.abc import Collection
from datetime import datetime

from mamoru.gate.models import Duty


def fulfil(tickets: Collection[int], at: datetime) -> int:
    """Note that what the handlings with these tickets owe is done; return how many duties it was.

    Runs in the caller's transaction.
    """
    return Duty.objects.filter(ticket__in=tuple(tickets), done_at=None).update(done_at=at)
