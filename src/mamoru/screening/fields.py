"""Screening of one value of a structured record, by the item it belongs to."""

import re

from mamoru.screening.findings import Finding, Kind
from mamoru.screening.items import is_plain, kind_of

_DIGIT = re.compile(r"\d")
_LONGEST_PLAIN = 64
"""Characters of a value of one word; whoever types more into a field tells something."""
_EVERYTHING = "うつで、風邪です。番号は1234-5678-9012です。"
"""A text for which every list and pattern is needed: a word in kana, a complaint, a number."""


def screened(item: str, value: str, *, with_who: bool = True) -> tuple[Finding, ...]:
    """Return what is found in `value` of `item`, in its order.

    An item that is sensitive by its name is one finding, whatever the value. A name, a telephone
    number and the like hold what they are called, and are only looked through for numbers that
    must not be kept. Everything else is read as text, an item that nobody knows included; what else
    tells who somebody is, names and addresses, is looked for `with_who` only: it takes as long as
    everything else together.
    """
    if not value or value.isspace():
        return ()
    kind = kind_of(item)
    if kind is not None:
        return (_whole(kind, value),)
    if is_plain(item) and len(value) <= _LONGEST_PLAIN:
        return _numbers_in(value)
    return _text(value, with_who=with_who)


def warm() -> None:
    """Load what the first text would wait for, about a second: dictionaries, patterns, the model.

    Who looks for names as well, `with_who`, still waits for the lists of names.
    """
    _text(_EVERYTHING, with_who=False)


def _whole(kind: Kind, value: str) -> Finding:
    return Finding(kind=kind, start=0, end=len(value), confidence=0.95, reason="item-name")


def _numbers_in(value: str) -> tuple[Finding, ...]:
    if len(_DIGIT.findall(value)) < 7:
        return ()
    from mamoru.screening.personal import official_numbers_in  # here: it loads large lists

    return official_numbers_in(value)


def _text(value: str, *, with_who: bool) -> tuple[Finding, ...]:
    from mamoru.screening.sensitive import sensitive_in  # here: it loads large lists

    if with_who:
        from mamoru.screening.personal import personal_in
        from mamoru.screening.tokens import tokens

        words = tokens(value)
        found = [*personal_in(value, words), *sensitive_in(value, words)]
    else:
        found = [*_numbers_in(value), *sensitive_in(value)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))
