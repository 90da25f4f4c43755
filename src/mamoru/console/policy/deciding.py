"""A version on its way: approved by a second officer, published, withdrawn."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.collection.forms.register import unusable_from
from mamoru.console.officers import names_of
from mamoru.console.policy.sources import VERSIONS, source
from mamoru.console.policy.words import DRAFT, STATES
from mamoru.console.worded import Worded, said
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import is_reference
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.gate.shelf import read
from mamoru.notices.approve import approve, asks_for_approval, publish_approved, standing
from mamoru.notices.listing import State, revisions
from mamoru.notices.withdraw import withdraw
from mamoru.notices.wording import written
from mamoru.policy.moment import tokyo_day
from mamoru.policy.words import Word


class Publishing(Worded):
    """That somebody looked, and where a change was found to be minor."""

    words: Mapping[str, Word] = DRAFT
    minor = forms.CharField(required=False, max_length=200)
    sure = forms.BooleanField()

    def clean_minor(self) -> str:
        """Return where the assessment is kept, which is a number and never a sentence."""
        said_so: str = self.cleaned_data["minor"]
        if said_so and not is_reference(said_so):
            raise forms.ValidationError(said(DRAFT["reference"], self.language))
        return said_so


@for_officer(Scopes.POLICY_READ)
@require_safe
def version(request: HttpRequest, name: str) -> HttpResponse:
    """Show a version, and what can be done about it."""
    return _shown(request, name, Publishing(language=language_of(request)))


@for_officer(Scopes.POLICY_READ)
@require_safe
def file(_: HttpRequest, name: str) -> HttpResponse:
    """Give the file of a version, byte for byte."""
    return HttpResponse(
        source(VERSIONS, name).text, content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="policy-{name}.yaml"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


@for_officer(Scopes.POLICY_REVISE)
@require_POST
def approval(request: HttpRequest, name: str) -> HttpResponse:
    """Approve a draft as it was shown."""
    approve(door_of(request), asker_of(request), name, request.POST.get("text_hash", ""))
    messages.success(request, said(DRAFT["approved_now"], language_of(request)))
    return HttpResponseRedirect(reverse("console_policy_version", args=[name]))


@for_officer(Scopes.POLICY_REVISE, again=True)
@require_POST
def publication(request: HttpRequest, name: str) -> HttpResponse:
    """Publish a draft."""
    language = language_of(request)
    form = Publishing(request.POST, language=language)
    if not form.is_valid():
        return _shown(request, name, form, status=400)
    try:
        done = publish_approved(
            door_of(request), asker_of(request), name, minor=form.cleaned_data["minor"] or None
        )
    except MamoruError as error:
        form.add_error(None, error.message(language))
        return _shown(request, name, form, status=status_of(error))
    told = said(DRAFT["published"], language).format(
        version=done.version, day=written(tokyo_day(done.in_force_from), language)
    )
    by_mail = said(DRAFT["by_mail"], language) if done.is_announced_by_mail else ""
    messages.success(request, " ".join(filter(None, (told, by_mail))))
    for form_id, unknown in unusable_from(door_of(request), done.in_force_from).items():
        warning = said(DRAFT["unusable"], language)
        messages.warning(request, warning.format(form=form_id, unknown=", ".join(unknown)))
    return HttpResponseRedirect(reverse("console_policy_version", args=[name]))


@for_officer(Scopes.POLICY_REVISE)
@require_POST
def withdrawal(request: HttpRequest, name: str) -> HttpResponse:
    """Withdraw a draft, or a version that is not in force yet."""
    withdraw(door_of(request), asker_of(request), name)
    told = said(DRAFT["withdrawn"], language_of(request)).format(version=name)
    messages.success(request, told)
    return HttpResponseRedirect(reverse("console_policy"))


def _shown(request: HttpRequest, name: str, form: Publishing, status: int = 200) -> HttpResponse:
    language, account = language_of(request), account_of(request)
    shown = source(VERSIONS, name)
    policy = read(shown.text)
    with looking():
        found = [one for one in revisions(now_of(request)) if one.version == name]
    row = next((one for one in found if one.text_hash == policy.text_hash), found[-1])
    about = standing(name) if row.state is State.DRAFT else None
    return page(
        request, "console/policy/version.html", DRAFT, status=status, source=shown, row=row,
        heading=said(DRAFT["title"], language).format(version=name),
        state=said(STATES[row.state], language), about=about, form=form,
        effective=written(date.fromisoformat(policy.effective_from), language),
        names=names_of([about.laid_down_by, about.approved_by] if about else [], language),
        may_revise=Scopes.POLICY_REVISE in account.scopes,
        is_own=about is not None and about.laid_down_by == account.handle,
        needs_approval=asks_for_approval(door_of(request).policy),
        can_be_withdrawn=row.state in (State.DRAFT, State.ANNOUNCED),
    )  # fmt: skip
