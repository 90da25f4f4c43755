"""Spelling: known misspellings, doubled words and marks, brackets, and mixed widths."""

import re
from collections.abc import Iterator

from mamoru.policy.lint.passages import Page, Passage
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.references import EMAIL, URL
from mamoru.policy.lint.rows import misspellings
from mamoru.policy.shapes import Spot

PAIRS = {
    one[0]: one[1] for one in ("()", "\uff08\uff09", "「」", "『』", "【】", "[]", "〈〉", "《》")
}
"""Opening brackets with their closing ones; full-width ones are written as escapes."""
_CLOSING = {closing: opening for opening, closing in PAIRS.items()}
_MARKS = {
    "ja": re.compile(r"。。+|、、+|[。、][、。]|[^\s!-~] {2,}|\u3000{2,}"),
    "en": re.compile(r"(?<=\S) {2,}(?=\S)|,,+|(?<!\.)\.\.(?!\.)|;;+"),
}
_DOUBLED = re.compile(r"\b([A-Za-z]+)\s+\1\b", re.IGNORECASE)
_MEANT_TWICE = frozenset(["had", "that", "bye"])
_NUMBERED = re.compile(r"(?:^|\s)(?:[0-9]{1,2}|[a-z])$")
"""What stands before the bracket of `1)` in a list, which closes nothing."""
_WIDTHS = (
    ("数字", "digits", re.compile(r"[0-9]"), re.compile(r"[\uff10-\uff19]")),
    ("括弧", "brackets", re.compile(r"[()]"), re.compile(r"[\uff08\uff09]")),
    ("英字", "letters", re.compile(r"[A-Za-z]"), re.compile(r"[\uff21-\uff3a\uff41-\uff5a]")),
)


def spelling(page: Page) -> Iterator[Raised]:
    """Yield what is spelt wrongly, text by text, and widths that are mixed within a language."""
    for passage in page.passages:
        for language, spot in passage.spots:
            for code, facts in (
                *_misspelt(spot, language),
                *_doubled(spot, language),
                *_unbalanced(spot),
            ):
                yield _raised(code, passage, spot, facts)
    for language in ("ja", "en"):
        yield from _mixed(page, language)


def _misspelt(text: str, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    for wrong, right in misspellings()[language].items():
        is_there = (
            wrong in text
            if language == "ja"
            else re.search(rf"\b{re.escape(wrong)}\b", text, re.IGNORECASE)
        )
        if is_there:
            yield "misspelling", {"text": wrong, "right": right}


def _doubled(text: str, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    for mark in _MARKS[language].findall(EMAIL.sub("x", URL.sub("x", text))):
        yield "doubled-mark", {"text": mark}
    if language == "en":
        for word in _DOUBLED.findall(text):
            if word.lower() not in _MEANT_TWICE:
                yield "doubled-word", {"text": word}


def _unbalanced(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the first bracket without its counterpart; a bracket of the other width is none."""
    opened: list[str] = []
    for at, one in enumerate(text):
        if one in PAIRS:
            opened.append(one)
        elif one in _CLOSING and not opened and _NUMBERED.search(text[:at]):
            continue
        elif one in _CLOSING and (not opened or opened.pop() != _CLOSING[one]):
            yield "unbalanced-bracket", {"text": one}
            return
    if opened:
        yield "unbalanced-bracket", {"text": opened[0]}


def _mixed(page: Page, language: str) -> Iterator[Raised]:
    """Yield the texts in the less usual width, for digits, brackets and letters."""
    for kind_ja, kind_en, *patterns in _WIDTHS:
        found = [
            [one for one in page.passages if pattern.search(getattr(one, language))]
            for pattern in patterns
        ]
        if not all(found):
            continue
        rarer = int(len(found[1]) <= len(found[0]))
        for passage in found[rarer]:
            spot: Spot = getattr(passage, language)
            text = patterns[rarer].search(spot)
            facts = {"kind_ja": kind_ja, "kind_en": kind_en, "text": text[0] if text else ""}
            yield _raised("mixed-width", passage, spot, facts)


def _raised(code: str, passage: Passage, spot: Spot, facts: dict[str, str]) -> Raised:
    return Raised(code=code, about=passage.about, place=spot.place, facts=dict(facts))
