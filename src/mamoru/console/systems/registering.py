"""Registering a system, and changing its map: drafted, checked, and kept by who shows who they are.

A map is read by the strict loader and shown as text. The address comes back only within the form
that it was typed in; once it is registered it is sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mamoru.console.acting import reasons
from mamoru.console.items import purposes_of
from mamoru.console.systems.registering_words import MAPPED, NEW
from mamoru.console.systems.remarks import remarks
from mamoru.console.worded import Worded, said
from mamoru.console.written import Checked, found_wrong, typed
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page, part
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import Wish
from mamoru.gate.scopes import Scopes
from mamoru.gate.systems import checking, registering
from mamoru.gate.systems.checking import MapChecked
from mamoru.gate.systems.registering import MAP_BYTES, NewMap, NewSystem
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.words import Word

TOLD = "console/systems/checked.html"


class MapForm(Worded):
    """Takes a map as a file; what is written stands beside it, in the editor."""

    words = MAPPED
    file = forms.FileField(required=False)


class SystemForm(MapForm):
    """Takes the address as well."""

    words = NEW
    url = forms.CharField(
        required=False, max_length=2000, strip=True,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    purpose = forms.ChoiceField(required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form as it was sent, and what came of it."""

    request: HttpRequest
    form: MapForm
    text: bytes = b""
    do: str = ""
    name: str = ""
    """Of a system that is registered already."""
    checked: Checked | None = None
    counted: str = ""
    result: MapChecked | None = None
    problem: str = ""
    why: tuple[str, ...] = ()
    """Why policy or law says no, in words."""
    status: int = 200

    @property
    def language(self) -> Language:
        """The officer's language."""
        return language_of(self.request)

    @property
    def url(self) -> str:
        """The address that was typed."""
        return cast("str", self.form.cleaned_data.get("url", ""))

    def wrong(self, word: Word) -> "Sent":
        """Return it with what is missing."""
        return replace(self, problem=said(word, self.language), status=400)


