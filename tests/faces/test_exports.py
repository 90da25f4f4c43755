"""No export gives a spreadsheet a formula, and there is none that this list forgets."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

import mamoru
from mamoru.collection.partners.exporting import line
from mamoru.console.ledger.export import safe_table
from mamoru.provision.records.cells import FORMULA
from mamoru.provision.records.sheet import Sheet
from mamoru.provision.records.writing import as_csv, as_excel
from mamoru.rights.answer.files import _csv

SOURCE = Path(mamoru.__file__).parent
WRITES = ("csv.writer", "csv.DictWriter", "openpyxl", "xlsxwriter")


def _table(content: bytes) -> list[str]:
    [row] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return row


def _sheet(cell: str) -> Sheet:
    return Sheet(
        title="t", company="t", printed_on="t", columns=("c",), rows=((cell,),), language="en"
    )


def _register(cell: str) -> list[str]:
    return list(csv.reader(io.StringIO(as_csv(_sheet(cell)).decode("utf-8-sig"), newline="")))[1]


WRITERS: Mapping[str, Callable[[str], list[str]]] = {
    "collection/partners/exporting.py": lambda cell: _table(line([cell])),
    "console/ledger/export.py": lambda cell: _table(safe_table([[cell]])),
    "provision/records/writing.py": _register,
    "rights/answer/files.py": lambda cell: _table(_csv([(cell,)])),
}
IN_TEXT = {"provision/records/excel.py"}
"""Whose cells are texts by their type, whatever they begin with."""
FOR_PROGRAMS = {"provision/packages/formats.py"}
"""A package is read by the recipient's program against its manifest: values arrive as they are."""


def test_every_module_that_writes_a_table_is_tried() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if any(one in path.read_text(encoding="utf-8") for one in WRITES)
    }

    assert found == {*WRITERS, *IN_TEXT, *FOR_PROGRAMS}


@pytest.mark.parametrize("begins", FORMULA)
@pytest.mark.parametrize("name", WRITERS)
def test_no_cell_of_any_table_is_a_formula(name: str, begins: str) -> None:
    hostile = f"{begins}cmd|' /C calc'!A0"

    assert WRITERS[name](hostile) == [f"'{hostile}"]


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(as_excel(_sheet("=1+1"))))

    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}
