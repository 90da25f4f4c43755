"""Compares a page with a policy, place by place.

1. Every text of the policy is looked for as it is, the longest first, so that none is taken for a
   part of another. On a page that marks places (`data-cite`), it is looked for where it is marked.
2. A title is looked for before its text, nearest first: a table of contents has it as well.
3. What was not found is compared with the rest of the page: the piece most like it is its changed
   form; without a piece that is like it, it is missing.
4. What is left over within the policy is extra, but for numbers and bullets. Within is what is
   marked as the policy (`data-policy`), or else from the first to the last place that was found.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from mamoru.errors import Language
from mamoru.policy.drift.folding import Folded, fold, folded
from mamoru.policy.drift.report import Drift, Report, State
from mamoru.policy.drift.visible import Run
from mamoru.policy.drift.wording import edits
from mamoru.policy.model import Policy, Said
from mamoru.policy.texts import in_order

LIKE = 0.55
"""How like a changed text is to the original, at least (`SequenceMatcher.ratio`)."""
SHORTEST = 4
"""Characters of the shortest piece that may be a changed text."""
PIECES = 3000
"""Pieces of a page that are compared with a text that was not found."""
_DIGITS = "0-9一二三四五六七八九十"
_LEADING = re.compile(
    r"[\s•・*#|-]*(?:[(\[][0-9a-z]{1,4}[)\]]"
    rf"|第?[{_DIGITS}]{{1,3}}(?:[条項号]|[.、)])|[a-z][.)])?\s*"
)
"""The number of an item, before its text."""
_NUMBER = re.compile(
    r"[\s•・*#|.,、:-]*"
    rf"(?:[(\[]?(?:第?[{_DIGITS}]{{1,3}}[条項号]?|[A-Z]?\d{{1,3}}(?:\.\d{{1,2}})?|[a-z]|[ivx]{{1,4}})"
    r"[)\]]?[.、:]?[\s•・]*){0,3}"
)
"""Numbers and bullets, alone."""
Span = tuple[int, int]


def compare(policy: Policy, runs: Iterable[Run], language: Language) -> Report:
    """Return how the page that `runs` were read from differs from `policy` in `language`."""
    return _Comparison(policy, fold(runs), language).report()


class _Comparison:
    def __init__(self, policy: Policy, page: Folded, language: Language) -> None:
        self.page = page
        self.language = language
        self.said = in_order(policy.said.values())
        self.marked = {spot.cite for spot in page.spots} & policy.said.keys()
        self.taken = bytearray(len(page.text))
        self.texts: dict[str, Span] = {}
        self.labels = {folded(one.cite) for one in self.said}

    def report(self) -> Report:
        """Find everything, in the four steps of the module."""
        wanted = {one.cite: folded(self._text(one)) for one in self.said}
        for one in sorted(self.said, key=lambda one: -len(wanted[one.cite])):
            found = self._find(wanted[one.cite], one.cite)
            if found is not None:
                self.texts[one.cite] = self._take(found)
        titles = {one.cite: self._title(one) for one in self.said if one.title is not None}
        drifts = [self._told(one, wanted[one.cite]) for one in self.said]
        drifts += [
            Drift(cite=cite, part="title", state=state) for cite, state in titles.items()
            if state is not State.SAME
        ]  # fmt: skip
        return Report(
            language=self.language,
            drifts=tuple(drifts),
            extra=tuple(self._extra()),
            found=len(self.texts),
        )

    def _text(self, said: Said) -> str:
        return said.ja if self.language == "ja" else said.en

    def _told(self, said: Said, wanted: str) -> Drift:
        if said.cite in self.texts:
            return Drift(cite=said.cite, part="text", state=State.SAME)
        span = self._most_like(wanted, said.cite)
        if span is None:
            return Drift(cite=said.cite, part="text", state=State.MISSING, wanted=self._text(said))
        self._take(span)
        seen = self.page.text[slice(*span)]
        return Drift(
            cite=said.cite, part="text", state=State.CHANGED, wanted=self._text(said),
            seen=seen, edits=edits(wanted, seen),
        )  # fmt: skip

    def _title(self, said: Said) -> State:
        """Take the title that stands before its text, and tell whether it is there."""
        assert said.title is not None  # noqa: S101 - asked for such places only
        wanted = folded(said.title.ja if self.language == "ja" else said.title.en)
        until = self.texts.get(said.cite, (len(self.page.text), 0))[0]
        start = self.page.text.rfind(wanted, 0, until)
        while start >= 0:
            span = (start, start + len(wanted))
            if self._may_be(span, said.cite):
                self._take(span)
                return State.SAME
            start = self.page.text.rfind(wanted, 0, start + len(wanted) - 1)
        return State.MISSING

    def _find(self, wanted: str, cite: str) -> Span | None:
        start = self.page.text.find(wanted)
        while start >= 0:
            span = (start, start + len(wanted))
            if self._may_be(span, cite):
                return span
            start = self.page.text.find(wanted, start + 1)
        return None

    def _may_be(self, span: Span, cite: str) -> bool:
        """Whether nothing else was found there, and it is marked as this place, if it is at all."""
        return not any(self.taken[slice(*span)]) and self._is_for(span[0], cite)

    def _is_for(self, at: int, cite: str) -> bool:
        mark = self.page.spots[at].cite
        return mark == (cite if cite in self.marked else None)

    def _take(self, span: Span) -> Span:
        self.taken[slice(*span)] = b"\x01" * (span[1] - span[0])
        return span

    def _most_like(self, wanted: str, cite: str) -> Span | None:
        best, most = None, LIKE
        pieces = [one for one in self._left() if self._is_for(one[0], cite)]
        for span in pieces[:PIECES]:
            matcher = SequenceMatcher(None, wanted, self.page.text[slice(*span)], autojunk=False)
            if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most:
                ratio = matcher.ratio()
                if ratio > most:
                    best, most = span, ratio
        return best

    def _left(self) -> Iterator[Span]:
        """Yield the pieces that were not taken, each within one block, without its number."""
        text, spots = self.page
        at = 0
        while at < len(text):
            if self.taken[at]:
                at += 1
                continue
            end = at
            while end < len(text) and not self.taken[end] and spots[end][:2] == spots[at][:2]:
                end += 1
            number = _LEADING.match(text, at, end)
            start = number.end() if number else at
            if end - start >= SHORTEST:
                yield start, end
            at = end

    def _extra(self) -> Iterator[str]:
        """Yield what is left within the policy and is more than a number."""
        first, last = self._bounds()
        text, spots = self.page
        at = first
        while at < last:
            end = at + 1
            while (
                end < last
                and self.taken[end] == self.taken[at]
                and (spots[end].block == spots[at].block)
            ):
                end += 1
            piece = text[at:end].strip()
            if not self.taken[at] and not _NUMBER.fullmatch(piece) and piece not in self.labels:
                yield piece
            at = end

    def _bounds(self) -> Span:
        spots = self.page.spots
        inside = [at for at, spot in enumerate(spots) if spot.is_within]
        if inside:
            return inside[0], inside[-1] + 1
        found = [at for at, taken in enumerate(self.taken) if taken]
        if not found:
            return 0, 0
        end = found[-1] + 1
        while end < len(spots) and spots[end].block == spots[found[-1]].block:
            end += 1
        return found[0], end
