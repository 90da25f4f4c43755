"""Identifiers within texts: a pattern that every database reads, and whether it is one indeed.

What the database finds may be too much, never too little: each character counts in every width and
case, a number with whatever stands between its digits, and what JSON escapes is read as well. What
it finds is then looked at here.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import folded, normalised
from mamoru.systems.trace.start import Named

_LINES = "-‐‑‒–—―−－ー ｰ~～.．・/／()（）\t\u00a0\u3000\u00ad\u200b"
"""What stands between the digits of a number; the hyphen first, as brackets of patterns want it."""
_GAP = f"[{_LINES}]{{0,3}}"
_ESCAPE = r"\\u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]"
_GAPS = {False: _GAP, True: f"(?:[{_LINES}]|{_ESCAPE}){{0,3}}"}
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def pattern(person: Iterable[Named], *, whole: bool, escaped: bool = False) -> str:
    """Return what finds any of the identifiers, for the regular expressions of every vendor.

    `whole`: the column holds nothing else, but for a telephone number, beside which notes stand.
    `escaped`: of characters beyond ASCII also the escapes that JSON writes for them; it takes a
    database several times as long.
    """

    def told(text: str, gap: str = "") -> str:
        return gap.join(_any_form(one, escaped=escaped) for one in text)

    found: list[str] = []
    for kind, value in person:
        if kind == "phone":
            found.append(told(_digits(value)[1], _GAPS[escaped]))
        else:
            several = dict.fromkeys([folded(value), folded(_shared(kind, value))])
            texts = map(told, several)
            found += [f"^[ \u3000]*{one}[ \u3000]*$" if whole else one for one in texts]
    return "|".join(f"(?:{one})" for one in found)


def stands_in(kind: str, value: str, text: str) -> bool:
    """Return whether an identifier stands in a text and is no part of a longer word or number."""
    told = folded(_ESCAPED.sub(lambda met: chr(int(met[1], 16)), text))
    return any(one.search(told) for one in _words(kind, value))


@lru_cache(maxsize=1024)
def _words(kind: str, value: str) -> tuple[re.Pattern[str], ...]:
    if kind == "phone":
        nation, whole = _digits(value)
        trunk = f"(?:0{_GAP})?" if nation == "81" else ""
        before = rf"(?:(?:\+|00|010{_GAP})?{nation}{_GAP}{trunk}|{trunk})"
        return (re.compile(rf"(?<![0-9]){before}{_GAP.join(whole)}(?![0-9])"),)
    several = dict.fromkeys([folded(value), folded(_shared(kind, value))])
    return tuple(re.compile(rf"(?<![0-9a-z]){re.escape(one)}(?![0-9a-z])") for one in several)


def _shared(kind: str, value: str) -> str:
    try:
        return normalised(kind, value)
    except InvalidIdentifierError:
        return value


def _digits(value: str) -> tuple[str, str]:
    """Return the country of a telephone number and the number within it."""
    import phonenumbers  # here: its tables take long to load, and most commands need none

    number = phonenumbers.parse(normalised("phone", value))
    return str(number.country_code), phonenumbers.national_significant_number(number)


@lru_cache(maxsize=4096)
def _any_form(character: str, *, escaped: bool) -> str:
    """Return a pattern of a folded character in every case and width."""
    upper = character.upper()
    forms = dict.fromkeys([character, upper, unicodedata.normalize("NFD", character)])
    for one in (character, upper):
        forms |= dict.fromkeys(_wide().get(one, ()))
    if not escaped and all(len(one) == 1 and one.isalnum() for one in forms):
        return f"[{''.join(forms)}]" if len(forms) > 1 else character  # a class is much quicker
    told = [re.escape(one) for one in forms]
    if escaped:
        told += ["".join(map(_as_escape, one)) for one in forms if not one.isascii()]
    return f"(?:{'|'.join(told)})" if len(told) > 1 else told[0]


def _as_escape(character: str) -> str:
    if ord(character) > 0xFFFF:
        return re.escape(character)
    digits = (f"[{one}{one.upper()}]" if one.isalpha() else one for one in f"{ord(character):04x}")
    return rf"\\u{''.join(digits)}"


@cache
def _wide() -> dict[str, list[str]]:
    """Return the wide forms of narrow characters and the narrow ones of kana."""
    found: dict[str, list[str]] = {}
    single = [chr(code) for code in range(0xFF01, 0xFFEF)]
    marked = [chr(code) + mark for code in range(0xFF66, 0xFF9E) for mark in "\uff9e\uff9f"]
    for form in (*single, *marked):
        plain = unicodedata.normalize("NFKC", form)
        if len(plain) == 1 and plain != form:
            found.setdefault(plain, []).append(form)
    return found
