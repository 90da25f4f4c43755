"""What a page needs of the server that shows it."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest

from mamoru.faces.models import Account
from mamoru.gate import asking
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door

DOOR = "mamoru.door"
"""Where the open door stands in the environment of a request."""
NOW = "mamoru.now"
PORTAL = asking.PORTAL.system
"""What the ledger calls a person who does something on their own pages."""


def door_of(request: HttpRequest) -> Door:
    """Return the open door of the server."""
    return cast("Door", _environ(request)[DOOR])


def now_of(request: HttpRequest) -> datetime:
    """Return the moment of the request, by the door's clock."""
    return cast("datetime", _environ(request)[NOW])


def account_of(request: HttpRequest) -> Account:
    """Return who is signed in; only for pages behind a guard."""
    found: Any = request.user
    if not isinstance(found, Account):
        raise TypeError("the page has no guard")
    return found


def asker_of(request: HttpRequest) -> Asker:
    """Return who asks the door: an officer by their handle, or a person on their own pages.

    An officer may name any purpose of the policy; a person's pages name none of the company's.
    """
    account = account_of(request)
    return Asker(system=PORTAL) if account.ref is not None else Asker(system=account.handle)


def _environ(request: HttpRequest) -> dict[str, Any]:
    """Return what the server said of a request.

    Of one that waited for a password, allauth gives back only the texts of `META`.
    """
    found: dict[str, Any] = getattr(request, "environ", request.META)
    return found
