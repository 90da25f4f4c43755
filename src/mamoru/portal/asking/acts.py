"""What is done with a request from its page, each by one form."""

from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mamoru.errors import MamoruError
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.here import door_of
from mamoru.faces.language import language_of
from mamoru.faces.signed_in import is_lately, sign_in_name
from mamoru.notices.places import in_language
from mamoru.portal.asking.form import CodeForm
from mamoru.portal.asking.models import Followed
from mamoru.portal.asking.progress import ONE
from mamoru.portal.asking.show import can_keep, shown
from mamoru.portal.asking.viewer import Viewer, following, hashed, signed_in
from mamoru.portal.floods import code_of
from mamoru.portal.public import VISITOR
from mamoru.portal.upload import IMAGES, PAPERS, FileRefusedError, uploaded
from mamoru.rights.answer.offer import answer_files, hand_over, offer
from mamoru.rights.requests import codes, matching, scope
from mamoru.rights.requests.adding import add_paper
from mamoru.rights.requests.errors import (
    CodeLockedError,
    CodeWrongError,
    IdentityWeakError,
    RequestStateError,
)
from mamoru.rights.requests.identify import DocumentSent, Vouched, keep_document, vouch
from mamoru.rights.requests.state import RequestState
from mamoru.screening.proofs import Document

Act = Callable[[HttpRequest, Viewer], HttpResponse]


@for_person
@require_POST
def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """Do something with a request of whoever is signed in."""
    return _done(request, signed_in(request, ref), act)


@for_everybody
@require_POST
def public_act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """Do something with a request that is followed by its code."""
    return _done(request, following(request, ref), act)


def _done(request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse:
    doing = _ACTS.get(name)
    if doing is None or not (viewer.is_maker or name == "withdraw"):
        raise Http404
    try:
        return doing(request, viewer)
    except FileRefusedError as error:
        return _wrong(request, viewer, str(error))
    except MamoruError as error:
        # before it is known who asks, an error could tell whether anybody is held
        if not viewer.is_told:
            return _wrong(request, viewer, "code_wrong" if name == "try" else "code_sent")
        return shown(
            request, viewer, status=409, error=error.message(language_of(request))
        )  # fmt: skip


def _wrong(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    return shown(request, viewer, status=400, error=in_language(ONE[key], language_of(request)))


def _told(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    messages.success(request, in_language(ONE[key], language_of(request)))
    return HttpResponseRedirect(viewer.at())


def _send_code(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Send a number; it looks the same where there is nobody to send it to."""
    with suppress(IdentityWeakError, RequestStateError, CodeLockedError):
        codes.send_code(door_of(request), VISITOR, viewer.row.ref, is_blind=not viewer.is_told)
    return _told(request, viewer, "code_sent")


def _try_code(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _wrong(request, viewer, "code_wrong")
    try:
        codes.try_code(
            door_of(request), VISITOR, viewer.row.ref, form.cleaned_data["code"].strip(),
            is_blind=not viewer.is_told,
        )  # fmt: skip
    except (CodeWrongError, CodeLockedError, RequestStateError):
        return _wrong(request, viewer, "code_wrong")
    return _told(request, viewer, "identified")


def _session(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Let being signed in show who asks: only for one's own request, made without signing in."""
    if viewer.is_public or viewer.is_agent:
        raise Http404
    said = Vouched(way="session", reference=f"session:{sign_in_name(request)}")
    vouch(door_of(request), VISITOR, viewer.row.ref, said)
    return _told(request, viewer, "identified")


def _document(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    named = request.POST.get("document", "")
    if named not in set(Document):
        raise Http404
    sent = DocumentSent(document=Document(named), image=uploaded(request, IMAGES))
    keep_document(door_of(request), VISITOR, viewer.row.ref, sent)
    return _told(request, viewer, "document_came")


def _paper(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    add_paper(door_of(request), VISITOR, viewer.row.ref, uploaded(request, PAPERS))
    return _told(request, viewer, "paper_came")


def _scope(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    wanted = request.POST.getlist("parts") if request.POST.get("scope") == "some" else []
    scope.agree(door_of(request), VISITOR, viewer.row.ref, wanted or None)
    return _told(request, viewer, "agreed")


def _withdraw(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    matching.abandon(door_of(request), VISITOR, viewer.row.ref, f"page:{token_hex(8)}")
    return _told(request, viewer, "withdrawn")


def _answer(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Give the files of an answer; the first time counts as having answered."""
    if not viewer.is_known:
        raise Http404
    door, row = door_of(request), viewer.row
    content = answer_files(door, VISITOR, row.ref)
    if row.state == RequestState.READY:
        hand_over(door, VISITOR, row.ref, f"page:{token_hex(8)}", "electronic")
    named = f'attachment; filename="{row.ref}.zip"'
    return HttpResponse(
        content, content_type="application/zip",
        headers={"Content-Disposition": named, "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


def _link(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if not viewer.is_known:
        raise Http404
    made = offer(door_of(request), VISITOR, viewer.row.ref)
    return shown(
        request, viewer, link=f"/api/v1/answers/{made.token}", passphrase=made.passphrase,
        link_until=made.expires_at,
    )  # fmt: skip


def _keep(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Give whoever asks for their erasure a code to follow it by once they cannot sign in.

    It lets its holder do what the code of the public form does, long after this session, and so
    needs somebody who proved a moment ago who they are. A new one takes the place of the last.
    """
    if not can_keep(viewer) or not is_lately(request):
        raise Http404
    code, door = code_of(token_hex(32)), door_of(request)
    kept = {"code_hash": hashed(code), "account": "", "made_at": door.clock()}
    door.writer.run(
        lambda _: Followed.objects.update_or_create(request_id=viewer.row.pk, defaults=kept)
    )
    return shown(request, viewer, follow_code=code)


_ACTS: dict[str, Act] = {
    "code": _send_code, "try": _try_code, "session": _session, "document": _document,
    "paper": _paper, "scope": _scope, "withdraw": _withdraw, "answer": _answer, "link": _link,
    "keep": _keep,
}  # fmt: skip
