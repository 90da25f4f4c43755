"""What waits today: late, due soon, waiting for somebody, unusual. Nothing waits unseen."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console import wording
from mamoru.console.waiting import MOST, WAITING, Part
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking

PARTS: tuple[tuple[Part, str], ...] = (
    ("late", "bad"), ("unusual", "bad"), ("waiting", "warn"), ("soon", "warn"),
)  # fmt: skip
"""In the order of the page, each with its colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of thing that waits."""

    text: str
    count: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is late, or unusual, and so on."""

    title: str
    told: str
    colour: str
    lines: tuple[Line, ...]


@for_officer()
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits today, as far as the officer's roles let it be seen."""
    sections = _sections(request)
    return page(
        request, "console/today.html", wording.TODAY, sections=sections,
        is_quiet=not any(one.lines for one in sections),
    )  # fmt: skip


def _sections(request: HttpRequest) -> tuple[Section, ...]:
    language, door, now = language_of(request), door_of(request), now_of(request)
    scopes = account_of(request).scopes
    seen = [one for one in WAITING if not scopes.isdisjoint(one.scopes)]
    with looking():
        counts = {one.word: one.count(door, now) for one in seen}
    words = said(wording.TODAY, language)
    return tuple(
        Section(
            title=words[part], told=words[f"{part}_told"], colour=colour,
            lines=tuple(
                Line(
                    text=one.word.ja if language == "ja" else one.word.en,
                    count=f"{MOST}+" if counts[one.word] > MOST else str(counts[one.word]),
                    address=one.address,
                )
                for one in seen
                if one.part == part and counts[one.word]
            ),
        )
        for part, colour in PARTS
    )  # fmt: skip
