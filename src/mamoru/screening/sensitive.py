"""Sensitive information in Japanese free text (clause 3; APPI 2(3), Order 2, FSA guidelines 5(1)).

Steps for a text:

0. The text is folded to one spelling (`folding`).
1. Words of the dictionary are looked for in one pass (`sensitive_words`); without any it is done.
2. Words in kana have to end where a token ends: ゲイ is not in ゲイリー, nor うつ in うつくしい.
3. Everyday complaints are judged by the n-gram model, all else by what stands around the word
   (`sensitive_model`, `sensitive_cues`).

Each sentence is read only so far around a word, so that time grows with the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mamoru.screening.findings import Finding
from mamoru.screening.folding import Folded, folded
from mamoru.screening.sensitive_cues import REACH, Around, Judged, is_excuse, is_nobodys, judged
from mamoru.screening.sensitive_model import Model, packaged
from mamoru.screening.sensitive_words import Need, Place, places
from mamoru.screening.tokens import Token, tokens

_ENDS = re.compile(r"[。!?\n…♪]+|\.(?=\s|$)")
_KANA = re.compile(r"^[ぁ-んー]{1,5}$|^[ァ-ヶー]{1,2}$|^[一-龠]$")
_AND = re.compile(r"\s?(?:と|や|、|,|・|/|および|及び|も|とか|並びに|and|or)\s?")
_NAMES = {"人名", "地名"}
POST = 140
"""Characters of a text that the model reads at once; it was trained on posts."""
NEAR = 20
"""Characters around a word that the tokenizer is given to see where the word ends."""
UNLIKELY = 0.1
"""Below this not even an excuse counts."""
LINK = 6
"""Characters that link two words of a list at most."""
LIKELY = 0.45
"""From here on the model says that somebody has the complaint."""


def sensitive_in(text: str, words: Sequence[Token] | None = None) -> tuple[Finding, ...]:
    """Return the sensitive information about people that `text` gives away, in order.

    `words` are the tokens of `text`, if somebody has them already. Time grows with the length of
    the text, whatever it holds.
    """
    seen = folded(text)
    found = places(seen.text)
    return _Reading(seen, found, words, packaged()).findings() if found else ()


def sensitive_by(model: Model, text: str) -> tuple[Finding, ...]:
    """Return what `sensitive_in` would with another model, to measure one before it ships."""
    seen = folded(text)
    return _Reading(seen, places(seen.text), None, model).findings()


class Piece(NamedTuple):
    """A part of a text that is as long as a post, with the complaints in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


def complaints(text: str) -> list[Piece]:
    """Return what the model is asked about: the parts of `text` that name an everyday complaint."""
    seen = folded(text)
    reading = _Reading(seen, places(seen.text), None, None)
    found = (reading.piece(place) for place in reading.places if place.entry.need is Need.MILD)
    return list(dict.fromkeys(found))


