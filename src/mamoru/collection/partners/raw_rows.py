"""Rows as they stand in a delivery: values of which nothing is known yet, or why there are none.

Rows are numbered as the partner's own editor shows them: by the line of the file, with the header
as line 1; rows of Parquet from 1.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mamoru.collection.partners.errors import DeliveryUnreadableError
from mamoru.collection.partners.mapping import Plan

LONGEST_LINE = 1 << 18
"""Bytes of the longest line; what is longer is passed over without being kept."""
LONGEST_VALUE = 10_000
"""Characters of the longest value."""
BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffd\ud800-\udfff\ufffe\uffff]")
"""Characters that no value has: control characters, a byte order mark within, and what was lost
in an earlier conversion."""

ENCODING = "encoding"
QUOTES = "quotes"
TOO_LONG = "too-long"
COLUMNS = "columns"
CHARACTER = "character"
NOT_JSON = "not-json"
NESTED = "nested"
KEY_TWICE = "key-twice"
UNKNOWN_KEY = "unknown-key"


class Raw(NamedTuple):
    """One row: a value for each column of the plan, or the reason why it cannot be read."""

    row: int
    values: Sequence[str | None] = ()
    reason: str = ""
    detail: str = ""
    """The column, as the mapping names it, where there is one to blame."""


def unreadable(ja: str, en: str) -> DeliveryUnreadableError:
    """Return the error that stops a delivery as a whole."""
    return DeliveryUnreadableError(reason_ja=ja, reason_en=en)


def check_header(plan: Plan, named: Sequence[str]) -> tuple[int, ...]:
    """Return where in a row each column of the plan stands.

    The header is the mapping's, in whatever order: a column too many may hold what nobody agreed
    to receive. Raises `DeliveryUnreadableError`, which repeats nothing that stands in the file.
    """
    known = {column.name for column in plan.columns}
    lacking = [column.name for column in plan.columns if column.name not in named]
    strange = [at for at, name in enumerate(named, start=1) if name not in known]
    if lacking or strange or len(set(named)) != len(named):
        names, places = ", ".join(lacking) or "-", ", ".join(map(str, strange)) or "-"
        raise unreadable(
            f"見出しが対応表と一致しません(ない列: {names}、対応表にない列の位置: {places})",
            f"its header is not the mapping's (lacking: {names}; unknown at: {places})",
        )
    return tuple(named.index(column.name) for column in plan.columns)
