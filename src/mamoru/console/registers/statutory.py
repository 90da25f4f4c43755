"""The registers that a rule asks for by name: provision, receipt, requests, complaints."""

from typing import Any, cast

from django.db.models import QuerySet

from mamoru.collection.partners.models import Receipt
from mamoru.console.inquiries.words import ENDED, KIND
from mamoru.console.inquiries.words import STATES as INQUIRY_STATES
from mamoru.console.registers.book import Book, Told
from mamoru.console.registers.words import COLUMN
from mamoru.console.requests import words as requests
from mamoru.desk.models import Inquiry
from mamoru.desk.register import complaint_sheet
from mamoru.desk.state import COMPLAINT
from mamoru.law.requests import request_rules
from mamoru.policy.words import ACTS, Word
from mamoru.provision.records.models import ProvisionRecord
from mamoru.provision.records.sheet import REGISTERS, ROWS, TITLES, Register, register_sheet
from mamoru.rights.requests.models import IdentityCheck, Request
from mamoru.rights.requests.registers import ROWS as REQUEST_ROWS
from mamoru.rights.requests.registers import RequestRegister, request_sheet

WAYS = {
    "each": Word("都度", "each time"), "batch": Word("一括", "for many at once"),
    "contract": Word("契約書等", "by the contract"),
}  # fmt: skip


def _provided(name: Register) -> QuerySet[Any]:
    if name == "receipt":
        return Receipt.objects.select_related("origin__partner")
    rows = ProvisionRecord.objects.all()
    if name == "internal":
        return rows.filter(basis="note")
    rows = rows.exclude(basis="note")
    return rows.filter(record="R06") if name == "related" else rows.exclude(record="R06")


_SHARED = (
    Told(name="people", word=COLUMN["people"], of=lambda one: one.people),
    Told(name="first", word=COLUMN["first"], of=lambda one: one.first_at),
    Told(name="last", word=COLUMN["last"], of=lambda one: one.last_at),
    Told(name="made", word=COLUMN["made"], of=lambda one: one.made_at, sorts="pk"),
    Told(name="kept", word=COLUMN["kept"], of=lambda one: one.keep_until, sorts="keep_until"),
)
_PROVIDED = (
    Told(name="key", word=COLUMN["key"], of=lambda one: one.key),
    Told(name="act", word=COLUMN["act"], of=lambda one: one.act, words=ACTS),
    Told(name="article", word=COLUMN["article"], of=lambda one: one.article, is_law=True),
    Told(name="clause", word=COLUMN["clause"], of=lambda one: one.clause),
    Told(name="party", word=COLUMN["party"], of=lambda one: one.party),
    Told(name="way", word=COLUMN["way"], of=lambda one: one.way, words=WAYS),
    *_SHARED,
)
_RECEIVED = (
    Told(name="key", word=COLUMN["key"], of=lambda one: one.key),
    Told(name="party", word=COLUMN["party"], of=lambda one: one.origin.partner.key),
    Told(name="way", word=COLUMN["way"], of=lambda one: one.kind, words=WAYS),
    *_SHARED,
)
_TOLD: dict[str, Word] = {
    "provision": Word("第三者に提供した記録。", "What was provided to third parties."),
    "receipt": Word("第三者から受け取った記録。", "What was received from third parties."),
    "related": Word(
        "個人関連情報(単独では個人を特定できない情報)を提供した記録。",
        "Person-related information that was provided: what tells nobody by itself.",
    ),
    "internal": Word(
        "委託先と共同利用者に渡した記録。法令ではなく社内の約束で残します。",
        "What contractors and joint users were given; kept by our own promise.",
    ),
}


def _passing(name: Register) -> Book:
    return Book(
        name=name, word=TITLES[name], told=_TOLD[name], record=ROWS[name], first="-made",
        columns=_RECEIVED if name == "receipt" else _PROVIDED, rows=lambda _: _provided(name),
        day_of=lambda one: one.first_at,
        sheet=lambda policy, language, at, days: register_sheet(
            name, policy, language, at=at, days=days
        ),
    )  # fmt: skip


def _kinds() -> dict[str, Word]:
    return {one.name: one.word for one in request_rules().kinds}


def _grounds() -> dict[str, Word]:
    return {name: one.word for name, one in request_rules().grounds.items()}


