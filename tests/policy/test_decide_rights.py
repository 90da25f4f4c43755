"""What people may ask for under clause 7, and when it is refused."""

from typing import Any

from tests.policy.asking import (
    ALLOW,
    NEEDS,
    REFUSE,
    VERIFIED,
    ask,
    asked_by_individual,
    owed,
    shown,
)

from mamoru.policy.handling import NearMiss, Need


def test_disclosure_to_a_verified_person_is_allowed_and_owes_the_reply() -> None:
    decision = asked_by_individual("disclose", *VERIFIED)

    assert (decision.outcome, decision.cites) == (ALLOW, ("7(1)", "7[recipient][self]"))
    assert owed(decision) == ["7(1)[reply]", "APPI 33(2)[answer]"]


def test_disclosure_to_somebody_unverified_needs_the_identity_check() -> None:
    decision = asked_by_individual("disclose", "request")

    assert decision.outcome is NEEDS
    assert decision.needs == (Need("7(1)", "identity_check", "identity_verified"),)


def test_disclosure_that_harms_others_is_refused_by_its_case() -> None:
    decision = asked_by_individual("disclose", *VERIFIED, "harm_to_rights")

    assert (decision.outcome, decision.cites) == (REFUSE, ("7(1)a",))


def test_a_corporation_has_no_right_to_disclosure() -> None:
    stated: dict[str, Any] = {"whose": "corporation", "recipient": "user"}

    decision = ask("disclose", "registration", grounds=shown(*VERIFIED), **stated)

    assert decision.outcome is REFUSE
    assert decision.near == (NearMiss("7(1)", ("whose",)),)


def test_disclosure_to_an_agent_needs_the_mandate() -> None:
    decision = asked_by_individual("disclose", *VERIFIED, recipient="agent")

    assert decision.outcome is NEEDS
    assert decision.needs == (Need("7[recipient][agent]", "mandate", "agent_mandate"),)


def test_a_correction_is_made_after_an_investigation() -> None:
    before = asked_by_individual("correct", *VERIFIED)
    after = asked_by_individual("correct", *VERIFIED, "investigated")

    assert before.needs == (Need("7(2)", "investigation_note", "investigated"),)
    assert (after.outcome, after.cites) == (ALLOW, ("7(2)",))
    assert "7(2)[change]" in owed(after)


def test_what_is_true_is_not_corrected() -> None:
    decision = asked_by_individual("correct", *VERIFIED, "investigated", "content_true")

    assert (decision.outcome, decision.cites) == (REFUSE, ("7(2)[true]",))
