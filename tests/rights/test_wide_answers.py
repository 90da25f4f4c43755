"""Answers with tables that are wider than a page."""

import io
import time

import pytest
from pypdf import PdfReader

from mamoru.rights.answer import pdf
from mamoru.rights.answer.page import Page, Section


@pytest.mark.parametrize("columns", [pdf.MOST_COLUMNS, pdf.MOST_COLUMNS + 1, 60, 300])
def test_a_table_of_many_columns_is_in_the_pdf_with_every_cell(columns: int) -> None:
    section = Section(
        heading="h", columns=tuple(f"c{at}" for at in range(columns)),
        rows=tuple(tuple(f"v{row}x{at}" for at in range(columns)) for row in range(2)),
    )  # fmt: skip
    page = Page(language="en", title="t", company="c", paragraphs=(), sections=(section,))

    made = PdfReader(io.BytesIO(pdf.written(page)))

    text = "".join("".join(one.extract_text().split()) for one in made.pages)
    assert [f"v1x{at}" for at in range(columns) if f"v1x{at}" not in text] == []


@pytest.mark.parametrize(
    "cell", ["見本の文章。" * 2_000, "\n".join(f"行{at}" for at in range(400))]
)
@pytest.mark.parametrize("columns", [2, pdf.MOST_COLUMNS])
def test_a_cell_that_is_longer_than_a_page_is_whole_in_the_pdf(cell: str, columns: int) -> None:
    section = Section(heading="h", columns=("c",) * columns, rows=((cell, *["v"] * (columns - 1)),))
    page = Page(language="ja", title="t", company="c", paragraphs=(), sections=(section,))

    made = PdfReader(io.BytesIO(pdf.written(page)))

    text = "".join("".join(one.extract_text().split()) for one in made.pages)
    kept = [one for one in text if one in "見本の文章。行" or (one.isdigit() and "行" in cell)]
    count = {one: kept.count(one) for one in "見本の文章。行"}
    assert count == {one: cell.count(one) for one in count}
    assert len(made.pages) > 2


def test_the_font_is_embedded_so_that_it_reads_the_same_everywhere() -> None:
    page = Page(language="ja", title="見本", company="架空", paragraphs=("回答\n\n以上",))

    [made] = PdfReader(io.BytesIO(pdf.written(page))).pages

    fonts = [font.get_object() for font in made["/Resources"]["/Font"].values()]  # type: ignore[index]  # a page has fonts
    japanese = [font for font in fonts if "IPAexGothic" in font["/BaseFont"]]
    assert japanese
    assert all("/FontFile2" in font["/FontDescriptor"] for font in japanese)
    assert {"回答", "以上"} <= set(made.extract_text().split())


def test_reasons_of_many_lines_take_time_by_their_number_and_not_by_its_square() -> None:
    def seconds(lines: int) -> float:
        reasons = "\n".join("架空の説明" for _ in range(lines))
        page = Page(language="ja", title="t", company="c", paragraphs=(reasons,))
        began = time.process_time()
        pdf.written(page)
        return time.process_time() - began

    seconds(10)  # what is loaded once
    assert seconds(2_000) < 8 * seconds(500)
