"""Registers as files: CSV that is safe to open, Excel, and PDF in Japanese."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import NamedTuple

from mamoru.provision.records.cells import FORMULA
from mamoru.provision.records.sheet import Sheet


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
    from mamoru.provision.records.excel import workbook  # here: its library takes long to load

    return workbook(sheet)


def as_pdf(sheet: Sheet) -> bytes:
    """Return the register as a PDF: A3 across, its head on each page, the pages numbered."""
    from mamoru.provision.records.pdf import document  # here, likewise

    return document(sheet)


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
