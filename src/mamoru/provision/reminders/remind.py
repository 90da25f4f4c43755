"""Mailing the officer what is late or coming up: of each matter at most once a day.

1. Connect to the mail server: without one nothing is noted.
2. Note which matters this mail is about, and commit; who notes a matter first mails it.
3. Hand the mail over, and note what came of it.

Killed between 2 and 3, that mail is not repeated: what is late is mailed again the next day. What
the server has certainly not taken is due again at the next look.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

import msgspec
from django.conf import settings

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.mail import mailer_of
from mamoru.gate.matters import Matter
from mamoru.law.calendar import tokyo_day
from mamoru.outbox.compose import compose
from mamoru.outbox.errors import MailServerMissingError
from mamoru.outbox.letters import State
from mamoru.outbox.line import Attempt, Line, answered
from mamoru.outbox.mailer import sender_of
from mamoru.provision.reminders.errors import OfficerUnnamedError
from mamoru.provision.reminders.matters import matters
from mamoru.provision.reminders.models import Reminded
from mamoru.provision.reminders.wording import text_of

NAME = "MAMORU_OFFICER_MAIL"
AGAIN = timedelta(days=7)
"""After how long it is said again that something is coming up; what is late is said every day."""
KEPT = timedelta(days=60)


class Mailed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a reminder: how many matters it is about, and the state of its mail."""

    matters: int
    state: State | None = None
    """`None` where nothing was due that had not been mailed."""


def officer() -> str | None:
    """Return the address that reminders go to, if any is set; raises `MailMisconfiguredError`."""
    return sender_of(NAME, settings.OFFICER_MAIL) if settings.OFFICER_MAIL else None


def remind(door: Door) -> Mailed:
    """Mail the officer what is due and was not mailed yet.

    Raises `OfficerUnnamedError`, `MailServerMissingError`, `MailMisconfiguredError`,
    `MailServerSilentError` or `MailServerRefusesError`.
    """
    to, mailer = officer(), mailer_of(door.policy)
    if to is None:
        raise OfficerUnnamedError
    if mailer is None:
        raise MailServerMissingError(waiting=1)
    with looking():
        fresh = _fresh(door.clock())
    if not fresh:
        return Mailed(matters=0)
    token = token_hex(16)
    with Line(mailer) as line:
        mine = door.writer.run(lambda _: _noted(fresh, token, door.clock()))[0]
        if not mine:
            return Mailed(matters=0)
        mail = compose(mailer, text_of(mine), token, to, at=door.clock())
        attempt = line.send(mail)
        door.writer.run(lambda _: _ended(token, attempt))
    if attempt.is_last:
        raise answered(attempt.problem or "")
    return Mailed(matters=len(mine), state=attempt.state)


def last() -> Reminded | None:
    """Return the newest note of a reminder, if there is any."""
    return Reminded.objects.order_by("-at", "-pk").first()


def _fresh(at: datetime) -> list[Matter]:
    """Return what is due and was not mailed today; what is coming up, not for a week."""
    today = tokyo_day(at)
    told = Reminded.objects.filter(day__gt=today - AGAIN, day__lte=today)
    days = dict(told.order_by("day").values_list("key", "day"))

    def is_told(one: Matter) -> bool:
        day = days.get(one.key)
        return day is not None and (one.state == "soon" or day == today)

    return [one for one in matters(at) if not is_told(one)]


def _noted(fresh: Sequence[Matter], token: str, at: datetime) -> list[Matter]:
    """Note what this mail is about, and return it: without what another has noted meanwhile."""
    today = tokyo_day(at)
    Reminded.objects.filter(day__lt=today - KEPT).delete()
    Reminded.objects.bulk_create(
        [
            Reminded(key=one.key, day=today, token=token, state=State.SENDING, at=at)
            for one in fresh
        ],
        ignore_conflicts=True,
    )
    ours = set(Reminded.objects.filter(token=token).values_list("key", flat=True))
    return [one for one in fresh if one.key in ours]


def _ended(token: str, attempt: Attempt) -> None:
    """Note what came of a mail; what was certainly not taken is to be sent at the next look."""
    mine = Reminded.objects.filter(token=token)
    if attempt.state is State.WAITING:
        mine.delete()
    else:
        mine.update(state=attempt.state, problem=attempt.problem)
