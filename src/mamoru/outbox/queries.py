"""Every statement of the outbox. The transaction is the caller's.

A delivery changes its state only from the one that it must be in, and only for the sender that
took it last (`claims`), so that of two senders one goes on and the other sees that it is late.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from secrets import token_hex

import msgspec
from django.db import connection
from django.db.models import Count, F, QuerySet

from mamoru.outbox.letters import Due, State, Text
from mamoru.outbox.models import Delivery, Forgotten, Letter
from mamoru.policy.words import Word

_AFTER = {State.WAITING: State.WITHDRAWN, State.SENDING: State.UNCLEAR}
"""What a delivery counts as once it is forgotten, where it had not ended yet."""


def insert_deliveries(letter: int, people: Sequence[int], now: datetime) -> None:
    """Add a delivery to each of `people` who has none of this letter."""
    into = (
        "INSERT INTO outbox_delivery (letter_id, person, token, state, claims, attempts, next_at)"
    )
    once = "ON CONFLICT (letter_id, person) DO NOTHING"
    at = connection.ops.adapt_datetimefield_value(now)
    tokens = [token_hex(16) for _ in people]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                f"{into} VALUES (%s, %s, %s, 'waiting', 0, 0, %s) {once}",
                [(letter, who, token, at) for who, token in zip(people, tokens, strict=True)],
            )
        else:
            cursor.execute(
                f"{into} SELECT %s::bigint, who, token, 'waiting', 0, 0, %s::timestamptz"  # noqa: S608 - our own words
                f" FROM unnest(%s::bigint[], %s::text[]) AS given(who, token) {once}",
                (letter, at, list(people), tokens),
            )


def enclose(letter: int, sealed: bytes) -> None:
    """Put what is sealed for its one reader into a letter."""
    Delivery.objects.filter(letter=letter).update(enclosed=sealed)


def is_due(now: datetime) -> bool:
    """Return whether anything is to be sent, or to be given up, now."""
    open_states = (State.WAITING, State.SENDING)
    return Delivery.objects.filter(state__in=open_states, next_at__lte=now).exists()


def give_up_on_the_dead(now: datetime) -> int:
    """Call unclear what a sender was sending that must be dead by now; return how many."""
    late = Delivery.objects.filter(state=State.SENDING, next_at__lte=now)
    return late.update(state=State.UNCLEAR, problem="interrupted")


def due(now: datetime, limit: int) -> list[Due]:
    """Return deliveries whose time has come, oldest first, locked against other senders."""
    rows = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("letter")
        .filter(state=State.WAITING, next_at__lte=now)
        .order_by("next_at", "pk")[:limit]
    )
    return [_due(row) for row in rows]


def claim(one: Due, ticket: int, until: datetime) -> None:
    """Take a delivery, `until` when it is due again if nothing comes of that."""
    Delivery.objects.filter(pk=one.id).update(
        claims=one.claims + 1, ticket=ticket, next_at=until, problem=None
    )


def end(one: Due, ticket: int, state: State, problem: str | None = None) -> None:
    """Note that a delivery ended before anything was sent."""
    Delivery.objects.filter(pk=one.id).update(state=state, ticket=ticket, problem=problem)


def put_off(one: Due, problem: str, again: datetime | None) -> None:
    """Note that a delivery could not be prepared; `again` is when to try next, `None` for never."""
    row = Delivery.objects.filter(pk=one.id)
    if again is None:
        row.update(state=State.FAILED, problem=problem)
    else:
        row.update(attempts=one.attempts + 1, next_at=again, problem=problem)


def begin(one: Due, now: datetime, until: datetime) -> bool:
    """Mark a delivery that was taken as under way `until`; return whether it is still ours.

    It is not where its lease is over, it was withdrawn, or the person was erased.
    """
    taken = Delivery.objects.filter(
        pk=one.id, state=State.WAITING, claims=one.claims + 1, next_at__gt=now
    )
    return bool(taken.update(state=State.SENDING, attempts=F("attempts") + 1, next_at=until))


def finish(
    one: Due, state: State, problem: str | None, *, now: datetime, again: datetime | None = None
) -> None:
    """Note what came of a delivery that was under way.

    A sender that was thought dead knows better than who gave it up; a bounce knows even better.
    What would wait to be tried once more does not where its letter was called back meanwhile.
    """
    if state is State.WAITING and Delivery.objects.filter(
        pk=one.id, letter__withdrawn_at__isnull=False
    ):
        state = State.WITHDRAWN
    begun = Delivery.objects.filter(
        pk=one.id, state__in=(State.SENDING, State.UNCLEAR), claims=one.claims + 1
    )
    changes = {"sent_at": now} if state is State.SENT else {}
    begun.update(state=state, problem=problem, next_at=again or now, **changes)
    if state in (State.SENT, State.FAILED):
        Delivery.objects.filter(pk=one.id, enclosed__isnull=False).update(enclosed=None)


def release(ones: Collection[Due], now: datetime) -> None:
    """Let go of deliveries that were taken and not begun: they are due at once."""
    for one in ones:
        Delivery.objects.filter(pk=one.id, state=State.WAITING, claims=one.claims + 1).update(
            next_at=now
        )


def again(letter: int, states: Collection[State], now: datetime) -> int:
    """Let deliveries in `states` be sent once more; return how many: none that were called back."""
    ended = Delivery.objects.filter(
        letter=letter, state__in=tuple(states), letter__withdrawn_at=None
    )
    return ended.update(state=State.WAITING, attempts=0, next_at=now, problem=None)


def withdraw(letter: int, now: datetime) -> int:
    """Call back what was not begun; return how many. What is under way is not tried once more."""
    Letter.objects.filter(pk=letter).update(withdrawn_at=now)
    waiting = Delivery.objects.filter(letter=letter, state=State.WAITING)
    return waiting.update(state=State.WITHDRAWN)


def is_known(token: str) -> bool:
    """Return whether a delivery has this token."""
    return Delivery.objects.filter(token=token).exists()


def bounce(token: str, status: str) -> str | None:
    """Note that a delivery that went out came back; return its letter's key, `None` if it did not.

    What waits to be sent once more stays as it is.
    """
    out = (State.SENT, State.SENDING, State.UNCLEAR)
    row = Delivery.objects.select_related("letter").filter(token=token, state__in=out).first()
    if row is None:
        return None
    found = Delivery.objects.filter(pk=row.pk, state__in=out)
    return row.letter.key if found.update(state=State.BOUNCED, problem=status) else None


def forget(person: int) -> int:
    """Delete all deliveries of a person who is erased, and keep only counts; return how many."""
    return _forgotten(Delivery.objects.filter(person=person))


def count_ended(before: datetime | None) -> int:
    """Return how many deliveries ended, and were last to be sent before `before` if it is given."""
    return _ended(before).count()


def forget_ended(before: datetime, limit: int) -> int:
    """Delete up to `limit` deliveries that ended so long ago, and keep only counts."""
    found = list(_ended(before).order_by("pk").values_list("pk", flat=True)[:limit])
    return _forgotten(Delivery.objects.filter(pk__in=found))


def _ended(before: datetime | None) -> QuerySet[Delivery]:
    rows = Delivery.objects.exclude(state__in=[State.WAITING.value, State.SENDING.value])
    return rows if before is None else rows.filter(next_at__lt=before)


def _forgotten(rows: QuerySet[Delivery]) -> int:
    with connection.cursor() as cursor:
        for letter, state in rows.values_list("letter", "state"):
            cursor.execute(
                "INSERT INTO outbox_forgotten (letter_id, state, count) VALUES (%s, %s, 1)"
                " ON CONFLICT (letter_id, state) DO UPDATE"
                " SET count = outbox_forgotten.count + 1",
                (letter, _AFTER.get(State(state), State(state)).value),
            )
    return rows.delete()[0]


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A letter, and how many of its deliveries are in which state."""

    key: str
    kind: str
    purpose: str
    created_at: datetime
    totals: dict[State, int]


