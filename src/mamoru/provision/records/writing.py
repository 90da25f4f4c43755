"""Registers as files: CSV that is safe to open, Excel, and PDF in Japanese."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from mamoru.provision.records.sheet import Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet may take for a formula (CWE-1236)."""
LONGEST = 32_767
"""Characters of the longest cell that Excel opens."""
FONT = "HeiseiKakuGo-W5"
"""One of the Japanese fonts that PDF readers bring; it is not embedded."""
_MARGIN = 10 * mm


def as_csv(sheet: Sheet) -> bytes:
    """Return the register as CSV (RFC 4180) in UTF-8, with the mark that spreadsheets want."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in (sheet.columns, *sheet.rows):
        writer.writerow([harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_excel(sheet: Sheet) -> bytes:
    """Return the register as a workbook: every cell is text, the head stays in view."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title="register")
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.oddFooter.center.text = "&P / &N"
    page.oddHeader.left.text = f"{sheet.company} {sheet.title} {sheet.printed_on}".replace(
        "&", "&&"
    )
    page.page_setup.orientation = "landscape"
    page.print_title_rows = "1:1"
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_cell(page, text, is_head=True) for text in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, text) for text in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(page: Any, text: str, *, is_head: bool = False) -> WriteOnlyCell:  # noqa: ANN401 - no types
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST])
    cell.data_type = "s"  # or a text that begins with = would be a formula
    cell.quotePrefix = text.startswith(FORMULA)  # and would become one once somebody edits it
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(bold=True)
    return cell


def as_pdf(sheet: Sheet) -> bytes:
    """Return the register as a PDF: A3 across, its head on each page, the pages numbered."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    width, height = landscape(A3)
    paper = SimpleDocTemplate(
        file, pagesize=(width, height), leftMargin=_MARGIN, rightMargin=_MARGIN,
        topMargin=_MARGIN, bottomMargin=2 * _MARGIN, title=sheet.title, author=sheet.company,
        lang=sheet.language,
    )  # fmt: skip
    small = ParagraphStyle("cell", fontName=FONT, fontSize=6.5, leading=8.5, wordWrap="CJK")
    large = ParagraphStyle("title", fontName=FONT, fontSize=13, leading=18)
    table = LongTable(
        [[Paragraph(escape(cell), small) for cell in row] for row in (sheet.columns, *sheet.rows)],
        colWidths=_shares(sheet, width - 2 * _MARGIN), repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ],
    )  # fmt: skip
    above = f"{sheet.company} {sheet.printed_on} {len(sheet.rows):,}"
    paper.build(
        [
            Paragraph(escape(sheet.title), large),
            Paragraph(escape(above), small),
            Spacer(1, 4),
            table,
        ],
        canvasmaker=_Numbered,
    )
    return file.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas that knows at the end how many pages there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - reportlab's own
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's own
        """Put the page aside until their number is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its number."""
        for page in self._pages:
            self.__dict__.update(page)
            self.setFont(FONT, 8)
            told = f"{self._pageNumber} / {len(self._pages)}"
            self.drawCentredString(self._pagesize[0] / 2, _MARGIN, told)
            super().showPage()
        super().save()


def _widths(sheet: Sheet) -> list[int]:
    """Return how wide each column is, in characters: as its content, between 8 and 40."""
    columns = zip(sheet.columns, *sheet.rows[:200], strict=True)
    return [min(40, max(8, *(2 * len(text) for text in column))) for column in columns]


def _shares(sheet: Sheet, whole: float) -> list[float]:
    """Return the width of each column in points."""
    widths = [min(24, width) for width in _widths(sheet)]
    return [whole * width / sum(widths) for width in widths]


class Form(NamedTuple):
    """A form in which a register is written."""

    write: Callable[[Sheet], bytes]
    media: str


FORMS: Mapping[str, Form] = {
    "csv": Form(as_csv, "text/csv; charset=utf-8"),
    "xlsx": Form(as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": Form(as_pdf, "application/pdf"),
}
"""By the ending of the file's name."""
