"""The first page of a person who is signed in: what waits for them, and where they can go."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_person
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.navigation import STARTS, portal
from mamoru.gate.agreed import agreement
from mamoru.portal import wording
from mamoru.portal.own import ref_of
from mamoru.rights.requests.view import open_of


@for_person
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what can be done here, and what waits for whoever asks."""
    language = language_of(request)
    told = said(wording.PLACES, language)
    places = [
        (one, told.get(one.address, "")) for one in portal(language) if one.address not in STARTS
    ]
    return page(
        request, "portal/start.html", wording.START, places=places,
        requests=open_of(ref_of(request)),
        asks=agreement(door_of(request), asker_of(request), ref_of(request)).is_open,
    )  # fmt: skip
