"""Evidence files about a party: opened for a purpose and a reason, to be kept."""

from collections.abc import Iterator
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from mamoru.console.parties.words import EVIDENCE
from mamoru.faces.frame import page
from mamoru.faces.given_file import given_file
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of
from mamoru.faces.revealing import RevealForm, Thing, reveal, reveal_form
from mamoru.gate.asking import Asker
from mamoru.gate.evidence_files import EvidenceFile, file_opened, files
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.parties import queries

WHAT: Final = "party_file"
_REASONS = ("supervision", "case", "request", "misuse", "incident", "law")
_MEDIA = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt",
}  # fmt: skip


@for_officer(Scopes.PARTIES_MANAGE, again=True)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Show what is known of a file without opening it, and give it for a purpose and a reason."""
    with looking():
        party = queries.party(ref)
        found = next((one for one in files(ref) if one.file == name), None)
    if found is None:
        raise Http404
    form = reveal_form(request, reasons=_REASONS, reference=f"file:{name}")
    if request.method == "POST" and form.is_valid():
        return _given(request, found, form)
    status = 400 if request.method == "POST" else 200
    return _page(request, party.name, found, form, status)


def _given(request: HttpRequest, one: EvidenceFile, form: RevealForm) -> HttpResponseBase:
    door = door_of(request)

    def opening(by: Asker, _: str) -> tuple[Iterator[bytes], int | None]:
        return file_opened(door, by, one.party, one.file)

    content = reveal(request, Thing(what=WHAT, ref=one.file), form, opening)
    return given_file(content, f"{one.file}.{_MEDIA.get(one.media, 'bin')}", size=one.size)


def _page(
    request: HttpRequest, party: str, one: EvidenceFile, form: RevealForm, status: int
) -> HttpResponse:
    return page(
        request, "console/parties/file.html", EVIDENCE, status=status, one=one, party=party,
        reveal=form,
    )  # fmt: skip
