"""The ledger's first page: how it stands, what is looked for, and a bounded stretch of entries."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.ledger.export import LARGEST, MOST_RECEIPTS, RangeForm
from mamoru.console.ledger.saying import told
from mamoru.console.ledger.values import ACTS
from mamoru.console.ledger.words import KINDS, LIST, OUTCOMES
from mamoru.console.officers import WORKERS, every_name
from mamoru.console.worded import Worded, choices, said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.gate.trail import trail
from mamoru.law.calendar import TOKYO
from mamoru.law.citing import clause
from mamoru.ledger import queries
from mamoru.ledger.search import Stretch, index_at, search
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.trace import Recorded
from mamoru.ledger.tree.errors import CheckpointMissingError
from mamoru.ledger.verified import Standing, standing
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

SIZE = 50
EARLIER = 10
"""Checkpoints that are shown besides the last."""
_WORD = r"^[A-Za-z0-9_-][A-Za-z0-9_.()\[\]:-]{0,63}\Z"
_PSEUDONYM = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LOOKED_FOR = ("act", "outcome", "purpose", "clause", "party", "caller")


class Finding(Worded):
    """What is looked for; everything is an id or a word of the policy, nothing is of a person."""

    words: Mapping[str, Word] = LIST
    kind = forms.ChoiceField(required=False)
    act = forms.ChoiceField(required=False)
    outcome = forms.ChoiceField(required=False)
    purpose = forms.ChoiceField(required=False)
    clause = forms.RegexField(regex=_WORD, required=False, max_length=64)
    party = forms.RegexField(regex=_WORD, required=False, max_length=64)
    caller = forms.CharField(required=False, max_length=64)
    on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    number = forms.IntegerField(required=False, min_value=0, max_value=1 << 60)

    def clean_caller(self) -> str:
        """Return the caller, who is called by an id, or as our workers are on these pages."""
        named: str = self.cleaned_data["caller"]
        workers = {said(word, self.language) for word in WORKERS.values()}
        if named and named not in workers and not re.match(_WORD, named):
            raise forms.ValidationError(said(LIST["wrong"], self.language))
        return named


@for_officer(Scopes.LEDGER)
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Show how the ledger stands, and a stretch of it."""
    language, door = language_of(request), door_of(request)
    form = _form(request.GET or None, door.policy, language)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    names = every_name(language)
    with looking() as cursor:
        size = StoredLog(cursor).size()
        stretch = _stretch(cursor, given, names, size)
        try:
            stands: Standing | None = standing(cursor, settings.HOME / "ledger", vkey(request))
            earlier = queries.checkpoints_before(cursor, size, EARLIER)
        except CheckpointMissingError:
            stands, earlier = None, []
    more = {**request.GET.dict(), "number": str(stretch.rest - 1)} if stretch.rest else {}
    return page(
        request, "console/ledger/list.html", LIST, status=200 if not form.errors else 400,
        form=form, rows=_rows(stretch.found, door.policy, names, language), stands=stands,
        standing_told=_standing(stands, language), vkey=vkey(request), earlier=earlier,
        looked=said(LIST["looked"], language).format(
            looked=f"{stretch.looked:,}", found=len(stretch.found)
        ),
        more=f"?{urlencode(more)}" if more else "", is_start=not request.GET.get("number"),
        export=RangeForm(language=language), export_why=said(LIST["export_why"], language).format(
            most=f"{LARGEST:,}", receipts=MOST_RECEIPTS
        ),
    )  # fmt: skip


@for_officer(Scopes.LEDGER)
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Show the entries about one person; their random name stands in no address."""
    language, policy = language_of(request), door_of(request).policy
    pseudonym = request.POST.get("pseudonym", "").strip().lower()
    before = request.POST.get("before", "")
    is_fit = _PSEUDONYM.fullmatch(pseudonym) is not None
    entries: tuple[Recorded, ...] = ()
    if is_fit:
        at = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
        entries = trail(pseudonym, before=at, size=SIZE)
    return page(
        request, "console/ledger/person.html", LIST, status=200 if is_fit else 400,
        rows=_rows(entries, policy, every_name(language), language), pseudonym=pseudonym,
        is_fit=is_fit,
        before=entries[-1].ticket if len(entries) == SIZE else None,
    )  # fmt: skip


def vkey(request: HttpRequest) -> str:
    """Return the key with which this installation's checkpoints are verified."""
    return door_of(request).sequencer.vkey


def _stretch(cursor: Any, given: Mapping[str, Any], names: Mapping[str, str], size: int) -> Stretch:  # noqa: ANN401 - a cursor
    handles = {name: handle for handle, name in names.items()}
    wanted = {name: given[name] for name in _LOOKED_FOR if given.get(name)}
    if "caller" in wanted:
        wanted["caller"] = handles.get(wanted["caller"], wanted["caller"])
    before = size
    if given.get("number") is not None:
        before = min(before, given["number"] + 1)
    if given.get("on"):
        end = datetime.combine(given["on"] + timedelta(days=1), time.min, TOKYO)
        before = min(before, index_at(cursor, end))
    return search(cursor, wanted, kind=given.get("kind") or "", before=before, size=SIZE)


def _form(sent: Any, policy: Policy, language: Language) -> Finding:  # noqa: ANN401 - Django's
    form = Finding(sent, language=language, auto_id="find_%s")
    every = [("", said(LIST["any"], language))]
    form.choose("kind", every + choices(KINDS, language))
    form.choose("act", every + choices(ACTS, language))
    form.choose("outcome", every + choices(OUTCOMES, language))
    known = policy.purposes.values()
    purposes = [
        (one.cite, f"{clause(one.cite, language)} {said(one.word, language)}") for one in known
    ]
    form.choose("purpose", every + purposes)
    return form


def _rows(
    entries: tuple[Recorded, ...], policy: Policy, names: Mapping[str, str], language: Language
) -> list[Any]:
    return [told(one, policy, names, language) for one in entries]


def _standing(stands: Standing | None, language: Language) -> str:
    if stands is None or stands.whole is None:
        return said(LIST["never"], language)
    size = stands.whole.size
    return said(LIST["whole_at"], language).format(
        size=f"{size:,}", more=f"{max(0, stands.checkpoint.size - size):,}"
    )
