"""Publishing: decided by the text in force, recorded with its difference, announced, awaited."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.gate.samples import COLLECT, SERVICE, Clock, counted, entries, last, stored
from tests.notices.texts import LATER, NEW_PURPOSE, TODAY, TYPO, WIDER, revised
from tests.outbox.mailserver import MailServer

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.gate.errors import UNAGREED, EvidenceNeededError, HandlingRefusedError
from mamoru.gate.mail import send_due
from mamoru.gate.models import Duty
from mamoru.gate.read import read
from mamoru.ledger.entries import Handled, Published
from mamoru.ledger.verify import verify_here
from mamoru.notices.announce import announce_due
from mamoru.notices.difference import fingerprint
from mamoru.notices.draft import draft
from mamoru.notices.errors import (
    BaseMovedError,
    DraftContradictsError,
    DraftExistsError,
    EffectiveInPastError,
    EffectiveOrderError,
    RevisionTooSoonError,
)
from mamoru.notices.owed import NOTIFY
from mamoru.notices.publish import Publication, publish
from mamoru.notices.withdraw import withdraw
from mamoru.outbox.queries import totals
from mamoru.policy.diff.difference import Asks, Direction

DAY = timedelta(days=1)
APPROVED = "approval:7"
SOON = "2026-12-01"


def publishing(door: Door, text: bytes, version: str, **stated: str) -> Publication:
    draft(door, OFFICER, text)
    return publish(door, OFFICER, version, approved=APPROVED, **stated)


def publications() -> list[Published]:
    return [one for one in entries() if isinstance(one, Published)]


def test_an_important_change_is_decided_recorded_and_announced(door: Door, clock: Clock) -> None:
    done = publishing(door, revised(LATER, WIDER), LATER)

    assert (done.weight, done.is_announced_by_mail) == ("important", True)
    assert {one.direction for one in done.difference.changes} == {Direction.WIDENED}
    *_, decided, published = entries()
    assert isinstance(decided, Handled)
    assert isinstance(published, Published)
    assert (decided.act, decided.outcome, decided.count) == ("amend", "allow", 0)
    assert set(decided.facts) == {"approved", "announced"}
    assert "12[important]" in decided.cites
    assert (published.weight, published.version) == ("important", LATER)
    assert published.difference == fingerprint(done.difference)
    assert published.in_force_from == done.in_force_from == datetime(2026, 12, 23, 15, tzinfo=UTC)
    clock.now = done.in_force_from
    assert door.policy.version == LATER
    door.settle()
    verify_here()


def test_what_publishing_owes_is_owed_and_the_notices_until_they_are_given(
    door: Door, clock: Clock
) -> None:
    stored(door)
    before = Duty.objects.count()
    done = publishing(door, revised(LATER, WIDER), LATER)

    owed = Duty.objects.order_by("pk")[before:]
    assert {one.clause for one in owed} == {"12[publish]", "APPI 21(3)[notice]", "APPI 21(1)"}
    notice = Duty.objects.get(duty=NOTIFY)
    assert (notice.due_at, notice.count, notice.done_at) == (done.in_force_from, 1, None)
    announce_due(door)
    announce_due(door)
    notice.refresh_from_db()
    assert notice.done_at is None, "the letter waits"

    with MailServer().running() as server:
        send_due(door, server.mailer())
    announce_due(door)
    notice.refresh_from_db()
    assert notice.done_at == clock.now


def test_for_a_withdrawn_text_no_notice_is_owed(door: Door) -> None:
    publishing(door, revised(LATER, WIDER), LATER)

    withdraw(door, OFFICER, LATER)

    assert not Duty.objects.filter(duty=NOTIFY).exists()


def test_without_an_assessment_a_change_of_wording_is_announced_in_time_or_needs_evidence(
    door: Door,
) -> None:
    draft(door, OFFICER, revised(SOON, TYPO))

    with pytest.raises(EvidenceNeededError) as refused:
        publish(door, OFFICER, SOON, approved=APPROVED)

    assert {need.fact for need in refused.value.decision.needs} == {"announced"}
    assert (last().act, last().outcome) == ("amend", "needs")
    assert [one.version for one in publications()] == ["2022-02-04"]


def test_a_minor_change_takes_effect_at_once_with_its_assessment(door: Door) -> None:
    today = TODAY.isoformat()

    done = publishing(door, revised(today, TYPO), today, minor="assessment:3")

    assert (done.weight, done.difference.changes_handling) == ("minor", False)
    assert "2" in {one.cite for one in done.difference.texts}
    assert door.policy.version == today
    assert counted("notices_announcement") == 0


def test_an_assessment_makes_no_important_change_a_minor_one(door: Door) -> None:
    draft(door, OFFICER, revised(SOON, WIDER))

    with pytest.raises(RevisionTooSoonError) as refused:
        publish(door, OFFICER, SOON, approved=APPROVED, minor="assessment:3")

    assert refused.value.facts["days"] == 14
    assert refused.value.facts["earliest"] == (TODAY + 15 * DAY).isoformat()
    assert len(publications()) == 1


def test_fourteen_whole_days_lie_between_an_announcement_and_its_effect(door: Door) -> None:
    early, late = ((TODAY + n * DAY).isoformat() for n in (14, 15))
    draft(door, OFFICER, revised(early, WIDER))
    with pytest.raises(RevisionTooSoonError):
        publish(door, OFFICER, early, approved=APPROVED)
    withdraw(door, OFFICER, early)

    assert publishing(door, revised(late, WIDER), late).weight == "important"


def test_nothing_takes_effect_in_the_past(door: Door, clock: Clock) -> None:
    draft(door, OFFICER, revised("2026-11-24", WIDER))
    clock.now += DAY

    with pytest.raises(EffectiveInPastError) as refused:
        publish(door, OFFICER, "2026-11-24", approved=APPROVED, minor="assessment:3")

    assert refused.value.facts == {"day": "2026-11-24", "today": "2026-11-25"}


def test_of_two_drafts_of_one_text_the_second_is_not_published(door: Door) -> None:
    draft(door, OFFICER, revised("2026-12-23", TYPO))
    draft(door, OFFICER, revised(LATER, WIDER))
    publish(door, OFFICER, "2026-12-23", approved=APPROVED)

    with pytest.raises(BaseMovedError) as refused:
        publish(door, OFFICER, LATER, approved=APPROVED)

    assert refused.value.facts == {"latest": "2026-12-23"}
    assert [one.version for one in publications()] == ["2022-02-04", "2026-12-23"]


def test_texts_come_into_force_in_the_order_of_their_publication(door: Door) -> None:
    publishing(door, revised("2026-12-01", TYPO, effective=LATER), "2026-12-01")
    later = revised("2026-12-02", WIDER, effective="2026-12-20", after=("2026-12-01",))
    draft(door, OFFICER, later)

    with pytest.raises(EffectiveOrderError) as refused:
        publish(door, OFFICER, "2026-12-02", approved=APPROVED)

    assert refused.value.facts == {"day": "2026-12-20", "latest": LATER}


def test_a_text_that_contradicts_itself_is_not_published(door: Door) -> None:
    ban = """      "[never]":
        ja: 当社は、Cookieを取得しません。
        en: We collect no cookies.
        never: [collect]
        data: [cookie]
