"""What goes with every page: where it may be kept, and what a browser must not do with it."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mamoru.notices.style import style_digest

log = logging.getLogger("mamoru.notices")
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
ROUTE = "mamoru.route"
"""Under which the template of the address is told to the access log."""
_NAMED = re.compile(r"<(?:\w+:)?(\w+)>")


class Headers:
    """Adds the headers, tells the access log which page it was, and answers for a defect."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        response = self.get_response(request)
        for name, value in SAFE.items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse) and response.status_code != 304:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:  # noqa: ANN401 - Django's own
        """Remember the template of the address."""
        match = request.resolver_match
        request.META[ROUTE] = "/" + _NAMED.sub(r"{\1}", match.route if match else "")

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer for a defect without a word about it; the log is told its kind and place."""
        if isinstance(exception, Http404 | SuspiciousOperation):
            return None  # Django answers by itself, with 404 or 400
        log.error("a page failed: %s", _where(exception))
        return failed(request)


def failed(request: HttpRequest) -> HttpResponse:
    """Return the page that says that something went wrong here."""
    return render(request, "notices/failed.html", {"style": style_digest()}, status=500)


def _where(error: BaseException) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{at.tb_frame.f_code.co_name}:{at.tb_lineno}" if at is not None else "-"
    return f"{type(error).__name__} in {place}"
