"""The registers of requests (R10), refusals (R11) and identity checks (R12), as tables.

Nobody's name and nothing that they wrote stands in them; the request's own name leads to that.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import articles
from mamoru.law.records import record_named
from mamoru.law.requests import request_kind, request_rules
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import EVERY_DAY, Days, Sheet, say
from mamoru.rights.requests.models import IdentityCheck, Request

RequestRegister = Literal["requests", "refusals", "identity"]
REQUEST_REGISTERS: tuple[RequestRegister, ...] = ("requests", "refusals", "identity")
ROWS: Mapping[str, str] = {"requests": "R10", "refusals": "R11", "identity": "R12"}
_REQUEST = Word("請求番号", "request")
_KEPT = Word("保存期限", "kept until")
_EVERYTHING = Word("すべて", "everything")
_SEALED = Word("封印された書面", "in the sealed papers")
_FEES = {
    "": Word("なし", "none"), "asked": Word("請求中", "asked for"), "paid": Word("納付済", "paid"),
    "waived": Word("免除", "waived"),
}  # fmt: skip


def request_sheet(
    register: RequestRegister, policy: Policy, language: Language, *, at: datetime,
    days: Days = EVERY_DAY,
) -> Sheet:  # fmt: skip
    """Return one register with what is kept in it of `days`, the earliest first.

    A request, with whatever came of it, is of the day on which it arrived; a check of that on
    which it was made.
    """
    row = record_named(ROWS[register], tokyo_day(at))
    heads = (_REQUEST, *row.items.values(), _KEPT)
    made = {"requests": _requests, "refusals": _refusals, "identity": _identity}[register]
    return Sheet(
        title=say(row.word, language), company=say(policy.controller, language),
        printed_on=tokyo_day(at).isoformat(),
        columns=tuple(say(word, language) for word in heads),
        rows=tuple(made(policy, language, days)), language=language,
    )  # fmt: skip


def _requests(_: Policy, language: Language, days: Days) -> Iterable[tuple[str, ...]]:
    for row in Request.objects.order_by("pk").iterator(chunk_size=500):
        if not _is_of(days, row.arrived_at):
            continue
        kind = request_kind(row.kind, tokyo_day(row.arrived_at))
        fee = say(_FEES[row.fee_state], language)
        yield (
            row.ref, say(kind.word, language), _day(row.arrived_at), _day(row.verified_at),
            say(_EVERYTHING, language) if row.fields is None else ", ".join(row.fields),
            row.outcome, _day(row.answered_at), f"{fee} {row.fee}" if row.fee else fee,
            _day(row.keep_until),
        )  # fmt: skip


def _refusals(policy: Policy, language: Language, days: Days) -> Iterable[tuple[str, ...]]:
    grounds = request_rules().grounds
    rows = Request.objects.filter(outcome__in=("refused", "part", "substitute")).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        if not _is_of(days, row.arrived_at):
            continue
        word = f"{say(grounds[row.ground].word, language)} " if row.ground else ""
        yield (
            row.ref, row.outcome, f"{word}({articles(row.articles, language)})",
            say(_SEALED, language), policy.contact or "", _day(row.keep_until),
        )  # fmt: skip


def _identity(_: Policy, language: Language, days: Days) -> Iterable[tuple[str, ...]]:
    ways = {one.name: one.word for one in request_rules().ways}
    rows = IdentityCheck.objects.select_related("request").order_by("pk")
    for one in rows.iterator(chunk_size=500):
        if not _is_of(days, one.checked_at):
            continue
        way = say(ways[one.way], language)
        yield (
            one.request.ref, f"{way} {one.document}".strip(), one.checked_by,
            _day(one.checked_at), one.result, _day(one.request.keep_until),
        )  # fmt: skip


def _is_of(days: Days, at: datetime | None) -> bool:
    if at is None:
        return days == EVERY_DAY
    return days.touch(tokyo_day(at), tokyo_day(at))


def _day(at: datetime | None) -> str:
    return "" if at is None else tokyo_day(at).isoformat()
