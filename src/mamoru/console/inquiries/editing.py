"""Templates of answers, changed in both languages: a new version holds from then on."""

from collections.abc import Mapping

import msgspec
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mamoru.console.inquiries.replying import template_word
from mamoru.console.inquiries.template_words import FILLS, TEMPLATE
from mamoru.console.worded import Worded, said
from mamoru.desk.templates import FILLED, NewTemplate, change, templates
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.policy.words import Word


class Editing(Worded):
    """A template in both languages."""

    words: Mapping[str, Word] = TEMPLATE
    subject_ja = forms.CharField(max_length=200)
    body_ja = forms.CharField(max_length=20_000, widget=forms.Textarea({"rows": 12}), strip=False)
    subject_en = forms.CharField(max_length=200)
    body_en = forms.CharField(max_length=20_000, widget=forms.Textarea({"rows": 12}), strip=False)


@for_officer(Scopes.INQUIRIES_HANDLE)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the templates."""
    language = language_of(request)
    with looking():
        found = [(one, template_word(one.name, language)) for one in templates()]
    return page(request, "console/inquiries/templates.html", TEMPLATE, found=found)


@for_officer(Scopes.INQUIRIES_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, name: str) -> HttpResponse:
    """Show a template, and let it say something else from now on."""
    language = language_of(request)
    with looking():
        held = next((one for one in templates() if one.name == name), None)
    if held is None:
        raise Http404
    is_sent = request.method == "POST"
    form = Editing(
        request.POST if is_sent else None, language=language, initial=msgspec.structs.asdict(held)
    )
    status = 400 if is_sent else 200
    if is_sent and form.is_valid():
        given = {key: text.replace("\r\n", "\n") for key, text in form.cleaned_data.items()}
        try:
            change(door_of(request), account_of(request).handle, name, NewTemplate(**given))
        except MamoruError as error:
            form.add_error(None, error.message(language))
            status = status_of(error)
        else:
            messages.success(request, said(TEMPLATE["changed"], language))
            return HttpResponseRedirect(reverse("console_inquiry_templates"))
    return page(
        request, "console/inquiries/template.html", TEMPLATE, status=status, form=form, held=held,
        heading=template_word(name, language),
        names=[(f"${{{one}}}", said(FILLS[one], language)) for one in FILLED],
    )  # fmt: skip
