"""The commands `mamoru request …` about answers and figures."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnwritableError
from mamoru.cli.installation import opened_door
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.reading import done, shown
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day
from mamoru.reasons import reason_of
from mamoru.rights.answer.offer import answer_files, choose_method, hand_over, offer
from mamoru.rights.requests.figures import figures
from mamoru.rights.requests.steps import request_row
from mamoru.rights.requests.view import RequestSummary, summary

LINK = "/api/v1/answers"
STANDS = ("request", "state", "waits_for", "outcome")
FIGURES = (
    "since", "until", "least", "total", "open", "late", "days_to_answer", "by_kind", "by_outcome",
    "by_ground", "by_channel",
)  # fmt: skip


def link_answer(asked: Namespace) -> int:
    """Show a new link to an answer, and the passphrase that opens it."""
    with opened_door() as door:
        found = offer(door, OFFICER, asked.request)
        told = {
            "request": found.request, "url": f"{settings.URL}{LINK}/{found.token}",
            "passphrase": found.passphrase, "expires_at": found.expires_at,
        }  # fmt: skip
        rows = [[name, str(value or "-")] for name, value in told.items()]
        tell(as_json(told) if asked.format == "json" else table(("name", "value"), rows, limit=200))
    return YES


def print_answer(asked: Namespace) -> int:
    """Write the files of an answer that is to be printed."""

    def act(door: Door) -> RequestSummary:
        content = answer_files(door, OFFICER, asked.request)
        try:
            Path(asked.file).write_bytes(content)
        except (OSError, ValueError) as error:
            raise FileUnwritableError(path=asked.file, **reason_of(error)) from None
        return summary(request_row(asked.request), door.clock())

    return done(asked, act, STANDS)


def choose_way(asked: Namespace) -> int:
    """Give an answer otherwise than the person chose."""

    def act(door: Door) -> RequestSummary:
        choose_method(door, OFFICER, asked.request, asked.method)
        return summary(request_row(asked.request), door.clock())

    return done(asked, act, STANDS)


def give_answer(asked: Namespace) -> int:
    """Note that an answer was given otherwise than by a link."""

    def act(door: Door) -> RequestSummary:
        hand_over(door, OFFICER, asked.request, asked.reference, asked.method)
        return summary(request_row(asked.request), door.clock())

    return done(asked, act, STANDS)


def show_figures(asked: Namespace) -> int:
    """Show figures about requests."""
    now = datetime.now(UTC)
    today = tokyo_day(now)
    since = asked.since or today.replace(month=1, day=1)
    return shown(asked, lambda: figures(since, asked.until or today, now), FIGURES)
