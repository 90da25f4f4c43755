"""What a page says when something cannot be done, in words and without a value of anybody."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    IntegrityError,
    MamoruError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.faces.frame import page
from mamoru.faces.language import language_of
from mamoru.faces.private import is_private
from mamoru.notices.views import not_found

_STATUS: tuple[tuple[type[MamoruError], int], ...] = (
    (BadInputError, 400), (NotFoundError, 404), (ConflictError, 409), (RefusedError, 403),
    (ConfigurationError, 500), (IntegrityError, 500), (UnavailableError, 503),
)  # fmt: skip


class Faults:
    """Answers for what a page raised on purpose; a page that can, says it beside its form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for an error that explains itself; on a public page it is a defect."""
        if not is_private(request):
            return None
        if isinstance(error, PermissionDenied):
            return page(request, "faces/not_allowed.html", {}, status=403)
        if not isinstance(error, MamoruError):
            return None
        return page(
            request, "faces/refused.html", {}, status=status_of(error),
            message=error.message(language_of(request)), code=error.code,
        )  # fmt: skip


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that no page has this address, in the frame of whoever looks for it."""
    if not is_private(request):
        return not_found(request, exception)
    return page(request, "faces/missing.html", {}, status=404)


def status_of(error: MamoruError) -> int:
    """Return the status of an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer a form that did not come from a page of ours, or from one that was open too long."""
    return page(request, "faces/forged.html", {}, status=403)
