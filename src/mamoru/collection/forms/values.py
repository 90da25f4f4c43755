"""Whether values fit the fields of a form, and how they are written down.

A value is text, as it comes from a form on a page. What does not fit is named by the form's own
word for the field and a code; neither the value nor an unknown name is repeated.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from mamoru.collection.forms.errors import FieldsRefusedError
from mamoru.collection.forms.form import Form, FormField
from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import normalised

LONGEST = 20_000
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_POSTAL = re.compile(r"([0-9]{3})-?([0-9]{4})", re.ASCII)


class _Unfit(Exception):  # noqa: N818 - it never leaves this module
    """Why a value does not fit, as a code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(form: Form, given: Mapping[str, str], files: Mapping[str, int]) -> dict[str, str]:
    """Return the values by field; `files` says how many there are for each field.

    A field left empty counts as not given. Raises `FieldsRefusedError` with all that is wrong.
    """
    wrong = {} if given.keys() <= _names(form, "value") else {"?": "unknown-field"}
    wrong |= {} if files.keys() <= _names(form, "file") else {"?": "unknown-field"}
    found: dict[str, str] = {}
    for field in form.fields:
        try:
            if field.type == "file":
                _check_files(field, files.get(field.name, 0))
            elif (value := _value(field, given.get(field.name, ""))) is not None:
                found[field.name] = value
        except _Unfit as unfit:
            wrong[field.name] = unfit.code
    if wrong:
        raise FieldsRefusedError(fields=", ".join(f"{name}: {why}" for name, why in wrong.items()))
    return found


def _names(form: Form, sort: str) -> set[str]:
    return {one.name for one in form.fields if (one.type == "file") == (sort == "file")}


def _check_files(field: FormField, count: int) -> None:
    if field.required and not count:
        raise _Unfit("missing")
    if count > (field.most or 1):
        raise _Unfit("too-many")


def _value(field: FormField, raw: str) -> str | None:
    value = raw if field.type == "long_text" else raw.strip()
    if not value.strip():
        if field.required:
            raise _Unfit("missing")
        return None
    if len(value) > LONGEST:
        raise _Unfit("too-long")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r" for sign in value):
        raise _Unfit("not-text")
    return _TYPES[field.type](field, value)


def _text(field: FormField, value: str) -> str:
    if field.longest is not None and len(value) > field.longest:
        raise _Unfit("too-long")
    if field.type == "text" and any(sign in value for sign in "\t\n\r"):
        raise _Unfit("not-one-line")
    return value


def _number(field: FormField, value: str) -> str:
    value = unicodedata.normalize("NFKC", value)
    if not _NUMBER.fullmatch(value):
        raise _Unfit("not-a-number")
    number = int(value)
    if (field.least is not None and number < field.least) or (
        field.most is not None and number > field.most
    ):
        raise _Unfit("out-of-bounds")
    return str(number)


def _day(field: FormField, value: str) -> str:
    value = unicodedata.normalize("NFKC", value)
    try:
        if not _DATE.fullmatch(value):
            raise ValueError  # noqa: TRY301 - other forms of ISO 8601 are none here
        date.fromisoformat(value)
    except ValueError:
        raise _Unfit("not-a-date") from None
    if (field.first is not None and value < field.first) or (
        field.last is not None and value > field.last
    ):
        raise _Unfit("out-of-bounds")
    return value


def _choice(field: FormField, value: str) -> str:
    if value not in field.options:
        raise _Unfit("not-an-option")
    return value


def _yes_no(_field: FormField, value: str) -> str:
    if value not in ("yes", "no"):
        raise _Unfit("not-yes-or-no")
    return value


def _identifier(kind: str) -> Callable[[FormField, str], str]:
    def check(_field: FormField, value: str) -> str:
        try:
            normalised(kind, value)
        except InvalidIdentifierError:
            raise _Unfit(f"not-{kind}") from None
        return value

    return check


def _postal_code(_field: FormField, value: str) -> str:
    found = _POSTAL.fullmatch(unicodedata.normalize("NFKC", value).removeprefix("〒").strip())
    if found is None:
        raise _Unfit("not-a-postal-code")
    return f"{found[1]}-{found[2]}"


_TYPES: dict[str, Callable[[FormField, str], str]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "date": _day,
    "choice": _choice,
    "yes_no": _yes_no,
    "email": _identifier("email"),
    "phone": _identifier("phone"),
    "postal_code": _postal_code,
}
