"""Leaving: before it, the step itself, and afterwards, when nobody is signed in any more."""

from datetime import date
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mamoru.errors import Language, MamoruError
from mamoru.faces.frame import page
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.here import account_of, asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.models import Account
from mamoru.faces.signed_in import is_lately
from mamoru.gate.asking import Wish
from mamoru.gate.door import Door
from mamoru.gate.holdings import Holdings, holdings
from mamoru.gate.looking import looking
from mamoru.gate.systems.registering import systems_in_use
from mamoru.law.citing import in_full
from mamoru.notices.places import in_language
from mamoru.parties import queries
from mamoru.policy.model import Policy
from mamoru.portal.clauses import day
from mamoru.portal.going import wording
from mamoru.portal.public import VISITOR
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.errors import UnknownLeavingError
from mamoru.rights.leaving.foresee import Foreseen, ToBeKept, foreseen
from mamoru.rights.leaving.report import LeavingReport, leaving
from mamoru.rights.leaving.state import LeavingState, ToldState

LEFT = "going_left"
"""In a session without an account: the leaving that is looked at."""
DISPOSE = Wish(act="dispose")
MOST = 40


@for_person
@require_http_methods(["GET", "HEAD", "POST"])
def leaving_page(request: HttpRequest) -> HttpResponse:
    """Show what will become of everything, or let somebody leave who said so in a word."""
    if request.method != "POST":
        return _before(request)
    if not is_lately(request):
        return _before(request, status=403)
    if request.POST.get("word", "").strip().strip("「」").upper() not in wording.CONFIRMING:
        return _before(request, status=400, wrong_word=True)
    account, door = account_of(request), door_of(request)
    try:
        found = leave(door, asker_of(request), DISPOSE, account.ref or "")
    except MamoruError as error:
        return _before(request, status=409, error=error.message(language_of(request)))
    _forgotten(door, account)
    logout(request)
    request.session[LEFT] = found.leaving
    return HttpResponseRedirect(reverse("portal_left"))


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest) -> HttpResponse:
    """Show how far a leaving came, to whoever has just left or has its number."""
    named, is_wrong = request.session.get(LEFT), False
    if request.method == "POST":
        number = request.POST.get("number", "").strip()[:MOST]
        try:
            request.session[LEFT] = leaving(number).leaving
            return HttpResponseRedirect(reverse("portal_left"))
        except UnknownLeavingError:
            is_wrong, named = True, None
    try:
        found = leaving(named) if named else None
    except UnknownLeavingError:
        found = None
    told = _report(request, found) if found else {}
    return page(
        request, "portal/left.html", wording.LEFT, found=found, is_wrong=is_wrong,
        status=404 if is_wrong else 200, vkey=door_of(request).sequencer.vkey, **told,
    )  # fmt: skip


@for_everybody
@require_POST
def certified(request: HttpRequest) -> HttpResponse:
    """Give the certificate of the leaving that is looked at, with its proof."""
    named = request.session.get(LEFT, "")
    made = certificate(door_of(request), VISITOR, named)
    return HttpResponse(
        made, content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{named}.json"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


def _forgotten(door: Door, account: Account) -> None:
    """Delete the account, its ways of signing in, and with it every session of it."""
    door.writer.run(lambda _: Account.objects.filter(pk=account.pk).delete())


def _before(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401
    door, language, ref = door_of(request), language_of(request), account_of(request).ref or ""
    held, ahead = holdings(door, asker_of(request), ref), foreseen(door, asker_of(request), ref)
    return page(
        request, "portal/leave.html", wording.LEAVE, status=status, fresh=is_lately(request),
        items=_items(door.policy, held, language), held=held,
        **_ahead(door.policy, ahead, language), **more,
    )  # fmt: skip


def _items(policy: Policy, held: Holdings | None, language: Language) -> list[tuple[str, int]]:
    words = _words(policy, language)
    found: dict[str, int] = {}
    for one in held.items if held else ():
        found[one.item] = found.get(one.item, 0) + one.values
    return [(words.get(item, item), count) for item, count in found.items()]


def _ahead(policy: Policy, ahead: Foreseen, language: Language) -> dict[str, Any]:
    words = _words(policy, language)
    titles = {one.name: in_language(one.title, language) for one in systems_in_use()}
    return {
        "kept": [
            {
                "word": _kept(one, language), "last_day": _day(one.last_day, language),
                "article": in_full(one.article, language),
                "items": ", ".join(words.get(item, item) for item in one.items),
            }
            for one in ahead.kept
        ],
        "told": [
            (one.name, ", ".join(words.get(item, item) for item in one.items))
            for one in ahead.told
        ],
        "systems": in_language(wording.LEAVE["systems"], language).format(
            names=", ".join(titles.get(one, one) for one in ahead.systems)
        ) if ahead.systems else "",
    }  # fmt: skip


def _kept(one: ToBeKept, language: Language) -> str:
    return in_language(one.word or wording.LEAVE["record"], language)


def _day(iso: str, language: Language) -> str:
    return day(date.fromisoformat(iso), language)


def _words(policy: Policy, language: Language) -> dict[str, str]:
    found = {
        item: in_language(word, language)
        for one in policy.categories.values()
        for item, word in one.items.items()
    }
    return {"choice": in_language(wording.LEAVE["choices"], language), **found}


def _report(request: HttpRequest, found: LeavingReport) -> dict[str, Any]:
    language = language_of(request)
    words = _words(door_of(request).policy, language)
    until = in_language(wording.LEFT["until"], language)
    with looking():
        names = {one.party: queries.party(one.party).name for one in found.told}
    asked = dict.fromkeys(ToldState, "told_told")
    asked |= {ToldState.OWED: "told_owed", ToldState.CONFIRMED: "told_confirmed"}
    return {
        "state": in_language(wording.LEFT[found.state.value], language),
        "can_certify": found.state is not LeavingState.LEFT,
        "kept": [
            (
                ", ".join(words.get(item, item) for item in one.items),
                in_full(one.article, language),
                until.format(day=_day(one.last_day, language)),
            )
            for one in found.kept
        ],
        "told": [
            (names[one.party], in_language(wording.LEFT[asked[one.state]], language))
            for one in found.told
        ],
    }  # fmt: skip
