"""What a browser sends of a choice: recorded through the door, or refused with the reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from tests.gate.samples import ASKED, Clock, counted, effects, entries, published
from tests.store import Store
from tests.tag.pages import TAG

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.visitors import OF_ONE
from mamoru.api.worker import Worker
from mamoru.consent import notices
from mamoru.consent.choices import Source
from mamoru.consent.queries import of_person
from mamoru.consent.standing import standing_now
from mamoru.gate.asking import DECLINE, OFFICER, Wish
from mamoru.gate.door import open_door
from mamoru.gate.erase import erase
from mamoru.gate.recall import receipt_of
from mamoru.gate.receipt import check
from mamoru.gate.settle import visitor_of
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import Handled, encode
from mamoru.ledger.verify import key_and_note
from mamoru.paths import reference_policy
from mamoru.policy.handling import Handling, Standing
from mamoru.policy.standing import covering
from mamoru.tag.asked import prints
from mamoru.tag.publish import publish
from mamoru.tag.seen import seen

SHOP = "https://www.example.com"
HOST = "consent.example.com"
once = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""What is refused before any database is asked need not be tried on both."""
VISITOR = "0123456789abcdef" * 2
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Banner:
    """A browser with the banner, and the server it sends to."""

    worker: Worker
    client: httpx.Client
    clock: Clock
    access: list[str] = field(default_factory=list)

    def prints(self) -> dict[str, str]:
        now = seen(self.clock())
        return prints(now.configuration, now.policy, now.day)

    def body(self, choices: dict[str, bool]) -> dict[str, Any]:
        return {
            "visitor": VISITOR, "number": 1, "language": "ja", "layer": "banner", "gpc": False,
            "choices": choices, "prints": self.prints(),
        }  # fmt: skip

    def send(
        self, content: str | bytes, *, origin: str = SHOP, method: str = "POST", **headers: str
    ) -> httpx.Response:
        told = {"Content-Type": "text/plain", "Origin": origin, **headers}
        return self.client.request(method, "/tag/choices", content=content, headers=told)

    def choose(self, changes: dict[str, Any] | None = None, **choices: bool) -> httpx.Response:
        return self.send(json.dumps(self.body(choices) | (changes or {})))

    def person(self) -> int:
        """Return the number of the one person who is held."""
        return 1

    def standing(self) -> set[str]:
        """Return the purposes of the tag that the record of consent lets happen now."""
        at = self.clock()
        book = self.worker.door.shelf.book(at)
        found = standing_now(of_person(self.person()), now=at)
        standing = Standing(consents=found.consents, refusals=found.refusals)
        return {
            name
            for name, (purpose, recipient) in SCOPES.items()
            if any(covering(book, standing, handling(purpose, recipient), at))
        }

    def rows(self) -> list[tuple[str, str | None, str | None]]:
        """Return kind, purpose and recipient of all that was chosen, in order."""
        return [
            (row.choice.kind.value, row.choice.purpose, row.choice.recipient)
            for row in of_person(self.person())
        ]


SCOPES = {
    "analytics": ("2(1)d", "analytics"),
    "advertising": ("ad", "ad_firm"),
    "video": ("2(1)a", "other"),
}


def handling(purpose: str, recipient: str) -> Handling:
    return Handling(act="provide", data="cookie", purpose=purpose, recipient=recipient)


@pytest.fixture
def banner(store: Store) -> Iterator[Banner]:
    clock = Clock()
    worker = Worker(open_door(home=store.home, policy=reference_policy(), clock=clock))
    publish(worker.door, OFFICER, TAG.replace("SHOP", SHOP).encode())
    access: list[str] = []
    api = Application(worker, ENDPOINTS, access=access.append)
    front = Front(api, worker.now, access=access.append)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(transport=transport, base_url=f"https://{HOST}") as client:
        yield Banner(worker=worker, client=client, clock=clock, access=access)
    worker.close()


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


@once
@pytest.mark.parametrize(
    "origin", ["https://evil.example.net", "", "null", "https://www.example.com.evil.example"]
)
def test_a_page_that_may_not_carry_the_tag_is_refused(banner: Banner, origin: str) -> None:
    answer = banner.send(json.dumps(banner.body({"analytics": True})), origin=origin)

    assert (answer.status_code, answer.json()["code"]) == (403, "page-not-listed")
    assert "access-control-allow-origin" not in answer.headers
    assert effects()["vault_person"] == 0


def test_a_page_of_this_server_may_carry_it(banner: Banner) -> None:
    answer = banner.send(json.dumps(banner.body({"video": True})), origin=f"https://{HOST}")

    assert answer.status_code == HTTPStatus.OK


HOSTILE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no json": (b"choices", 400),
    "not utf-8": (b'{"visitor": "\xff"}', 400),
    "a list": (b"[]", 422),
    "deep": (b'{"choices": ' + b'{"a": ' * 600, 422),
    "long": (b" " * 5000, 413),
    "a key twice": (b'{"number": 1, "number": 1}', 422),
    "not a number": (b'{"number": NaN}', 400),
}


@once
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_choice_is_refused_and_changes_nothing(banner: Banner, name: str) -> None:
    content, status = HOSTILE[name]
    answer = banner.send(content)

    assert answer.status_code == status
    assert effects()["vault_person"] == 0


@once
@pytest.mark.parametrize(
    "changes",
    [
        {"visitor": "x"},
        {"visitor": "0" * 33},
        {"visitor": "0" * 31 + "\n"},
        {"language": "fr"},
        {"layer": "elsewhere"},
        {"number": 0},
        {"gpc": "yes"},
        {"more": 1},
        {"choices": {"Analytics!": True}},
        {"choices": {f"p{number}": True for number in range(33)}},
        {"prints": {"analytics": "../.."}},
    ],
    ids=str,
)
def test_a_body_of_another_form_is_refused_without_a_word_of_it(
    banner: Banner, changes: dict[str, Any]
) -> None:
    answer = banner.choose(changes, analytics=True)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "elsewhere" not in answer.text
    assert effects()["vault_person"] == 0


@once
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_a_post_is_taken(banner: Banner, method: str) -> None:
    assert banner.send(b"", method=method).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@once
def test_one_visitor_sends_only_so_much_in_a_minute(banner: Banner) -> None:
    for _ in range(OF_ONE):
        assert banner.choose(analytics=False).status_code == HTTPStatus.OK
    beyond = banner.choose(analytics=False)
    other = banner.choose({"visitor": "f" * 32}, analytics=False)

    assert (beyond.status_code, beyond.headers["retry-after"]) == (503, "2")
    assert other.status_code == HTTPStatus.OK


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
