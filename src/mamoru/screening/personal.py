"""Finds what identifies a person in Japanese and English text."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from mamoru.screening.addresses import addresses, named_addresses
from mamoru.screening.births import births
from mamoru.screening.contacts import emails, phones
from mamoru.screening.digits import numbers
from mamoru.screening.findings import Finding
from mamoru.screening.identifiers import insurances, of_number, passports
from mamoru.screening.labels import named
from mamoru.screening.names import names
from mamoru.screening.payments import accounts, of_card
from mamoru.screening.tokens import Token
from mamoru.screening.written import Written, written

_DIGITS = re.compile("[0-9]")


def personal_in(text: str, words: list[Token] | None = None) -> tuple[Finding, ...]:
    """Return what identifies a person in `text`, in its order, no two findings over each other.

    `words` are its tokens, where they were made already. A finding of higher confidence wins the
    place; of equal ones the longer.
    """
    return _apart([*_numbers(text), *names(text, words)])


def numbers_in(text: str) -> tuple[Finding, ...]:
    """Return what `personal_in` does but for names, for which a text has to be cut into words."""
    return _apart(_numbers(text))


def official_numbers_in(text: str) -> tuple[Finding, ...]:
    """Return the numbers that a state, an insurer or a card's issuer gave, and nothing else."""
    read = written(text)
    return _apart(_back(read, _official(read.text)))


def _numbers(text: str) -> list[Finding]:
    read = written(text)
    found = [*emails(read.text), *named_addresses(read.text)]
    if _DIGITS.search(read.text):
        found += _official(read.text)
        for search in (accounts, phones, births, addresses):
            found += search(read.text)
    return _back(read, found)


def _official(text: str) -> Iterator[Finding]:
    for one in numbers(text):
        words = cache(partial(named, text, one.start, one.end))
        finding = of_number(one, words) or of_card(one, words)
        if finding is not None:
            yield finding
    yield from passports(text)
    yield from insurances(text)


def _back(read: Written, found: Iterable[Finding]) -> list[Finding]:
    """Return the findings at their places in the text as it was given."""
    if read.origins is None:
        return list(found)
    placed = []
    for one in found:
        start, end = read.span(one.start, one.end)
        placed.append(
            Finding(
                kind=one.kind, start=start, end=end, confidence=one.confidence, reason=one.reason
            )
        )
    return placed


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings that keep their place, in order."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.confidence, -one.end)):
        if kept and one.start < kept[-1].end:
            if _weight(one) > _weight(kept[-1]):
                kept[-1] = one
        else:
            kept.append(one)
    return tuple(kept)


def _weight(one: Finding) -> tuple[float, int]:
    return one.confidence, one.end - one.start
