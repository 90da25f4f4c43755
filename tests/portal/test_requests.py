"""People make their requests and follow them; nobody gets at another's."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.gate.samples import NAME, stored
from tests.portal.asking import PNG, answer_ready, filled, made, sheet
from tests.portal.people import SCRIPT, Portal, looks
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.rights.samples import DESK, row

from mamoru.rights.requests.adding import papers_added
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.mandate import NewMandate, show_mandate
from mamoru.rights.requests.models import Paper, Request
from mamoru.rights.requests.papers import asked
from mamoru.screening.proofs import Document


@pytest.mark.parametrize(
    ("want", "kind"),
    [("held", "disclose"), ("purposes", "explain_purpose"), ("received", "disclose_records"),
     ("give", "suspend_provision")],
)  # fmt: skip
def test_a_plain_question_leads_to_the_kind_that_the_law_has(
    portal: Portal, want: str, kind: str
) -> None:
    client = portal.person(stored(portal.door).ref)

    answered = client.get("/my/requests/new", {"want": want})

    assert answered["Location"] == f"/my/requests/new/{kind}"


def test_what_may_mean_several_kinds_is_asked_once_more(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)

    again = client.get("/my/requests/new", {"want": "stop"})
    last = client.get("/my/requests/new", {"want": "stop", "kind": "erase"})

    assert 'value="suspend_use"' in again.content.decode()
    assert last["Location"] == "/my/requests/new/erase"


def test_a_request_of_somebody_signed_in_is_theirs_and_needs_no_other_proof(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)

    found = made(portal, client)

    assert row(found).person == ref
    assert row(found).identity == 2
    assert row(found).state == "search"
    assert found in client.get("/my/requests").content.decode()
    shown = client.get(f"/my/requests/{found}").content.decode()
    assert "You showed who you are" in shown
    assert "without delay" in shown


def test_a_form_that_is_sent_twice_makes_one_request(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    path = "/my/requests/new/disclose"
    given = filled(sheet=sheet(client, path))

    first, second = client.post(path, given), client.post(path, given)

    assert first["Location"] == second["Location"]
    assert Request.objects.count() == 1


def test_anothers_sheet_leads_nobody_to_anothers_request(portal: Portal) -> None:
    one = portal.person(stored(portal.door).ref)
    other = portal.person(stored(portal.door, "Betsu Tsukuribanashi").ref)
    path = "/my/requests/new/disclose"
    given = filled(sheet=sheet(one, path))

    first, second = one.post(path, given), other.post(path, given)

    assert first["Location"] != second["Location"]
    assert Request.objects.count() == 2


@pytest.mark.parametrize(
    "act", ["", "/answer", "/link", "/withdraw", "/paper", "/code", "/session"]
)
def test_anothers_request_looks_like_one_that_is_not_there(portal: Portal, act: str) -> None:
    found = made(portal, portal.person(stored(portal.door).ref))
    other = portal.person(stored(portal.door, "Betsu Tsukuribanashi").ref)
    ask = other.post if act else other.get

    theirs = ask(f"/my/requests/{found}{act}")
    absent = ask(f"/my/requests/req_0000000000000000{act}")

    assert (theirs.status_code, absent.status_code) == (404, 404)
    assert looks(theirs) == looks(absent)


def test_an_answer_is_taken_from_the_page_and_that_counts_as_having_answered(
    portal: Portal,
) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client)
    answer_ready(portal, found)
    assert "Your answer is ready" in client.get(f"/my/requests/{found}").content.decode()

    taken = client.post(f"/my/requests/{found}/answer")

    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert NAME in archive.read("answer.json").decode()
    assert taken["Content-Disposition"] == f'attachment; filename="{found}.zip"'
    assert row(found).state == "answered"
    assert client.post(f"/my/requests/{found}/answer").status_code == 200


def test_a_link_for_another_device_is_shown_with_its_passphrase_once(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client)
    answer_ready(portal, found)

    shown = client.post(f"/my/requests/{found}/link").content.decode()

    assert re.search(r'href="/api/v1/answers/[\w-]{43}"', shown)
    assert re.search(r"<code>(\w{4}-){5}\w{4}</code>", shown)
    assert "passphrase" not in client.get(f"/my/requests/{found}").content.decode().lower()


def test_a_request_can_be_taken_back_until_the_search(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "erase", claim="not_needed")
    assert row(found).state == "identity"

    client.post(f"/my/requests/{found}/withdraw")

    assert row(found).outcome == "abandoned"


def test_an_erasure_needs_a_document_even_of_whoever_is_signed_in(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "erase", claim="not_needed")
    shown = client.get(f"/my/requests/{found}").content.decode()
    assert "Send an identity document" in shown
    assert "Send me a number by mail" not in shown

    client.post(f"/my/requests/{found}/session")
    assert row(found).state == "identity"

    sent = {"document": "licence", "file": SimpleUploadedFile("a.png", PNG, "image/png")}
    assert client.post(f"/my/requests/{found}/document", sent).status_code == 302
    kept = Paper.objects.get(request=row(found), name__startswith="document:")
    assert kept.erase_by is not None
    assert PNG not in bytes(kept.sealed)

    vouch(portal.door, DESK, found, Vouched(
        way="document", document=Document.LICENCE, reference="note:1"))  # fmt: skip
    assert row(found).identity == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"<html><script>alert(1)</script>", "image/png"),
        ("a.png", b"%PDF-1.7 ...", "image/png"),
        ("a.jpg", PNG, "image/jpeg"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("a.png", b"", "image/png"),
        ("a.png", PNG + bytes(9 * 1024 * 1024), "image/png"),
        ("a.png", PNG + bytes(13 * 1024 * 1024), "image/png"),
    ],
)
def test_a_file_that_is_not_what_it_says_or_too_large_is_not_kept(
    portal: Portal, name: str, content: bytes, said: str
) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "erase", claim="not_needed")
    sent = {"document": "licence", "file": SimpleUploadedFile(name, content, said)}

    answered = client.post(f"/my/requests/{found}/document", sent)

    assert answered.status_code == 400
    assert 'role="alert"' in answered.content.decode()
    assert not Paper.objects.filter(name__startswith="document:").exists()


def test_a_paper_is_added_until_it_is_decided(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "correct", item_1="name", value_1="Zenbu Tadashii")
    sent = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 xyzzy", "application/pdf")}

    assert client.post(f"/my/requests/{found}/paper", sent).status_code == 302

    assert len(papers_added(found)) == 1
    assert b"xyzzy" not in bytes(Paper.objects.get(name__startswith="paper:").sealed)
    answer_ready(portal, found)
    late = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 xyzzy", "application/pdf")}
    assert client.post(f"/my/requests/{found}/paper", late).status_code == 409


def test_a_guardian_asks_visibly_for_another_and_goes_on_only_with_a_mandate(
    portal: Portal,
) -> None:
    guardian, child = stored(portal.door).ref, stored(portal.door, "Kodomo Tsukuribanashi").ref
    client = portal.person(guardian)

    found = made(portal, client, whose="guardian", name=NAME, email="kodomo@example.jp")

    assert row(found).person == child
    assert row(found).by == "agent"
    assert row(found).state == "identity"
    shown = client.get(f"/my/requests/{found}").content.decode()
    assert "for somebody else, as their agent" in shown
    assert "an extract of a register for a guardian" in shown
    seen_by_child = portal.person(child).get(f"/my/requests/{found}").content.decode()
    assert "Somebody who says that they act for you" in seen_by_child
    assert portal.person(child).post(f"/my/requests/{found}/session").status_code == 404
    vouch(portal.door, DESK, found, Vouched(
        way="document", document=Document.LICENCE, reference="note:1"))  # fmt: skip
    assert row(found).state == "mandate"
    show_mandate(portal.door, DESK, found, NewMandate(kind="statutory", documents=("paper:1",)))
    assert row(found).state == "search"
    assert asked(portal.door, row(found)).contact["as"] == "guardian"


def test_what_is_typed_is_shown_as_it_was_typed_and_runs_nowhere(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    path = "/my/requests/new/correct"
    given = filled(
        sheet=sheet(client, path), text=SCRIPT, name=SCRIPT, email=SCRIPT, address=SCRIPT,
        item_1="name", value_1=SCRIPT, whose=SCRIPT,
    )  # fmt: skip

    shown = client.post(path, given)

    assert shown.status_code == 400
    assert SCRIPT not in shown.content.decode()
    assert "&lt;script&gt;" in shown.content.decode()


def test_a_form_without_the_token_of_the_page_makes_no_request(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref, strict=True)
    path = "/my/requests/new/disclose"

    answered = client.post(path, filled(sheet=sheet(client, path)))

    assert answered.status_code == 403
    assert not Request.objects.exists()


def test_an_english_page_names_the_laws_in_english(portal: Portal) -> None:
    ref = stored(portal.door).ref

    english = portal.person(ref).get("/my/requests/new/erase").content.decode()
    japanese = portal.person(ref, language="ja").get("/my/requests/new/erase").content.decode()

    assert "APPI 35(5)" in english
    assert "法" not in english
    assert "個人情報保護法35条5項" in japanese


def test_the_day_of_an_erasure_is_said_by_the_articles_of_an_erasure(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "erase", claim="not_needed")

    shown = client.get(f"/my/requests/{found}").content.decode()

    assert "The law says without delay (APPI 35(1), APPI 35(2)" in shown
    assert "APPI 33" not in shown
