"""What may wait for an officer: each kind with how it is counted, who may see it, and where it is.

No count looks at more than `MOST` rows, each along an index: the page costs the same on a bad day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db.models import Exists, OuterRef, QuerySet

from mamoru.desk import suspects
from mamoru.desk.models import Inquiry
from mamoru.desk.state import OPEN, InquiryState, Lane
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.gate.quarantine.settle import waiting as in_quarantine
from mamoru.gate.readiness import readiness
from mamoru.gate.scopes import Scopes
from mamoru.gate.unsettled import holds_ending, plans_stuck, systems_drifted
from mamoru.law.calendar import tokyo_day
from mamoru.notices.models import Draft
from mamoru.outbox.letters import State as LetterState
from mamoru.outbox.models import Delivery
from mamoru.parties.models import PartyCase, PartyPaper
from mamoru.policy.words import Word
from mamoru.provision.entrust.models import Incident, Recall
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.state import HandState
from mamoru.rights.leaving.accounts import unclear
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import WAITS_FOR, WORKED
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.state import RunState

MOST = 100
"""A count that reaches beyond is shown as `100+`."""
SOON = timedelta(days=30)
Part = Literal["late", "soon", "waiting", "unusual"]
_REQUESTS = (Scopes.REQUESTS_HANDLE, Scopes.RECORDS_READ)
_PARTIES = (Scopes.RECORDS_READ,)
_DESK = (Scopes.INQUIRIES_HANDLE,)
_SYSTEMS = (Scopes.SYSTEMS_MANAGE, Scopes.RECORDS_READ)
Count = Callable[[Door, datetime], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One kind of thing that may wait."""

    part: Part
    word: Word
    count: Count
    scopes: tuple[str, ...]
    """One of them is needed to see it."""
    address: str
    """Where it is settled."""


def _some(rows: QuerySet[Any]) -> int:
    return rows.order_by()[: MOST + 1].count()


def _unanswered() -> QuerySet[Request]:
    return Request.objects.filter(state__in=list(WAITS_FOR), answered_at=None)


def _for(who: str) -> Count:
    states = [state for state, one in WAITS_FOR.items() if one == who]
    return lambda _, __: _some(Request.objects.filter(state__in=states))


def _duties(_: Door, now: datetime) -> int:
    return _some(Duty.objects.filter(done_at=None, due_at__lte=now))


def _papers(_: Door, now: datetime) -> int:
    """Count papers that end soon, or ended in the last year, and were not replaced."""
    day = tokyo_day(now)
    between = (day - timedelta(days=365), day + SOON)
    same = PartyPaper.objects.filter(
        party=OuterRef("party"), kind=OuterRef("kind"), withdrawn_at=None, pk__gt=OuterRef("pk")
    )
    ending = PartyPaper.objects.filter(withdrawn_at=None, until__range=between)
    return _some(ending.exclude(Exists(same)))


def _packages(_: Door, now: datetime) -> int:
    return _some(HandOver.objects.filter(state=HandState.DELIVERED, acknowledge_by__lte=now))


def _inquiries(_: Door, now: datetime) -> int:
    return _some(Inquiry.objects.filter(lane=Lane.DESK, state__in=OPEN, due_at__lte=now))


def _cases(_: Door, __: datetime) -> int:
    return _some(PartyCase.objects.filter(state="asked"))


def _drafts(_: Door, __: datetime) -> int:
    return _some(Draft.objects.filter(state="open", approval=None))


def _leavings(_: Door, now: datetime) -> int:
    return _some(Leaving.objects.filter(closed_at=None, erased_at=None, erase_by__lte=now))


def _ledger(door: Door, _: datetime) -> int:
    return 0 if readiness(door, is_sequencing=True).is_ready else 1


