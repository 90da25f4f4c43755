"""Which inquiries there are, what waits and what is late: states and counts, nothing sealed."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mamoru.desk.models import Attachment, Inquiry, Message, Step
from mamoru.desk.state import OPEN, Direction, InquiryState, Lane
from mamoru.outbox.letters import State

LIMIT = 100
MOST = 500


class InquirySummary(msgspec.Struct, frozen=True, kw_only=True):
    """Where an inquiry stands; nothing of whom it is from."""

    inquiry: str
    number: int
    """By which lists go on: the `after` of the next page."""
    kind: str
    state: str
    lane: str
    topic: str | None
    channel: str
    language: str
    assignee: str | None
    since: datetime
    arrived_at: datetime
    due_at: datetime
    is_late: bool
    is_warned: bool
    answered_at: datetime | None
    reopened: int
    closed_at: datetime | None
    outcome: str | None
    person: str | None
    request: str | None
    incident: str | None
    problem: str | None
    """Code of what went wrong with an answer."""
    messages: int
    on_hold: int
    """Messages within it that another wrote, and that somebody has to look at."""
    withheld: int
    """Texts and files that may be sensitive, and wait for a reviewer."""


class InquiryStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an inquiry."""

    at: datetime
    change: str
    what: str | None
    by: str
    ticket: int | None


class InquiryReport(msgspec.Struct, frozen=True, kw_only=True):
    """One inquiry with its steps."""

    summary: InquirySummary
    keep_until: datetime | None
    steps: tuple[InquiryStep, ...]


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits, and in which lane: so that nothing waits unseen."""

    received: int
    assigned: int
    late: int
    warned: int
    held: int
    automatic: int
    on_hold: int
    """Messages within threads."""
    withheld: int
    not_sent: int
    """Answers that did not go out."""


def inquiries(
    now: datetime, *, state: str | None = None, lane: str | None = None, kind: str | None = None,
    assignee: str | None = None, person: str | None = None, after: int | None = None,
    limit: int = LIMIT,
) -> list[InquirySummary]:  # fmt: skip
    """Return inquiries, the latest first; `after` is the last number of the page before."""
    rows = Inquiry.objects.order_by("-pk")
    named = {"state": state, "lane": lane, "kind": kind, "assignee": assignee, "person": person}
    rows = rows.filter(**{name: value for name, value in named.items() if value is not None})
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return summaries(rows[: min(limit, MOST)], now)


def due(now: datetime, *, late: bool = False, assignee: str | None = None) -> list[InquirySummary]:
    """Return what waits for somebody here, in whatever lane, the most urgent first.

    That is what has no answer, answers that did not go out, and messages that wait in a thread.
    """
    waiting = Message.objects.filter(inquiry=OuterRef("pk"))
    on_hold = Exists(waiting.filter(is_on_hold=True))
    withheld = Exists(waiting.filter(purge_at__isnull=False))
    aside = Exists(
        Attachment.objects.filter(message__inquiry=OuterRef("pk"), purge_at__isnull=False)
    )
    is_open = Q(state__in=OPEN) & ~Q(lane=Lane.AUTOMATIC)
    rows = Inquiry.objects.filter(is_open | ~Q(problem="") | on_hold | withheld | aside)
    if late:
        rows = rows.filter(is_open, due_at__lte=now)
    if assignee is not None:
        rows = rows.filter(assignee=assignee)
    return summaries(rows.order_by("due_at", "pk")[:MOST], now)


def waits(now: datetime) -> Waits:
    """Return how much waits."""
    rows = Inquiry.objects.exclude(lane=Lane.AUTOMATIC)
    is_open = rows.filter(state__in=OPEN)
    aside = Message.objects.filter(purge_at__isnull=False).count()
    return Waits(
        received=rows.filter(state=InquiryState.RECEIVED, lane=Lane.DESK).count(),
        assigned=rows.filter(state=InquiryState.ASSIGNED, lane=Lane.DESK).count(),
        late=is_open.filter(due_at__lte=now).count(),
        warned=is_open.filter(due_at__gt=now, warn_at__lte=now).count(),
        held=is_open.filter(lane=Lane.HELD).count(),
        automatic=Inquiry.objects.filter(lane=Lane.AUTOMATIC, state__in=OPEN).count(),
        on_hold=Message.objects.filter(is_on_hold=True).count(),
        withheld=aside + Attachment.objects.filter(purge_at__isnull=False).count(),
        not_sent=Message.objects.filter(
            direction=Direction.OUT,
            send_state__in=(State.FAILED, State.UNCLEAR, State.BOUNCED, State.REFUSED),
        ).count(),
    )  # fmt: skip


def report(row: Inquiry, now: datetime) -> InquiryReport:
    """Return one inquiry with its steps."""
    steps = tuple(
        InquiryStep(
            at=one.at, change=one.change, what=one.what or None, by=one.by, ticket=one.ticket
        )
        for one in Step.objects.filter(inquiry=row).order_by("pk")
    )
    return InquiryReport(summary=summaries([row], now)[0], keep_until=row.keep_until, steps=steps)


def summaries(rows: QuerySet[Inquiry] | Sequence[Inquiry], now: datetime) -> list[InquirySummary]:
    """Return where inquiries stand at the moment `now`."""
    found = list(rows)
    ids = [row.pk for row in found]
    messages = Message.objects.filter(inquiry__in=ids).values("inquiry").order_by()
    counted = {
        one["inquiry"]: (one["every"], one["held"], one["aside"])
        for one in messages.annotate(
            every=Count("pk"),
            held=Count("pk", filter=Q(is_on_hold=True)),
            aside=Count("pk", filter=Q(purge_at__isnull=False)),
        )
    }
    files = Attachment.objects.filter(message__inquiry__in=ids, purge_at__isnull=False)
    aside_files = dict(files.values_list("message__inquiry").annotate(Count("pk")).order_by())
    return [
        _summary(row, now, counted.get(row.pk, (0, 0, 0)), aside_files.get(row.pk, 0))
        for row in found
    ]


def _summary(
    row: Inquiry, now: datetime, counted: tuple[int, int, int], aside: int
) -> InquirySummary:
    is_open = row.state in OPEN and row.lane != Lane.AUTOMATIC
    return InquirySummary(
        inquiry=row.ref, number=row.pk, kind=row.kind, state=row.state, lane=row.lane,
        topic=row.topic or None, channel=row.channel, language=row.language,
        assignee=row.assignee or None, since=row.since, arrived_at=row.arrived_at,
        due_at=row.due_at, is_late=is_open and row.due_at <= now,
        is_warned=is_open and row.warn_at <= now, answered_at=row.answered_at,
        reopened=row.reopened, closed_at=row.closed_at, outcome=row.outcome or None,
        person=row.person or None, request=row.request or None, incident=row.incident or None,
        problem=row.problem or None, messages=counted[0], on_hold=counted[1],
        withheld=counted[2] + aside,
    )  # fmt: skip
