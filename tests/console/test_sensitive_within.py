"""What may be sensitive within inquiries is opened for a reason, and settled by who has looked."""

from typing import Any

import pytest
from tests.console.test_sensitive import quarantine, reviewer
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import NOON, entries, stored

from mamoru.desk.models import Message
from mamoru.desk.reading import thread
from mamoru.desk.receive import NewFile, NewInquiry, receive
from mamoru.faces.models import Revealed
from mamoru.gate.asking import OFFICER
from mamoru.gate.models import SensitiveGround
from mamoru.ledger.inquiry import InquiryChanged

ILLNESS = "父が糖尿病で、私も糖尿病の治療を受けています。<script>alert(1)</script>"
WRITER = "tsukuri@writer.example"
AT = "/console/sensitive/inquiries"
NOTE = "notice:2022-02-04"
CLAIM = {"claim-exception": "3(1)", "claim-evidence": "statute:7", "claim-notice": NOTE}


def came(pages: Inside, **more: Any) -> str:
    """Return where something of an inquiry that may be sensitive is settled."""
    new = NewInquiry(**{"text": ILLNESS, "kind": "question", "email": WRITER} | more)
    inquiry = receive(pages.door, OFFICER, new).inquiry
    seen = thread(pages.door, OFFICER, inquiry).messages[0]
    found = seen.message if seen.withheld else seen.files[0].attachment
    return f"{AT}/{inquiry}/{found}"


def why(pages: Inside, name: str, at: str) -> dict[str, str]:
    page = reviewer(pages, name).get(at).text
    offered = page.partition('name="reveal-purpose"')[2].partition('<option value="')[2]
    return {
        "reveal-purpose": offered.partition('"')[0], "reveal-reason": "sensitive",
        "reveal-reference": "memo:1",
    }  # fmt: skip


def looked_before(visitor: Visitor, at: str) -> None:
    """Let somebody have opened it while they had the role, so that the role alone is asked for."""
    assert visitor.account is not None
    Revealed.objects.create(
        account=visitor.account, at=NOON, what="inquiry_suspect", ref=at.rpartition("/")[2],
        purpose="2(1)a", reason="sensitive", reference="memo:1", trace="0", ticket=1,
    )  # fmt: skip


def purged() -> bool:
    steps = [one.change for one in entries() if isinstance(one, InquiryChanged)]
    return "purged" in steps


def test_the_list_says_what_waits_and_neither_who_wrote_it_nor_what(pages: Inside) -> None:
    at = came(pages)
    visitor = reviewer(pages)

    page = visitor.get(AT).text

    assert f'href="{at}"' in page
    assert "1 wait" in page
    assert "糖尿病" not in page
    assert WRITER not in page
    assert "1 more within inquiries" in visitor.text("/console/sensitive")
    assert f'href="{AT}"' in visitor.get("/console").text


def test_opening_one_takes_a_purpose_and_a_reason_and_is_on_record(pages: Inside) -> None:
    at = came(pages)
    visitor, sent = reviewer(pages), why(pages, "reviewer-1", at)
    assert "糖尿病" not in visitor.get(at).text
    assert visitor.post(at, {**sent, "reveal-reference": "a story"}).status_code == 400
    assert quarantine() == ["held"]

    page = visitor.post(at, sent).text

    assert "糖尿病" in page
    assert "<script>alert" not in page
    assert quarantine() == ["held", "reviewed"]
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.reason) == (
        "inquiry_suspect", at.rpartition("/")[2], "sensitive",
    )  # fmt: skip
    assert kept.ticket is not None
    assert "糖尿病" not in visitor.get(at).text


@pytest.mark.parametrize(
    ("act", "form", "became"),
    [
        ("claim", CLAIM, "claimed"),
        ("clear", {"clear-notice": NOTE}, "cleared"),
        ("purge", {}, "purged"),
    ],
)
def test_who_has_looked_lets_it_in_or_deletes_it_and_that_is_on_record(
    pages: Inside, act: str, form: dict[str, str], became: str
) -> None:
    at = came(pages)
    sent = why(pages, "reviewer-2", at)
    reviewer(pages, "reviewer-2").post(at, sent)
    visitor = reviewer(pages)
    assert visitor.post(f"{at}/{act}", form).status_code == 403
    assert Message.objects.exclude(purge_at=None).count() == 1
    visitor.post(at, sent)

    assert visitor.post(f"{at}/{act}", form).status_code == 302

    seen = thread(pages.door, OFFICER, at.split("/")[-2]).messages[0]
    assert ("糖尿病" in seen.text) is (act != "purge")
    assert not seen.withheld
    assert quarantine()[-1] == became or purged()
    grounds = [(one.came, one.evidence) for one in SensitiveGround.objects.all()]
    assert grounds == ([("inquiry", {"by_law": "statute:7"})] if act == "claim" else [])
    assert visitor.post(f"{at}/{act}", form).status_code == 409
    assert "0 wait" in visitor.text(AT)


def test_a_file_that_may_be_sensitive_is_settled_on_the_same_page(pages: Inside) -> None:
    file = NewFile(name="note.txt", media="text/plain", content=ILLNESS.encode())
    at = came(pages, text="添付をご覧ください。", files=(file,))
    visitor, sent = reviewer(pages), why(pages, "reviewer-1", at)

    page = visitor.post(at, sent).text

    assert "attached file" in page
    assert "糖尿病" in page
    assert "note.txt" in page
    assert visitor.post(f"{at}/purge", {}).status_code == 302
    seen = thread(pages.door, OFFICER, at.split("/")[-2]).messages[0]
    assert not seen.files[0].is_kept


def test_an_exception_that_does_not_hold_is_refused_in_words_beside_the_form(pages: Inside) -> None:
    at = came(pages, person=stored(pages.door).ref)
    visitor = reviewer(pages)
    visitor.post(at, why(pages, "reviewer-1", at))

    answer = visitor.post(f"{at}/claim", {**CLAIM, "claim-exception": "3(6)"})
    bare = visitor.post(f"{at}/clear", {"clear-notice": "a story about somebody"})

    assert answer.status_code == 403
    assert bare.status_code == 400
    assert "糖尿病" not in answer.text
    assert Message.objects.exclude(purge_at=None).count() == 1


@pytest.mark.parametrize("role", ["desk", "auditor", "engineer"])
def test_nobody_without_the_scope_sees_or_settles(pages: Inside, role: str) -> None:
    at = came(pages)
    sent = why(pages, "reviewer-1", at)
    visitor = pages.officer("visitor-1", role)
    looked_before(visitor, at)

    assert visitor.get(AT).status_code == 403
    assert visitor.get(at).status_code == 403
    assert visitor.post(at, sent).status_code == 403
    for act in ("claim", "clear", "purge"):
        assert visitor.post(f"{at}/{act}", {}).status_code == 403

    assert quarantine() == ["held"]
    assert Message.objects.exclude(purge_at=None).count() == 1


def test_what_is_of_another_inquiry_is_not_found(pages: Inside) -> None:
    at, other = came(pages), came(pages, text="母も糖尿病です。")
    mixed = f"{at.rpartition('/')[0]}/{other.rpartition('/')[2]}"

    assert reviewer(pages).get(mixed).status_code == 404