def totals(key: str) -> dict[State, int]:
    """Return how many deliveries of a letter are in which state, those of erased people too."""
    return _totals(letter__key=key).get(key, {})


def waiting() -> int:
    """Return how many deliveries are still to be sent."""
    return Delivery.objects.filter(state=State.WAITING).count()


def letters() -> list[Counted]:
    """Return every letter with its totals, oldest first."""
    counts = _totals()
    return [
        Counted(
            key=row.key, kind=row.kind, purpose=row.purpose, created_at=row.created_at,
            totals=counts.get(row.key, {}),
        )
        for row in Letter.objects.order_by("pk")
    ]  # fmt: skip


def _totals(**which: str) -> dict[str, dict[State, int]]:
    found: dict[str, dict[State, int]] = {}
    kept = Delivery.objects.filter(**which).values_list("letter__key", "state")
    rows = kept.annotate(Count("pk"))
    gone = Forgotten.objects.filter(**which).values_list("letter__key", "state", "count")
    for key, state, count in [*rows.order_by(), *gone]:
        states = found.setdefault(key, {})
        states[State(state)] = states.get(State(state), 0) + count
    return {key: {s: states[s] for s in State if s in states} for key, states in found.items()}


def _due(row: Delivery) -> Due:
    letter = row.letter
    return Due(
        id=row.pk,
        person=row.person,
        token=row.token,
        claims=row.claims,
        attempts=row.attempts,
        purpose=letter.purpose,
        text=Text(
            subject=Word(letter.subject_ja, letter.subject_en),
            body=Word(letter.body_ja, letter.body_en),
        ),
        key=letter.key,
        enclosed=None if row.enclosed is None else bytes(row.enclosed),
    )