WAITING: tuple[Waiting, ...] = (
    Waiting(
        part="late", word=Word("回答の期限を過ぎた請求", "requests whose answer is late"),
        count=lambda _, now: _some(_unanswered().filter(due_at__lte=now)),
        scopes=_REQUESTS, address="/console/requests?when=late",
    ),
    Waiting(
        part="late", word=Word("回答の期限を過ぎた問い合わせ", "inquiries whose answer is late"),
        count=_inquiries, scopes=_DESK, address="/console/inquiries",
    ),
    Waiting(
        part="late", word=Word("期限を過ぎた退会者の消去", "people who left, not erased yet"),
        count=_leavings, scopes=_PARTIES, address="/console/registers",
    ),
    Waiting(
        part="late", word=Word("期限を過ぎた義務", "duties that are late"), count=_duties,
        scopes=(Scopes.RECORDS_READ,), address="/console/registers",
    ),
    Waiting(
        part="late", word=Word("消去証明書などを待つ回収", "recalls whose certificate is late"),
        count=lambda _, now: _some(Recall.objects.filter(ended_at=None, due_at__lte=now)),
        scopes=_PARTIES, address="/console/parties/due",
    ),
    Waiting(
        part="late", word=Word("受取りの確認がない引渡し", "hand-overs that nobody acknowledged"),
        count=_packages, scopes=_PARTIES, address="/console/parties/hand-overs",
    ),
    Waiting(
        part="soon", word=Word("期限の近い請求", "requests that are due soon"),
        count=lambda _, now: _some(_unanswered().filter(warn_at__lte=now, due_at__gt=now)),
        scopes=_REQUESTS, address="/console/requests?when=soon",
    ),
    Waiting(
        part="soon", word=Word("30 日以内に期限の来る義務", "duties due within 30 days"),
        count=lambda _, now: _some(
            Duty.objects.filter(done_at=None, due_at__gt=now, due_at__lte=now + SOON)
        ),
        scopes=(Scopes.RECORDS_READ,), address="/console/registers",
    ),
    Waiting(
        part="soon", word=Word("期限の切れる契約書などの書類", "papers of parties that expire"),
        count=_papers, scopes=_PARTIES, address="/console/parties/due",
    ),
    Waiting(
        part="soon", word=Word("30 日以内に終わる法令による保存", "holds that end within 30 days"),
        count=lambda _, now: holds_ending(now + SOON, MOST + 1),
        scopes=(Scopes.HOLDS_READ,), address="/console/registers",
    ),
    Waiting(
        part="waiting", word=Word("担当者を待つ請求", "requests that wait for an officer"),
        count=_for("officer"), scopes=_REQUESTS, address="/console/requests?who=officer",
    ),
    Waiting(
        part="waiting", word=Word("決定を待つ請求", "requests that wait for a decision"),
        count=_for("decider"), scopes=_REQUESTS, address="/console/requests?who=decider",
    ),
    Waiting(
        part="waiting",
        word=Word("誰の行かの確認を待つ退会者", "people who left, of whom several accounts fit"),
        count=lambda _, __: len(unclear(MOST + 1)), scopes=(Scopes.PEOPLE_ERASE,),
        address="/console/leavings",
    ),
    Waiting(
        part="waiting", word=Word("確認を待つ要配慮個人情報", "values in quarantine"),
        count=lambda _, __: len(in_quarantine(limit=MOST + 1)),
        scopes=(Scopes.QUARANTINE,), address="/console/sensitive",
    ),
    Waiting(
        part="waiting",
        word=Word("問い合わせの中の要配慮個人情報", "sensitive texts and files within inquiries"),
        count=lambda _, __: min(_some(suspects.texts()) + _some(suspects.files()), MOST + 1),
        scopes=(Scopes.QUARANTINE,), address="/console/sensitive/inquiries",
    ),
    Waiting(
        part="waiting", word=Word("誰も受けていない問い合わせ", "inquiries that nobody has taken"),
        count=lambda _, __: _some(
            Inquiry.objects.filter(lane=Lane.DESK, state=InquiryState.RECEIVED)
        ),
        scopes=_DESK, address="/console/inquiries",
    ),
    Waiting(
        part="waiting", word=Word("判断を待つ例外の申請", "cases of parties to be decided"),
        count=_cases, scopes=_PARTIES, address="/console/parties/cases",
    ),
    Waiting(
        part="waiting", word=Word("承認を待つポリシーの草案", "drafts to be approved"),
        count=_drafts, scopes=(Scopes.POLICY_READ,), address="/console/policy",
    ),
    Waiting(
        part="waiting", word=Word("承認を待つ引渡し", "hand-overs that wait for approval"),
        count=lambda _, __: _some(HandOver.objects.filter(state=HandState.PLANNED)),
        scopes=_PARTIES, address="/console/parties/hand-overs",
    ),
    Waiting(
        part="unusual", word=Word("失敗して止まった請求", "requests whose work failed"),
        count=lambda _, __: _some(Request.objects.filter(state__in=WORKED, next_try_at=None)),
        scopes=_REQUESTS, address="/console/requests?when=dead",
    ),
    Waiting(
        part="unusual", word=Word("委託先の事故の報告", "incidents of contractors that are open"),
        count=lambda _, __: _some(Incident.objects.filter(is_open=True)),
        scopes=_PARTIES, address="/console/parties/due",
    ),
    Waiting(
        part="unusual", word=Word("警報で止まった消去", "erasures by time that an alarm stopped"),
        count=lambda _, __: _some(Run.objects.filter(open=True, state=RunState.STOPPED)),
        scopes=(Scopes.RECORDS_READ,), address="/console/registers",
    ),
    Waiting(
        part="unusual", word=Word("届けられなかった手紙", "letters that could not be delivered"),
        count=lambda _, __: _some(Delivery.objects.filter(state=LetterState.FAILED)),
        scopes=(Scopes.RECORDS_READ,), address="/console/registers",
    ),
    Waiting(
        part="unusual", word=Word("台帳の記録の停滞", "the ledger does not go on"), count=_ledger,
        scopes=(Scopes.LEDGER,), address="/console/ledger",
    ),
    Waiting(
        part="unusual", word=Word("対応表と食い違う社内システム", "systems unlike their maps"),
        count=lambda _, __: systems_drifted(MOST + 1), scopes=_SYSTEMS, address="/console/systems",
    ),
    Waiting(
        part="unusual", word=Word("社内システムで進まない処理", "plans that a system holds up"),
        count=lambda _, __: plans_stuck(MOST + 1), scopes=_SYSTEMS, address="/console/systems",
    ),
)  # fmt: skip
