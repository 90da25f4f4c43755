"""The text and its rules side by side, one clause at a time, in both languages."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console.policy.rules import Reading, Told, readings_of, rules_of
from mamoru.console.policy.sources import source
from mamoru.console.policy.words import TEXT
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.language import language_of
from mamoru.gate.scopes import Scopes
from mamoru.gate.shelf import read
from mamoru.notices.places import anchor, is_within
from mamoru.policy.model import Policy, Said
from mamoru.policy.texts import in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A place in both languages, with what follows from it."""

    cite: str
    anchor: str
    ja: str
    en: str
    rules: tuple[Told, ...]
    readings: tuple[Reading, ...]


def tops(policy: Policy) -> list[Said]:
    """Return the clauses: the places that stand in no other."""
    found: list[Said] = []
    for one in in_order(policy.said.values()):
        if not found or not is_within(one.cite, found[-1].cite):
            found.append(one)
    return found


def title_of(one: Said, language: Language) -> str:
    """Return what a clause is called."""
    return said(one.title, language) if one.title else one.cite


@for_officer(Scopes.POLICY_READ)
@require_safe
def text(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Show one clause of a text."""
    language = language_of(request)
    shown = source(kind, name)
    policy = read(shown.text)
    clauses = tops(policy)
    wanted = request.GET.get("clause", clauses[0].cite)
    here = next((at for at, one in enumerate(clauses) if one.cite == wanted), None)
    if here is None:
        raise Http404
    clause = clauses[here]
    places = [
        one
        for one in in_order(policy.said.values())
        if one.cite == clause.cite or is_within(one.cite, clause.cite)
    ]
    return page(
        request, "console/policy/text.html", TEXT, source=shown, version=policy.version,
        clause=clause, heading=title_of(clause, language),
        contents=[(one.cite, title_of(one, language), one is clause) for one in clauses],
        previous=clauses[here - 1].cite if here else "",
        following=clauses[here + 1].cite if here + 1 < len(clauses) else "",
        places=[_beside(policy, one, language) for one in places],
    )  # fmt: skip


def _beside(policy: Policy, one: Said, language: Language) -> Beside:
    return Beside(
        cite=one.cite, anchor=anchor(one.cite), ja=one.ja, en=one.en,
        rules=rules_of(policy, one.cite, language), readings=readings_of(policy, one, language),
    )  # fmt: skip
