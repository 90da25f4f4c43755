"""What people see of what is held and done, and that looking is on record as their own."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from html import unescape

import httpx
import pytest
from tests.gate.samples import USE, stored
from tests.gate.samples import entries as every_entry
from tests.notices.texts import LATER, NEW_PURPOSE, revised
from tests.portal.handing import Portal

from mamoru.consent import queries as consent
from mamoru.gate.asking import OFFICER
from mamoru.gate.models import Duty
from mamoru.gate.read import read
from mamoru.ledger.entries import Handled
from mamoru.ledger.tree.receipts import check_receipt
from mamoru.notices.draft import draft
from mamoru.notices.publish import publish

NAME = "Zenbu Tsukuribanashi"


def form(page: str, **named: str) -> dict[str, str]:
    """Return what a form would send, with its token."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    return {"csrfmiddlewaretoken": token[1], **named}


def handled(act: str) -> list[Handled]:
    return [one for one in every_entry() if isinstance(one, Handled) and one.act == act]


def test_what_is_held_is_listed_without_a_value(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)

    page = client.get("/my/held").text

    assert "Registration details" in page
    assert "<strong>Name</strong>" in page
    assert NAME not in page
    assert "zenbu@example.jp" not in page
    [entry] = handled("explain_purpose")
    assert (entry.outcome, entry.caller, entry.facts) == (
        "allow", "portal", ("request", "identity_verified"),
    )  # fmt: skip


def test_a_value_is_shown_when_it_is_asked_for_and_that_is_on_record(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)
    asked = form(client.get("/my/held").text, data="registration", item="name")

    page = client.post("/my/held/value", data=asked).text

    assert NAME in page
    assert "Clause 7(1)" in page
    [entry] = handled("disclose")
    assert (entry.outcome, entry.data) == ("allow", ("registration",))


def test_what_a_person_is_found_by_is_shown_when_it_is_asked_for(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)
    asked = form(client.get("/my/held").text, what="identifier", item="email")

    assert "zenbu@example.jp" in client.post("/my/held/value", data=asked).text


def test_no_value_is_shown_of_anybody_else(portal: Portal) -> None:
    stored(portal.door)
    client = portal.sign_in(stored(portal.door, "Betsu Tsukuri").ref)
    asked = form(client.get("/my/held").text, data="registration", item="name")

    page = client.post("/my/held/value", data=asked).text

    assert "Betsu Tsukuri" in page
    assert NAME not in page


def test_purposes_say_which_are_not_used_for_this_person(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)

    page = unescape(client.get("/my/held").text)

    offers = re.search(r"<li>To offer and supply(.*?)</li>", page, re.DOTALL)
    service = re.search(r"<li>To let users use the service(.*?)</li>", page, re.DOTALL)
    assert offers is not None
    assert service is not None
    assert "not used for you" in offers[1]
    assert "not used for you" not in service[1]
    assert "Clause 2(1)c" in offers[1]


def test_looking_leaves_no_answer_owed(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)
    client.get("/my/held")
    client.get("/my/shared")

    owed = Duty.objects.filter(duty="answer_request")

    assert owed.exists()
    assert not owed.filter(done_at=None).exists()


def test_a_page_needs_somebody_who_has_signed_in(portal: Portal) -> None:
    for path in ("/my", "/my/held", "/my/shared", "/my/policy", "/my/security", "/my/again"):
        there = portal.visitor().get(path)
        assert (there.status_code, there.headers["location"]) == (
            302, f"/my/sign-in?next={path}",
        )  # fmt: skip


def test_a_form_from_elsewhere_changes_nothing(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)

    for path in ("/my/held/value", "/my/security/everywhere", "/my/policy/agree", "/my/again"):
        assert client.post(path, data={"data": "registration", "item": "name"}).status_code == 403

    assert client.get("/my").status_code == 200
    assert not handled("disclose")


def test_uses_and_refusals_are_on_the_timeline_in_words(portal: Portal) -> None:
    ref = stored(portal.door).ref
    read(portal.door, OFFICER, USE, ref)
    client = portal.sign_in(ref)

    page = unescape(client.get("/my/shared").text)

    assert "use</strong>" in page
    assert "To let users use the service smoothly." in page
    assert "collection</strong>" in page