class _Reading:
    """One text while it is read."""

    def __init__(
        self,
        seen: Folded,
        found: Sequence[Place],
        words: Sequence[Token] | None,
        model: Model | None,
    ) -> None:
        self._seen, self._model = seen, model
        self._words = words
        self._word_ends = [word.end for word in words] if words else []
        self._answers: dict[Piece, float] = {}
        self._judgements: dict[tuple[str, bool, Around], Judged | None] = {}
        self._by_cues: dict[Around, bool] = {}
        self._pieces: dict[int, Piece] = {}
        self._cut: dict[str, list[Token]] = {}
        self._last_part = (0, 0)
        self._ends = [end.end() for end in _ENDS.finditer(seen.text)]
        self.places = [place for place in found if self._is_word(place)]
        self._starts = [place.start for place in self.places]
        self._lasts = _ends_of_lists(seen.text, self.places)

    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                kind=place.entry.kind,
                start=self._seen.span(place.start, place.end)[0],
                end=self._seen.span(place.start, place.end)[1],
                confidence=found.confidence,
                reason=f"{place.entry.kind.value.replace('_', '-')}-{found.reason}",
            )
            for place in self.places
            if (found := self._judged(place)) is not None
        )

    def _judged(self, place: Place) -> Judged | None:
        if place.entry.need is Need.MILD:
            return self._by_model(place)
        around = self._around(place)
        asked = (place.entry.spelling, place.is_followed, around)
        if asked not in self._judgements:
            self._judgements[asked] = judged(place, around)
        return self._judgements[asked]

    def _by_model(self, place: Place) -> Judged | None:
        piece = self.piece(place)
        if self._model is None:
            return None
        if piece not in self._answers:
            self._answers[piece] = self._model.probability(piece.text, piece.spans)
        likely = self._answers[piece]
        if likely < UNLIKELY:
            return None
        around = self._around(place)
        if around not in self._by_cues:
            is_told = likely >= LIKELY or is_excuse(around)
            self._by_cues[around] = is_told and not is_nobodys(around)
        if not self._by_cues[around]:
            return None
        return Judged("model" if likely >= LIKELY else "excuse", round(max(likely, LIKELY), 2))

    def _sentence(self, place: Place) -> tuple[int, int]:
        return self._bounds(bisect_right(self._ends, place.start))

    def _bounds(self, number: int) -> tuple[int, int]:
        """Return where the sentence of this number begins and ends."""
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self._seen.text)
        return start, end

    def _around(self, place: Place) -> Around:
        start, end = self._sentence(place)
        text = self._seen.text
        last = self._lasts[bisect_left(self._starts, place.start)]
        return Around(
            text[max(start, place.start - REACH) : place.start].lstrip(),
            text[place.start : place.end],
            text[last : min(end, last + REACH)].rstrip("\n "),
        )

    def piece(self, place: Place) -> Piece:
        """Return the part of its paragraph in which `place` is, as much as a post holds."""
        start, end = self._part(place)
        if end - start > POST:
            start += (place.start - start) // POST * POST
            end = min(end, start + POST)
        if start not in self._pieces:
            self._pieces[start] = self._piece(start, end)
        return self._pieces[start]

    def _piece(self, start: int, end: int) -> Piece:
        near = slice(bisect_left(self._starts, start), bisect_left(self._starts, end))
        spans = tuple(
            (other.start - start, other.end - start)
            for other in self.places[near]
            if other.entry.need is Need.MILD and other.end <= end
        )
        return Piece(self._seen.text[start:end].rstrip("\n "), spans)

    def _part(self, place: Place) -> tuple[int, int]:
        """Return the sentences of a paragraph that are read together with that of `place`."""
        if place.start < self._last_part[1] and place.start >= self._last_part[0]:
            return self._last_part
        text, number = self._seen.text, bisect_right(self._ends, place.start)
        start, end = self._bounds(number)
        start = max(start, self._last_part[1])
        while number and start > self._last_part[1] and text[start - 1] != "\n":
            before = self._bounds(number - 1)[0]
            if before < self._last_part[1] or end - before > POST:
                break
            start, number = before, number - 1
        number = bisect_right(self._ends, place.start)
        while number + 1 <= len(self._ends) and text[end - 1] != "\n":
            after = self._bounds(number + 1)[1]
            if after - start > POST:
                break
            end, number = after, number + 1
        self._last_part = (start, end)
        return self._last_part

    def _is_word(self, place: Place) -> bool:
        """Whether a word in hiragana, or a very short one, is a word of its own here."""
        text = self._seen.text
        if not _KANA.match(text[place.start : place.end]):
            return True
        if place.end - place.start == 1 and not (
            _is_kanji(text[place.start - 1 : place.start])
            or _is_kanji(text[place.end : place.end + 1])
        ):
            return True
        starts, ends = False, False
        for start, end, word in self._tokens(place):
            if start <= place.start and place.end < end and _NAMES & {*word.speech}:
                return False
            starts, ends = starts or start == place.start, ends or end == place.end
        return (starts or _turns(text, place.start)) and (ends or _turns(text, place.end))

    def _tokens(self, place: Place) -> Iterator[tuple[int, int, Token]]:
        """Yield the tokens that touch `place`, each with where it stands in the folded text."""
        if self._words is None:
            near = max(0, place.start - NEAR)
            window = self._seen.text[near : place.end + NEAR]
            if window not in self._cut:
                self._cut[window] = tokens(window)
            for word in self._cut[window]:
                if word.end + near > place.start and word.start + near < place.end:
                    yield word.start + near, word.end + near, word
            return
        given = self._seen.span(place.start, place.end)
        for number in range(bisect_right(self._word_ends, given[0]), len(self._words)):
            word = self._words[number]
            if word.start >= given[1]:
                return
            yield self._seen.place(word.start), self._seen.place(word.end), word


def _ends_of_lists(text: str, found: Sequence[Place]) -> list[int]:
    """Return where the list ends that each place is in: what is said of one is said of all."""
    ends = [place.end for place in found]
    for at in range(len(found) - 2, -1, -1):
        between = found[at + 1].start - found[at].end
        if 0 < between <= LINK and _AND.fullmatch(text, found[at].end, found[at + 1].start):
            ends[at] = ends[at + 1]
    return ends


def _turns(text: str, at: int) -> bool:
    """Whether the script changes here to or from kanji, as at the seam of a compound."""
    left, right = text[at - 1 : at], text[at : at + 1]
    return bool(left and right) and _is_kanji(left) != _is_kanji(right)


def _is_kanji(char: str) -> bool:
    return "一" <= char <= "龠"
