"""What a browser sends of a choice: recorded through the door, or refused with the reason."""

import json
from http import HTTPStatus

from tests.gate.samples import ASKED, counted, effects, entries, published
from tests.tag.banner import SHOP, VISITOR, Banner

from mamoru.consent import notices
from mamoru.consent.choices import Source
from mamoru.consent.queries import of_person
from mamoru.gate.asking import DECLINE, OFFICER, Wish
from mamoru.gate.erase import erase
from mamoru.gate.recall import receipt_of
from mamoru.gate.receipt import check
from mamoru.gate.settle import visitor_of
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import Handled, encode
from mamoru.ledger.verify import key_and_note
from mamoru.paths import reference_policy


def test_what_is_allowed_is_recorded_for_each_purpose_of_the_policy_and_recipient(
    banner: Banner,
) -> None:
    answer = banner.choose(analytics=True, advertising=False, video=True)

    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["access-control-allow-origin"] == SHOP
    told = answer.json()
    assert told["allowed"] == ["analytics", "video"]
    assert told["receipt"] == told["references"][0]
    assert banner.standing() == {"analytics", "video"}
    assert set(banner.rows()) == {
        ("consent", "2(1)d", "analytics"),
        ("consent", "2(1)d", None),  # for what the company's own beacons bring
        ("consent", "2(1)a", "other"),
        ("refusal", "ad", "ad_firm"),
    }


def test_a_visitor_is_a_person_whom_only_a_cookie_leads_to(banner: Banner) -> None:
    banner.choose(analytics=True)

    assert counted("vault_person") == 1
    assert visitor_of(banner.worker.door, OFFICER, "2(1)a", VISITOR, makes=False)
    assert visitor_of(banner.worker.door, OFFICER, "2(1)a", "f" * 32, makes=False) is None


def test_whoever_only_refuses_is_not_made_known(banner: Banner) -> None:
    answer = banner.choose(analytics=False, advertising=False, video=False)

    assert answer.json()["receipt"] is None
    assert effects()["vault_person"] == 0


def test_a_withdrawal_takes_back_what_stands_and_leaves_the_rest(banner: Banner) -> None:
    banner.choose(analytics=True, video=True)
    told = banner.choose(analytics=False, video=True).json()

    assert told["allowed"] == ["video"]
    assert banner.standing() == {"video"}


def test_a_withdrawal_of_everything_is_on_record_with_a_reference(banner: Banner) -> None:
    banner.choose(analytics=True, advertising=True)
    told = banner.choose(analytics=False, advertising=False).json()

    assert len(told["references"]) == 3
    assert told["receipt"].startswith("c_")
    assert banner.standing() == set()
    handled = [one for one in entries() if isinstance(one, Handled)]
    assert (handled[-1].act, handled[-1].caller) == (DECLINE, "tag")
    assert handled[-1].choices is not None


def test_what_is_sent_twice_is_recorded_once(banner: Banner) -> None:
    first, second = banner.choose(analytics=True), banner.choose(analytics=True)

    assert first.json() == second.json()
    assert counted("consent_choice") == 2


def test_a_choice_rests_on_the_notice_that_was_shown_in_its_language(banner: Banner) -> None:
    banner.choose({"language": "en"}, analytics=True)
    found = {row.choice.notice_version for row in of_person(banner.person())}
    [notice] = notices.every("tag")

    assert found == {notice.version}
    assert (notice.language, notice.policy) == ("en", "kusavee")
    for said in ("Measuring visits", "Example Analytics LLC (United States)", "To count visits"):
        assert said in notice.text
    entry = next(one for one in entries() if isinstance(one, Handled) and one.choices)
    assert (entry.data, entry.outcome, entry.facts) == (("supplied",), "allow", ("notice_shown",))


def test_under_a_new_text_of_the_policy_the_same_banner_is_another_notice(
    banner: Banner,
) -> None:
    banner.choose(video=True)
    text = reference_policy().replace("統計資料を作成するため".encode(), "統計を作るため".encode())
    published(banner.worker.door, text)
    again = banner.choose(analytics=True, video=True)

    assert again.status_code == HTTPStatus.OK
    first, second = notices.every("tag")
    assert first.text == second.text
    assert first.version != second.version


def test_what_a_banner_recorded_agrees_with_the_ledger(banner: Banner) -> None:
    told = banner.choose(analytics=True, advertising=False).json()
    banner.choose(analytics=False)
    banner.worker.door.settle()
    verify_here()

    door = banner.worker.door
    ref = visitor_of(door, OFFICER, "2(1)a", VISITOR, makes=False)
    receipt = receipt_of(door, OFFICER, str(ref), told["receipt"])
    check(receipt, key_and_note()[0])
    assert "アクセス解析" in json.loads(receipt)["mamoru:proof"]["mamoru:notice"]
    assert len([one for one in entries() if isinstance(one, Handled) and one.choices]) == 2


def test_global_privacy_control_wins_over_a_grant_wherever_it_comes_from(banner: Banner) -> None:
    said = banner.choose({"gpc": True}, analytics=True, advertising=True).json()
    body = json.dumps(banner.body({"analytics": True, "advertising": True}))
    sent = banner.send(body, **{"Sec-GPC": "1"}).json()

    assert said["allowed"] == sent["allowed"] == ["analytics"]
    assert banner.standing() == {"analytics"}
    assert [row.choice.source for row in of_person(banner.person())].count(Source.GPC) == 1


def test_what_is_not_asked_any_more_cannot_be_granted_and_can_always_be_refused(
    banner: Banner,
) -> None:
    banner.choose(analytics=True)
    stale = {"prints": banner.prints() | {"analytics": "0" * 16}}
    granted = banner.choose(stale, analytics=True)
    unknown = banner.choose({"prints": {"more": "0" * 16}}, more=True)
    refused = banner.choose(stale, analytics=False)

    assert (granted.status_code, granted.json()["code"]) == (422, "stale-choice")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "stale-choice")
    assert refused.status_code == HTTPStatus.OK
    assert banner.standing() == set()


def test_neither_the_log_nor_the_ledger_names_the_visitor(banner: Banner) -> None:
    banner.choose(analytics=True)

    assert banner.access[-1].startswith("POST /tag/choices 200")
    told = "".join(banner.access) + "".join(encode(one).decode() for one in entries())
    assert VISITOR not in told


def test_a_visitor_can_be_erased_like_anybody(banner: Banner) -> None:
    banner.choose(analytics=True)
    door = banner.worker.door
    ref = visitor_of(door, OFFICER, "2(1)a", VISITOR, makes=False)
    assert ref is not None
    grounds: dict[str, str | None] = {**ASKED, "investigated": "inquiry:21"}
    erase(door, OFFICER, Wish(act="erase", grounds=grounds), ref)

    assert counted("consent_choice") == 0
    assert visitor_of(door, OFFICER, "2(1)a", VISITOR, makes=False) is None