@for_officer(Scopes.SYSTEMS_MANAGE, again=True, uploads=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a system: draft a map of it, check it, keep it with its address sealed."""
    if request.method != "POST":
        return _shown(Sent(request=request, form=_offering(SystemForm, request)))
    acts = {"draft": _draft, "samples": _draft_with_samples, "save": _register}
    return _answered(_sent(request, SystemForm), acts)


@for_officer(Scopes.SYSTEMS_MANAGE, again=True, uploads=True)
@require_http_methods(["GET", "HEAD", "POST"])
def mapped(request: HttpRequest, name: str) -> HttpResponse:
    """Change the map of a system; a map may say that the system is written, so it is asked who."""
    if request.method != "POST":
        form, text = _offering(MapForm, request), registering.map_text(name)
        return _shown(Sent(request=request, form=form, text=text, name=name))
    registering.system_shown(name)
    return _answered(replace(_sent(request, MapForm), name=name), {"save": _change})


@for_officer(Scopes.SYSTEMS_MANAGE)
@require_POST
def written(request: HttpRequest) -> HttpResponse:
    """Say what is wrong with a map that is being written, as a piece of the page."""
    sent = _read(
        Sent(request=request, form=MapForm(language=language_of(request)), text=typed(request))
    )
    return part(request, TOLD, NEW, **_told(sent))


def _offering(kind: type[MapForm], request: HttpRequest, *sent: Any) -> MapForm:  # noqa: ANN401 - Django's
    """Return a form with the purposes of the policy in force, where it asks for one."""
    language = language_of(request)
    form = kind(*sent, language=language)
    if "purpose" in form.fields:
        none = ("", said(NEW["choose"], language))
        form.choose("purpose", [none, *purposes_of(door_of(request).policy, language)])
    return form


def _sent(request: HttpRequest, kind: type[MapForm]) -> Sent:
    form = _offering(kind, request, request.POST, request.FILES)
    sent = Sent(request=request, form=form, text=typed(request), do=request.POST.get("do", ""))
    if not form.is_valid():
        return replace(sent, status=400)
    upload: Any = form.cleaned_data["file"]
    if upload is None:
        return sent
    if upload.size > MAP_BYTES:
        return sent.wrong(NEW["too_large"])
    return replace(sent, text=upload.read().removeprefix(b"\xef\xbb\xbf"))


def _answered(sent: Sent, acts: Mapping[str, Any]) -> HttpResponse:
    """Return the page after a form was sent: what was typed, and why it was not done."""
    if sent.status != 200:
        return _shown(sent)
    try:
        done = acts.get(sent.do, _check)(sent)
    except PolicyFileError as error:
        wrong = found_wrong(sent.text, error, sent.language)
        done = replace(sent, checked=wrong, status=status_of(error))
    except MamoruError as error:
        problem = error.message(sent.language)
        why = reasons(sent.request, error)
        done = replace(_read(sent), problem=problem, why=why, status=status_of(error))
    return done if isinstance(done, HttpResponse) else _shown(done)


def _draft(sent: Sent) -> Sent:
    if not sent.url:
        return sent.wrong(NEW["url_needed"])
    return _drafted(sent, checking.draft(sent.url, door_of(sent.request).policy, sent.language))


def _draft_with_samples(sent: Sent) -> Sent:
    """Draft by a few values as well: a use of people's information, decided and on record."""
    purpose = cast("str", sent.form.cleaned_data.get("purpose", ""))
    if not sent.url:
        return sent.wrong(NEW["url_needed"])
    if not purpose:
        return sent.wrong(NEW["purpose_needed"])
    door, asker = door_of(sent.request), asker_of(sent.request)
    wish = Wish(act="use", purpose=purpose)
    text = checking.draft_with_samples(door, asker, wish, sent.url, sent.language)
    return _drafted(sent, text)


def _drafted(sent: Sent, text: str) -> Sent:
    messages.info(sent.request, said(NEW["drafted"], sent.language))
    return _read(replace(sent, text=text.encode()))


def _check(sent: Sent) -> Sent:
    """Read the map, and hold it against the database where it is known how that is reached."""
    if missing := _missing(sent):
        return sent.wrong(missing)
    read = _read(sent)
    if read.checked is None or read.checked.wrong:
        return read
    door = door_of(sent.request)
    if sent.name:
        return replace(read, result=checking.check_new(door, sent.name, sent.text))
    if not sent.url:
        return read
    return replace(read, result=checking.check_at(door, sent.text, sent.url))


def _register(sent: Sent) -> Sent | HttpResponse:
    if missing := _missing(sent) or (None if sent.url else NEW["url_needed"]):
        return sent.wrong(missing)
    registering.loaded(door_of(sent.request), sent.text)
    new = NewSystem(url=sent.url, map=sent.text.decode())
    made = registering.register(door_of(sent.request), asker_of(sent.request), new)
    return _kept(sent, made.name, NEW["saved"])


def _change(sent: Sent) -> Sent | HttpResponse:
    if missing := _missing(sent):
        return sent.wrong(missing)
    registering.loaded(door_of(sent.request), sent.text)
    new = NewMap(map=sent.text.decode())
    registering.add_map(door_of(sent.request), asker_of(sent.request), sent.name, new)
    return _kept(sent, sent.name, MAPPED["saved"])


def _kept(sent: Sent, name: str, word: Word) -> HttpResponse:
    messages.success(sent.request, said(word, sent.language))
    return HttpResponseRedirect(reverse("console_system", args=[name]))


def _missing(sent: Sent) -> Word | None:
    if not sent.text.strip():
        return NEW["no_map"]
    return NEW["too_large"] if len(sent.text) > MAP_BYTES else None


def _read(sent: Sent) -> Sent:
    """Return it with what the strict loader says of the map."""
    if not sent.text.strip():
        return sent
    try:
        found = registering.loaded(door_of(sent.request), sent.text)
    except PolicyFileError as error:
        return replace(sent, checked=found_wrong(sent.text, error, sent.language))
    writes = said(NEW["writable" if found.is_writable else "read_only"], sent.language)
    counted = said(NEW["counted"], sent.language).format(
        system=found.system, tables=len(found.tables), writes=writes
    )
    return replace(sent, checked=Checked(), counted=counted)


def _shown(sent: Sent) -> HttpResponse:
    words = MAPPED if sent.name else NEW
    return page(
        sent.request, "console/systems/write.html", words, status=sent.status, form=sent.form,
        text=sent.text.decode(errors="replace"), problem=sent.problem, why=sent.why,
        name=sent.name, sampling=sent.do == "samples",
        back=reverse("console_system", args=[sent.name]) if sent.name
        else reverse("console_systems"), **_told(sent),
    )  # fmt: skip


def _told(sent: Sent) -> Mapping[str, object]:
    result = sent.result
    told = sent.checked.told(sent.counted, sent.language) if sent.checked else {}
    return {**told, "held": result, "remarks": remarks(result.remarks, sent.language)
            if result else []}  # fmt: skip
