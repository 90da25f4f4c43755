"""Each event is decided at the door, purpose by purpose, and the answer says by which clause."""

from datetime import timedelta

import pytest
from tests.collection.collector.sending import (
    MISUSE,
    PERSONAL,
    SERVICE,
    Site,
    page,
    recommended,
    search,
    send,
    statuses,
)
from tests.gate.samples import counted

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import suspend
from mamoru.gate.choose import withdraw
from mamoru.gate.observing.history import by_day


def test_what_the_policy_allows_is_accepted_with_the_clause_that_allows_it(site: Site) -> None:
    [verdict] = send(site.sender(), search())

    assert verdict == {
        "status": "accepted",
        "messageId": "message-1",
        "purposes": [
            {"purpose": SERVICE, "outcome": "allow", "cites": ["1(2)a"]},
            {"purpose": MISUSE, "outcome": "allow", "cites": ["1(2)a"]},
        ],
    }


def test_without_consent_an_event_is_kept_for_the_other_purposes_only(site: Site) -> None:
    [verdict] = send(site.sender(), page())
    ref = site.ref()

    assert (verdict["status"], verdict["reasons"]) == ("limited", ["consent"])
    assert ref is not None
    assert [one.purposes for one in site.events(ref)] == [(SERVICE, MISUSE)]
    assert site.events(ref, PERSONAL) == ()


def test_of_whom_nothing_may_be_kept_nothing_is_stored(site: Site) -> None:
    [verdict] = send(site.sender(), recommended())

    assert (verdict["status"], verdict["reasons"]) == ("dropped", ["consent"])
    assert site.ref() is None
    assert [counted(one) for one in ("vault_person", "events_event", "events_seenid")] == [0, 0, 0]


def test_consent_counts_from_the_moment_it_is_on_record_until_it_is_withdrawn(site: Site) -> None:
    sender = site.sender()
    send(sender, search())
    ref = site.ref()
    assert ref is not None

    given = site.consents(ref)
    [with_consent] = send(sender, recommended(number=1))
    withdraw(site.door, OFFICER, ref, given)
    [without] = send(sender, recommended(number=2))

    assert (with_consent["status"], without["status"]) == ("accepted", "dropped")


def test_the_consent_of_one_visitor_is_not_that_of_another(site: Site) -> None:
    sender = site.sender()
    send(sender, search(1, visitor="one"), search(2, visitor="other"))
    ref = site.ref("one")
    assert ref is not None
    site.consents(ref)

    found = send(sender, recommended("one", 1), recommended("other", 2))

    assert statuses(found) == ["accepted", "dropped"]


def test_a_signal_of_the_browser_stands_unless_the_person_consented_to_that_very_purpose(
    site: Site,
) -> None:
    sender = site.sender()
    send(sender, search(1), search(2, visitor="other"))
    named, vague = site.ref(), site.ref("other")
    assert named is not None and vague is not None  # noqa: PT018
    site.consents(named)
    site.consents(vague, None)

    sender.headers["Sec-GPC"] = "1"
    with_name, without, nobodys = send(
        sender, recommended(number=1), recommended("other", 2), recommended("new", 3)
    )

    assert with_name["status"] == "accepted"
    assert (without["status"], without["reasons"]) == ("dropped", ["opt_out_signal"])
    assert (nobodys["status"], nobodys["reasons"]) == ("dropped", ["opt_out_signal"])


def test_what_somebody_refused_is_dropped_though_they_consented_before(site: Site) -> None:
    sender = site.sender()
    send(sender, search())
    ref = site.ref()
    assert ref is not None
    site.consents(ref)
    site.refuses(ref)

    dropped = send(sender, recommended(number=1))
    site.consents(ref)
    accepted = send(sender, recommended(number=2))

    assert statuses(dropped + accepted) == ["dropped", "accepted"]


def test_a_receipt_that_is_somebody_elses_is_no_consent(site: Site) -> None:
    sender = site.sender()
    send(sender, search(1, visitor="one"), search(2, visitor="other"))
    one, other = site.ref("one"), site.ref("other")
    assert one is not None and other is not None  # noqa: PT018
    theirs, mine = site.consents(other), site.consents(one)

    def with_receipt(number: int, receipt: str) -> dict[str, object]:
        context = {"consent": {"receipt": receipt}}
        return {**recommended("one", number), "context": context}

    found = send(
        sender, with_receipt(1, theirs), with_receipt(2, mine), with_receipt(3, "c_forged")
    )

    assert statuses(found) == ["dropped", "accepted", "dropped"]
    assert found[0]["reasons"] == ["receipt"]


