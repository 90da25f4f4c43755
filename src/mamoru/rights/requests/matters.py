"""What the officer is mailed of requests: deadlines, dead letters, and what waits unseen.

By the request's random name and its days alone; whose it is, the list says (`due`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mamoru.gate.matters import Matter
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_figure
from mamoru.policy.words import Word
from mamoru.rights.requests.idle import is_unwarned
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import ENDED, WAITS_FOR, WORKED, RequestState

CLAUSE = "7"
ANSWER, DEAD, UNSEEN, UNWARNED = (
    "request_answer", "request_dead", "request_unseen", "request_unwarned",
)  # fmt: skip
WORDS = {
    ANSWER: Word("本人からの請求への回答", "answer to a request of a person"),
    DEAD: Word("失敗したまま止まっている請求の処理", "work on a request that failed for good"),
    UNSEEN: Word("担当者を待ち続けている請求", "request that nobody has gone on with"),
    UNWARNED: Word(
        "本人を待ち続け、メールで知らせることができない請求",
        "request that waits for a person whom no mail reaches",
    ),
}


def matters(at: datetime) -> Iterator[Matter]:
    """Yield what is late or coming up about requests."""
    unseen = timedelta(days=request_figure("unseen_days", tokyo_day(at)))
    for row in Request.objects.exclude(state__in=ENDED).order_by("pk").iterator(chunk_size=500):
        if row.answered_at is None and row.warn_at <= at:
            yield _matter(ANSWER, row, row.due_at, at)
        if row.state in WORKED and row.next_try_at is None:
            yield _matter(DEAD, row, row.since, at)
        elif _waits_for_us(row) and row.since + unseen <= at:
            yield _matter(UNSEEN, row, row.since + unseen, at)
        elif is_unwarned(row, at):
            yield _matter(UNWARNED, row, at, at)


def _waits_for_us(row: Request) -> bool:
    return WAITS_FOR.get(RequestState(row.state)) in ("officer", "decider")


def _matter(what: str, row: Request, due_at: datetime, at: datetime) -> Matter:
    return Matter(
        key=f"{what}:{row.ref}", what=what, state="late" if due_at <= at else "soon",
        due_at=due_at, clause=CLAUSE, ref=row.ref,
    )  # fmt: skip
