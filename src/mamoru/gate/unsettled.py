"""What only the door can count of what waits: holds that end, systems that drifted, stuck plans.

Each count stops at `limit`, so that looking costs the same however much there is.
"""

from datetime import datetime
from typing import get_args

from mamoru.systems import registry
from mamoru.systems.journal.models import Job
from mamoru.systems.journal.rows import ENDED, State
from mamoru.systems.models import System
from mamoru.vault.models import Hold

_OPEN = [one for one in get_args(State) if one not in ENDED]


def holds_ending(by: datetime, limit: int) -> int:
    """Return how many holds end by then."""
    return Hold.objects.filter(until__lte=by).order_by("until")[:limit].count()


def systems_drifted(limit: int) -> int:
    """Return how many systems in use had a last check that found errors in their maps."""
    rows = System.objects.filter(removed_at=None).order_by("name")[:limit]
    return sum(1 for row in rows if (last := registry.last_check(row)) and last.errors)


def plans_stuck(limit: int) -> int:
    """Return how many plans for systems have not ended since something is in their way."""
    return Job.objects.filter(state__in=_OPEN).exclude(problem="")[:limit].count()
