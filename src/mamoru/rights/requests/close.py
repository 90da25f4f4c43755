"""Ending a request that was answered, and keeping no more of it than the records that are due."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.own_key import destroy_unused
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of
from mamoru.law.periods import last_day_after
from mamoru.law.records import record_named
from mamoru.law.requests import request_figure
from mamoru.ledger.entries import SystemChanged
from mamoru.rights.requests.models import AnswerLink, Paper, Request
from mamoru.rights.requests.papers import ANSWER, CHANGES, MATERIAL, ROWS
from mamoru.rights.requests.state import ENDED, RequestState
from mamoru.rights.requests.steps import locked, moved, noted

AT_ONCE = 200
_ANSWERS = (ANSWER, MATERIAL, CHANGES, ROWS)
_ENDS = {
    "refused": RequestState.REFUSED,
    "nothing_held": RequestState.NOTHING_HELD,
    "duplicate": RequestState.DUPLICATE,
    "abandoned": RequestState.ABANDONED,
}


def close(door: Door, row: Request) -> str:
    """End a request that was answered, and return how it ended. Raises `RequestStateError`."""
    end = _ENDS.get(row.outcome, RequestState.CLOSED)

    def unit(record: Record) -> None:
        at = door.clock()
        mine = locked(row.ref, RequestState.ANSWERED)
        keep = record_named("R10", tokyo_day(at)).keep
        mine.ended_at = at
        if keep is not None:
            mine.keep_until = end_of(last_day_after(mine.decided_at or at, keep))
        moved(mine, end, at)
        noted(record, mine, "closed", at, RIGHTS.system, what=mine.outcome)

    door.writer.run(unit)
    return str(end)


def count_answers(at: datetime | None) -> int:
    """Return how many papers of answers and links are over by `at`, or how many there are."""
    if at is None:
        kept = Paper.objects.filter(name__in=_ANSWERS).count()
        return kept + AnswerLink.objects.filter(content__isnull=False).count()
    return _over(at).count() + _late(at).count()


def clear_answers(door: Door, limit: int = AT_ONCE) -> int:
    """Erase what is not needed once an answer was given, and links that are over; return how many.

    What was told to the person is erased when nobody can take it any more.
    """
    with looking():
        now = door.clock()
        papers = list(_over(now).order_by("pk").values_list("pk", flat=True)[:limit])
        room = limit - len(papers)
        links = list(_late(now).order_by("pk").values_list("pk", flat=True)[:room])

    def unit(_: Record) -> int:
        AnswerLink.objects.filter(pk__in=links, expires_at__lte=now).update(content=None)
        return Paper.objects.filter(pk__in=papers).delete()[0] + len(links)

    return door.writer.run(unit)[0] if papers or links else 0


def _over(at: datetime) -> QuerySet[Paper]:
    days = timedelta(days=request_figure("link_days", tokyo_day(at)))
    return Paper.objects.filter(
        name__in=_ANSWERS, request__state__in=ENDED, request__ended_at__lte=at - days
    )


def _late(at: datetime) -> QuerySet[AnswerLink]:
    return AnswerLink.objects.filter(expires_at__lte=at, content__isnull=False)


def count_requests(at: datetime | None) -> int:
    """Return how many requests may be deleted by `at`, or how many there are."""
    return (Request.objects.all() if at is None else _kept_until(at)).count()


def purge_requests(door: Door, limit: int = AT_ONCE) -> int:
    """Delete requests whose time of keeping is over (R10), each on record; return how many."""
    with looking():
        now = door.clock()
        due = list(_kept_until(now).order_by("pk").values_list("pk", flat=True)[:limit])

    def unit(record: Record) -> int:
        rows = Request.objects.filter(pk__in=due, keep_until__lte=now)
        for row in rows:
            record.add(SystemChanged(at=now, change="record_purged", text=row.manifest or None))
            row.delete()
        return len(due)

    gone = door.writer.run(unit)[0] if due else 0
    if gone:
        destroy_unused(door)
    return gone


def keys_used() -> set[str]:
    """Return the key-encryption keys that requests hang on."""
    return set(Request.objects.values_list("kek_id", flat=True).distinct())


def _kept_until(at: datetime) -> QuerySet[Request]:
    return Request.objects.filter(keep_until__lte=at, state__in=ENDED)
