"""The register of complaints (R21, APPI 40), as a table.

Nobody's name and nothing that they wrote stands in it; the inquiry's own name leads to that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mamoru.desk.models import Inquiry, Step
from mamoru.desk.state import COMPLAINT
from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.law.records import record_named
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import EVERY_DAY, Days, Sheet, say

COMPLAINTS = "complaints"
ROW = "R21"
_NUMBER = Word("受付番号", "number")
_KEPT = Word("保存期限", "kept until")
_SEALED = Word("本文は封印された書面", "the text is in the sealed papers")
_NOT_YET = Word("未回答", "not answered yet")
_ANSWERED = Word("回答", "answered")
_CHANNELS = {
    "web": Word("フォーム", "form"), "mail": Word("電子メール", "mail"),
    "phone": Word("電話", "telephone"), "post": Word("郵便", "post"),
    "counter": Word("窓口", "counter"),
}  # fmt: skip
_OUTCOMES = {
    "": Word("対応中", "going on"), "answered": Word("回答して終了", "answered"),
    "resolved": Word("解決", "resolved"), "passed_on": Word("他の窓口へ引継ぎ", "passed on"),
    "no_action": Word("対応の必要なし", "nothing to be done"),
    "no_reply": Word("返信がないため終了", "no reply came"),
    "withdrawn": Word("取下げ", "withdrawn"), "unwanted": Word("苦情ではない", "no complaint"),
    "erased": Word("本人の消去により終了", "ended by erasure"),
}  # fmt: skip


def complaint_sheet(
    policy: Policy, language: Language, *, at: datetime, days: Days = EVERY_DAY
) -> Sheet:
    """Return the register of the complaints that arrived in `days`, the earliest first."""
    row = record_named(ROW, tokyo_day(at))
    heads = (_NUMBER, *row.items.values(), _KEPT)
    return Sheet(
        title=say(row.word, language), company=say(policy.controller, language),
        printed_on=tokyo_day(at).isoformat(),
        columns=tuple(say(word, language) for word in heads),
        rows=tuple(_rows(language, days)), language=language,
    )  # fmt: skip


def _rows(language: Language, days: Days) -> Iterable[tuple[str, ...]]:
    for row in Inquiry.objects.filter(kind=COMPLAINT).order_by("pk").iterator(chunk_size=500):
        day = tokyo_day(row.arrived_at)
        if days.touch(day, day):
            yield (
                row.ref, _day(row.arrived_at), _content(row, language), _response(row, language),
                _day(row.closed_at), _last_day(row.keep_until),
            )  # fmt: skip


def _content(row: Inquiry, language: Language) -> str:
    way = say(_CHANNELS[row.channel], language)
    about = f"{row.topic} · " if row.topic else ""
    return f"{about}{way} · {say(_SEALED, language)}"


def _response(row: Inquiry, language: Language) -> str:
    given = Step.objects.filter(inquiry=row, change="answered").order_by("pk")
    told = [f"{say(_ANSWERED, language)} {_day(one.at)} ({one.what})" for one in given]
    told = told or ([] if row.outcome else [say(_NOT_YET, language)])
    linked = [one for one in (row.request, row.incident) if one]
    return " · ".join([*told, *linked, say(_OUTCOMES[row.outcome], language)])


def _day(at: datetime | None) -> str:
    return "" if at is None else tokyo_day(at).isoformat()


def _last_day(until: datetime | None) -> str:
    return "" if until is None else tokyo_day(until - timedelta(seconds=1)).isoformat()
