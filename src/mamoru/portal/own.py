"""How a person asks for what is theirs, on their own pages.

They ask by opening a page, and have shown who they are by signing in: both are named as evidence,
by random names that mean nothing to others (clause 7, APPI 33, 37).
"""

from django.http import HttpRequest

from mamoru.faces.here import account_of
from mamoru.faces.signed_in import sign_in_name
from mamoru.gate.asking import Wish


def ref_of(request: HttpRequest) -> str:
    """Return the vault's name of whoever is signed in; only for pages of people."""
    ref = account_of(request).ref
    if ref is None:
        raise TypeError("the page is not for people alone")
    return ref


def own_wish(request: HttpRequest, act: str) -> Wish:
    """Return what a person asks for, with what shows that it is they who ask."""
    name = sign_in_name(request)
    grounds: dict[str, str | None] = {
        "request": f"page:{name}", "identity_verified": f"sign-in:{name}",
    }  # fmt: skip
    return Wish(act=act, grounds=grounds)
