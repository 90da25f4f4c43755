"""Inquiries over HTTP: taken in, read for the purpose, answered, ended; templates and registers."""

import base64
import csv
import io

from tests.api.calling import COLLECTING, Api, person

from mamoru.desk.limits import OVERALL
from mamoru.desk.models import Inquiry
from mamoru.gate.errors import Scopes

ASKED = {
    "text": "登録した住所はいつまで保管されますか。", "subject": "保管期間",
    "email": "tsukuri@writer.example", "name": "架空 花子", "key": "key-of-inquiry-1",
}  # fmt: skip
SENSITIVE = "うつ病で通院していることは、誰にも知らせないでください。"
DESK = (Scopes.INQUIRIES_RECEIVE, Scopes.INQUIRIES_HANDLE, Scopes.QUARANTINE, Scopes.RECORDS_READ)


def test_a_complaint_goes_from_its_form_to_the_register(api: Api) -> None:
    desk = api.client("desk-one", scopes=DESK, purposes=["2(1)b"])
    file = {"content": base64.b64encode("領収書の控えです。".encode()).decode(), "name": "a.txt"}

    made = desk.post("/inquiries", json={**ASKED, "kind": "complaint", "files": [file]})
    again = desk.post("/inquiries", json={**ASKED, "kind": "complaint", "files": [file]})
    other = desk.post("/inquiries", json={**ASKED, "text": "別のことです。"})

    assert (made.status_code, again.status_code, other.json()["code"]) == (
        201, 200, "inquiry-differs",
    )  # fmt: skip
    ref = made.json()["inquiry"]
    [listed] = desk.get("/inquiries", params={"kind": "complaint"}).json()["inquiries"]
    assert (listed["inquiry"], listed["state"], listed["is_late"]) == (ref, "received", False)
    [message] = [
        one for one in desk.get(f"/inquiries/{ref}/thread").json()["messages"]
        if one["direction"] == "in"
    ]  # fmt: skip
    assert message["text"] == ASKED["text"]
    [seen] = message["files"]
    got = desk.get(f"/inquiries/{ref}/attachments/{seen['attachment']}")
    assert (got.content.decode(), got.headers["x-content-type-options"]) == (
        "領収書の控えです。", "nosniff",
    )  # fmt: skip
    assert desk.post(f"/inquiries/{ref}/assignment", json={"actor": "desk-a"}).json()["state"] == (
        "assigned"
    )
    desk.post(f"/inquiries/{ref}/links", json={"topic": "4(1)"})
    assert desk.post(f"/inquiries/{ref}/answers", json={"text": "三年です。"}).status_code == 201
    ended = desk.post(f"/inquiries/{ref}/closure", json={"outcome": "resolved"})
    assert ended.json()["state"] == "closed"
    written = desk.get("/registers/complaints/csv", params={"language": "en"})
    [row] = list(csv.reader(io.StringIO(written.content.decode("utf-8-sig"))))[1:]
    assert row[0] == ref
    assert row[2].startswith("4(1) · form")
    assert "answered" in row[3]
    assert "resolved" in row[3]
    assert ASKED["text"] not in written.text
    assert desk.get("/registers/complaints/xlsx").content.startswith(b"PK")
    assert desk.get("/registers/complaints/pdf").content.startswith(b"%PDF")


def test_a_key_without_the_purpose_of_inquiries_reads_no_thread(api: Api) -> None:
    desk = api.client("desk-one", scopes=DESK, purposes=["2(1)b"])
    shop = api.client("shop", scopes=[Scopes.INQUIRIES_HANDLE], purposes=["2(1)a"])
    ref = desk.post("/inquiries", json=ASKED).json()["inquiry"]

    refused = shop.get(f"/inquiries/{ref}/thread")

    assert (refused.status_code, refused.json()["code"]) == (403, "purpose-unregistered")
    form = api.client("form", scopes=[Scopes.INQUIRIES_RECEIVE], purposes=["2(1)b"])
    assert form.get("/inquiries").json()["code"] == "scope-missing"


def test_what_may_be_sensitive_is_settled_by_whoever_reviews(api: Api) -> None:
    desk = api.client("desk-one", scopes=DESK, purposes=["2(1)b"])
    ref = desk.post("/inquiries", json={**ASKED, "text": SENSITIVE}).json()["inquiry"]
    [message] = [
        one for one in desk.get(f"/inquiries/{ref}/thread").json()["messages"]
        if one["direction"] == "in"
    ]  # fmt: skip
    assert message["text"] == ""
    at = f"/inquiries/{ref}/suspects/{message['message']}"

    assert SENSITIVE in desk.get(at).json()["text"]
    refused = desk.post(f"{at}/settlement", json={"way": "claim"})
    assert refused.json()["code"] == "handling-refused"
    cleared = desk.post(
        f"{at}/settlement", json={"way": "clear", "grounds": {"notice_shown": "notice:desk"}}
    )
    assert cleared.json()["outcome"] == "cleared"
    assert desk.post(f"{at}/purge").json()["code"] == "inquiry-state"


def test_what_waits_is_counted_and_templates_are_changed(api: Api) -> None:
    desk = api.client("desk-one", scopes=DESK, purposes=["2(1)b"])
    desk.post("/inquiries", json=ASKED)

    told = desk.get("/inquiries/due").json()
    assert told["waits"]["received"] == 1
    assert told["mailbox"]["is_named"] is False
    assert desk.get("/inquiries/figures").json()["total"] is None
    new = {"subject_ja": "受付 ${number}", "subject_en": "Got", "body_ja": "a", "body_en": "${x}"}
    broken = desk.post("/inquiries/templates/answer", json=new)
    assert broken.json()["code"] == "template-broken"
    assert desk.post("/inquiries/templates/answer", json=new | {"body_en": "b"}).json()[
        "version"
    ] == 1  # fmt: skip
    names = [one["name"] for one in desk.get("/inquiries/templates").json()["templates"]]
    assert names == ["acknowledgement", "answer", "asking", "reminder"]


def test_no_lane_of_a_flood_says_who_is_held(api: Api) -> None:
    shop, form = api.client("shop"), api.client("form", scopes=[Scopes.INQUIRIES_RECEIVE])
    shop.post("/people", json={"handling": COLLECTING, "person": person(1)})
    for number in range(OVERALL):
        form.post("/inquiries", json={"text": f"Plainly made up {number}"})
    told = []
    for number in (1, 99):
        said = {"text": "May I ask something?", "email": f"fixture-{number}@example.com"}
        answer = form.post("/inquiries", json=said)
        told.append((answer.status_code, {**answer.json(), "inquiry": ""}))

    assert told[0] == told[1]
    lanes = Inquiry.objects.order_by("pk").values_list("lane", flat=True)
    assert list(lanes)[-2:] == ["desk", "held"]
