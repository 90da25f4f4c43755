"""Registers as PDF in Japanese."""

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from mamoru.fonts import FONT, registered
from mamoru.provision.records.cells import widths
from mamoru.provision.records.sheet import Sheet

_MARGIN = 10 * mm


def document(sheet: Sheet) -> bytes:
    """Return the register as a PDF: A3 across, its head on each page, the pages numbered."""
    registered()
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


def _shares(sheet: Sheet, whole: float) -> list[float]:
    """Return the width of each column in points."""
    wide = [min(24, width) for width in widths(sheet)]
    return [whole * width / sum(wide) for width in wide]
