"""Answers as PDF (A4), with the font embedded, so that they are read the same everywhere."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from xml.sax.saxutils import escape

from mamoru.fonts import FONT, registered
from mamoru.rights.answer.page import Page, Section

LONGEST = 1_000
"""Characters of one row of a cell; what is longer goes on in the row below, since laying out one
cell over many pages takes the square of its length."""
LINES = 30
"""Likewise, lines."""
MOST_COLUMNS = 12
"""Of a table that fits on a page."""
_ON = "… "
"""What a row begins with that goes on with the one above."""


def written(page: Page) -> bytes:
    """Return the answer as a PDF whose pages are numbered."""
    # loaded where something is written only: half a second, and more memory than all the rest
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    registered()
    body = ParagraphStyle("body", fontName=FONT, fontSize=9.5, leading=14, wordWrap="CJK")
    large = ParagraphStyle("title", parent=body, fontSize=15, leading=22)
    file = io.BytesIO()
    margin = 18 * mm
    paper = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin,
        bottomMargin=margin, title=page.title, author=page.company, lang=page.language,
    )  # fmt: skip
    flow = [Paragraph(escape(page.title), large), Paragraph(escape(page.company), body)]
    # a paragraph of many lines would be laid out anew for each page that it reaches
    flow += [Paragraph(escape(line), body) for one in page.paragraphs for line in _lines(one)]
    for one in page.sections:
        flow += [Spacer(1, 8), Paragraph(escape(one.heading), large), _table(one, paper.width)]
    paper.build(flow, onFirstPage=_number, onLaterPages=_number)
    return file.getvalue()


def _table(section: Section, width: float) -> object:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph

    if len(section.columns) > MOST_COLUMNS:
        section = _upright(section)
    small = ParagraphStyle("cell", fontName=FONT, fontSize=7.5, leading=10, wordWrap="CJK")
    cells = [
        [Paragraph("<br/>".join(map(escape, part.splitlines())), small) for part in parts]
        for row in (section.columns, *section.rows)
        for parts in _parts(row)
    ]
    return LongTable(
        cells, colWidths=[width / len(section.columns)] * len(section.columns), repeatRows=1,
        splitInRow=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ],
    )  # fmt: skip


def _upright(section: Section) -> Section:
    """Return a table of two columns, name and value, for one that is too wide for a page."""
    rows = [
        cells
        for row in section.rows
        for cells in (("", ""), *zip(section.columns, row, strict=True))
    ]
    return Section(heading=section.heading, columns=("", ""), rows=tuple(rows[1:]))


def _lines(text: str) -> list[str]:
    """Return the lines of a text; an empty one has a height as well."""
    return [line or "\u00a0" for line in text.splitlines()]


def _parts(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield a row of a table in as many rows as its longest cell takes."""
    for number, parts in enumerate(zip_longest(*map(_pieces, row), fillvalue="")):
        yield tuple(f"{_ON}{part}" if number and part else part for part in parts)


def _pieces(cell: str) -> list[str]:
    """Return a cell in pieces of at most `LONGEST` characters and `LINES` lines."""
    if len(cell) <= LONGEST and cell.count("\n") < LINES:
        return [cell]
    pieces, lines = list[str](), list[str]()
    for line in cell.splitlines():
        for at in range(0, len(line) or 1, LONGEST):
            if len(lines) == LINES or sum(map(len, lines)) + len(line[at:][:LONGEST]) > LONGEST:
                pieces.append("\n".join(lines))
                lines = []
            lines.append(line[at : at + LONGEST])
    return [*pieces, "\n".join(lines)]


def _number(canvas: object, paper: object) -> None:
    canvas.setFont(FONT, 8)  # type: ignore[attr-defined]  # reportlab ships no types
    canvas.drawCentredString(297, 24, str(paper.page))  # type: ignore[attr-defined]  # likewise
