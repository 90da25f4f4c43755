"""The page of figures: each subject over time and by kind, as charts that are tables as well."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from mamoru.console.figures.charts import Chart, columns, rows
from mamoru.console.figures.counting import CHOICES, HANDLINGS, INQUIRIES, REQUESTS
from mamoru.console.figures.models import Counted, DayCount
from mamoru.console.figures.words import CHOSEN, FIGURES, SUBJECTS
from mamoru.console.inquiries.words import KIND
from mamoru.console.ledger.words import OUTCOMES
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import now_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.citing import clause
from mamoru.law.requests import request_rules
from mamoru.policy.words import Word

DAYS, MONTHS = 30, 12
MOST = 15
"""Kinds that are shown by name; the rest is in the table."""
Counts = Mapping[tuple[date, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One subject, over time and by kind."""

    name: str
    title: str
    told: str
    total: int
    over_time: Chart
    by_kind: Chart
    points: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    description: str


@for_officer(one_of=(Scopes.RECORDS_READ, Scopes.POLICY_READ))
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show what was counted, of the last days or months."""
    language, today = language_of(request), tokyo_day(now_of(request))
    is_year = request.GET.get("span") == "year"
    buckets = _months(today) if is_year else _days(today)
    with looking():
        found = _counted(buckets[0], is_year=is_year)
        row = Counted.objects.filter(pk=1).first()
    told = said(FIGURES["never"], language)
    if row is not None and row.at is not None:
        at = date_format(localtime(row.at, TOKYO), "Y-m-d H:i")
        told = said(FIGURES["counted"], language).format(size=f"{row.size:,}", at=at)
    return page(
        request, "console/figures/figures.html", FIGURES, told=told, is_year=is_year,
        shown=[
            _figure(name, found.get(name, {}), buckets, language, is_year=is_year)
            for name in SUBJECTS
        ],
    )  # fmt: skip


def _counted(since: date, *, is_year: bool) -> dict[str, Counter[tuple[date, str]]]:
    rows: QuerySet[DayCount] = DayCount.objects.filter(day__gte=since)
    values = (
        rows.annotate(bucket=TruncMonth("day")).values_list("bucket", "subject", "name")
        if is_year
        else rows.values_list("day", "subject", "name")
    )
    found: dict[str, Counter[tuple[date, str]]] = {}
    for bucket, subject, name, count in values.annotate(total=Sum("count")).order_by():
        found.setdefault(subject, Counter())[bucket, name] += count
    return found


def _figure(
    name: str, counts: Counts, buckets: Sequence[date], language: Language, *, is_year: bool
) -> Figure:
    title, told = (said(word, language) for word in SUBJECTS[name])
    over_time: Counter[date] = Counter()
    by_name: Counter[str] = Counter()
    for (bucket, one), count in counts.items():
        over_time[bucket] += count
        by_name[one] += count
    form = "%Y-%m" if is_year else "%m-%d"
    points = tuple((bucket.strftime(form), over_time[bucket]) for bucket in buckets)
    kinds = tuple((_word(name, one, language), count) for one, count in by_name.most_common())
    total = sum(by_name.values())
    return Figure(
        name=name, title=title, told=told, total=total, over_time=columns(points),
        by_kind=rows(kinds[:MOST]), points=points, kinds=kinds,
        description=said(FIGURES["described"], language).format(
            title=title, first=points[0][0], last=points[-1][0], total=f"{total:,}",
            most=f"{max(count for _, count in points):,}",
        ),
    )  # fmt: skip


def _word(subject: str, name: str, language: Language) -> str:
    known: Mapping[str, Word] = {}
    if subject == REQUESTS:
        known = {one.name: one.word for one in request_rules().kinds}
    elif subject == INQUIRIES:
        known = KIND
    elif subject == CHOICES:
        known = CHOSEN
    elif subject == HANDLINGS:
        known = OUTCOMES
    return said(known[name], language) if name in known else clause(name, language)


def _days(today: date) -> list[date]:
    return [today - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]


def _months(today: date) -> list[date]:
    count = today.year * 12 + today.month - 1
    return [
        date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MONTHS - 1, -1, -1)
    ]
