"""Numbers of clauses and labels: gaps, disorder, and two styles in one list."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mamoru.policy.lint.passages import BODIES
from mamoru.policy.lint.raised import Raised
from mamoru.policy.references import all_clauses
from mamoru.policy.shapes import Section, Spot

ROMAN = tuple(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)[1:]
_STYLES = (
    ("1", re.compile(r"()([0-9]+)()")),
    ("A1", re.compile(r"([A-Z])([0-9]+)()")),
    (".1", re.compile(r"(\.)([0-9]+)()")),
    ("(1)", re.compile(r"(\()([0-9]+)(\))")),
    ("(i)", re.compile(r"(\()([ivx]+)(\))")),
    ("(a)", re.compile(r"(\()([a-z])(\))")),
    ("a", re.compile(r"()([a-z])()")),
)
_PARTS = ("(main)", "(proviso)")
Number = tuple[str, int]


def numbering(file: Section) -> Iterator[Raised]:
    """Yield what is wrong with the numbers of clauses and, list by list, of what they hold.

    Labels in brackets are what the text does not number, and are left aside.
    """
    for table in all_clauses(file):
        yield from _listed("", list(table))
        for label, section in table.items():
            yield from _below(label, section)


def _below(cite: str, section: Section) -> Iterator[Raised]:
    for body in BODIES:
        inner = section.get(body, {})
        yield from _listed(cite, list(inner))
        for label, one in inner.items():
            yield from _below(cite + label, one)


def _listed(cite: str, labels: list[Spot]) -> Iterator[Raised]:
    """Yield what is wrong with one list: each label is told by its style and its number."""
    counted = [label for label in labels if label[0] != "[" and label not in _PARTS]
    known = [(label, number_of(label, counted)) for label in counted]
    if not known:
        return
    first, (style, number) = known[0]
    if number != 1:
        yield _gap(cite, first, style, 1)
    for (before, (style, number)), (label, (other, next_number)) in pairwise(known):
        if style != other:
            yield _raised("numbering-styles", cite, label, one=style, other=other)
        elif next_number <= number:
            yield _raised("numbering-order", cite, label, label=str(label), before=str(before))
        elif next_number != number + 1:
            yield _gap(cite, label, style, number + 1)


def number_of(label: str, beside: list[Spot]) -> Number:
    """Return the style of a label and its number in that style.

    `(i)` is the first Roman numeral, or the ninth letter where `(h)` stands before it.
    """
    are_letters = any(re.fullmatch(r"\([a-hj-uwyz]\)", one) for one in beside)
    for style, pattern in _STYLES:
        found = pattern.fullmatch(label)
        if found is None or (style == "(i)" and (are_letters or found[2] not in ROMAN)):
            continue
        text = found[2]
        if text.isdigit():
            return style, int(text)
        return style, ROMAN.index(text) + 1 if style == "(i)" else ord(text) - ord("a") + 1
    return label, 1


def _gap(cite: str, label: Spot, style: str, number: int) -> Raised:
    name = str(number)
    if style in ("a", "(a)"):
        name = chr(ord("a") + number - 1)
    elif style == "(i)":
        name = ROMAN[number - 1]
    elif style == "A1":
        name = label[0] + name
    expected = re.sub(r"[0-9]+|[a-z]+", name, style) if style != "A1" else name
    return _raised("numbering-gap", cite, label, label=str(label), expected=expected)


def _raised(code: str, cite: str, at: Spot, **facts: str) -> Raised:
    return Raised(code=code, about=cite + at, place=at.place, facts=dict(facts))
