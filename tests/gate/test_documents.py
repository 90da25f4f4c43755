"""What a document says, and that one made to harm its reader harms nobody."""

import pytest
from tests.gate.papers import archive, pdf, sheet, words

from mamoru.gate import documents
from mamoru.gate.documents import Said, said

TEXT = "父が糖尿病で通院しています。"
HUGE = b"<a>" + b" " * (80 << 20) + b"</a>"
ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:p xmlns:w="w"><w:t>&b;</w:t></w:p>'
)


def test_a_pdf_is_read_page_by_page() -> None:
    read = said(pdf(TEXT, "二枚目です。"))

    assert read is not None
    assert TEXT in read.text
    assert "二枚目です。" in read.text
    assert read.is_whole


def test_a_page_without_text_is_not_passed_over_as_read() -> None:
    read = said(pdf(TEXT, ""))

    assert read is not None
    assert (TEXT in read.text, read.is_whole) == (True, False)


def test_a_word_that_is_cut_into_runs_is_whole_again() -> None:
    assert said(words(TEXT)) == Said(text=f"{TEXT}\n", is_whole=True)


def test_a_picture_within_an_office_file_is_not_passed_over_as_read() -> None:
    read = said(words(TEXT, {"word/media/image1.png": b"\x89PNG"}))

    assert read is not None
    assert not read.is_whole


def test_words_and_numbers_of_a_sheet_are_read() -> None:
    read = said(sheet("個人番号", 123456789018, TEXT))

    assert read is not None
    assert {"個人番号", "123456789018", TEXT} <= set(read.text.split("\n"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7 and no more", id="a-beginning"),
        pytest.param(pdf(TEXT)[:-600], id="cut-off"),
        pytest.param(pdf(TEXT, password="1"), id="locked"),
        pytest.param(archive({"a.txt": b"x"}), id="another-archive"),
        pytest.param(archive({"word/document.xml": b"<w:p>"}), id="no-xml"),
        pytest.param(archive({"word/document.xml": ENTITIES}), id="entities"),
    ],
)
def test_what_cannot_be_read_is_unread_and_no_failure(content: bytes) -> None:
    read = said(content)

    assert read is None or not read.is_whole


def test_a_part_that_unfolds_to_too_much_is_not_unfolded() -> None:
    read = said(archive({"word/document.xml": HUGE, "word/footnotes.xml": b"<w><t>note</t></w>"}))

    assert read == Said(text="note", is_whole=False)


def test_a_document_that_takes_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SECONDS", 0.001)

    assert said(pdf(TEXT)) is None
