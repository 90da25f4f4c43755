"""Making a request: questions in plain words, then the form of its kind, signed in or not."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mamoru.errors import Language, MamoruError
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.here import account_of, asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.network import network_of
from mamoru.faces.signed_in import sign_in_name
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import in_full
from mamoru.law.figures import clock_named
from mamoru.law.requests import request_kind
from mamoru.notices.places import in_language
from mamoru.policy.words import Word
from mamoru.portal.asking import wording
from mamoru.portal.asking.form import RequestForm
from mamoru.portal.asking.kinds import BY_SESSION, EVERY, KINDS, PRECISELY, WANTS
from mamoru.portal.asking.models import Followed
from mamoru.portal.asking.progress import ONE
from mamoru.portal.asking.viewer import FOLLOWING, hashed
from mamoru.portal.crowds import Room, later, room_for, told_when
from mamoru.portal.floods import AT_ONCE, code_of, is_good, key_of, sheet
from mamoru.portal.public import VISITOR
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.receive import receive
from mamoru.rights.requests.state import ERASE, RequestState
from mamoru.rights.requests.steps import fee_set

MAKE = require_http_methods(["GET", "HEAD", "POST"])


@for_person
@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """Ask what somebody wants, and lead to the form of the kind that is meant."""
    return _question(request, "portal_request_new", is_public=False)


@for_everybody
@require_safe
def public_question(request: HttpRequest) -> HttpResponse:
    """Ask the same of somebody who is not signed in."""
    return _question(request, "contact_request_new", is_public=True)


@for_person
@MAKE
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a kind, or receive what was filled in by whoever is signed in."""
    form = _form(request, kind, is_public=False)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form)
    account, door = account_of(request), door_of(request)
    if form.is_for_another:
        room = _room(request, form, f"account:{account.handle}")
        if room.again_at:
            return _crowded(request, form, room)
    asked = form.new_request(key_of(form.cleaned_data["sheet"], account.handle), account.ref)
    try:
        ref = receive(door, asker_of(request), asked).request
        _followed(door, ref, account=account.handle if form.is_for_another else "")
        _by_session(request, ref, form)
    except MamoruError as error:
        form.add_error(None, error.message(language_of(request)))
        return _shown(request, form)
    messages.success(request, in_language(ONE["took_note"], language_of(request)))
    return HttpResponseRedirect(reverse("portal_request", kwargs={"ref": ref}))


