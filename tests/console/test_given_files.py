"""Files that others sent are given for a purpose and a reason, and no browser runs them."""

import pytest
from tests.console.test_requests import why
from tests.faces.inside import Inside
from tests.faces.site import totp
from tests.gate.samples import SERVICE, entries
from tests.parties.samples import filed, registered
from tests.rights.samples import asked, row

from mamoru.desk.reading import thread
from mamoru.desk.receive import NewFile, NewInquiry, receive
from mamoru.faces.given_file import LONGEST, SEALED_OFF, ending_of, given_file, safe_name, sent_file
from mamoru.faces.models import Revealed
from mamoru.gate.asking import OFFICER
from mamoru.gate.evidence_files import keep
from mamoru.ledger.entries import PartyChanged
from mamoru.rights.requests.adding import add_paper, paper
from mamoru.rights.requests.errors import RequestStateError
from mamoru.rights.requests.identify import DocumentSent, keep_document
from mamoru.rights.requests.models import Step
from mamoru.screening.proofs import Document

JPEG = b"\xff\xd8\xffimage"
PAGE = b"<!doctype html><script>alert(document.domain)</script>"
WHY = {"reveal-purpose": SERVICE, "reveal-reason": "supervision", "reveal-reference": "case:1"}


def evidence(pages: Inside) -> tuple[str, str]:
    """Return a party, and a file of it that says it is a page."""
    party = registered(pages.door)
    kept = keep(pages.door, OFFICER, party.ref, "text/html", [PAGE[:20], PAGE[20:]])
    filed(pages.door, party, "contract", file=kept.file)
    return party.ref, kept.file


def opened() -> list[PartyChanged]:
    found = [one for one in entries() if isinstance(one, PartyChanged)]
    return [one for one in found if one.change == "file_opened"]


def is_sealed_off(headers: dict[str, str]) -> bool:
    return (
        headers["content-disposition"].startswith('attachment; filename="')
        and headers["content-type"] == "application/octet-stream"
        and headers["x-content-type-options"] == "nosniff"
        and headers["content-security-policy"] == SEALED_OFF
        and headers["cache-control"] == "no-store"
    )


def test_an_evidence_file_is_given_for_a_purpose_and_a_reason_and_that_is_on_record(
    pages: Inside,
) -> None:
    party, name = evidence(pages)
    visitor = pages.officer("officer-1", "officer")
    at = f"/console/parties/{party}/files/{name}"
    assert f'href="{at}"' in visitor.get(f"/console/parties/{party}").text
    assert "alert(" not in visitor.get(at).text
    assert visitor.post(at, {**WHY, "reveal-reference": "a story"}).status_code == 400
    assert opened() == []

    given = visitor.post(at, WHY)

    assert given.content == PAGE
    assert is_sealed_off(dict(given.headers))
    assert f'filename="{name}.bin"' in given.headers["content-disposition"]
    assert visitor.account is not None
    assert [(one.what, one.caller) for one in opened()] == [(name, visitor.account.handle)]
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.reason) == ("party_file", name, "supervision")
    assert kept.ticket is not None
    openings = pages.officer("auditor-1", "auditor").text("/console/registers/openings")
    assert "evidence file of a party" in openings


def test_the_page_of_a_party_shows_what_no_paper_names_as_well(pages: Inside) -> None:
    party = registered(pages.door)
    kept = keep(pages.door, OFFICER, party.ref, "application/pdf", [b"%PDF-1.7"])
    visitor = pages.officer("officer-1", "officer")

    assert kept.file in visitor.text(f"/console/parties/{party.ref}")
    given = visitor.post(f"/console/parties/{party.ref}/files/{kept.file}", WHY)
    assert given.headers["content-disposition"].endswith('.pdf"')


@pytest.mark.parametrize("role", ["desk", "auditor", "reviewer", "engineer"])
def test_an_officer_without_the_role_opens_no_evidence(pages: Inside, role: str) -> None:
    party, name = evidence(pages)
    visitor = pages.officer("visitor-1", role)
    at = f"/console/parties/{party}/files/{name}"

    assert visitor.get(at).status_code == 403
    assert visitor.post(at, WHY).status_code == 403
    if role in ("auditor", "reviewer"):
        assert name not in visitor.get(f"/console/parties/{party}").text
    assert opened() == []


def test_a_file_is_opened_with_its_own_party_alone(pages: Inside) -> None:
    _, name = evidence(pages)
    other = registered(pages.door, name="別の商会")
    visitor = pages.officer("officer-1", "officer")

    assert visitor.get(f"/console/parties/{other.ref}/files/{name}").status_code == 404
    assert visitor.post(f"/console/parties/{other.ref}/files/{name}", WHY).status_code == 404
    assert opened() == []


def test_a_paper_that_a_person_added_is_given_to_who_handles_the_request(pages: Inside) -> None:
    ref = asked(pages.door)
    name = add_paper(pages.door, OFFICER, ref, PAGE).removeprefix("paper:")
    desk = pages.officer("desk-1", "desk")
    at = f"/console/requests/{ref}/added/{name}"
    sent = why(pages)
    assert f'action="{at}"' in desk.get(f"/console/requests/{ref}").text
    assert desk.post(at).status_code == 400

    given = desk.post(at, sent)

    assert given.content == PAGE
    assert is_sealed_off(dict(given.headers))
    assert given.headers["content-disposition"].endswith('.txt"')
    step = Step.objects.get(change="papers_read")
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.ticket) == ("request_paper", ref, step.ticket)


