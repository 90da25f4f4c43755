"""What shows that a submission may be taken in: the notice shown before, and an agent's mandate.

Both are looked at in the transaction of the submission, and again if it is tried again. What does
not hold is no ground: the handling is then decided without it, so that the refusal is the policy's
own and on record, and the caller is told why the evidence was not accepted.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from mamoru.collection.forms.errors import MandateUnfitError, NoticeUnfitError
from mamoru.collection.forms.form import Form
from mamoru.consent import notices
from mamoru.consent.errors import NoticeNotShownError
from mamoru.errors import MamoruError
from mamoru.gate.asking import Reference, Wish
from mamoru.gate.coming import Terms
from mamoru.law.calendar import tokyo_day
from mamoru.policy.handling import Decision
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

NOTICE = "notice_shown"
MANDATE = "agent_mandate"
SCOPE = Annotated[str, msgspec.Meta(max_length=64)]

_LATER = Word("提出より後に示されています", "it was shown after the submission")
_OTHER_FORM = Word("別の様式の通知です", "it is the notice of another form")
_OTHER_PERSON = Word("別の人に示された通知です", "it was shown to somebody else")
_LONG_AGO = Word(
    "示してから {minutes} 分を過ぎています", "it was shown more than {minutes} minutes before"
)
_SCOPE = Word("委任の範囲に、この様式が含まれていません", "its scope does not take in this form")
_EXPIRED = Word("委任の期限が過ぎています", "it has expired")
_NOT_YET = Word("委任の日付が先の日付です", "its date lies ahead")
_NO_AGENTS = Word(
    "この様式は、代理の方からは受け付けていません", "this form is not taken from agents"
)


class Mandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Proof that the person entrusted somebody: who, what for, since when, and where it is kept."""

    holder: Reference
    """Where it is kept who holds the mandate: an id, and no name."""
    scope: tuple[SCOPE, ...]
    """Names of the forms that it takes in, or `any`."""
    given_on: date
    until: date | None = None
    """The last day on which it holds."""
    reference: Reference
    """Where the document is."""

    @property
    def shown(self) -> str:
        """Return what goes on record as evidence: ids and the date."""
        return f"{self.reference}#{self.holder}#{self.given_on.isoformat()}"[:200]


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence that came with a submission."""

    shown: str | None
    """Reference of the showing of the notice."""
    is_by_agent: bool
    mandate: Mandate | None


Unfit = Callable[[Decision], MamoruError]


def terms(
    form: Form, brought: Brought, policy: Policy, *, at: datetime, person: int | None
) -> Terms:
    """Return the handlings that a submission of `form` asks for, on the evidence that holds.

    Without a notice, or with a stale one, there is no ground `notice_shown`: the policy says what
    it needs. A notice, or a mandate, that does not belong here makes the refusal say why.
    """
    notice, unfit = _notice(form, brought.shown, policy, at=at, person=person)
    grounds: dict[str, str | None] = {NOTICE: notice}
    if brought.is_by_agent:
        why = _mandate_flaw(form, brought.mandate, at) if brought.mandate else None
        is_shown = brought.mandate is not None and why is None
        grounds[MANDATE] = brought.mandate.shown if brought.mandate and is_shown else None
        unfit = _mandate_unfit(why) if why else unfit
    source = "agent" if brought.is_by_agent else "person"
    wishes = [
        Wish(act="collect", purpose=one, source=source, grounds=grounds) for one in form.purposes
    ]
    return Terms(tuple(wishes), unfit)


def _notice(
    form: Form, reference: str | None, policy: Policy, *, at: datetime, person: int | None
) -> tuple[str | None, Unfit | None]:
    """Return the evidence of notice, or why what was brought is none."""
    if reference is None:
        return None, None
    try:
        found = notices.shown(reference)
    except NoticeNotShownError:
        return None, None
    why = _notice_flaw(form, found, at=at, person=person)
    if why is not None:
        return None, _notice_unfit(why)
    is_asked = found.notice.version == form.notice.version
    if not is_asked or notices.stale(found.notice, policy, at) is not None:
        return None, None
    return f"shown:{reference}#{found.notice.digest}", None


def _notice_flaw(
    form: Form, found: notices.Shown, *, at: datetime, person: int | None
) -> Word | None:
    """Return why a showing has nothing to do with this submission, `None` if it has."""
    if found.notice.name != form.notice.name:
        return _OTHER_FORM
    if found.person is not None and found.person != person:
        return _OTHER_PERSON
    if found.at > at:
        return _LATER
    if at - found.at > timedelta(minutes=form.notice.minutes):
        minutes = form.notice.minutes
        return Word(_LONG_AGO.ja.format(minutes=minutes), _LONG_AGO.en.format(minutes=minutes))
    return None


def _mandate_flaw(form: Form, mandate: Mandate, at: datetime) -> Word | None:
    """Return why the mandate does not reach this submission, `None` if it does."""
    today = tokyo_day(at)
    if not form.agents:
        return _NO_AGENTS
    if form.name not in mandate.scope and "any" not in mandate.scope:
        return _SCOPE
    if mandate.given_on > today:
        return _NOT_YET
    if mandate.until is not None and mandate.until < today:
        return _EXPIRED
    return None


def _notice_unfit(why: Word) -> Unfit:
    return lambda decision: NoticeUnfitError(decision, why)


def _mandate_unfit(why: Word) -> Unfit:
    return lambda decision: MandateUnfitError(decision, why)