def test_the_timeline_is_paged_and_every_entry_comes_once(portal: Portal) -> None:
    ref = stored(portal.door).ref
    for _ in range(45):
        read(portal.door, OFFICER, USE, ref)
    client = portal.sign_in(ref)

    seen: list[str] = []
    page = client.get("/my/shared").text
    pages = 1
    while True:
        seen += re.findall(r"<li><p><time datetime[^<]*>[^<]*</time> · <strong>([^<]*)", page)
        more = re.search(r'href="\?before=(-?\d+)"', page)
        if more is None:
            break
        page = client.get(f"/my/shared?before={more[1]}").text
        pages += 1

    assert pages == 3
    assert seen.count("use") == 45
    assert seen.count("collection") == 1


def receipt(portal: Portal, client: httpx.Client) -> tuple[str, httpx.Response]:
    portal.door.settle()
    page = client.get("/my/shared").text
    found = re.findall(r'href="(/my/shared/\d+/receipt)"', page)
    return found[-1], client.get(found[-1])


def test_a_receipt_is_given_and_the_command_line_takes_it(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)

    _, answer = receipt(portal, client)

    told = answer.json()
    vkey = portal.door.sequencer.vkey
    assert check_receipt(told["receipt"], told["entry"].encode(), vkey).size > told["index"]
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    done = subprocess.run(
        [sys.executable, "-m", "mamoru.cli", "ledger", "check", "-", "--vkey", vkey],
        input=answer.content, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    changed = json.dumps(told | {"entry": told["entry"].replace("allow", "allot")})
    done = subprocess.run(
        [sys.executable, "-m", "mamoru.cli", "ledger", "check", "-", "--vkey", vkey],
        input=changed.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0


def test_nobody_gets_a_receipt_of_what_is_about_others(portal: Portal) -> None:
    mine = portal.sign_in(stored(portal.door).ref)
    address, _ = receipt(portal, mine)
    other = portal.sign_in(stored(portal.door, "Betsu Tsukuri").ref)

    assert other.get(address).status_code == 404


def test_the_policy_is_searched_by_its_words(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)

    page = client.get("/my/policy", params={"q": "advertising"}).text
    none = client.get("/my/policy", params={"q": "<script>zebra"}).text

    assert "<mark>advertising</mark>" in page.lower()
    assert "Nothing was found" in none
    assert "<script>zebra" not in none


def test_what_changed_since_is_told_and_agreeing_is_recorded(
    portal: Portal,
) -> None:
    person = stored(portal.door)
    draft(portal.door, OFFICER, revised(LATER, NEW_PURPOSE))
    done = publish(portal.door, OFFICER, LATER, approved="approval:1")
    before = portal.sign_in(person.ref).get("/my/policy").text
    portal.clock.now = done.in_force_from + timedelta(hours=1)
    client = portal.sign_in(person.ref)
    start, page = client.get("/my").text, client.get("/my/policy").text

    assert "What will change" in before
    assert "I agree" not in before
    assert "asks for your agreement" in start
    assert "needs your agreement" in page
    agreed = client.post("/my/policy/agree", data=form(page, version=LATER))

    assert agreed.headers["location"] == "/my/policy"
    assert [row.choice.notice_version for row in consent.of_person(person.number)] == [LATER]
    after = client.get("/my/policy").text
    assert "Your agreement is on record" in after
    assert "I agree to" not in after
    assert "asks for your agreement" not in client.get("/my").text


def test_nobody_agrees_to_a_text_that_they_were_not_shown(portal: Portal) -> None:
    person = stored(portal.door)
    client = portal.sign_in(person.ref)

    client.post("/my/policy/agree", data=form(client.get("/my/policy").text, version="1999"))

    assert not consent.of_person(person.number)
    assert "The version has changed" in client.get("/my/policy").text


@pytest.mark.parametrize("path", ["/my", "/my/held", "/my/shared", "/my/policy", "/my/security"])
def test_pages_are_small_and_keep_to_themselves(portal: Portal, path: str) -> None:
    import gzip

    client = portal.sign_in(stored(portal.door).ref)
    answer = client.get(path)
    assets = re.findall(r'(?:href|src)="(/(?:assets|policy/pages)[^"]+)"', answer.text)
    sizes = [len(gzip.compress(client.get(one).content)) for one in assets]

    assert len(gzip.compress(answer.content)) + sum(sizes) < 60_000
    assert "style=" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
