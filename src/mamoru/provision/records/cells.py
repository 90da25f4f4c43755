"""What the forms of a register share: what may be taken for a formula, and how wide columns are."""

from mamoru.provision.records.sheet import Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet may take for a formula (CWE-1236)."""


def widths(sheet: Sheet) -> list[int]:
    """Return how wide each column is, in characters: as its content, between 8 and 40."""
    columns = zip(sheet.columns, *sheet.rows[:200], strict=True)
    return [min(40, max(8, *(2 * len(text) for text in column))) for column in columns]