@for_everybody
@MAKE
def public_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a kind, or receive what was filled in by somebody without an account.

    Whether anybody is held by what they give shows nowhere.
    """
    form = _form(request, kind, is_public=True)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form)
    room = _room(request, form, network_of(request.META))
    if room.again_at:
        return _crowded(request, form, room)
    shown, door = form.cleaned_data["sheet"], door_of(request)
    try:
        ref = receive(door, VISITOR, form.new_request(key_of(shown), None)).request
    except MamoruError as error:
        form.add_error(None, error.message(language_of(request)))
        return _shown(request, form)
    code = code_of(shown)
    _followed(door, ref, code_hash=hashed(code))
    request.session[FOLLOWING] = ref
    return page(
        request, "portal/request_made.html", ONE, ref=ref, code=code,
        one=reverse("contact_request", kwargs={"ref": ref}),
    )  # fmt: skip


def _question(request: HttpRequest, form: str, *, is_public: bool) -> HttpResponse:
    wanted, language = request.GET.get("want"), language_of(request)
    kinds = KINDS.get(wanted or "", ())
    exactly = request.GET.get("kind", "")
    if exactly in kinds or len(kinds) == 1:
        kind = exactly if exactly in kinds else kinds[0]
        return HttpResponseRedirect(reverse(form, kwargs={"kind": kind}))
    choices = {one: PRECISELY[one] for one in kinds} or WANTS
    return page(
        request, "portal/request_question.html", wording.QUESTION, is_public=is_public,
        name="kind" if kinds else "want", want=wanted if kinds else "",
        choices=[
            (one, in_language(word, language), in_language(more, language))
            for one, (word, more) in choices.items()
        ],
        lacks=("want" in request.GET and not kinds) or "kind" in request.GET,
    )  # fmt: skip


def _form(request: HttpRequest, kind: str, *, is_public: bool) -> RequestForm:
    if kind not in EVERY:
        raise Http404
    found = request_kind(kind, tokyo_day(now_of(request)))
    return RequestForm(
        request.POST if request.method == "POST" else None, kind=found,
        policy=door_of(request).policy, language=language_of(request), is_public=is_public,
        now=now_of(request),
    )  # fmt: skip


def _room(request: HttpRequest, form: RequestForm, source: str | None) -> Room:
    """Return whether there is room for what somebody asks who only claims to be whom it is of."""
    key = key_of(form.cleaned_data["sheet"])
    return room_for(door_of(request), "request", source, key)


def _crowded(request: HttpRequest, form: RequestForm, room: Room) -> HttpResponse:
    """Show the form as it was filled in, and say when to send it again."""
    if room.again_at is not None:
        form.add_error(None, later(wording.NEW["crowded"], room.again_at, language_of(request)))
    return told_when(room, now_of(request), _shown(request, form))


def _shown(request: HttpRequest, form: RequestForm) -> HttpResponse:
    language, door, now = language_of(request), door_of(request), now_of(request)
    kind, place = form.kind, "contact" if form.is_public else "portal"
    before = str(form.data.get("sheet", ""))
    return page(
        request, "portal/request_new.html", wording.NEW, form=form,
        sheet=before if is_good(before, now, AT_ONCE) else sheet(now),
        status=400 if form.errors else 200, title=in_language(_word(kind.name), language),
        called=in_language(kind.word, language), article=in_full(kind.article, language),
        ahead=said(wording.NEW, language)["erase_ahead"] if _ends_sign_in(form) else "",
        again=reverse(f"{place}_request_question"), **_promised(door, form, language, now),
    )  # fmt: skip


def _ends_sign_in(form: RequestForm) -> bool:
    """Return whether somebody signed in would lose their way in, once it was carried out."""
    return form.kind.name == ERASE and not form.is_public


def _promised(door: Door, form: RequestForm, language: Language, now: datetime) -> dict[str, str]:
    """Return what is said beside the form: by when, for what fee, on what proof."""
    words = said(wording.NEW, language)
    kind = form.kind
    clock = clock_named(kind.clock, tokyo_day(now))
    fee = fee_set() if kind.has_fee and kind.act in door.policy.fees else 0
    if kind.identity > BY_SESSION:
        identity = words["identity_document"]
    else:
        identity = words["identity_code" if form.is_public else "identity_session"]
    told = words["clock_hard" if clock.is_hard else "clock_soft"]
    return {
        "clock": told.format(days=clock.period.days), "identity": identity,
        "fee": words["fee_some"].format(yen=fee) if fee else words["fee_none"],
    }  # fmt: skip


def _word(kind: str) -> Word:
    want = next(want for want, kinds in KINDS.items() if kind in kinds)
    return PRECISELY[kind][0] if kind in PRECISELY else WANTS[want][0]


def _followed(door: Door, ref: str, *, account: str = "", code_hash: str = "") -> None:
    """Keep who follows a request that was made for another, or without an account."""
    if not account and not code_hash:
        return
    now = door.clock()

    def unit(_: object) -> None:
        row = Request.objects.get(ref=ref)
        Followed.objects.get_or_create(
            request=row, defaults={"account": account, "code_hash": code_hash, "made_at": now}
        )

    door.writer.run(unit)


def _by_session(request: HttpRequest, ref: str, form: RequestForm) -> None:
    """Let being signed in show who asks, where that is strong enough and nothing else is open."""
    if form.is_for_another or form.kind.identity > BY_SESSION:
        return
    with looking():
        state = Request.objects.values_list("state", flat=True).get(ref=ref)
    if state == RequestState.IDENTITY:
        said_by = Vouched(way="session", reference=f"session:{sign_in_name(request)}")
        vouch(door_of(request), asker_of(request), ref, said_by)
