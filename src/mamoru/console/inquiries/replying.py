"""The answer to an inquiry: written into a template, looked at as a whole, and then sent."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mamoru.console.inquiries.thread_words import ONE
from mamoru.console.inquiries.words import CHANNELS
from mamoru.console.worded import Worded, choices, said
from mamoru.desk.answer import Answering, answer
from mamoru.desk.models import Inquiry
from mamoru.desk.templates import ACKNOWLEDGEMENT, ANSWER, ASKING, filled, templates
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.policy.words import Word

_LANGUAGES = {"ja": Word("日本語", "Japanese"), "en": Word("英語", "English")}
_HOW = {name: CHANNELS[name] for name in ("mail", "phone", "post", "counter")}
TEMPLATES: dict[str, Word] = {
    ACKNOWLEDGEMENT: Word("受付の自動返信", "Acknowledgement"),
    ANSWER: Word("回答", "Answer"),
    ASKING: Word("確認の質問", "Question back"),
}


class Preview(NamedTuple):
    """What would be sent, or put on record."""

    is_mail: bool
    subject: str
    body: str
    language: str


class Replying(Worded):
    """What is answered, and how."""

    words: Mapping[str, Word] = ONE
    text = forms.CharField(
        required=False, max_length=50_000, widget=forms.Textarea({"rows": 10}), strip=False
    )
    how = forms.ChoiceField()
    template = forms.ChoiceField()
    tongue = forms.ChoiceField()
    is_question = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Return what was said; something has to be."""
        given: dict[str, Any] = super().clean() or {}
        if not str(given.get("text", "")).strip():
            self.add_error("text", said(ONE["needs_text"], self.language))
        return given


def reply_form(request: HttpRequest, row: Inquiry, sent: Any = None) -> Replying:  # noqa: ANN401 - Django's
    """Return the form of an answer."""
    language = language_of(request)
    form = Replying(
        sent, language=language, prefix="reply",
        initial={"tongue": row.language, "how": "mail", "template": ANSWER},
    )  # fmt: skip
    with looking():
        known = [one.name for one in templates() if one.name != ACKNOWLEDGEMENT]
    form.choose("how", choices(_HOW, language))
    form.choose("tongue", choices(_LANGUAGES, language))
    form.choose("template", [(name, template_word(name, language)) for name in known])
    return form


def template_word(name: str, language: Any) -> str:  # noqa: ANN401 - a language
    """Return what a template is called; one that an officer added has its own name."""
    return said(TEMPLATES[name], language) if name in TEMPLATES else name


@for_officer(Scopes.INQUIRIES_HANDLE)
@require_POST
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the whole of an answer first, and send it once it was looked at."""
    from mamoru.console.inquiries.one import row_of, shown  # it shows the form

    row, language = row_of(ref), language_of(request)
    form = reply_form(request, row, request.POST)
    if not form.is_valid():
        return shown(request, row, reply=form, status=400)
    told, given, door = answering(form), form.cleaned_data, door_of(request)
    do = request.POST.get("do", "")
    if do == "edit":
        return shown(request, row, reply=form)
    try:
        if do == "send":
            answer(door, asker_of(request), ref, told)
            messages.success(request, said(ONE["sent_now"], language))
            return HttpResponseRedirect(reverse("console_inquiry", args=[ref]))
        with looking():
            text = filled(door, given["template"], row, told.text)
    except MamoruError as error:
        form.add_error(None, error.message(language))
        return shown(request, row, reply=form, status=status_of(error))
    is_mail, to = told.how == "mail", given["tongue"]
    preview = Preview(
        is_mail, said(text.subject, to), said(text.body, to) if is_mail else told.text, to
    )
    return shown(request, row, reply=form, preview=preview)


def answering(form: Replying) -> Answering:
    """Return what a valid form says."""
    given = form.cleaned_data
    is_mail = given["how"] == "mail"
    return Answering(
        text=given["text"].replace("\r\n", "\n"), how=given["how"], language=given["tongue"],
        template=given["template"] if is_mail else None, is_question=given["is_question"],
    )  # fmt: skip
