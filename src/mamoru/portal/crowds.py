"""How much comes by the public forms from one network, and in all; nothing of it is ever lost.

It is counted in the database, so for all processes, over an hour. An inquiry beyond what one
network usually sends goes to the slower lane of the desk; what is far beyond that, and a request
beyond its limit, is not taken, and its sender is told from when on it will be. Inquiries as a whole
are never turned away: `mamoru.desk.limits` sets them aside.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

from mamoru.errors import Language
from mamoru.faces.models import Came
from mamoru.gate.door import Door
from mamoru.gate.repeated import one_at_a_time
from mamoru.gate.transaction import Record
from mamoru.notices.places import in_language
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word

SPAN = timedelta(hours=1)


class Limit(NamedTuple):
    """How many of a kind are taken within the span."""

    usual: int
    """From one network; what comes beyond is slower, where there is a slower way."""
    network: int
    overall: int | None = None


LIMITS = {
    "inquiry": Limit(usual=10, network=60),
    "request": Limit(usual=20, network=20, overall=200),
}


class Room(NamedTuple):
    """Whether there is room for one more."""

    again_at: datetime | None = None
    """From when on there is, where there is none now."""
    is_crowded: bool = False
    """Whether its network sends unusually much."""


def room_for(door: Door, kind: str, source: str | None, key: str) -> Room:
    """Count what came on the sheet `key`, if there is room for it; what was counted has room."""
    name = hashed(source)
    limit = LIMITS[kind]

    def unit(_: Record) -> Room:
        one_at_a_time("portal", f"room for {kind}")
        now = door.clock()
        Came.objects.filter(kind=kind, at__lte=now - SPAN).delete()
        came = Came.objects.filter(kind=kind)
        if came.filter(key=key).exists():
            return Room()
        theirs = _moments(came.filter(source=name)) if name else []
        everybody = _moments(came) if limit.overall else []
        again = [_again(theirs, limit.network), _again(everybody, limit.overall)]
        if any(again):
            return Room(again_at=max(filter(None, again)))
        Came.objects.create(kind=kind, source=name, key=key, at=now)
        return Room(is_crowded=len(theirs) >= limit.usual)

    return door.writer.run(unit)[0]


def later(word: Word, again_at: datetime, language: Language) -> str:
    """Say from when on there is room, in the words of a form."""
    minute = again_at.astimezone(TOKYO) + timedelta(seconds=59)
    return in_language(word, language).format(time=f"{minute:%H:%M}")


def told_when(room: Room | None, now: datetime, response: HttpResponse) -> HttpResponse:
    """Let an answer say in its headers that there was no room, and how long to wait."""
    if room and room.again_at:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response.headers["Retry-After"] = str(ceil((room.again_at - now).total_seconds()))
    return response


def forget_came(now: datetime) -> int:
    """Delete what counts no more; return how much that was."""
    return Came.objects.filter(at__lte=now - SPAN).delete()[0]


def hashed(source: str | None) -> str:
    """Return what a network, or an account, is counted by: nobody reads it from that."""
    if not source:
        return ""
    return salted_hmac("mamoru.portal.crowds", source, algorithm="sha256").hexdigest()


def _moments(came: QuerySet[Came]) -> list[datetime]:
    return list(came.order_by("at").values_list("at", flat=True))


def _again(moments: list[datetime], most: int | None) -> datetime | None:
    """Return when as many are left that one more has room; `None` where it has now."""
    if most is None or len(moments) < most:
        return None
    return moments[len(moments) - most] + SPAN
