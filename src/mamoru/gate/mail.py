"""Sending what the outbox holds: taken, marked, handed over, noted; nothing twice.

1. Connect to the mail server: without one no address is read.
2. Take a batch (`parcels`): decided, on record, addressed, in one transaction.
3. For each: mark that it is being sent, and commit; only then hand it over; then note what came of
   it, and commit.

Killed between the two commits of 3, nobody knows whether the server took it: it becomes `unclear`
and is not repeated by itself. Killed anywhere else, it is still due.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import SystemRandom

from django.conf import settings

from mamoru.errors import MamoruError, UnavailableError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.parcels import Chance, Parcel, take
from mamoru.outbox import queries
from mamoru.outbox.backoff import ATTEMPTS, pause_after
from mamoru.outbox.compose import compose
from mamoru.outbox.errors import MailServerRefusesError, MailServerSilentError
from mamoru.outbox.letters import State
from mamoru.outbox.line import Attempt, Line, answered
from mamoru.outbox.mailer import Mailer, bounces_of, sender_of, smtp_of
from mamoru.policy.model import Policy

BATCH = 20
"""Letters taken at once: what a server that answers in seconds gets through within their lease."""
LONGEST = timedelta(minutes=20)
"""How long one letter may be under way. Five answers are waited for (MAIL, RCPT, DATA, content, and
RSET), half a minute each; a server that keeps us longer by single bytes is as good as none."""
PAUSES = (0.2, 1.0, 3.0)
"""Seconds before each further try to note what came of a letter: it is known now, and not later."""
Stopping = Callable[[], bool]
_chance = SystemRandom().random


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of the letters that were due, `waiting` for those put off, and what ended it."""

    states: Mapping[State, int] = field(default_factory=dict)
    trouble: MamoruError | None = None
    """Why nothing more should be tried now: `MailServerSilentError`, `MailServerRefusesError`."""


def mailer_of(policy: Policy) -> Mailer | None:
    """Return how letters are sent here; `None` where no mail server is named, and letters wait.

    Letters come from the contact that the policy names unless a setting says otherwise. Raises
    `MailMisconfiguredError`.
    """
    if not settings.SMTP:
        return None
    bounces = settings.MAIL_BOUNCES
    return Mailer(
        smtp=smtp_of(settings.SMTP),
        sender=sender_of("MAMORU_MAIL_FROM", settings.MAIL_FROM or policy.contact or ""),
        name=policy.controller,
        bounces=bounces_of("MAMORU_MAIL_BOUNCES", bounces) if bounces else None,
    )


def send_due(
    door: Door,
    mailer: Mailer,
    *,
    limit: int = BATCH,
    is_stopping: Stopping = lambda: False,
    chance: Chance = _chance,
) -> Sent:
    """Send up to `limit` letters that are due; `chance` (0 to 1) spreads what is put off.

    Several may send at once, in one process or in many. Once `is_stopping`, what was not begun is
    left to others. Raises `UnavailableError` and its kinds where the database does not answer.
    """
    states: Counter[State] = Counter()
    trouble: MamoruError | None = None
    left: list[Parcel] = []
    if not _is_due(door):
        return Sent()
    try:
        with Line(mailer) as line:
            taken = take(door, limit, chance)
            states.update(taken.ended)
            left.extend(taken.parcels)
            while left and trouble is None and not is_stopping():
                line.open()
                attempt = _sent(door, mailer, line, left.pop(0), chance)
                states[attempt.state] += 1
                trouble = answered(attempt.problem or "") if attempt.is_last else None
    except (MailServerSilentError, MailServerRefusesError) as error:
        trouble = error
    finally:
        _let_go(door, left)
    return Sent(states=states, trouble=trouble)


def _is_due(door: Door) -> bool:
    with looking():
        return queries.is_due(door.clock())


def _sent(door: Door, mailer: Mailer, line: Line, parcel: Parcel, chance: Chance) -> Attempt:
    """Hand over one letter, unless it is no longer ours to send."""
    due = parcel.due

    def begin(_: object) -> bool:
        now = door.clock()
        return queries.begin(due, now, now + LONGEST)

    if not door.writer.run(begin)[0]:
        return Attempt(State.WAITING)
    attempt = line.send(compose(mailer, due.text, due.token, parcel.to, at=door.clock()))
    if attempt.state is State.WAITING and due.attempts + 1 >= ATTEMPTS:
        attempt = attempt._replace(state=State.FAILED)
    _note(door, parcel, attempt, chance())
    return attempt


def _note(door: Door, parcel: Parcel, attempt: Attempt, chance: float) -> None:
    """Make durable what came of a letter; where that fails for good, it will count as unclear."""

    def finish(_: object) -> None:
        now = door.clock()
        queries.finish(
            parcel.due, attempt.state, attempt.problem, now=now,
            again=now + pause_after(parcel.due.attempts + 1, chance),
        )  # fmt: skip

    for pause in PAUSES:
        with suppress(UnavailableError):
            door.writer.run(finish)
            return
        time.sleep(pause)
    door.writer.run(finish)


def _let_go(door: Door, left: Sequence[Parcel]) -> None:
    """Leave to others what was taken and not begun; if that fails, its lease runs out."""
    if left:
        with suppress(MamoruError):
            door.writer.run(
                lambda _: queries.release([parcel.due for parcel in left], door.clock())
            )
