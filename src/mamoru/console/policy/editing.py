"""Writing a text: checked as often as wanted, kept when asked, laid down as a draft at last.

What is written is read by the policy's loader, which knows no way to execute anything, and shown
as text.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mamoru.console.officers import names_of
from mamoru.console.policy.sources import VERSION
from mamoru.console.policy.words import SHEET
from mamoru.console.worded import said
from mamoru.console.written import Checked, found_wrong, typed
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


def checked(text: bytes, language: Language) -> tuple[Checked, Policy | None]:
    """Return what the loader says, in the officer's language, and the policy that a text is."""
    try:
        return Checked(), read(text)
    except PolicyFileError as error:
        return found_wrong(text, error, language), None


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
    return part(request, "console/checked.html", SHEET, **_told(found, language))


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
    request: HttpRequest, found: sheets.Worked, text: bytes,
    result: tuple[Checked, Policy | None], *,
    status: int = 200, problem: str = "",
) -> HttpResponse:  # fmt: skip
    language = language_of(request)
    return page(
        request, "console/policy/sheet.html", SHEET, status=status, sheet=found, problem=problem,
        text=text.decode(errors="replace"), names=names_of([found.saved_by], language),
        **_told(result, language),
    )  # fmt: skip


def _told(result: tuple[Checked, Policy | None], language: Language) -> Mapping[str, object]:
    found, held = result
    if held is None:
        return found.told("", language)
    counted = said(SHEET["counted"], language).format(
        version=held.version, clauses=len(held.said), rules=len(held.rules)
    )
    return found.told(counted, language)
