"""Compares a page with a policy, place by place.

1. Every text of the policy is looked for as it is, the longest first, so that none is taken for a
   part of another. On a page that marks places (`data-cite`), it is looked for where it is marked.
2. A title is looked for right before its text: a table of contents has it as well.
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
from mamoru.policy.drift.report import Drift, Part, Report, State
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
        as_they_are = len(self.texts)
        drifts = [self._told(one, wanted[one.cite]) for one in self.said]
        titled = [one for one in self.said if one.title is not None]
        headed = {one.cite for one in titled if self._headed(one)}
        drifts += [
            Drift(cite=one.cite, part="title", state=State.SAME)
            if one.cite in headed
            else self._retitled(one)
            for one in titled
        ]
        return Report(
            language=self.language,
            drifts=tuple(drifts),
            extra=tuple(self._extra()),
            found=as_they_are,
        )

    def _text(self, said: Said) -> str:
        return said.ja if self.language == "ja" else said.en

    def _told(self, said: Said, wanted: str) -> Drift:
        if said.cite in self.texts:
            return Drift(cite=said.cite, part="text", state=State.SAME)
        span = self._most_like(wanted, said.cite)
        if span is None:
            return Drift(cite=said.cite, part="text", state=State.MISSING, wanted=self._text(said))
        self.texts[said.cite] = self._take(span)
        return self._changed(said.cite, "text", self._text(said), span)

    def _changed(self, cite: str, part: Part, wanted: str, span: Span) -> Drift:
        seen = self.page.text[slice(*span)]
        return Drift(
            cite=cite, part=part, state=State.CHANGED, wanted=wanted,
            seen=seen, edits=edits(folded(wanted), seen),
        )  # fmt: skip

    def _heading(self, said: Said) -> str:
        title = said.title or ("", "")
        return title[0] if self.language == "ja" else title[1]

    def _headed(self, said: Said) -> bool:
        """Take the title of a place, and tell whether it stands right before its text."""
        wanted = folded(self._heading(said))
        low, high = self._room(said.cite)
        start = self.page.text.rfind(wanted, low, high)
        span = (start, start + len(wanted))
        if start >= 0 and self._may_be(span, said.cite) and self._is_next(span[1], said.cite):
            self._take(span)
            return True
        return False

    def _retitled(self, said: Said) -> Drift:
        """Return what became of a title that is not there as it is."""
        wanted = self._heading(said)
        if said.cite in self.texts:
            seen = self._most_like(folded(wanted), said.cite, self._room(said.cite))
            if seen is not None:
                return self._changed(said.cite, "title", wanted, self._take(seen))
        return Drift(cite=said.cite, part="title", state=State.MISSING, wanted=wanted)

    def _room(self, cite: str) -> Span:
        """Return where the title of a place can stand: between the text before and its own."""
        order = [one.cite for one in self.said]
        at = order.index(cite)
        after = [self.texts[one][0] for one in order[at:] if one in self.texts]
        high = after[0] if after else len(self.page.text)
        before = [end for _, end in self.texts.values() if end <= high]
        return max(before, default=0), high

    def _is_next(self, end: int, cite: str) -> bool:
        """Whether there is nothing between a title and its text but numbers."""
        if cite not in self.texts:
            return True
        between = self.page.text[end : self.texts[cite][0]].strip()
        return between in self.labels or _NUMBER.fullmatch(between) is not None

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

    def _most_like(self, wanted: str, cite: str, room: Span | None = None) -> Span | None:
        low, high = room or (0, len(self.page.text))
        best, most = None, LIKE
        pieces = [
            one for one in self._left() if low <= one[0] < high and self._is_for(one[0], cite)
        ]
        for piece in pieces[:PIECES]:
            span = self._without_number(piece, cite)
            matcher = SequenceMatcher(None, wanted, self.page.text[slice(*span)], autojunk=False)
            if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most:
                ratio = matcher.ratio()
                if ratio > most:
                    best, most = span, ratio
        return best

    def _without_number(self, piece: Span, cite: str) -> Span:
        """Return a piece without the number of its place before it."""
        start, end = piece
        if self.page.text.startswith(cite, start, end):
            start += len(cite)
            while start < end and self.page.text[start].isspace():
                start += 1
        return start, end

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
