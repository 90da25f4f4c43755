"""Inquiries and complaints over HTTP: received, listed, counted; their templates and mailbox."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.inquiry_steps import STEPS
from mamoru.desk import listing
from mamoru.desk.figures import InquiryFigures, figures
from mamoru.desk.listing import InquiryReport, InquirySummary, Waits
from mamoru.desk.mail.fetch import MailboxShown, mailbox
from mamoru.desk.receive import InquiryReceived, NewInquiry, receive, unidentified
from mamoru.desk.state import InquiryState, Kind, Lane
from mamoru.desk.steps import inquiry_row
from mamoru.desk.templates import NewTemplate, TemplateShown, change, templates
from mamoru.errors import Language
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day

_encode = msgspec.json.Encoder().encode
Actor = Annotated[str, msgspec.Meta(max_length=64)]


class OfInquiries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which inquiries are listed."""

    state: InquiryState | None = None
    lane: Lane | None = None
    kind: Kind | None = None
    assignee: Actor | None = None
    person: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    after: Annotated[int, msgspec.Meta(ge=1, lt=2**62)] | None = None
    """The last number of the page before."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=listing.MOST)] = listing.LIMIT


class DueInquiries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose, and whether only what is late."""

    assignee: Actor | None = None
    late: Literal["yes", "no"] = "no"


class InquirySpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which day to which, in Japan; this year where none is named."""

    since: date | None = None
    until: date | None = None
    language: Language = "ja"


class InquiryList(msgspec.Struct, frozen=True, kw_only=True):
    """Inquiries, and where they stand."""

    inquiries: tuple[InquirySummary, ...]


class WaitingInquiries(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for somebody here, and how much of what."""

    inquiries: tuple[InquirySummary, ...]
    waits: Waits
    mailbox: MailboxShown


class TemplateList(msgspec.Struct, frozen=True, kw_only=True):
    """Templates as they hold now."""

    templates: tuple[TemplateShown, ...]


def received(call: Call) -> Reply:
    """Receive an inquiry."""
    new: NewInquiry = call.body
    found = receive(call.worker.door, call.asker, new)
    if call.caller is not None and Scopes.INQUIRIES_HANDLE not in call.caller.scopes:
        found = unidentified(found)
    return Reply(status=200 if found.is_repeated else 201, body=_encode(found))


def listed(call: Call) -> Reply:
    """Return inquiries, the latest first."""
    wanted: OfInquiries = call.query
    with looking():
        found = listing.inquiries(
            call.worker.now(), state=wanted.state, lane=wanted.lane, kind=wanted.kind,
            assignee=wanted.assignee, person=wanted.person, after=wanted.after,
            limit=wanted.limit,
        )  # fmt: skip
        return Reply(body=_encode(InquiryList(inquiries=tuple(found))))


def waiting(call: Call) -> Reply:
    """Return what waits, the most urgent first."""
    wanted: DueInquiries = call.query
    now = call.worker.now()
    with looking():
        found = listing.due(now, late=wanted.late == "yes", assignee=wanted.assignee)
        told = WaitingInquiries(inquiries=tuple(found), waits=listing.waits(now), mailbox=mailbox())
        return Reply(body=_encode(told))


def counted(call: Call) -> Reply:
    """Return figures about inquiries."""
    wanted: InquirySpan = call.query
    now = call.worker.now()
    today = tokyo_day(now)
    with looking():
        found = figures(wanted.since or today.replace(month=1, day=1), wanted.until or today, now)
        return Reply(body=_encode(found))


def shown(call: Call) -> Reply:
    """Return one inquiry with its steps, and nothing that was written."""
    with looking():
        row = inquiry_row(call.path["inquiry"])
        return Reply(body=_encode(listing.report(row, call.worker.now())))


def templates_listed(_: Call) -> Reply:
    """Return the templates as they hold now."""
    with looking():
        return Reply(body=_encode(TemplateList(templates=tuple(templates()))))


def template_changed(call: Call) -> Reply:
    """Let a template say something else."""
    new: NewTemplate = call.body
    made = change(call.worker.door, call.asker.system, call.path["template"], new)
    return Reply(body=_encode(made))


ENDPOINTS = (
    Endpoint(
        method="POST", path="/inquiries", name="receiveInquiry",
        summary="Receive a question or complaint", verb=received, scope=Scopes.INQUIRIES_RECEIVE,
        takes=NewInquiry, gives=InquiryReceived, status=201, limit=16 * 1024 * 1024,
    ),
    Endpoint(
        method="GET", path="/inquiries", name="listInquiries",
        summary="Inquiries, the latest first", verb=listed, scope=Scopes.INQUIRIES_HANDLE,
        query=OfInquiries, gives=InquiryList,
    ),
    Endpoint(
        method="GET", path="/inquiries/due", name="waitingInquiries",
        summary="What waits for an answer or a look, what is late, how the mailbox stands",
        verb=waiting, scope=Scopes.INQUIRIES_HANDLE, query=DueInquiries, gives=WaitingInquiries,
    ),
    Endpoint(
        method="GET", path="/inquiries/figures", name="figuresOfInquiries",
        summary="Figures about inquiries, without small counts", verb=counted,
        scope=Scopes.INQUIRIES_HANDLE, query=InquirySpan, gives=InquiryFigures,
    ),
    Endpoint(
        method="GET", path="/inquiries/templates", name="listTemplates",
        summary="The templates of answers", verb=templates_listed, scope=Scopes.INQUIRIES_HANDLE,
        gives=TemplateList,
    ),
    Endpoint(
        method="POST", path="/inquiries/templates/{template}", name="changeTemplate",
        summary="Let a template say something else from now on", verb=template_changed,
        scope=Scopes.INQUIRIES_HANDLE, takes=NewTemplate, gives=TemplateShown,
    ),
    Endpoint(
        method="GET", path="/inquiries/{inquiry}", name="showInquiry",
        summary="One inquiry with its steps, and nothing that was written", verb=shown,
        scope=Scopes.INQUIRIES_HANDLE, gives=InquiryReport,
    ),
    *STEPS,
)  # fmt: skip
