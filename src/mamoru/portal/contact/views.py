"""The contact page: what somebody writes is kept as an inquiry, and gets a number."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from mamoru.desk.receive import InquiryReceived, NewFile, NewInquiry, receive
from mamoru.desk.state import Kind
from mamoru.errors import Language, MamoruError
from mamoru.faces.frame import page
from mamoru.faces.guard import for_everybody
from mamoru.faces.here import door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.models import Account
from mamoru.faces.network import network_of
from mamoru.notices.places import in_language
from mamoru.portal.contact.wording import CONTACT
from mamoru.portal.crowds import Room, later, room_for, told_when
from mamoru.portal.floods import AT_ONCE, QUICKEST, is_good, key_of, sheet
from mamoru.portal.public import VISITOR
from mamoru.portal.upload import PAPERS, FileRefusedError, uploaded

KINDS: tuple[Kind, ...] = ("question", "complaint", "other")


class ContactForm(forms.Form):
    """What somebody writes to the company."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=400)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    subject = forms.CharField(max_length=300, required=False)
    text = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    name = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    file = forms.FileField(
        required=False, widget=forms.FileInput(attrs={"accept": ",".join(PAPERS)})
    )
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self, data: QueryDict | None, files: Any, *, language: Language, now: datetime  # noqa: ANN401 - Django's files
    ) -> None:  # fmt: skip
        super().__init__(data, files, auto_id="contact-%s")
        self._language, self._now = language, now
        helps = {"subject": "optional", "name": "optional"}
        helps |= {name: f"{name}_help" for name in ("text", "email", "file")}
        for name, field in self.fields.items():
            field.label = self._say(name) if name in CONTACT else ""
            field.help_text = self._say(helps[name]) if name in helps else ""
        kind: Any = self.fields["kind"]
        kind.choices = [(one, self._say(f"kind_{one}")) for one in KINDS]
        kind.initial = KINDS[0]

    def _say(self, key: str) -> str:
        return in_language(CONTACT[key], self._language)

    def clean(self) -> dict[str, Any]:
        """Refuse what comes back too quickly, too late, or with what only programs fill in."""
        found = self.cleaned_data
        if found.get("website") or not is_good(found.get("sheet", ""), self._now, QUICKEST):
            self.add_error(None, self._say("robot"))
        return found


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what was written and show its number."""
    language, now = language_of(request), now_of(request)
    is_sent = request.method == "POST"
    form = ContactForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, language=language,
        now=now,
    )  # fmt: skip
    room = _room(request, form) if is_sent and form.is_valid() else None
    if room and room.again_at:
        form.add_error(None, later(CONTACT["crowded"], room.again_at, language))
    elif room:
        try:
            found = _received(request, form, room)
            is_complaint = form.cleaned_data["kind"] == "complaint"
            return page(
                request, "portal/contact_sent.html", CONTACT, found=found, is_complaint=is_complaint
            )
        except FileRefusedError as error:
            form.add_error("file", in_language(CONTACT[str(error)], language))
        except MamoruError as error:
            form.add_error(None, error.message(language))
    before = str(form.data.get("sheet", ""))
    return told_when(room, now, page(
        request, "portal/contact.html", CONTACT, form=form, status=400 if form.errors else 200,
        sheet=before if is_good(before, now, AT_ONCE) else sheet(now),
    ))  # fmt: skip


def _room(request: HttpRequest, form: ContactForm) -> Room:
    """Return whether there is room: always for whoever is signed in."""
    if isinstance(request.user, Account):
        return Room()
    key = key_of(form.cleaned_data["sheet"])
    return room_for(door_of(request), "inquiry", network_of(request.META), key)


def _received(request: HttpRequest, form: ContactForm, room: Room) -> InquiryReceived:
    """Keep what was written; the same sheet again is the same inquiry."""
    said = form.cleaned_data
    files = (
        (NewFile(content=uploaded(request, PAPERS), name=said["file"].name[:200]),)
        if said["file"]
        else ()
    )
    account: Any = request.user
    person = account.ref if isinstance(account, Account) else None
    new = NewInquiry(
        kind=said["kind"], subject=said["subject"], text=said["text"], name=said["name"],
        email=said["email"], language=language_of(request), person=person, files=files,
        key=key_of(said["sheet"]),
    )  # fmt: skip
    return receive(door_of(request), VISITOR, new, is_crowded=room.is_crowded)
