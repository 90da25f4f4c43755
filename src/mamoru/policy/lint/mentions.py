"""Clauses that texts refer to: 「第4条第2号」, 「前条」, `clause 4`, `2(1)c`, `case (6)`.

References to laws (`APPI 27(1)`, 「法第27条」) are not the policy's own, and are left aside.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mamoru.policy.lint.passages import Page, Passage
from mamoru.policy.lint.topics import is_within

_OF_A_LAW = r"(?<![法令則例針約款])(?<!同法)(?<!規程)"
_JA = re.compile(
    _OF_A_LAW + r"(?P<text>第(?P<clause>[0-9]{1,3})条(?:第(?P<part>[0-9]{1,2})項)?"
    r"(?:第(?P<case>[0-9]{1,2})号)?(?P<letter>[a-z])?)"
    r"|(?P<near>[前次])条"
    r"|(?P<paragraph>前)項"
)
_EN = re.compile(
    r"\b(?:[Cc]lauses?|[Ss]ections?)\s+(?P<many>[0-9]{1,3}[0-9a-z().]*"
    r"(?:(?:,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+)[0-9]{1,3}[0-9a-z().]*)*)"
    r"|(?P<near>preceding|previous|following|next)\s+clause"
    r"|\bcases?\s+(?P<case>\([0-9a-z]{1,3}\))"
    r"|(?<![\w.§/-])(?P<path>[0-9]{1,3}\([0-9a-z]{1,4}\)[a-z]?)"
    r"|(?<![\w.§/-])(?P<dotted>[0-9]{1,2}\.[0-9]{1,2})(?![\w%])"
)
_HALF_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})
_BEFORE_LAW = re.compile(
    r"(?:\b[A-Z][A-Z0-9-]{1,15}|\b(?:Article|Act|Code|Law|Order|Rules?|Guidelines|Regulation"
    r"|Q&A)(?:,? section)?)\s*$"
)
_NUMBER = re.compile(r"[0-9]{1,3}(?:[0-9a-z().]*[0-9a-z)])?")


class Mention(NamedTuple):
    """A reference as it is written, and the citation that it means; none if there is no clause."""

    text: str
    cite: str | None
    is_known: bool


def mentions(page: Page, passage: Passage, language: str) -> Iterator[Mention]:
    """Yield the clauses and cases that a text refers to, in its own language."""
    text = str(getattr(passage, language)).translate(_HALF_WIDTH)
    reader = _Reading(page, passage, text)
    yield from reader.japanese() if language == "ja" else reader.english()


class _Reading:
    """One text, with the clauses that there are."""

    def __init__(self, page: Page, passage: Passage, text: str) -> None:
        self.page, self.passage, self.text = page, passage, text
        self.tops = list(dict.fromkeys(one.top for one in page.clauses))

    def japanese(self) -> Iterator[Mention]:
        for found in _JA.finditer(self.text):
            if found["near"]:
                yield self._beside(found[0], 1 if found["near"] == "次" else -1)
            elif found["paragraph"]:
                yield from self._paragraph(found[0])
            else:
                yield self._numbered(found)

    def _numbered(self, found: re.Match[str]) -> Mention:
        """Return what 「第1条第1号b」 means; a paragraph is `.1`, a case `(1)`."""
        cite = found["clause"]
        cite += f".{found['part']}" if found["part"] else ""
        cite += f"({found['case']})" if found["case"] else ""
        cite += found["letter"] or ""
        return self._mention(found[0], cite)

    def _paragraph(self, text: str) -> Iterator[Mention]:
        """Yield what 「前項」 means in a numbered paragraph; elsewhere it is not told."""
        number = re.match(re.escape(self.passage.top) + r"\.([0-9]+)", self.passage.about)
        if number:
            yield self._mention(text, f"{self.passage.top}.{int(number[1]) - 1}")

    def english(self) -> Iterator[Mention]:
        for found in _EN.finditer(self.text):
            if found["near"]:
                is_next = found["near"] in ("following", "next")
                yield self._beside(found[0], 1 if is_next else -1)
            elif _BEFORE_LAW.search(self.text[: found.start()]):
                continue
            elif found["case"]:
                yield from self._case(found)
            elif found["path"]:
                yield self._mention(found["path"], found["path"])
            elif found["dotted"]:  # a figure like 1.5, unless there is such a clause
                if found["dotted"] in self.page.places:
                    yield self._mention(found["dotted"], found["dotted"])
            else:
                for one in _NUMBER.findall(found["many"]):
                    yield self._mention(one, one)

    def _case(self, found: re.Match[str]) -> Iterator[Mention]:
        """Yield what `case (6)` means: a case of the clause; outside the clauses it is not told."""
        if self.passage.top:
            below = [one for one in self.page.places if is_within(one, self.passage.top)]
            cite = next((one for one in below if one.endswith(found["case"])), None)
            yield Mention(found[0], cite, cite is not None)

    def _beside(self, text: str, step: int) -> Mention:
        if self.passage.top not in self.tops:
            return Mention(text, None, is_known=True)
        at = self.tops.index(self.passage.top) + step
        cite = self.tops[at] if 0 <= at < len(self.tops) else None
        return Mention(text, cite, cite is not None)

    def _mention(self, text: str, cite: str) -> Mention:
        return Mention(text, cite, cite in self.page.places)
