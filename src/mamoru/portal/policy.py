"""The policy for somebody it is about: what is in force, what changed for them, and agreeing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.consent.choices import Choice, Kind
from mamoru.errors import Language
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_person
from mamoru.faces.here import asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.agreed import Agreement, agreement
from mamoru.gate.asking import Wish
from mamoru.gate.choose import give
from mamoru.gate.editions import Edition, in_force
from mamoru.notices.changes import Told, between
from mamoru.notices.known import Known, known, policy_of
from mamoru.notices.pages import row
from mamoru.notices.places import Place, places
from mamoru.policy.model import Policy
from mamoru.portal.own import ref_of
from mamoru.portal.wording_policy import POLICY

AROUND = 60
"""Characters shown before and after what was looked for."""
LONGEST = 100
MOST = 50
"""Places shown of those that were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place of the text in which something was found."""

    cite: str
    title: str
    address: str
    before: str
    found: str
    after: str


@for_person
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Show the policy as it stands to this person."""
    door, language = door_of(request), language_of(request)
    seen = known(now_of(request))
    current = seen.current or _first(seen)
    standing = agreement(door, asker_of(request), ref_of(request))
    clauses = places(policy_of(current), language)
    sought = request.GET.get("q", "").strip()[:LONGEST]
    hits = list(_hits(clauses, sought, language))[:MOST] if sought else []
    base = _base(seen, standing)
    return page(
        request, "portal/policy.html", POLICY, clauses=clauses, sought=sought, hits=hits,
        root="" if language == "ja" else "/en", current=row(seen, current, language),
        rows=[row(seen, one, language) for one in reversed(seen.editions)],
        upcoming=[row(seen, one, language, is_told=True) for one in seen.upcoming],
        standing=standing, agreed=row(seen, base, language) if base else None,
        changed=_changed(base, current, language),
        asks=standing.is_open or not _binds(standing),
    )  # fmt: skip


@for_person
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Take down that a person agrees to the text that they were shown."""
    door, language = door_of(request), language_of(request)
    shown = request.POST.get("version", "")
    current = known(now_of(request)).current
    if current is None or current.version != shown:
        messages.warning(request, said(POLICY, language)["other_by_now"])
        return HttpResponseRedirect(reverse("portal_policy"))
    wish = Wish(
        act="collect", source="person",
        grounds={"notice_shown": f"policy:{current.version}#{current.text_hash}"},
    )  # fmt: skip
    choice = Choice(kind=Kind.AGREEMENT, notice_version=current.version)
    data = _category(policy_of(current))
    give(door, asker_of(request), wish, ref_of(request), choice, data=data)
    messages.success(request, said(POLICY, language)["agreed_now"])
    return HttpResponseRedirect(reverse("portal_policy"))


def _first(seen: Known) -> Edition:
    if not seen.editions:
        raise Http404
    return seen.editions[0]


def _base(seen: Known, standing: Agreement) -> Edition | None:
    """Return the text that a person agreed to, or that was in force when they first came."""
    if standing.agreed is not None:
        return next((one for one in seen.editions if one.number == standing.agreed.number), None)
    return in_force(seen.editions, standing.since)


def _changed(base: Edition | None, current: Edition, language: Language) -> Told | None:
    if base is None or base.number == current.number:
        return None
    return between(base, current, language)


def _binds(standing: Agreement) -> bool:
    return standing.binds_everyone or standing.agreed is not None


def _category(policy: Policy) -> str:
    """Return the category that taking down an agreement belongs to."""
    return policy.category_of("preference") or next(iter(policy.categories))


def _hits(clauses: tuple[Place, ...], words: str, language: Language) -> Iterator[Hit]:
    """Yield the places whose text holds what was looked for, whatever its letters' case."""
    sought = re.compile(re.escape(words), re.IGNORECASE)
    root = "" if language == "ja" else "/en"
    for place in _every(clauses):
        text = f"{place.title} {place.text}".strip()
        found = sought.search(text)
        if found is not None:
            start, end = found.span()
            yield Hit(
                cite=place.cite, title=place.title, address=f"{root}/policy#{place.anchor}",
                before=("…" if start > AROUND else "") + text[max(0, start - AROUND) : start],
                found=text[start:end],
                after=text[end : end + AROUND] + ("…" if len(text) > end + AROUND else ""),
            )  # fmt: skip


def _every(clauses: tuple[Place, ...]) -> Iterator[Place]:
    for one in clauses:
        yield one
        yield from _every(one.parts)
