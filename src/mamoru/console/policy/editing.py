"""Writing a text: checked as often as wanted, kept when asked, laid down as a draft at last.

What is written is read by the policy's loader, which knows no way to execute anything, and shown
as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mamoru.console.officers import names_of
from mamoru.console.policy.sources import VERSION
from mamoru.console.policy.words import SHEET
from mamoru.console.worded import said
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page, part
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.scopes import Scopes
from mamoru.gate.shelf import read
from mamoru.notices import sheets
from mamoru.notices.errors import UnknownDraftError
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.model import Policy

SHOWN = 50
"""Findings that are shown; whoever mends them sees the rest at the next check."""
AROUND = 1
"""Lines shown before and after the one that is wrong."""
WIDTH = 160
"""Characters of a line that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong, with the lines it stands in."""

    line: int
    column: int
    message: str
    code: str
    lines: tuple[tuple[int, str, bool], ...]
    """Number and text of each line, and whether it is the one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the loader says of a text."""

    policy: Policy | None = None
    wrong: tuple[Wrong, ...] = ()
    more: int = 0

    @property
    def counted(self) -> dict[str, int | str]:
        """Return what is in it."""
        held = self.policy
        if held is None:
            return {}
        return {"version": held.version, "clauses": len(held.said), "rules": len(held.rules)}


def checked(text: bytes, language: Language) -> Checked:
    """Return what the loader says, in the officer's language."""
    try:
        return Checked(policy=read(text))
    except PolicyFileError as error:
        lines = text.decode(errors="replace").split("\n")
        found = error.findings
        wrong = tuple(
            Wrong(
                line=one.place.line, column=one.place.column, message=one.message(language),
                code=one.code, lines=tuple(_around(lines, one.place.line)),
            )
            for one in found[:SHOWN]
        )  # fmt: skip
        return Checked(wrong=wrong, more=max(0, len(found) - SHOWN))


def _around(lines: list[str], line: int) -> Iterator[tuple[int, str, bool]]:
    for at in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1):
        yield at, lines[at - 1][:WIDTH], at == line


def typed(request: HttpRequest) -> bytes:
    """Return the text of a form as a file has it: browsers send each line end as two characters."""
    return request.POST.get("text", "").replace("\r\n", "\n").encode(errors="surrogatepass")


@for_officer(Scopes.POLICY_REVISE)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a text from a version."""
    version = request.POST.get("version", "")
    if not VERSION.fullmatch(version):
        raise UnknownDraftError(known="-")
    made = sheets.begin(door_of(request), asker_of(request), version)
    return HttpResponseRedirect(reverse("console_policy_sheet", args=[made]))


@for_officer(Scopes.POLICY_REVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a text to be written on; check, save or lay down what was written."""
    if request.method != "POST":
        found = sheets.sheet(ref)
        return _shown(request, found, found.text, checked(found.text, language_of(request)))
    written = typed(request)
    do = request.POST.get("do", "check")
    try:
        if do in ("save", "draft"):
            return _kept(request, ref, written, do)
    except MamoruError as error:
        return _refused(request, ref, written, error)
    found = sheets.sheet(ref)
    return _shown(request, found, written, checked(written, language_of(request)))


@for_officer(Scopes.POLICY_REVISE)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with what was written, as a piece of the page."""
    language = language_of(request)
    found = checked(typed(request), language)
    return part(request, "console/policy/checked.html", SHEET, **_told(found, language))


@for_officer(Scopes.POLICY_REVISE)
@require_POST
def throw_away(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a text away."""
    sheets.throw_away(door_of(request), ref)
    messages.success(request, said(SHEET["thrown_away"], language_of(request)))
    return HttpResponseRedirect(reverse("console_policy"))


def _kept(request: HttpRequest, ref: str, written: bytes, do: str) -> HttpResponse:
    door, asker, language = door_of(request), asker_of(request), language_of(request)
    seen = request.POST.get("saved", "")
    sheets.save(door, asker, ref, written, int(seen) if seen.isascii() and seen.isdigit() else 0)
    if do == "draft":
        made = sheets.lay_down(door, asker, ref)
        messages.success(request, said(SHEET["laid_down"], language).format(version=made.version))
        return HttpResponseRedirect(reverse("console_policy_version", args=[made.version]))
    messages.success(request, said(SHEET["saved"], language))
    return HttpResponseRedirect(reverse("console_policy_sheet", args=[ref]))


def _refused(request: HttpRequest, ref: str, written: bytes, error: MamoruError) -> HttpResponse:
    """Show what was written again, with why it was not kept or laid down."""
    language = language_of(request)
    found = sheets.sheet(ref)
    is_file = isinstance(error, PolicyFileError)
    return _shown(
        request, found, written, checked(written, language), status=status_of(error),
        problem="" if is_file else error.message(language),
    )  # fmt: skip


def _shown(
    request: HttpRequest, found: sheets.Worked, text: bytes, result: Checked, *,
    status: int = 200, problem: str = "",
) -> HttpResponse:  # fmt: skip
    language = language_of(request)
    return page(
        request, "console/policy/sheet.html", SHEET, status=status, sheet=found, problem=problem,
        text=text.decode(errors="replace"), names=names_of([found.saved_by]),
        **_told(result, language),
    )  # fmt: skip


def _told(found: Checked, language: Language) -> dict[str, object]:
    return {
        "found": found,
        "counted": said(SHEET["counted"], language).format(**found.counted) if found.policy else "",
        "wrong": said(SHEET["wrong"], language).format(count=len(found.wrong) + found.more),
        "more": said(SHEET["more"], language).format(count=found.more) if found.more else "",
    }
