"""Registers as workbooks of Excel."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from mamoru.provision.records.cells import FORMULA, widths
from mamoru.provision.records.sheet import Sheet

LONGEST = 32_767
"""Characters of the longest cell that Excel opens."""


def workbook(sheet: Sheet) -> bytes:
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
    for number, width in enumerate(widths(sheet), start=1):
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
