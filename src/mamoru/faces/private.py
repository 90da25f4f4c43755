"""Headers that keep the pages of people and officers to whoever they are for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from mamoru.faces.given_file import SEALED_OFF
from mamoru.gate.looking import one_connection

CSP = "Content-Security-Policy"
PLACES = ("/my", "/console", "/account", "/contact")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PRIVATE = {
    "Cache-Control": "no-store",
    CSP: POLICY,
    # `no-referrer` would make browsers hide the origin of a form, which Django asks for
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "publickey-credentials-get=(self), publickey-credentials-create=(self)",
}


def is_private(request: HttpRequest) -> bool:
    """Return whether a page is of people, of officers, or of signing in."""
    path = request.path_info
    return any(path == place or path.startswith(f"{place}/") for place in PLACES)


class Forms(CsrfViewMiddleware):
    """Asks forms of these pages for their token; public pages take no form, and say so."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseForbidden | None:  # noqa: ANN401 - Django's own
        """Refuse a form that did not come from a page of ours."""
        return super().process_view(request, *view) if is_private(request) else None


class Private:
    """Sets the headers: nothing is kept, nothing of others runs in the page, nobody frames it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        with one_connection():
            response = self.get_response(request)
        if is_private(request):
            is_file = response.headers.get(CSP) == SEALED_OFF
            for name, value in PRIVATE.items():
                if name != CSP or not is_file:
                    response.headers[name] = value
        return response
