"""When and as which sign-in somebody came in, as their session holds it.

The random name of a sign-in is what shows, in the ledger, that a person's identity was checked when
they asked for what is theirs on their own pages.
"""

import time
from secrets import token_hex

from django.http import HttpRequest

_KEY = "mamoru_signed_in"
LATELY = 5 * 60
"""Seconds for which a sign-in is fresh enough to change how one signs in."""


def note_sign_in(request: HttpRequest) -> None:
    """Keep in the session that somebody has just proved who they are."""
    request.session[_KEY] = {"at": time.time(), "name": token_hex(8)}


def is_lately(request: HttpRequest) -> bool:
    """Tell whether they proved who they are a moment ago."""
    since: float = request.session.get(_KEY, {}).get("at", 0.0)
    return 0 <= time.time() - since < LATELY


def sign_in_name(request: HttpRequest) -> str:
    """Return the random name of the sign-in."""
    found: str = request.session.get(_KEY, {}).get("name", "unknown")
    return found
