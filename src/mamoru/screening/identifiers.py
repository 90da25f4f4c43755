"""Numbers that the state or an insurer gave to a person: My Number, licence, passport, pension.

Check digits let one random number in ten pass, so each also needs a word that names it, right
before it or in its neighbourhood (`labels`).
"""

import re
from collections.abc import Callable, Iterator

from mamoru.screening.checkdigits import is_licence, is_luhn, is_my_number, is_travel_checked
from mamoru.screening.digits import Number
from mamoru.screening.findings import Finding, Kind
from mamoru.screening.labels import Label, Named, named

LEAST, MOST = 10, 12
"""Digits of the numbers that are only digits."""
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?[0-9]{7}(?![A-Za-z0-9])", re.IGNORECASE)
_TRAVEL_ZONE = re.compile(
    r"([A-Z0-9<]{9})([0-9])[A-Z<]{3}([0-9]{6})([0-9])[MFX<]([0-9]{6})([0-9])", re.IGNORECASE
)
_INSURER = re.compile(r"(?<![0-9])(?:[0-9]{8}|[0-9]{6})(?![0-9])")
_SYMBOL = re.compile(
    r"(?:記号|番号|枝番|symbol|number)[^0-9A-Za-z\n。、]{0,4}"
    r"((?=[^ \n]{0,9}[0-9])[0-9A-Za-z一-龥ァ-ヶ]{1,10}(?:[-・][0-9A-Za-z]{1,10}){0,3})",
    re.IGNORECASE,
)


def of_number(one: Number, words: Callable[[], Named]) -> Finding | None:
    """Return what the digits are, if they are a number of this kind."""
    if len(one.digits) == 12:
        return _of_twelve(one, words)
    if len(one.digits) == 10 and one.groups in {(10,), (4, 6)}:
        said = words()
        if said.says(Label.PENSION):
            return _found(Kind.PENSION_NUMBER, one, 0.95, "pension-number-named")
    return None


def _of_twelve(one: Number, words: Callable[[], Named]) -> Finding | None:
    if is_my_number(one.digits):
        said = words()
        if said.direct is Label.MY_NUMBER:
            return _found(Kind.MY_NUMBER, one, 0.99, "my-number-named")
        if said.says(Label.MY_NUMBER):
            return _found(Kind.MY_NUMBER, one, 0.9, "my-number-near")
    if is_licence(one.digits):
        said = words()
        if said.says(Label.LICENCE):
            return _found(Kind.LICENCE, one, 0.97, "licence-check")
    if one.is_whole and words().direct is Label.LICENCE:
        return _found(Kind.LICENCE, one, 0.6, "licence-named")
    return None


def passports(text: str) -> Iterator[Finding]:
    """Yield numbers of passports: near the word, or in a machine-readable zone that checks."""
    for one in _PASSPORT.finditer(text):
        if named(text, *one.span()).says(Label.PASSPORT):
            yield _at(Kind.PASSPORT, *one.span(), 0.95, "passport-named")
    if "<" not in text:
        return
    for one in _TRAVEL_ZONE.finditer(text):
        if all(is_travel_checked(one[place].upper(), one[place + 1]) for place in (1, 3, 5)):
            yield _at(Kind.PASSPORT, *one.span(), 1.0, "passport-zone")


def insurances(text: str) -> Iterator[Finding]:
    """Yield the insurer's number, and symbol and number of the insured."""
    if not re.search("保険|国保|社保|高齢者医療|資格確認|insur", text, re.IGNORECASE):
        return
    for one in _INSURER.finditer(text):
        if is_luhn(one[0]) and named(text, *one.span()).direct is Label.INSURER:
            yield _at(Kind.INSURANCE_NUMBER, *one.span(), 0.95, "insurer-check")
    for one in _SYMBOL.finditer(text):
        said = named(text, one.start(), one.start(1))
        if Label.INSURED in said.near and Label.POST_BANK not in said.near:
            yield _at(Kind.INSURANCE_NUMBER, *one.span(1), 0.85, "insured-named")


def _found(kind: Kind, one: Number, confidence: float, reason: str) -> Finding:
    return _at(kind, one.start, one.end, confidence, reason)


def _at(kind: Kind, start: int, end: int, confidence: float, reason: str) -> Finding:
    return Finding(kind=kind, start=start, end=end, confidence=confidence, reason=reason)
