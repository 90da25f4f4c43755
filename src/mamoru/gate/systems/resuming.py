"""Going on with plans that were left, without a human: by a kill, or by a system that was away.

A plan is taken again five minutes after somebody last had it, and after twice as long each time
until it is an hour. It is never given up: what was begun in a company's database has to come to an
end. What is in the way is the plan's `problem`, which whoever looks at it sees.
"""

import logging
from datetime import datetime, timedelta
from threading import Event

from django.db import connection

from mamoru.gate.asking import KEEPER
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.systems.carrying import Outcome, go_on_with
from mamoru.systems.journal import rows
from mamoru.systems.journal.models import Job

log = logging.getLogger("mamoru.systems")
EVERY_SECONDS = 10.0
LONGEST = timedelta(hours=1)
BATCH = 50


def keep_resuming(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Go on with what is due until `stop` is set; what is under way then is finished.

    Trouble is logged by its code or class, once until another comes or it is over: a message may
    hold anything.
    """
    said = ""
    while not stop.wait(every):
        try:
            resume_due(door, stop)
            found = ""
        except Exception as error:  # noqa: BLE001 - the next round tries again
            connection.close()  # one that broke would fail for ever
            found = getattr(error, "code", "") or type(error).__name__
        if found and found != said:
            log.warning("plans wait: %s", found)
        said = found
    connection.close()


def resume_due(door: Door, stop: Event | None = None) -> list[Outcome]:
    """Go on with each plan that is due, and return how far each came."""
    now = door.clock()
    with looking():
        due = [one.ref for one in rows.left(now) if _is_due(one, now)]
    found: list[Outcome] = []
    for ref in due[:BATCH]:
        if stop is not None and stop.is_set():
            break
        found += go_on_with(door, KEEPER, [ref])
    return found


def _is_due(job: Job, now: datetime) -> bool:
    """Tell whether it is time; one of a time ahead of us was written by a clock gone wrong."""
    pause = min(rows.LEASE * 2 ** min(max(job.tries - 1, 0), 10), LONGEST)
    return not now < job.changed_at + pause <= now + pause
