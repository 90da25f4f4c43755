"""Names of people in Japanese and English text, by words, dictionaries and what is around them.

Three steps. Candidates are words known as names, or as surnames, rows of kanji that read as one,
and parts in katakana joined by ・. Each is weighed by its own words and by its surroundings; more
than nothing is a name. Then a name lends support to those beside it in a list, and what was a name
once is one again where it comes back alone.
"""

import re
from collections.abc import Iterator, Sequence

from mamoru.screening.findings import Finding, Kind
from mamoru.screening.kanji_names import kanji_names
from mamoru.screening.katakana_names import Candidate, katakana_names
from mamoru.screening.latin_names import latin_names
from mamoru.screening.spelt_names import spelt_names
from mamoru.screening.surroundings import KANJI, After, follows, is_quoted
from mamoru.screening.tokens import Token, tokens
from mamoru.screening.wordlists import surnames, words_of

_JOINED = re.compile("[・=＝゠.]")
_BLANKS = frozenset({" ", "\u3000"})
_BESIDE = 1.6
"""What a name lends to the candidate next to it in a list."""
_WORDS = 4
"""Words that a name which comes back may be cut into."""
_SURE = 3.0
"""From this on a name is as good as certain."""
Span = tuple[int, int, float]


def names(text: str, words: list[Token] | None = None) -> Iterator[Finding]:
    """Yield the names in `text`; `words` are its tokens, where they were made already."""
    words = tokens(text) if words is None else words
    found = _spread(words, _candidates(text, words))
    spans = [(words[one.first].start, words[one.until - 1].end, one.score) for one in found]
    spans += _again(text, words, spans)
    spans = _touching(text, spans)
    for start, end, score in spans:
        sure = min(0.95, 0.55 + 0.4 * score / _SURE)
        yield Finding(
            kind=Kind.NAME, start=start, end=end, confidence=round(sure, 2), reason="name-words"
        )
    for one in latin_names(text):
        if not any(start < one.end and one.start < end for start, end, _ in spans):
            yield one


def _candidates(text: str, words: Sequence[Token]) -> list[Candidate]:
    found = [*katakana_names(text, words), *kanji_names(text, words)]
    taken = [False] * len(words)
    for one in found:
        if one.score > 0:
            taken[one.first : one.until] = [True] * (one.until - one.first)
    return found + list(spelt_names(text, words, taken))


def _spread(words: Sequence[Token], found: list[Candidate]) -> list[Candidate]:
    """Return what is a name by itself or beside another in a list: 「AとB」, 「A、B」."""
    if not found:
        return found
    joiners = words_of("joiners")
    kept = {one.first: one for one in found if one.score > 0}
    ends = {one.until for one in kept.values()}
    near = sorted(one for one in found if -_BESIDE < one.score <= 0)
    for one in (*near, *reversed(near)):
        before, after = one.first - 1, one.until
        is_beside = (before > 0 and words[before].surface in joiners and before in ends) or (
            after + 1 < len(words) and words[after].surface in joiners and after + 1 in kept
        )
        if is_beside and one.first not in kept:
            kept[one.first] = one._replace(score=one.score + _BESIDE)
            ends.add(one.until)
    return list(kept.values())


def _again(text: str, words: Sequence[Token], spans: list[Span]) -> Iterator[Span]:
    """Yield where a name, or a part of it that is called by alone, comes back."""
    if not spans:
        return
    parts = {part for start, end, _ in spans for part in _called(text[start:end])}
    firsts = {part[0] for part in parts}
    taken = {at for start, end, _ in spans for at in range(start, end)}
    for at in [at for at, word in enumerate(words) if word.surface[0] in firsts]:
        word = words[at]
        if word.start in taken:
            continue
        for until in range(min(at + _WORDS, len(words)), at, -1):
            if text[word.start : words[until - 1].end] in parts:
                if _is_called(words, at, until) and words[until - 1].start not in taken:
                    yield word.start, words[until - 1].end, 1.0
                break


def _is_called(words: Sequence[Token], first: int, until: int) -> bool:
    """Return whether these words stand as a name does, and not within a longer one."""
    if until < len(words) and words[until].surface == "・":
        return False
    if first and words[first - 1].surface == "・":
        return False
    if follows(words, until) not in {After.END, After.HONORIFIC, After.TITLE}:
        return False
    return not is_quoted(words, first, until)


def _called(name: str) -> Iterator[str]:
    """Yield what somebody of this name may be called by."""
    if _JOINED.search(name):
        yield from (one for one in _JOINED.split(name) if len(one) >= 3 and not one.isascii())
    elif len(name) >= 2:
        yield name
    if KANJI.match(name) and len(name) >= 3:
        sizes = [size for size in (2, 3, 1) if name[:size] in surnames()][:1]
        yield from (name[:size] for size in sizes if size > 1)
        yield from (name[size:] for size in sizes if len(name) - size > 1)


def _touching(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans in order, those that touch or have one blank between as one."""
    found: list[Span] = []
    for start, end, score in sorted(spans):
        if found and (start <= found[-1][1] or text[found[-1][1] : start] in _BLANKS):
            first, until, other = found[-1]
            found[-1] = first, max(until, end), max(score, other)
        else:
            found.append((start, end, score))
    return found
