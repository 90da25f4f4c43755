"""The company's databases: their maps as pictures, what checks said, and plans that wait."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.acting import may
from mamoru.console.items import item_words
from mamoru.console.problems import problem
from mamoru.console.systems.layout import picture
from mamoru.console.systems.remarks import remarks
from mamoru.console.systems.words import DOES, RELATIONS, STATES, SYSTEM, SYSTEMS
from mamoru.console.worded import said
from mamoru.errors import Language, MamoruError
from mamoru.faces.cursor import Joined, Part
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Listing, Row, listing_page
from mamoru.gate.kinds import item_of
from mamoru.gate.scopes import Scopes
from mamoru.gate.systems import checking, registering
from mamoru.gate.systems.picture import Drawn, TableDrawn, drawn
from mamoru.gate.systems.registering import LastCheck, SystemShown
from mamoru.gate.systems.standing import PlanStanding, plans_of
from mamoru.policy.model import Policy

SEEING = (Scopes.SYSTEMS_MANAGE, Scopes.RECORDS_READ)


@for_officer(one_of=SEEING)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show every system, and plans that wait or broke."""
    return listing_page(
        request, LISTING, "console/systems/list.html", SYSTEMS,
        plans=_plans(plans_of(), language_of(request)),
        may_register=may(request, Scopes.SYSTEMS_MANAGE),
    )  # fmt: skip


def _rows(_: Asked) -> Joined:
    part = Part(
        rows=registering.rows_in_use(), sorts="name", own="name", row=registering.shown_of
    )  # fmt: skip
    return Joined(parts=(part,))


def _row(one: SystemShown, asked: Asked) -> Row:
    way = SYSTEMS["writable" if one.is_writable else "read_only"]
    check = one.last_check
    tag = (
        "plain"
        if check is None
        else "bad"
        if check.errors
        else "warn"
        if check.warnings
        else "good"
    )
    return Row(
        address=reverse("console_system", args=[one.name]),
        cells=(
            Cell(text=one.name),
            Cell(text=asked.word(one.title)),
            Cell(text=asked.word(way)),
            Cell(text=_checked(check, asked.language), tag=tag),
            Cell(at=check.checked_at) if check else Cell(text="–"),
        ),
    )


def _checked(check: LastCheck | None, language: Language) -> str:
    if check is None:
        return said(SYSTEMS["never"], language)
    if not check.errors and not check.warnings:
        return said(SYSTEMS["fits"], language)
    told = said(SYSTEMS["wrong"], language)
    return told.format(errors=check.errors, warnings=check.warnings)


LISTING = Listing(
    caption=SYSTEMS["caption"], first="name", rows=_rows, row=_row, key="name",
    columns=(
        Column(name="name", word=SYSTEMS["name"], sorts="name"),
        Column(name="what", word=SYSTEMS["what"]),
        Column(name="way", word=SYSTEMS["way"]),
        Column(name="check", word=SYSTEMS["check"]),
        Column(name="checked", word=SYSTEMS["checked"]),
    ),
)  # fmt: skip


@for_officer(one_of=SEEING)
@require_safe
def system(request: HttpRequest, name: str) -> HttpResponse:
    """Show one system with its map."""
    return _shown(request, name)


@for_officer(one_of=SEEING)
@require_safe
def map_file(_: HttpRequest, name: str) -> HttpResponse:
    """Give the map that counts, as it was registered."""
    return HttpResponse(
        registering.map_text(name), content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="map-{name}.yaml"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


@for_officer(Scopes.SYSTEMS_MANAGE)
@require_POST
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Hold the map against the database as it is."""
    try:
        checking.check_system(door_of(request), name)
    except MamoruError as error:
        told = error.message(language_of(request))
        return _shown(request, name, wrong=told, status=status_of(error))
    messages.success(request, said(SYSTEM["checked_now"], language_of(request)))
    return HttpResponseRedirect(reverse("console_system", args=[name]))


def _shown(request: HttpRequest, name: str, wrong: str = "", status: int = 200) -> HttpResponse:
    language, door = language_of(request), door_of(request)
    shown = registering.system_shown(name)
    found = drawn(door, name)
    people = ", ".join(one.name for one in found.tables if one.people) or "–"
    categories = door.policy.categories
    return page(
        request, "console/systems/system.html", SYSTEM, status=status, system=shown,
        title=said(shown.title, language), checked=_checked(shown.last_check, language),
        problem=wrong, broken=found.problem.message(language) if found.problem else "",
        picture=picture(found),
        alt=said(SYSTEM["alt"], language).format(tables=len(found.tables), people=people),
        holds=[
            said(categories[one].word, language) if one in categories else one
            for one in shown.categories
        ],
        rows=[_table(one, found, door.policy, language) for one in found.tables],
        remarks=remarks(found.remarks, language),
        plans=_plans(plans_of(name), language), may_check=may(request, Scopes.SYSTEMS_MANAGE),
    )  # fmt: skip


def _table(one: TableDrawn, found: Drawn, policy: Policy, language: Language) -> dict[str, object]:
    items = item_words(policy, language)
    personal = [
        f"{column.name} ({items[column.item]})" if column.item in items else column.name
        for column in one.columns
        if column.data is not None
    ]
    return {
        "name": one.name, "people": one.people, "is_reference": one.is_reference,
        "is_held": one.is_held, "personal": personal,
        "found_by": [items.get(item_of(kind), kind) for kind in one.found_by],
        "ties": [
            (tie.lead, said(RELATIONS[tie.relation], language), tie.name)
            for tie in found.ties
            if tie.origin == one.name
        ],
        "is_nobodys": not one.people and not any(tie.lead == one.name for tie in found.ties),
    }  # fmt: skip


def _plans(found: Sequence[PlanStanding], language: Language) -> list[dict[str, object]]:
    return [
        {
            "plan": one.plan, "system": one.system,
            "do": said(DOES[one.do], language) if one.do in DOES else one.do,
            "state": said(STATES[one.state], language),
            "tag": "bad" if one.state in ("blocked", "partial") else "warn",
            "at": one.created_at, "problem": problem(one.problem, language),
        }
        for one in found
    ]  # fmt: skip
