"""Who hands in for somebody else: an agent with a mandate, a young person with their guardian."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.forms.samples import AGENTS, FORM, YOUNG, handed, registered, shown, submitted
from tests.gate.samples import Clock, counted, effects, last

from mamoru.collection.forms.errors import MandateUnfitError
from mamoru.consent.choices import Choice as Chosen
from mamoru.consent.choices import Kind
from mamoru.consent.models import Choice
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, withdraw
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.models import Evidence
from mamoru.gate.read import read
from mamoru.gate.recall import history, receipt_of
from mamoru.gate.receipt import check
from mamoru.gate.verify import verify_here
from mamoru.policy.handling import Need

TODAY = date(2026, 11, 24)
FIELDS = {"question": "本人に代わってお尋ねします。"}
MANDATE: dict[str, Any] = {
    "holder": "agent:17", "scope": ["message"], "given_on": TODAY - timedelta(days=10),
    "until": TODAY, "reference": "doc:mandate-17",
}  # fmt: skip
GUARDIAN = {"relation": "parent", "reference": "doc:consent-3"}


def by_agent(door: Door, clock: Clock, **changes: Any) -> Any:
    asked: dict[str, Any] = {"fields": FIELDS, "from": "agent", "mandate": MANDATE}
    return handed(shown(door, clock, "message"), **asked | changes)


def test_an_agent_with_a_mandate_hands_in_and_the_mandate_is_the_evidence(
    door: Door, clock: Clock
) -> None:
    registered(door, AGENTS)

    answer = submitted(door, by_agent(door, clock), form="message")

    [proof] = Evidence.objects.filter(fact="agent_mandate")
    assert proof.reference == "doc:mandate-17#agent:17#2026-11-14"
    assert last().source == "agent"
    assert {"agent_mandate", "notice_shown"} <= set(last().facts)
    values = read(door, OFFICER, Wish(act="use", purpose="2(1)b"), answer.ref)[0].values
    assert [one.source for one in values] == ["agent"]


def test_an_agent_without_a_mandate_needs_one(door: Door, clock: Clock) -> None:
    registered(door, AGENTS)
    wanted = by_agent(door, clock, mandate=None)
    before = effects()

    with pytest.raises(EvidenceNeededError) as caught:
        submitted(door, wanted, form="message")

    assert any(need.evidence == "mandate" for need in caught.value.decision.needs)
    assert last().outcome == "needs"
    assert effects() == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"until": TODAY - timedelta(days=1)}, "expired"),
        ({"given_on": TODAY + timedelta(days=1)}, "lies ahead"),
        ({"scope": ["other", "complaint"]}, "scope"),
    ],
)
def test_a_mandate_that_does_not_reach_this_is_refused_with_the_reason(
    door: Door, clock: Clock, change: dict[str, Any], why: str
) -> None:
    registered(door, AGENTS)
    wanted = by_agent(door, clock, mandate=MANDATE | change)

    with pytest.raises(MandateUnfitError, match=why):
        submitted(door, wanted, form="message")

    assert last().outcome == "needs"
    assert counted("vault_person") == 0


@pytest.mark.parametrize(
    "change", [{"scope": ["any"]}, {"until": None}, {"given_on": TODAY, "until": TODAY}]
)
def test_a_mandate_that_reaches_this_is_taken(
    door: Door, clock: Clock, change: dict[str, Any]
) -> None:
    registered(door, AGENTS)

    assert submitted(door, by_agent(door, clock, mandate=MANDATE | change), form="message").ref


def test_a_form_that_is_not_for_agents_takes_nothing_from_one(door: Door, clock: Clock) -> None:
    registered(door, FORM)
    mandate = MANDATE | {"scope": ["inquiry"]}
    fields = {"name": "Fixture Person", **FIELDS}
    wanted = handed(shown(door, clock), fields=fields, mandate=mandate, **{"from": "agent"})

    with pytest.raises(MandateUnfitError, match="not taken from agents"):
        submitted(door, wanted)


def test_registration_details_do_not_come_from_an_agent_even_with_a_mandate(
    door: Door, clock: Clock
) -> None:
    registered(door, FORM.replace("  keep: P1Y", "  keep: P1Y\n  agents: true"))
    mandate = MANDATE | {"scope": ["inquiry"]}
    wanted = handed(shown(door, clock), mandate=mandate, **{"from": "agent"})

    with pytest.raises(HandlingRefusedError) as caught:
        submitted(door, wanted)

    assert caught.value.decision.outcome.value == "refuse"


def young(reference: str, born: str = "2014-11-24", **more: Any) -> Any:
    fields = {"name": "Fixture Person", "born": born}
    return handed(reference, fields=fields, **more)


def test_somebody_below_the_age_needs_their_guardians_consent(door: Door, clock: Clock) -> None:
    registered(door, YOUNG)
    before = effects()
    reference = shown(door, clock)

    with pytest.raises(EvidenceNeededError) as caught:
        submitted(door, young(reference))

    assert caught.value.decision.needs == (
        Need("PPC-QA 1-62", "consent_record", "guardian_consent"),
    )
    assert (last().outcome, last().needs[0]) == ("needs", "consent_of_guardian")
    assert effects() == before


def test_with_it_the_consent_is_recorded_in_the_same_transaction(door: Door, clock: Clock) -> None:
    registered(door, YOUNG)

    answer = submitted(door, young(shown(door, clock), guardian=GUARDIAN))

    assert answer.ref
    assert counted("consent_choice") == 1
    [proof] = Evidence.objects.filter(fact="guardian_consent")
    assert proof.reference == "parent:doc:consent-3"
    assert "guardian_consent" in last().facts
    assert set(last().evidence)


def test_once_recorded_the_guardians_consent_holds_for_the_next_time(
    door: Door, clock: Clock
) -> None:
    registered(door, YOUNG)
    first = submitted(door, young(shown(door, clock), guardian=GUARDIAN))

    again = submitted(door, young(shown(door, clock), ref=first.ref))

    assert again.version > first.version
    assert counted("consent_choice") == 1


@pytest.mark.parametrize(
    ("born", "is_young"), [("2010-11-25", True), ("2010-11-24", False), ("1990-01-01", False)]
)
def test_the_age_is_counted_on_the_day_in_japan(
    door: Door, clock: Clock, born: str, *, is_young: bool
) -> None:
    registered(door, YOUNG)
    wanted = young(shown(door, clock), born)

    if is_young:
        with pytest.raises(EvidenceNeededError):
            submitted(door, wanted)
    else:
        submitted(door, wanted)


def test_nobody_grows_older_by_naming_another_birth_date(door: Door, clock: Clock) -> None:
    registered(door, YOUNG)
    first = submitted(door, young(shown(door, clock), guardian=GUARDIAN))
    withdraw_all(first.ref, door)

    with pytest.raises(EvidenceNeededError):
        submitted(door, young(shown(door, clock), "1990-01-01", ref=first.ref))


def withdraw_all(ref: str, door: Door) -> None:
    for reference in Choice.objects.filter(kind="consent").values_list("reference", flat=True):
        withdraw(door, OFFICER, ref, reference)


def test_a_guardians_consent_for_somebody_of_age_is_not_kept(door: Door, clock: Clock) -> None:
    registered(door, YOUNG)

    submitted(door, young(shown(door, clock), "1990-01-01", guardian=GUARDIAN))

    assert counted("consent_choice") == 0
    assert not Evidence.objects.filter(fact="guardian_consent").exists()


def test_a_guardians_consent_has_a_receipt_and_ends_with_a_refusal(
    door: Door, clock: Clock
) -> None:
    registered(door, YOUNG)
    first = submitted(door, young(shown(door, clock), guardian=GUARDIAN))
    (event,) = history(door, OFFICER, first.ref).events
    raw = receipt_of(door, OFFICER, first.ref, event.reference)

    assert b"dpv:GuardianOfDataSubject" in raw
    assert b"consent-3" not in raw
    assert check(raw, door.sequencer.vkey).index > 0
    verify_here()
    give(door, OFFICER, Wish(act="collect"), first.ref, Chosen(kind=Kind.REFUSAL))
    with pytest.raises(EvidenceNeededError):
        submitted(door, young(shown(door, clock), ref=first.ref))
