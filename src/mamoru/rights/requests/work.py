"""What goes on without a human: searching, carrying out, reading back, writing answers, closing.

State lives in the rows. A worker takes a request for as long as a lease, does one step, and takes
the next; each step is one transaction that finds the request where it expects it, so that a kill at
any line loses nothing and repeats nothing. What fails is tried again after longer and longer; what
cannot succeed by itself goes to whoever decides, or is a dead letter that `due` lists.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from django.db import connection
from django.db.models import Q

from mamoru.errors import MamoruError, NotFoundError, RefusedError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.looking import looking, one_connection
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_figure
from mamoru.ledger.changes import RequestChange
from mamoru.rights.answer.make import make
from mamoru.rights.requests.carry import carry_out, read_back
from mamoru.rights.requests.close import close
from mamoru.rights.requests.errors import (
    AccountUnclearError,
    PlaceUnreachableError,
    PlanOutdatedError,
    ReadBackDiffersError,
    RequestElsewhereError,
    RequestStateError,
    RowUnseenError,
)
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.search import search
from mamoru.rights.requests.state import WORKED, RequestState
from mamoru.rights.requests.steps import locked, moved, noted

log = logging.getLogger("mamoru.rights")
EVERY_SECONDS = 1.0
LEASE = timedelta(minutes=2)
"""How long a worker has for one step before another may take the request."""
FIRST_PAUSE = timedelta(seconds=10)
"""After the first failure; each further one doubles it."""
LONGEST_PAUSE = timedelta(hours=1)
"""Between tries for a system of the company; those are never given up."""
BATCH = 50
UNFORESEEN = "unforeseen"
"""Problem of a request whose work failed in a way that is no error of ours."""
_STEPS: dict[str, Callable[[Door, Request], str]] = {
    RequestState.SEARCH: search,
    RequestState.CARRYING_OUT: carry_out,
    RequestState.READING_BACK: read_back,
    RequestState.ANSWERING: make,
    RequestState.ANSWERED: close,
}


def work_on(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Go on with requests until `stop` is set; trouble is logged by its code."""
    while not stop.wait(every):
        try:
            while work_due(door, is_stopping=stop.is_set):
                pass
        except MamoruError as error:
            log.warning("requests wait: %s", error.code)
        except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
            connection.close()
            log.warning("requests wait: %s", type(error).__name__)
    connection.close()


@one_connection()
def work_due(door: Door, *, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Go on with the requests that wait for a worker, and return how many there were."""
    with looking():
        now = door.clock()
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        waiting = Request.objects.filter(free, next_try_at__lte=now).order_by("next_try_at", "pk")
        refs = list(waiting.values_list("ref", flat=True)[:BATCH])
    done = 0
    for ref in refs:
        if is_stopping():
            break
        done += work_one(door, ref)
    return done


def work_one(door: Door, ref: str) -> bool:
    """Go on with one request as far as no human is needed; tell whether it was free to be taken."""
    row = _taken(door, ref)
    if row is None:
        return False
    while row.state in WORKED:
        try:
            _STEPS[row.state](door, row)
        except (RequestStateError, RequestElsewhereError):
            return True  # somebody else went on with it, which is on record
        except Exception as error:  # noqa: BLE001 - one that fails stops no other, and is seen
            _failed(door, row, error)
            return True
        with looking():
            row = Request.objects.get(pk=row.pk)
    return True


def retry(door: Door, by: str, ref: str) -> None:
    """Let work that failed be tried again. Raises `UnknownRequestError`, `RequestStateError`."""

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, *WORKED)
        moved(row, RequestState(row.state), at)
        noted(record, row, "resumed", at, by)

    door.writer.run(unit)


def _taken(door: Door, ref: str) -> Request | None:
    """Return the request, which is ours for a lease; `None` where another has it."""

    def unit(_: Record) -> Request | None:
        at = door.clock()
        row = locked(ref)
        is_free = row.lease_until is None or row.lease_until <= at
        if row.state not in WORKED or row.next_try_at is None or not is_free:
            return None
        row.lease_until, row.claims = at + LEASE, row.claims + 1
        row.save(update_fields=["lease_until", "claims"])
        return row

    return door.writer.run(unit)[0]


def _failed(door: Door, known: Request, error: Exception) -> None:
    """Note what went wrong: to be decided anew, tried again, or looked at by somebody.

    What nobody foresaw is a problem like any, or it would be tried for ever and seen by nobody.
    """
    code = error.code if isinstance(error, MamoruError) else UNFORESEEN
    if code == UNFORESEEN:  # its message may hold anything
        log.warning("a request waits: %s", type(error).__name__)

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(known.ref, RequestState(known.state))
        back = _back(row, error)
        if back is not None:
            moved(row, back, at)
            row.problem = code[:64]
            row.save(update_fields=["problem"])
            unclear = back == RequestState.ACCOUNT
            change: RequestChange = "accounts_unclear" if unclear else "answer_failed"
            noted(record, row, change, at, RIGHTS.system)
            return
        row.tries, row.lease_until, row.problem = row.tries + 1, None, code[:64]
        is_last = row.tries >= request_figure("work_tries", tokyo_day(at))
        if isinstance(error, PlaceUnreachableError):
            row.next_try_at = at + min(FIRST_PAUSE * 2 ** min(row.tries - 1, 9), LONGEST_PAUSE)
        elif is_last or isinstance(error, ReadBackDiffersError):
            row.next_try_at = None
            noted(record, row, "answer_failed", at, RIGHTS.system)
        else:
            row.next_try_at = at + FIRST_PAUSE * 2 ** (row.tries - 1)
        row.save()

    door.writer.run(unit)


def _back(row: Request, error: Exception) -> RequestState | None:
    """Return what a request waits for anew, where it cannot be searched or carried out as it is."""
    if isinstance(error, AccountUnclearError):
        return RequestState.ACCOUNT
    if row.state != RequestState.CARRYING_OUT:
        return None
    if isinstance(error, NotFoundError | RowUnseenError):
        return RequestState.SEARCH  # whoever it was about was erased since, or more is held
    if isinstance(error, PlanOutdatedError | RefusedError):
        return RequestState.DECISION
    return None
