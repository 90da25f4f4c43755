"""Values that somebody wrote, as a column takes them."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from mamoru.systems.forget.anonymous import UnfitError, for_file
from mamoru.systems.schema import SchemaColumn, Vendor


def fitted(there: SchemaColumn, text: str, vendor: Vendor, *, is_fixed: bool) -> Any:  # noqa: ANN401 - of the column's type
    """Return the value of a column that `text` writes.

    Raises `UnfitError` where it is none, or where nobody may change the column (`is_fixed`).
    """
    if is_fixed:
        raise UnfitError("key-personal")
    try:
        value = _typed(there, text)
    except (ValueError, InvalidOperation):
        raise UnfitError("value-unfit") from None
    return for_file(value) if vendor == "sqlite" else value


def _typed(there: SchemaColumn, text: str) -> Any:  # noqa: ANN401 - as above
    match there.family:
        case "text":
            if there.length is not None and len(text) > there.length:
                raise ValueError
            return text
        case "enum":
            if text not in there.words:
                raise ValueError
            return text
        case "int":
            return int(text)
        case "decimal":
            return _finite(Decimal(text))
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            return datetime.fromisoformat(text)
        case "uuid":
            return UUID(text)
    raise ValueError


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError
    return number
