"""What another process does after events were decided and before they are kept counts for them."""

from datetime import timedelta

import pytest
from tests.collection.collector.meanwhile import Other, known, reasons
from tests.collection.collector.sending import (
    EVENTS,
    NOTICE,
    PERSONAL,
    TRUSTED,
    Site,
    recommended,
    search,
    send,
)
from tests.gate.samples import NOON, counted

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give


def test_a_plan_holds_where_nothing_happens_to_those_whom_it_is_about(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    known(site, sender)
    someone_else = site.member()
    other.will("says", someone_else, "consent", PERSONAL)

    [verdict] = send(sender, search(1))

    assert verdict["status"] == "accepted"
    if site.store.vendor == "sqlite":
        assert other.observatory.plans
        assert all(who and who.held for who in other.observatory.plans[0].whos)


def test_a_consent_that_is_taken_back_is_none_for_events_that_were_planned(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    ref = known(site, sender)
    reference = site.consents(ref)
    assert send(sender, recommended(number=1))[0]["status"] == "accepted"
    other.will("withdraws", ref, reference)

    [stopped] = send(sender, recommended(number=2))
    [after] = send(sender, recommended(number=3))

    assert reasons(stopped) == reasons(after) == ("dropped", ["consent"])
    assert counted("events_event") == 3


def test_a_consent_that_is_given_counts_for_events_that_were_planned(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    ref = known(site, sender)
    other.will("says", ref, "consent", PERSONAL)

    assert send(sender, recommended())[0]["status"] == "accepted"


def test_a_refusal_stands_against_events_that_were_planned(site: Site, other: Other) -> None:
    sender = site.sender()
    ref = known(site, sender)
    site.consents(ref)
    assert send(sender, recommended(number=1))[0]["status"] == "accepted"
    other.will("says", ref, "refusal", PERSONAL)

    [verdict] = send(sender, recommended(number=2))

    assert reasons(verdict) == ("dropped", ["policy"])


def test_use_that_is_suspended_stands_against_events_that_were_planned(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    ref = known(site, sender)
    other.will("suspends", ref)

    [verdict] = send(sender, search(1))

    assert reasons(verdict) == ("dropped", ["policy"])


def test_nothing_is_kept_under_the_key_of_somebody_who_is_erased_meanwhile(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    ref = known(site, sender)
    other.will("erases", ref)

    [verdict] = send(sender, search(1))

    anew = site.ref()
    assert verdict["status"] == "accepted"
    assert anew is not None
    assert anew != ref
    assert [one.event for one in site.events(anew)] == ["track/Search"]
    assert (counted("events_event"), counted("vault_person")) == (1, 1)
    [handled] = site.handlings()[-2:-1]
    assert handled.outcome == "allow"


@pytest.mark.parametrize("visitor", ["visitor-1", "visitor-2"])
def test_what_was_sealed_before_keys_were_renewed_can_be_read_after(
    site: Site, other: Other, visitor: str
) -> None:
    sender = site.sender()
    known(site, sender)
    other.will("rotates")

    [verdict] = send(sender, search(1, visitor=visitor))
    [again] = send(sender, search(2, visitor=visitor))

    ref = site.ref(visitor)
    assert ref is not None
    assert [verdict["status"], again["status"]] == ["accepted", "accepted"]
    assert len(site.events(ref)) == {"visitor-1": 4, "visitor-2": 2}[visitor]
    assert counted("vault_person") == {"visitor-1": 1, "visitor-2": 2}[visitor]


def test_a_consent_that_ends_before_events_are_kept_is_none(site: Site, other: Other) -> None:
    sender = site.sender()
    ref = known(site, sender)
    ends = NOON + timedelta(minutes=1)
    consent = Choice(kind=Kind.CONSENT, purpose=PERSONAL, expires_at=ends)
    wish = Wish(act="collect", source="person", grounds=NOTICE)
    give(site.door, OFFICER, wish, ref, consent, data="supplied")
    assert send(sender, recommended(number=1))[0]["status"] == "accepted"
    other.observatory.meanwhile = lambda: setattr(site.clock, "now", ends)

    [verdict] = send(sender, recommended(number=2))

    assert reasons(verdict) == ("dropped", ["consent"])


def test_whoever_is_stored_meanwhile_is_decided_about_as_themselves(
    site: Site, other: Other
) -> None:
    sender = site.sender()

    def meanwhile() -> None:
        other.does("stores", "visitor-7")
        other.does("says", other.said[-1], "consent", PERSONAL)

    other.observatory.meanwhile = meanwhile

    [verdict] = send(sender, recommended("visitor-7"))

    assert verdict["status"] == "accepted"
    assert counted("vault_person") == 1


def test_a_member_who_is_stored_meanwhile_is_whom_the_event_is_about(
    site: Site, other: Other
) -> None:
    sender = site.sender(scopes=TRUSTED)
    members: list[str] = []
    other.observatory.meanwhile = lambda: members.append(site.member())

    send(sender, search(1, userId="member@example.com"))

    assert [one.event for one in site.events(members[0])] == ["track/Search"]
    assert site.ref() is None


def test_declarations_that_change_meanwhile_are_those_by_which_events_are_cut_down(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    ref = known(site, sender)
    text = EVENTS.read_text().replace(
        "query: {item: feature_used, text: true}", "asked: {item: feature_used}"
    )
    other.will("declares", text.replace('version: "2026-11-29"', 'version: "2026-11-30"'))

    [verdict] = send(sender, search(1, properties={"query": "hats", "asked": "shoes"}))

    assert verdict["status"] == "limited"
    assert {"asked": "shoes"}.items() <= site.events(ref)[-1].properties.items()
    assert "query" not in site.events(ref)[-1].properties
