"""What may be sensitive is opened for a reason, and settled one by one by who has looked."""

import pytest
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import COLLECT, NOTICE, entries, given

from mamoru.faces.models import Revealed
from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.quarantine.settle import waiting
from mamoru.ledger.entries import Handled

ILLNESS = "父が糖尿病で、私も糖尿病の治療を受けています。<script>alert(1)</script>"
AT = "/console/sensitive"
WHY = {
    "reveal-purpose": "2(1)a", "reveal-reason": "sensitive", "reveal-reference": "memo:1",
}  # fmt: skip
NOTE = {"claim-notice": str(NOTICE["notice_shown"])}


def sent(pages: Inside) -> str:
    items = {"name": "Zenbu Tsukuribanashi", "inquiry_text": ILLNESS}
    found, _ = create(pages.door, OFFICER, COLLECT, [given(items=items)])
    (aside,) = found.quarantined
    return aside.ref


def quarantine() -> list[str]:
    found = [one for one in entries() if isinstance(one, Handled)]
    return [one.quarantine for one in found if one.quarantine]


def reviewer(pages: Inside, name: str = "reviewer-1") -> Visitor:
    return pages.officer(name, "reviewer")


def test_the_list_says_what_waits_and_since_when_and_no_value(pages: Inside) -> None:
    sent(pages)

    page = reviewer(pages).text(AT)

    assert "1 wait" in page
    assert "2026-11-24" in page
    assert "糖尿病" not in page
    assert quarantine() == ["held"]


def test_opening_one_takes_a_purpose_and_a_reason_and_is_on_record(pages: Inside) -> None:
    ref = sent(pages)
    visitor = reviewer(pages)
    assert "糖尿病" not in visitor.get(f"{AT}/{ref}").text
    assert visitor.post(f"{AT}/{ref}", {**WHY, "reveal-reference": "a story"}).status_code == 400
    assert quarantine() == ["held"]

    page = visitor.post(f"{AT}/{ref}", WHY).text

    assert "<mark>" in page
    assert "糖尿病" in page
    assert "<script>alert" not in page
    assert quarantine() == ["held", "reviewed"]
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.reason, kept.reference) == (
        "quarantined", ref, "sensitive", "memo:1",
    )  # fmt: skip
    assert "糖尿病" not in visitor.get(f"{AT}/{ref}").text


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("claim", {"claim-exception": "3(1)", "claim-evidence": "statute:7", **NOTE}),
        ("clear", {"clear-notice": "notice:2022-02-04"}),
        ("purge", {}),
    ],
)
def test_nobody_settles_what_they_have_not_looked_at(
    pages: Inside, act: str, form: dict[str, str]
) -> None:
    ref = sent(pages)
    reviewer(pages, "reviewer-2").post(f"{AT}/{ref}", WHY)
    visitor = reviewer(pages)

    assert visitor.post(f"{AT}/{ref}/{act}", form).status_code == 403
    assert len(waiting()) == 1
    visitor.post(f"{AT}/{ref}", WHY)
    assert visitor.post(f"{AT}/{ref}/{act}", form).status_code == 302

    assert waiting() == []
    assert quarantine()[-1] == {"claim": "claimed", "clear": "cleared", "purge": "purged"}[act]


def test_an_exception_that_does_not_hold_is_refused_in_words_beside_the_form(pages: Inside) -> None:
    ref = sent(pages)
    visitor = reviewer(pages)
    visitor.post(f"{AT}/{ref}", WHY)
    form = {"claim-exception": "3(6)", "claim-evidence": "memo:7", **NOTE}

    answer = visitor.post(f"{AT}/{ref}/claim", form)

    assert answer.status_code == 403
    assert "3" in answer.text
    assert "糖尿病" not in answer.text
    assert len(waiting()) == 1


@pytest.mark.parametrize("role", ["desk", "auditor", "engineer"])
def test_nobody_without_the_scope_sees_or_settles(pages: Inside, role: str) -> None:
    ref = sent(pages)
    visitor = pages.officer("visitor-1", role)

    assert visitor.get(AT).status_code == 403
    assert visitor.get(f"{AT}/{ref}").status_code == 403
    assert visitor.post(f"{AT}/{ref}", WHY).status_code == 403
    for act in ("claim", "clear", "purge"):
        assert visitor.post(f"{AT}/{ref}/{act}", {}).status_code == 403

    assert quarantine() == ["held"]
    assert len(waiting()) == 1
