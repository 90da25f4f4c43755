"""Taking down a request that came by telephone, by post or at the counter."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from mamoru.console.requests import words
from mamoru.console.requests.queue import KINDS
from mamoru.console.requests.received_words import NEW
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.scopes import Scopes
from mamoru.law.requests import request_rules
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.rights.requests.receive import NewRequest, receive

_LANGUAGES = {"ja": Word("日本語", "Japanese"), "en": Word("英語", "English")}


@for_officer(Scopes.REQUESTS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a request down."""
    language, door = language_of(request), door_of(request)
    sent = request.POST if request.method == "POST" else None
    form = _form(language, door.shelf.policy(now_of(request)), sent)
    status = 200 if sent is None else 400
    if form.is_valid():
        try:
            found = receive(door, asker_of(request), _wanted(form.cleaned_data))
        except MamoruError as error:
            form.add_error(None, error.message(language))
            status = status_of(error)
        else:
            messages.success(request, _in(NEW["done"], language))
            return HttpResponseRedirect(f"/console/requests/{found.request}")
    return page(request, "console/requests/new.html", NEW, form=form, status=status)


def _form(language: Language, policy: Policy, sent: Any) -> forms.Form:  # noqa: ANN401 - Django's
    """Return the form in one language."""
    made = forms.Form(sent)
    claims = request_rules().claims
    categories = {name: one.word for name, one in policy.categories.items()}
    made.fields = {
        "kind": _choice("kind", dict(KINDS), language),
        "claim": _choice("claim", claims, language, is_needed=False),
        "channel": _choice("channel", words.CHANNELS, language, first="phone"),
        "by": _choice("by", words.BY, language),
        "email": _line("email", language, forms.EmailField),
        "person": _line("person", language, forms.SlugField),
        "is_everything": forms.BooleanField(label=_in(NEW["everything"], language), required=False),
        "items": forms.MultipleChoiceField(
            label=_in(NEW["items"], language), choices=_choices(categories, language),
            required=False, widget=forms.CheckboxSelectMultiple,
        ),
        "changed": _choice("changed", _items(policy), language, is_needed=False),
        "value": _line("value", language, forms.CharField),
        "text": forms.CharField(
            label=_in(NEW["text"], language), help_text=_in(NEW["text_help"], language),
            required=False, max_length=20_000, widget=forms.Textarea({"rows": 5}),
        ),
        "name": _line("name", language, forms.CharField),
        "address": _line("address", language, forms.CharField),
        "phone": _line("phone", language, forms.CharField),
        "method": _choice("method", words.METHODS, language),
        "language": _choice("language", _LANGUAGES, language, first=language),
        "said_on": forms.DateField(
            label=_in(NEW["said_on"], language), help_text=_in(NEW["said_on_help"], language),
            required=False, widget=forms.DateInput({"type": "date"}),
        ),
    }  # fmt: skip
    return made


def _choice(
    name: str, told: Mapping[str, Word], language: Language, *, is_needed: bool = True,
    first: str | None = None,
) -> forms.Field:  # fmt: skip
    choices = _choices(told, language)
    help_text = _in(NEW[f"{name}_help"], language) if f"{name}_help" in NEW else ""
    return forms.ChoiceField(
        label=_in(NEW[name], language), required=is_needed, initial=first, help_text=help_text,
        choices=choices if is_needed else [("", "–"), *choices],
    )  # fmt: skip


def _items(policy: Policy) -> dict[str, Word]:
    return {name: word for one in policy.categories.values() for name, word in one.items.items()}


def _line(name: str, language: Language, kind: type[forms.CharField]) -> forms.Field:
    help_text = _in(NEW[f"{name}_help"], language) if f"{name}_help" in NEW else ""
    return kind(
        label=_in(NEW[name], language), required=False, max_length=1_000, help_text=help_text,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


def _choices(told: Mapping[str, Word], language: Language) -> list[tuple[str, str]]:
    return [(name, _in(word, language)) for name, word in told.items()]


def _wanted(said: Mapping[str, Any]) -> NewRequest:
    contact = {name: said[name] for name in ("name", "address", "phone") if said[name]}
    return NewRequest(
        kind=said["kind"], claim=said["claim"], person=said["person"] or None,
        identifiers={"email": said["email"]} if said["email"] else {}, by=said["by"],
        channel=said["channel"], language=said["language"], method=said["method"],
        is_everything=said["is_everything"],
        items=() if said["is_everything"] else tuple(said["items"]),
        values={said["changed"]: said["value"]} if said["changed"] and said["value"] else {},
        text=said["text"], contact=contact, said_on=said["said_on"],
    )  # fmt: skip


def _in(word: Word, language: Language) -> str:
    return word.ja if language == "ja" else word.en
