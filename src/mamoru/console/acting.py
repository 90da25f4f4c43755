"""Acts with a form of their own: shown, sent, and said beside the form where they cannot be done.

An `Act` declares what is asked and what is done; `acting` makes the guarded page of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from mamoru.console.worded import Worded, said
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.law.citing import clause
from mamoru.policy.explain import explain
from mamoru.policy.words import Word

_WORDS: dict[str, Word] = {
    "back": Word("戻る", "Go back"),
    "about": Word("対象", "About"),
    "none_there": Word(
        "選べる「{field}」がないため、いまはできません。",
        "There is nothing to choose for “{field}”, so this cannot be done now.",
    ),
    "unfit": Word(
        "入力した値のうち、形の合わないものがあります: {where}",
        "A value that you entered has not the form that is needed: {where}",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who does an act now, about what."""

    request: HttpRequest
    door: Door
    asker: Asker
    language: Language
    ref: str
    given: Mapping[str, Any] = field(default_factory=dict)  # of the form's fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: what it is called, what it asks, what it does, and where it leads."""

    name: str
    title: Word
    lead: Word
    done: Word
    scope: str
    form: type[Worded]
    do: Callable[[Asking], str]
    """Does it, and returns the address to go on at."""
    back: Callable[[str], str]
    """Returns where it is left to."""
    prepare: Callable[[Worded, Asking], None] = lambda _form, _asking: None
    about: Callable[[str], str] = lambda _: ""
    """Returns what the page calls the one it is done to."""
    is_danger: bool = False
    again: bool = False


def acting(act: Act) -> Callable[..., HttpResponseBase]:
    """Return the page of an act."""

    @for_officer(act.scope, again=act.again)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, ref: str = "") -> HttpResponse:
        language = language_of(request)
        asking = Asking(
            request=request, door=door_of(request), asker=asker_of(request), language=language,
            ref=ref,
        )  # fmt: skip
        is_sent = request.method == "POST"
        form = act.form(
            request.POST if is_sent else None, request.FILES if is_sent else None,
            language=language,
        )  # fmt: skip
        act.prepare(form, asking)
        status = 200
        why: tuple[str, ...] = ()
        if is_sent:
            if form.is_valid():
                try:
                    return _done(act, asking, form)
                except MamoruError as error:
                    form.add_error(None, error.message(language))
                    status, why = status_of(error), reasons(request, error)
                except msgspec.ValidationError as error:
                    where = str(error).rpartition("at `$.")[2].rstrip("`") or "–"
                    form.add_error(None, said(_WORDS["unfit"], language).format(where=where))
                    status = 400
            else:
                status = 400
        return page(
            request, "console/act.html", {**_WORDS, "title": act.title, "lead": act.lead},
            status=status, form=form, why=why, back=act.back(ref), is_danger=act.is_danger,
            about=act.about(ref), none_there=_none_there(form, language),
        )  # fmt: skip

    return view


def _none_there(form: Worded, language: Language) -> str:
    """Say which field has to be chosen of nothing; empty where there is none."""
    for one in form.fields.values():
        offered: Any = getattr(one, "choices", None)
        if one.required and offered is not None and not list(offered):
            return said(_WORDS["none_there"], language).format(field=one.label)
    return ""


def _done(act: Act, asking: Asking, form: Worded) -> HttpResponse:
    there = act.do(
        Asking(
            request=asking.request, door=asking.door, asker=asking.asker,
            language=asking.language, ref=asking.ref, given=form.cleaned_data,
        )
    )  # fmt: skip
    messages.success(asking.request, said(act.done, asking.language))
    return HttpResponseRedirect(there)


def reasons(request: HttpRequest, error: MamoruError) -> tuple[str, ...]:
    """Return in words why policy or law says no; nothing where it is not they that do."""
    if not isinstance(error, HandlingRefusedError):
        return ()
    door, now = door_of(request), now_of(request)
    language = language_of(request)
    told = explain(door.shelf.book(now), error.decision, language)
    return tuple(
        f"{clause(one.cite, language)}: {one.text}"
        for one in (*told.clauses, *told.needs, *told.near)
    )


def filled(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return what was filled in of some fields."""
    return {name: given[name] for name in names if given.get(name) not in ("", None, [])}


def may(request: HttpRequest, scope: str) -> bool:
    """Tell whether whoever is signed in may do something."""
    return scope in account_of(request).scopes
