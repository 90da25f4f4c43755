"""Signing in to the person's pages, from there as well as from a service of the company."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mamoru.faces.accounts import account_of_person, sign_out_everywhere
from mamoru.faces.errors import HandInRefusedError
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.handing.arrive import arrived, depart, refuse, take
from mamoru.faces.handing.trust import every_trusted, trusted
from mamoru.faces.here import PORTAL, account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import Asker
from mamoru.portal import wording
from mamoru.portal.wording_signing import AGAIN, ARRIVING, GONE, SECURITY

NEXT = "next"
_NONCE, _SERVICE, _THEN = "mamoru_nonce", "mamoru_service", "mamoru_then"


@for_everybody
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways in."""
    there = _within(request, request.GET.get(NEXT, ""))
    return page(
        request, "portal/sign_in.html", wording.SIGN_IN, services=every_trusted(),
        then=f"?{urlencode({NEXT: there})}" if there else "",
    )  # fmt: skip


@for_everybody
@require_safe
def depart_to(request: HttpRequest, name: str) -> HttpResponse:
    """Send somebody to a service, with a word that only this browser's session knows as well."""
    service = trusted(name)
    if service is None:
        return _not_let_in(request)
    nonce = depart(service)
    request.session[_NONCE], request.session[_SERVICE] = nonce, service.name
    request.session[_THEN] = _within(request, request.GET.get(NEXT, ""))
    joint = "&" if "?" in service.address else "?"
    return HttpResponseRedirect(f"{service.address}{joint}{urlencode({'nonce': nonce})}")


@for_everybody
@csrf_exempt
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take what a service's form brings.

    It comes from another site, without a cookie, so nothing here knows the browser: nobody is let
    in yet (`mamoru.faces.handing.arrive`). What proves it is the token with the nonce.
    """
    if not ratelimit.consume(request, action="hand_in"):
        return _not_let_in(request)
    token = request.POST.get("token", "")
    try:
        take(door_of(request), Asker(system=PORTAL), token, _audience(request), now_of(request))
    except HandInRefusedError:
        return _not_let_in(request)
    response = HttpResponseRedirect(reverse("portal_arrive"))
    response.status_code = 303
    return response


@for_everybody
@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """Let in whoever was handed in for the word in this browser's session, once."""
    nonce, service = request.session.pop(_NONCE, ""), request.session.pop(_SERVICE, None)
    there = request.session.pop(_THEN, "")
    ref = arrived(nonce, now_of(request)) if nonce else None
    if ref is None:
        try:
            refuse(door_of(request), service, "no arrival")
        except HandInRefusedError:
            return _not_let_in(request)
    account = account_of_person(str(ref), now_of(request))
    response: HttpResponse = perform_login(request, account, redirect_url=there or None)
    return response


@for_everybody
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Say that nothing is held of somebody any more."""
    return page(request, "portal/gone.html", GONE)


@for_person
def again(request: HttpRequest) -> HttpResponse:
    """Ask somebody to sign in anew, before they change how they sign in."""
    there = _within(request, request.GET.get(NEXT, ""))
    if request.method == "POST":
        logout(request)
        then = urlencode({NEXT: there or reverse("portal_security")})
        return HttpResponseRedirect(f"{reverse('portal_sign_in')}?{then}")
    return page(request, "portal/again.html", AGAIN)


@for_person
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show how somebody signs in, and let them change it."""
    keys = Authenticator.objects.filter(
        user=account_of(request), type=Authenticator.Type.WEBAUTHN
    ).order_by("created_at")
    return page(request, "portal/security.html", SECURITY, keys=keys)


@for_person
@require_POST
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of whoever asks."""
    sign_out_everywhere(account_of(request))
    logout(request)
    messages.success(request, said(SECURITY, language_of(request))["everywhere_done"])
    return HttpResponseRedirect(reverse("portal_sign_in"))


def _not_let_in(request: HttpRequest) -> HttpResponse:
    return page(request, "portal/not_let_in.html", ARRIVING, status=403)


def _audience(request: HttpRequest) -> str:
    """Return where people reach this portal; without a setting, only this machine does."""
    found: str = settings.URL
    return found or f"{request.scheme}://{request.get_host()}"


def _within(request: HttpRequest, address: str) -> str:
    """Return an address to go to afterwards, if it is one of ours."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