@pytest.mark.parametrize("role", ["auditor", "engineer"])
def test_an_officer_without_the_role_opens_no_added_paper(pages: Inside, role: str) -> None:
    ref = asked(pages.door)
    name = add_paper(pages.door, OFFICER, ref, PAGE).removeprefix("paper:")
    visitor = pages.officer("visitor-1", role)

    answer = visitor.post(f"/console/requests/{ref}/added/{name}", WHY)

    assert answer.status_code == 403
    assert not Step.objects.filter(change="papers_read").exists()


def test_neither_a_paper_of_another_request_nor_what_is_no_paper_is_given(pages: Inside) -> None:
    ref = asked(pages.door, text="Please tell me.")
    other = asked(pages.door, person=row(ref).person)
    name = add_paper(pages.door, OFFICER, other, PAGE).removeprefix("paper:")
    desk = pages.officer("desk-1", "desk")

    for one in (name, "asked", "0123"):
        answer = desk.post(f"/console/requests/{ref}/added/{one}", why(pages))
        assert answer.status_code == 409
        assert "Please tell me." not in answer.text
    with pytest.raises(RequestStateError):
        paper(pages.door, OFFICER, ref, "asked")
    assert not Step.objects.filter(change="papers_read").exists()


def test_an_identity_document_is_given_as_a_file_as_well(pages: Inside) -> None:
    ref = asked(pages.door)
    sent = DocumentSent(document=Document.LICENCE, image=b"\xff\xd8\xffimage")
    keep_document(pages.door, OFFICER, ref, sent)
    desk = pages.officer("desk-1", "desk")
    page = desk.get(f"/console/requests/{ref}").text
    at = page.partition(f'action="/console/requests/{ref}/documents/')[2].partition('"')[0]

    given = desk.post(f"/console/requests/{ref}/documents/{at}", why(pages))

    assert given.content == b"\xff\xd8\xffimage"
    assert is_sealed_off(dict(given.headers))
    assert given.headers["content-disposition"].endswith('.jpg"')


def places(pages: Inside) -> dict[str, tuple[str, dict[str, str]]]:
    """Return where each kind of file that others sent is given, with the form that asks for it."""
    party, name = evidence(pages)
    ref = asked(pages.door)
    added = add_paper(pages.door, OFFICER, ref, PAGE).removeprefix("paper:")
    keep_document(pages.door, OFFICER, ref, DocumentSent(document=Document.LICENCE, image=JPEG))
    page = pages.officer("officer-1", "officer").get(f"/console/requests/{ref}").text
    shown = page.partition(f'action="/console/requests/{ref}/documents/')[2].partition('"')[0]
    sent = NewInquiry(text="Made up.", kind="question", email="tsukuri@writer.example",
                      files=(NewFile(name="a.pdf", content=b"%PDF-1.7 made up"),))  # fmt: skip
    inquiry = receive(pages.door, OFFICER, sent).inquiry
    seen = thread(pages.door, OFFICER, inquiry).messages[0].files[0].attachment
    reason = {**why(pages), "reveal-reason": "inquiry"}
    return {
        "evidence": (f"/console/parties/{party}/files/{name}", WHY),
        "added": (f"/console/requests/{ref}/added/{added}", why(pages)),
        "document": (f"/console/requests/{ref}/documents/{shown}", why(pages)),
        "attachment": (f"/console/inquiries/{inquiry}/files/{seen}", reason),
    }


@pytest.mark.parametrize("kind", ["added", "attachment", "document", "evidence"])
def test_a_file_is_given_once_it_was_shown_again_who_asks_for_it(pages: Inside, kind: str) -> None:
    at, sent = places(pages)[kind]
    late = pages.officer("officer-1", "officer", minutes_ago=60)

    asked_again = late.post(at, sent)

    assert asked_again.status_code == 302
    assert "/reauthenticate/" in asked_again.headers["location"]
    assert not Revealed.objects.exists()
    given = late.post(asked_again.headers["location"], {"code": totp()})
    assert given.headers["content-disposition"].startswith("attachment")
    assert Revealed.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "ending"),
    [(b"%PDF-1.7", "pdf"), (b"\xff\xd8\xff\xe0", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"),
     (PAGE, "txt"), (b"MZ\x90\x00", "bin"), (b"a\0b", "bin"), ("見本".encode(), "txt")],
)  # fmt: skip
def test_a_name_ends_by_what_the_content_is(content: bytes, ending: str) -> None:
    assert ending_of(content) == ending


def test_no_name_breaks_out_of_its_header() -> None:
    given = given_file(b"x", 'a";\r\nSet-Cookie: x=1; filename="b.html')

    assert given.headers["Content-Disposition"] == (
        'attachment; filename="aSet-Cookiex1filenameb.html"'
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("見本.pdf", "見本.pdf"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\Windows\\a.exe", "CWindowsa.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200b.pdf\x00.exe", "a.pdf.exe"),
        (".htaccess", "htaccess"),
        (" . ", "file"),
        ("", "file"),
        ("あ" * 500 + ".pdf", "あ" * (LONGEST - 4) + ".pdf"),
        ("a" * 500, "a" * LONGEST),
    ],
)
def test_a_senders_name_is_no_path_and_ends_as_it_reads(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_no_name_of_a_sender_breaks_out_of_its_header() -> None:
    given = sent_file(b"x", "a'; x\r\nSet-Cookie: b.pdf").headers["Content-Disposition"]

    assert given == "attachment; filename*=UTF-8''a%27%3B%20xSet-Cookie%20b.pdf"
