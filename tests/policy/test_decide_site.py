"""What the reference policy answers on modules, advertising, revision and inquiries (10 to 13)."""

from typing import Any

from tests.policy.asking import ALLOW, REFUSE, ask, owed, shown

from mamoru.policy.handling import NearMiss, Need


def test_measurement_that_identifies_nobody_is_allowed_for_statistics_only() -> None:
    stated: dict[str, Any] = {"source": "module", "purpose": "2(1)d"}

    unnamed = ask("collect", "cookie", identifying=False, **stated)
    named = ask("collect", "cookie", identifying=True, **stated)

    assert (unnamed.outcome, unnamed.cites, unnamed.readings) == (ALLOW, ("10",), ("R10", "R26"))
    assert named.outcome is REFUSE
    assert NearMiss("10", ("identifying",)) in named.near


def test_advertising_that_identifies_nobody_is_an_exception_to_clause_4() -> None:
    grounds = shown("recipient_consent_confirmed")
    stated: dict[str, Any] = {"recipient": "ad_firm", "purpose": "ad", "grounds": grounds}

    decision = ask("provide", "behaviour", identifying=False, **stated)
    telling = ask("provide", "device", identifying=True, **stated)

    assert (decision.outcome, decision.cites, decision.readings) == (ALLOW, ("11.2",), ("R1",))
    assert (telling.outcome, telling.cites) == (REFUSE, ("4", "11"))
    assert NearMiss("11.2", ("identifying",)) in telling.near


def test_advertising_does_not_ask_the_person() -> None:
    decision = ask("collect", "device", purpose="ad", source="person")

    assert (decision.outcome, decision.cites) == (REFUSE, ("11[source]", "1", "11"))
    assert NearMiss("11.1(2)", ("from",)) in decision.near


def test_an_important_change_of_the_policy_is_announced_first() -> None:
    important = ask("amend", grounds=shown("approved"))
    minor = ask("amend", grounds=shown("approved", "minor_change"))

    assert important.needs == (Need("12[important]", "announcement", "announced"),)
    assert (minor.outcome, minor.cites) == (ALLOW, ("12[minor]",))
    assert owed(minor) == ["12[publish]", "APPI 21(3)[notice]"]


def test_an_inquiry_is_answered_without_any_category_and_recorded() -> None:
    decision = ask("answer")

    assert (decision.outcome, decision.cites) == (ALLOW, ("13",))
    assert owed(decision) == ["13[answered]"]