_REQUEST = Told(name="key", word=COLUMN["number"], of=lambda one: one.ref)
_REQUESTED = (
    _REQUEST,
    Told(name="kind", word=COLUMN["kind"], of=lambda one: one.kind, words=_kinds()),
    Told(name="arrived", word=COLUMN["arrived"], of=lambda one: one.arrived_at, sorts="pk"),
    Told(name="due", word=COLUMN["due"], of=lambda one: one.due_at),
    Told(name="answered", word=COLUMN["answered"], of=lambda one: one.answered_at),
    Told(
        name="outcome", word=COLUMN["outcome"], of=lambda one: one.outcome, words=requests.OUTCOMES
    ),
    Told(name="kept", word=COLUMN["kept"], of=lambda one: one.keep_until),
)
_REFUSED = (
    *_REQUESTED[:3],
    Told(
        name="outcome", word=COLUMN["outcome"], of=lambda one: one.outcome, words=requests.OUTCOMES
    ),
    Told(name="ground", word=COLUMN["ground"], of=lambda one: one.ground, words=_grounds()),
    Told(name="article", word=COLUMN["article"], of=lambda one: one.articles, is_law=True),
    Told(name="kept", word=COLUMN["kept"], of=lambda one: one.keep_until),
)
_CHECKED = (
    Told(name="key", word=COLUMN["number"], of=lambda one: one.request.ref),
    Told(name="way", word=COLUMN["way"], of=lambda one: one.way,
         words={one.name: one.word for one in request_rules().ways}),
    Told(name="checked", word=COLUMN["checked"], of=lambda one: one.checked_at),
    Told(name="outcome", word=COLUMN["outcome"], of=lambda one: one.result,
         words=requests.RESULTS),
    Told(name="by", word=COLUMN["by"], of=lambda one: one.checked_by, is_officer=True),
    Told(name="made", word=COLUMN["made"], of=lambda one: one.made_at, sorts="pk"),
)  # fmt: skip
_REFUSALS = ("refused", "part", "substitute")


def _asked(
    name: RequestRegister, word: Word, told: Word, columns: tuple[Told, ...], rows: QuerySet[Any]
) -> Book:
    is_check = name == "identity"
    return Book(
        name=name, word=word, told=told, record=REQUEST_ROWS[name], columns=columns,
        first="-made" if is_check else "-arrived", rows=lambda _: rows.all(),
        day_of=lambda one: one.checked_at if is_check else one.arrived_at,
        address=lambda one: f"/console/requests/{one.request.ref if is_check else one.ref}",
        sheet=lambda policy, language, at, days: request_sheet(
            name, policy, language, at=at, days=days
        ),
    )  # fmt: skip


COMPLAINTS = Book(
    name="complaints", word=Word("苦情の記録(法40)", "Register of complaints (APPI 40)"),
    told=Word(
        "苦情と、それにどう応じたか。内容は封をした書面にあり、ここには載りません。",
        "Complaints, and what came of them. What was written is in sealed papers, not here.",
    ),
    record="R21", first="-arrived", day_of=lambda one: cast("Any", one).arrived_at,
    rows=lambda _: Inquiry.objects.filter(kind=COMPLAINT),
    address=lambda one: f"/console/inquiries/{one.ref}",
    sheet=lambda policy, language, at, days: complaint_sheet(policy, language, at=at, days=days),
    columns=(
        Told(name="key", word=COLUMN["number"], of=lambda one: one.ref),
        Told(name="kind", word=COLUMN["kind"], of=lambda one: one.kind, words=KIND),
        Told(name="arrived", word=COLUMN["arrived"], of=lambda one: one.arrived_at, sorts="pk"),
        Told(name="state", word=COLUMN["state"], of=lambda one: one.state, words=INQUIRY_STATES),
        Told(name="answered", word=COLUMN["answered"], of=lambda one: one.answered_at),
        Told(name="outcome", word=COLUMN["outcome"], of=lambda one: one.outcome, words=ENDED),
        Told(name="kept", word=COLUMN["kept"], of=lambda one: one.keep_until),
    ),
)  # fmt: skip
STATUTORY: tuple[Book, ...] = (
    *(_passing(name) for name in REGISTERS),
    _asked(
        "requests", Word("請求の受付台帳", "Register of requests"),
        Word("開示などの請求と、その結果。", "Requests of people, and what came of them."),
        _REQUESTED, Request.objects.all(),
    ),
    _asked(
        "refusals", Word("応じなかった請求", "Refusals"),
        Word("全部又は一部に応じなかった請求と、その理由。",
             "Requests that were not met in whole, and why."),
        _REFUSED, Request.objects.filter(outcome__in=_REFUSALS),
    ),
    _asked(
        "identity", Word("本人確認の記録", "Identity checks"),
        Word("本人であることを、いつ、どう確かめたか。書類の写しはありません。",
             "When and how it was shown who somebody is; no copy of a document."),
        _CHECKED, IdentityCheck.objects.select_related("request"),
    ),
    COMPLAINTS,
)  # fmt: skip
