"""Files that officers send are what they are by content, whatever they are called."""

from pathlib import Path

import pytest
from tests.faces.inside import Inside
from tests.parties.samples import registered
from tests.rights.samples import asked

import mamoru
from mamoru.parties.models import PartyPaper
from mamoru.rights.requests.models import Paper as RequestPaper

PAGE = b"<html><script>alert(1)</script></html>"
TAKES = {
    "portal/contact/views.py": "tests/portal/test_contact.py",
    "console/parties/forms.py": "here",
    "console/requests/identity_acts.py": "here",
    "console/systems/registering.py": "tests/console/test_registering_systems.py",
}
"""Where a page takes a file, and where it is tried with one that lies."""
LYING = [("paper.pdf", "application/pdf"), ("paper.png", "image/png"), ("paper.jpg", "image/jpeg")]


def test_every_place_that_takes_a_file_is_tried() -> None:
    source = Path(mamoru.__file__).parent
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "forms.FileField(" in path.read_text(encoding="utf-8")
    }

    assert found == set(TAKES)


@pytest.mark.parametrize(("name", "said"), LYING)
def test_a_paper_of_a_party_that_lies_about_its_type_is_not_kept(
    pages: Inside, name: str, said: str
) -> None:
    party = registered(pages.door, "contractor")
    before = PartyPaper.objects.count()
    officer = pages.officer("officer-1", "officer")
    at = f"/console/parties/{party.ref}/paper"

    answer = officer.post(at, {"kind": "contract"}, files={"file": (name, PAGE, said)})

    assert answer.status_code == 400
    assert "no PDF, PNG or JPEG file" in answer.text
    assert PartyPaper.objects.count() == before


@pytest.mark.parametrize(("name", "said"), LYING)
def test_an_identity_document_that_lies_about_its_type_is_not_kept(
    pages: Inside, name: str, said: str
) -> None:
    ref = asked(pages.door)
    officer = pages.officer("officer-1", "officer")

    answer = officer.post(
        f"/console/requests/{ref}/document", {"document-document": "licence"},
        files={"document-image": (name, PAGE, said)},
    )  # fmt: skip

    assert answer.status_code == 400
    assert "no JPEG or PNG" in answer.text
    assert not RequestPaper.objects.filter(name__startswith="document:").exists()
