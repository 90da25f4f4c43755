"""Answers at even times, so that how long one took tells nothing of what was found.

Looking somebody up, making their account or not, takes its own time. What is sent to be given a
code, or with one, and a request that comes in of whoever is not signed in, is answered at the next
multiple of `STEP`, whatever was done: this stands around everything else, since the session is
written after the page is made. The letter itself is not waited for (`code_letter`).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.http.response import HttpResponseBase

STEP = 0.5
"""Seconds: several times what looking somebody up takes."""
PLACES = ("/account/code/", "/account/code/confirm/")
ASKING = "/contact/request/new/"
"""Below it, requests of whoever is not signed in; over the API they are evened by its own verb."""


@contextmanager
def in_even_time() -> Iterator[None]:
    """Let what is done within last a multiple of `STEP`, also where it fails."""
    began = time.perf_counter()
    try:
        yield
    finally:
        time.sleep(STEP - (time.perf_counter() - began) % STEP)


class Evenly:
    """Lets answers wait; showing a page looks nobody up, and waits for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        path = request.path_info
        if request.method != "POST" or not (path in PLACES or path.startswith(ASKING)):
            return self.get_response(request)
        with in_even_time():
            return self.get_response(request)