"""
    place = '      "[provider]":\n'
    draft(door, OFFICER, revised(LATER, (place, ban + place)))

    with pytest.raises(DraftContradictsError) as refused:
        publish(door, OFFICER, LATER, approved=APPROVED)

    assert "10" in str(refused.value.facts["clauses"])
    assert len(publications()) == 1


def test_a_purpose_of_a_new_kind_waits_for_each_persons_agreement(door: Door, clock: Clock) -> None:
    one = stored(door)
    done = publishing(door, revised(LATER, NEW_PURPOSE), LATER)
    clock.now = done.in_force_from + DAY
    study = Wish(act="use", purpose="2(1)h")
    new = stored(door, "Betsu Tsukuri")

    assert done.difference.asks is Asks.CONSENT
    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, study, one.ref)
    assert refused.value.decision.near == (UNAGREED,)
    assert refused.value.decision.cites == ("2(1)h",)
    assert read(door, OFFICER, study, new.ref)[0].values
    assert read(door, OFFICER, Wish(act="use", purpose=SERVICE), one.ref)[0].values

    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.AGREEMENT), data="supplied")
    assert read(door, OFFICER, study, one.ref)[0].values


def test_everybody_who_was_held_is_written_to_once_and_nobody_who_came_later(door: Door) -> None:
    for n in range(3):
        stored(door, f"Hito{n} Tsukuri")
    publishing(door, revised(LATER, WIDER), LATER)
    stored(door, "Betsu Tsukuri")

    assert announce_due(door) == 3
    assert announce_due(door) == 0

    assert sum(totals(f"revision:{LATER}.2").values()) == 3


def test_a_withdrawn_text_is_announced_no_further(door: Door) -> None:
    stored(door)
    publishing(door, revised(LATER, WIDER), LATER)
    announce_due(door)

    withdraw(door, OFFICER, LATER)

    assert announce_due(door) == 0
    assert totals(f"revision:{LATER}.2") == {"withdrawn": 1}


def test_a_draft_that_took_the_place_of_the_approved_one_is_not_published(door: Door) -> None:
    draft(door, OFFICER, revised(LATER, WIDER))

    with pytest.raises(DraftExistsError):
        publish(door, OFFICER, LATER, approved=APPROVED, text_hash="0" * 64)

    assert [one.weight for one in publications()] == ["first"]


def test_a_clock_that_was_put_back_does_not_change_the_order_of_texts(
    door: Door, clock: Clock
) -> None:
    day, today = (TODAY - DAY).isoformat(), TODAY.isoformat()
    first = publishing(door, revised(day, TYPO, effective=today), day, minor="assessment:3")
    clock.now -= timedelta(hours=1)

    text = revised(today, TYPO, ("当社は", "弊社は"), after=(day,))
    second = publishing(door, text, today, minor="assessment:4")

    assert second.in_force_from == first.in_force_from
    assert door.policy.version == "2022-02-04"
    clock.now = first.in_force_from
    assert door.policy.version == today
