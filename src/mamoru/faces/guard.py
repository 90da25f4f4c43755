"""Who may see a page: a person their own, an officer what their roles allow.

Every page of the portal and the console has one of these; a test goes through all addresses.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from time import time
from typing import Any, Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from mamoru.faces.accounts import drop
from mamoru.faces.language import language_of
from mamoru.faces.models import Account
from mamoru.faces.wording import FRAME
from mamoru.gate.still_held import still_held

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
OPEN_FOR = 30 * 60
"""Seconds for which a form with a file may be filled in, once it was shown who opens it."""
_OPENED = "mamoru_opened"
"""What a session keeps of that: when each form was opened, by its address."""
GUARD = "mamoru_guard"
"""Attribute of a view that says what guards it."""
OPEN = "open"


def for_everybody(view: View[P]) -> View[P]:
    """Say of a page that nobody has to sign in for it."""
    return _marked(view, OPEN)


def for_person(view: View[P]) -> View[P]:
    """Let only a person who is signed in see a page; everybody else is led to sign in.

    With whoever was erased meanwhile, their account and their sessions end.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        account = _signed_in(request)
        if account is None or account.ref is None:
            return redirect_to_login(request.get_full_path(), reverse("portal_sign_in"))
        if account.ref not in still_held([account.ref]):
            drop(account)
            logout(request)
            return HttpResponseRedirect(reverse("portal_gone"))
        return view(request, *args, **kwargs)

    return _marked(guarded, "person")


def for_officer(
    *scopes: str, one_of: Sequence[str] = (), again: bool = False, uploads: bool = False
) -> Callable[[View[P]], View[P]]:
    """Let only officers see a page whose roles have every one of `scopes`, and any of `one_of`.

    They need a second factor or a passkey; `again`: shown lately. `uploads`: its form may bring a
    file, so it is asked for when the form is opened, which may then be sent for `OPEN_FOR`.
    """

    def decorate(view: View[P]) -> View[P]:
        inner: Any = _uploading(view) if uploads else view
        inner = reauthentication_required(inner) if again and not uploads else inner

        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            account = _signed_in(request)
            if account is None:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if account.ref is not None:
                raise PermissionDenied
            if not get_adapter().is_mfa_enabled(account, types=["totp", "webauthn"]):
                return HttpResponseRedirect(reverse("mfa_index"))
            has_any = not one_of or not account.scopes.isdisjoint(one_of)
            if not has_any or not account.scopes.issuperset(scopes):
                raise PermissionDenied
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return _marked(guarded, " ".join(("officer", *scopes, *one_of)))

    return decorate


def no_person(view: View[P]) -> View[P]:
    """Keep a page of allauth from people: they have no password and no second proof to set up.

    Whoever is not signed in, the page itself leads to sign in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        account = _signed_in(request)
        if account is not None and account.ref is not None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _uploading(view: View[P]) -> View[P]:
    """Ask who it is when the form is opened: a file would be lost if that were asked when sent.

    Whatever is sent later than that is not gone on with without its file: the page is opened anew.
    """
    asked: Any = reauthentication_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        opened: dict[str, float] = request.session.get(_OPENED, {})
        try:
            response: HttpResponseBase = asked(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method == "POST" and time() - opened.get(request.path, 0) < OPEN_FOR:
                return view(request, *args, **kwargs)
            if not request.FILES:
                raise
            word = FRAME["file_lost"]
            messages.warning(request, word.ja if language_of(request) == "ja" else word.en)
            return HttpResponseRedirect(request.path)
        if request.method == "GET":
            request.session[_OPENED] = {**opened, request.path: time()}
        return response

    return guarded


def _signed_in(request: HttpRequest) -> Account | None:
    found: Any = request.user
    return found if isinstance(found, Account) and found.is_active else None


def _marked(view: View[P], guard: str) -> View[P]:
    setattr(view, GUARD, guard)
    return view