def test_of_a_receipt_that_is_the_persons_own_the_record_says_what_still_stands(
    site: Site,
) -> None:
    sender = site.sender()
    send(sender, search())
    ref = site.ref()
    assert ref is not None
    first = site.consents(ref)
    withdraw(site.door, OFFICER, ref, first)
    told = {"context": {"consent": {"receipt": first}}}

    before = send(sender, {**recommended(number=1), **told})
    site.consents(ref)
    after = send(sender, {**recommended(number=2), **told})

    assert (before[0]["reasons"], after[0]["status"]) == (["consent"], "accepted")


def test_a_refusal_that_the_sender_tells_of_counts_and_a_consent_it_claims_does_not(
    site: Site,
) -> None:
    def told(number: int, choice: object) -> dict[str, object]:
        preferences = {PERSONAL: True, SERVICE: choice}
        return page(number, context={"consent": {"categoryPreferences": preferences}})

    claimed, refused = send(site.sender(), told(1, True), told(2, False))

    assert [one["outcome"] for one in claimed["purposes"]] == ["allow", "allow", "needs"]
    assert [one["outcome"] for one in refused["purposes"]] == ["needs", "allow", "needs"]


def test_a_purpose_that_the_write_key_is_not_registered_for_is_not_kept(site: Site) -> None:
    [verdict] = send(site.sender(purposes=[MISUSE]), search())
    ref = site.ref()

    assert (verdict["status"], verdict["reasons"]) == ("limited", ["purpose_registration"])
    assert ref is not None
    assert [one.purposes for one in site.events(ref, MISUSE)] == [(MISUSE,)]


def test_of_somebody_whose_use_is_suspended_nothing_is_collected(site: Site) -> None:
    sender = site.sender()
    send(sender, search())
    ref = site.ref()
    assert ref is not None
    grounds: dict[str, str | None] = {
        "request": "request:1", "identity_verified": "identity:1", "investigated": "inquiry:1",
    }  # fmt: skip
    suspend(site.door, OFFICER, Wish(act="suspend_use", grounds=grounds), ref, on=True)

    [verdict] = send(sender, search(2))

    assert (verdict["status"], verdict["reasons"]) == ("dropped", ["policy"])
    assert all(one["cites"] for one in verdict["purposes"])


def test_a_batch_is_one_entry_for_each_distinct_answer_with_its_people(site: Site) -> None:
    sender = site.sender()

    send(sender, *[search(at, visitor=f"visitor-{at % 7}") for at in range(50)])

    entries = site.handlings()
    assert [(one.act, one.outcome, one.purpose, one.count) for one in entries] == [
        ("collect", "allow", SERVICE, 7),
        ("collect", "allow", MISUSE, 7),
    ]
    assert all(one.people and one.data == ("cookie", "network", "usage") for one in entries)


def test_what_nobody_declared_is_rejected_and_on_record_as_not_covered(site: Site) -> None:
    [verdict] = send(site.sender(), search(event="Sneaked in"))

    assert (verdict["status"], verdict["reasons"]) == ("rejected", ["undeclared"])
    [entry] = site.handlings()
    assert (entry.outcome, entry.count) == ("not_covered", 0)


def test_a_day_is_read_for_one_purpose_without_whoever_took_consent_back(site: Site) -> None:
    sender = site.sender()
    send(sender, search(1, visitor="one"), search(2, visitor="other"))
    refs = [site.ref("one"), site.ref("other")]
    given = [site.consents(ref) for ref in refs if ref]
    send(sender, page(1, visitor="one"), page(2, visitor="other"))
    withdraw(site.door, OFFICER, refs[1] or "", given[1])

    found, _ = by_day(site.door, OFFICER, Wish(act="use", purpose=PERSONAL), site.clock().date())

    assert [(one.ref, one.event) for one in found] == [(refs[0], "page")]


@pytest.mark.parametrize("hours", [1, 24])
def test_an_id_that_comes_again_within_a_day_is_kept_once(site: Site, hours: int) -> None:
    sender = site.sender()
    first = send(sender, search(), search(), search(2))
    site.clock.now += timedelta(hours=hours)
    again = send(sender, search())
    ref = site.ref()

    assert statuses(first + again) == ["accepted", "duplicate", "accepted", "duplicate"]
    assert ref is not None
    assert len(site.events(ref)) == 2
