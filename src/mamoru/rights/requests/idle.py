"""Ending by the clock what its person does not go on with: warned by letter first, then closed.

A request waits for its person where it is to be shown who they are, a fee is to be paid, or it is
to be said what is meant. After the days of the settings a letter says until when; without a step
by then the request is closed as abandoned, which is answered like any end. Where no letter
reached anybody nothing is closed: the officer is told.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q

from mamoru.errors import ConfigurationError, NotFoundError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.gate.writing import write_to
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_figure
from mamoru.outbox.letters import NewLetter, State
from mamoru.outbox.models import Delivery
from mamoru.policy.words import Word
from mamoru.rights.requests.models import Request, Step
from mamoru.rights.requests.receive import finding_purpose
from mamoru.rights.requests.state import WAITS_FOR, RequestState
from mamoru.rights.requests.steps import locked, moved, noted

OF_PERSON = tuple(state for state, who in WAITS_FOR.items() if who == "person")
AT_ONCE = 100
LONGEST = 366
_SUBJECT = Word("ご請求の手続をお待ちしています", "Your request waits for you")
_BODY = Word(
    "ご請求({request})は、{what}をお待ちしています。\n"
    "{day} までにお手続がなければ、取り下げられたものとして終了します。改めて請求することは、"
    "いつでもできます。\nお心当たりがなければ、このメールを破棄してください。",
    "Your request ({request}) waits for {what}.\n"
    "Without it by {day} the request will be closed as taken back. You can make it anew at any "
    "time.\nIf you made none, throw this mail away.",
)
_WAITS = {
    RequestState.IDENTITY: Word("ご本人の確認", "your showing that it is you"),
    RequestState.FEE: Word("手数料のお支払い", "its fee"),
    RequestState.SCOPE: Word("対象のご指定", "your saying what it is about"),
}


class RequestWaitError(ConfigurationError):
    """The settings name no days after which a request that waits is closed."""

    code = "request-wait"
    ja = "MAMORU_REQUEST_WAIT_DAYS は 0 から 366 までの日数です。"
    en = "MAMORU_REQUEST_WAIT_DAYS is a number of days, 0 to 366."


def wait_set() -> timedelta | None:
    """Return after how long a person is warned; `None` for never. Raises `RequestWaitError`."""
    named = settings.REQUEST_WAIT_DAYS
    if not named.isascii() or not named.isdigit() or int(named) > LONGEST:
        raise RequestWaitError
    return timedelta(days=int(named)) if int(named) else None


def tend_idle(door: Door) -> int:
    """Warn of, and close, what its person does not go on with; return how many moved.

    Raises `RequestWaitError`.
    """
    wait = wait_set()
    if wait is None:
        return 0
    with looking():
        refs = _due(door.clock(), wait)
    return sum(_tended(door, ref, wait) for ref in refs)


def _due(at: datetime, wait: timedelta) -> list[str]:
    """Return which requests may have to be warned of or closed; not those no letter reaches."""
    sent = Exists(Delivery.objects.filter(letter__key=OuterRef("warning"), state=State.SENT))
    is_due = (Q(warned_at=None) & ~Q(person="")) | (Q(warned_at__lte=at - _grace(at)) & sent)
    last = Max("step__at", filter=~Q(step__change="warned"))
    waiting = Request.objects.filter(is_due, state__in=OF_PERSON, since__lte=at - wait)
    found = waiting.annotate(last=last).filter(last__lte=at - wait).order_by("pk")
    return list(found.values_list("ref", flat=True)[:AT_ONCE])


def is_unwarned(row: Request, at: datetime) -> bool:
    """Tell whether a request waits for a person whom no letter reached."""
    wait = wait_set()
    if wait is None or row.state not in OF_PERSON or _last(row) + wait > at:
        return False
    if row.warned_at is None:
        return not row.person
    return row.warned_at + _grace(at) <= at and not _is_sent(row)


def _tended(door: Door, ref: str, wait: timedelta) -> bool:
    def unit(record: Record) -> bool:
        at = door.clock()
        row = locked(ref)
        if row.state not in OF_PERSON:
            return False
        last = _last(row)
        if row.warned_at is not None and last <= row.warned_at:
            return row.warned_at + _grace(at) <= at and _closed(record, row, at)
        return last + wait <= at and _warned(door, record, row, at)

    return door.writer.run(unit)[0]


def _last(row: Request) -> datetime:
    """Return when somebody did something about it last."""
    steps = Step.objects.filter(request=row).exclude(change="warned")
    return max(row.since, steps.order_by("-at").values_list("at", flat=True).first() or row.since)


def _grace(at: datetime) -> timedelta:
    return timedelta(days=request_figure("warned_days", tokyo_day(at)))


def _is_sent(row: Request) -> bool:
    return Delivery.objects.filter(letter__key=row.warning, state=State.SENT).exists()


def _warned(door: Door, record: Record, row: Request, at: datetime) -> bool:
    purpose = finding_purpose(door.shelf.policy(at))
    if not row.person or purpose is None:
        return False
    what, day = _WAITS[RequestState(row.state)], tokyo_day(at + _grace(at)).isoformat()
    row.warning, row.warned_at = f"request:wait_{token_hex(8)}", at
    letter = NewLetter(
        kind="request", key=row.warning, purpose=purpose, subject=_SUBJECT,
        body=Word(
            _BODY.ja.format(request=row.ref, what=what.ja, day=day),
            _BODY.en.format(request=row.ref, what=what.en, day=day),
        ),
    )  # fmt: skip
    with suppress(NotFoundError):  # erased since, or never held: the officer is told
        write_to(door, record, row.person, letter, now=at)
    row.save(update_fields=["warning", "warned_at"])
    noted(record, row, "warned", at, RIGHTS.system)
    return True


def _closed(record: Record, row: Request, at: datetime) -> bool:
    if not _is_sent(row):
        return False
    row.outcome, row.decided_at, row.decided_by = "abandoned", at, RIGHTS.system
    row.end_reference = row.warning
    moved(row, RequestState.ANSWERING, at)
    noted(record, row, "abandoned", at, RIGHTS.system)
    return True
