"""Names in kanji: surname with given name, either alone, and those that no dictionary has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from mamoru.screening.katakana_names import Candidate
from mamoru.screening.likeness import given_likelihood
from mamoru.screening.surroundings import KANJI, After, follows, is_role, weighed
from mamoru.screening.tokens import Token, names_for
from mamoru.screening.wordlists import given_names, surnames, words_of

_KATAKANA = re.compile(r"[ァ-ヺー・=＝゠A-Z.]+\Z")
_ANY_KANJI = re.compile("[一-龥]")
_GIVEN_SPEECH = frozenset({"名詞", "接頭辞", "接尾辞", "動詞", "形状詞"})
_PLACES = "寺院城川島山町村屋"
"""What names of places end with; some surnames do as well, and those are in the list."""
_COMMON = 60_000
"""People of a surname that is more than a place of that name."""
_LIKELY_GIVEN = 0.5
"""What a word that no list has must at least look like a given name."""
_ENDS = frozenset({After.END, After.HONORIFIC, After.TITLE})


class Shape(NamedTuple):
    """How far a name reaches, and what its own words say for it."""

    until: int
    score: float
    is_full: bool = False
    """Whether it is surname and given name."""


def kanji_names(text: str, words: Sequence[Token]) -> Iterator[Candidate]:
    """Yield what may be a name that begins with a word known as one, or as a surname."""
    known = _all_surnames()
    after = 0
    for at in [
        at for at, word in enumerate(words) if word.speech[2] == "人名" or word.surface in known
    ]:
        word = words[at]
        is_person = word.speech[2] == "人名" and not _KATAKANA.match(word.surface)
        if at < after or not (is_person or word.surface in known):
            continue
        shape = _shape(text, words, at, is_person=is_person)
        score = weighed(shape.score, words, at, shape.until, is_full=shape.is_full)
        yield Candidate(at, shape.until, score)
        after = shape.until if score > 0 else at + 1


def _shape(text: str, words: Sequence[Token], at: int, *, is_person: bool) -> Shape:
    word = words[at]
    is_surname = (is_person and word.speech[3] == "姓") or word.surface in surnames()
    if is_surname or word.surface in words_of("asian_surnames"):
        full = _with_given(text, words, at, is_person=is_person)
        if full is not None:
            return full
    return _person(text, words, at) if is_person else Shape(at + 1, _only_listed(words, at))


def _with_given(text: str, words: Sequence[Token], at: int, *, is_person: bool) -> Shape | None:
    """Return surname and given name, if what follows may be one."""
    word, after = words[at], at + 1
    is_short = len(word.surface) == 1
    if after >= len(words):
        return None
    following = words[after]
    if following.speech[2] == "人名" and not _KATAKANA.match(following.surface):
        if following.speech[3] != "姓":
            score = 3.5 if is_person else 1.5 if is_short else 2.5
            is_place = following.surface in words_of("organisations")
            return Shape(after + 1, score - 3.0 * is_place, is_full=True)
    elif is_person and following.speech[3] == "名":
        return Shape(after + 1, 3.0, is_full=True)
    return _with_spelt(text, words, at, is_person=is_person)


def _with_spelt(text: str, words: Sequence[Token], at: int, *, is_person: bool) -> Shape | None:
    """Return surname and a given name of other words: those of a list, or unknown ones."""
    word, best = words[at], None
    is_short = len(word.surface) == 1
    until = at + 1
    while until < len(words) and _may_be_given(words[until]):
        until += 1
        spelt = text[word.end : words[until - 1].end]
        if len(spelt) > 3:
            break
        if not _ends_here(words, until):
            continue
        parts = words[at + 1 : until]
        is_odd = len(parts) > 1 or any(not one.is_known or one.speech[2] == "人名" for one in parts)
        if spelt in given_names():
            score = (2.2 if is_person else 0.8) + 0.8 * is_odd - 0.8 * is_short
            is_place = spelt in words_of("organisations")
            best = Shape(until, score - 3.0 * is_place, is_full=True)
        elif len(spelt) <= 2 and any(not one.is_known for one in parts):
            score = (1.6 if is_person else 0.3) - 0.5 * (is_short and not is_person)
            best = Shape(until, score, is_full=True)
    return best


def _may_be_given(word: Token) -> bool:
    if word.surface in words_of("titles") or word.surface in words_of("honorifics"):
        return False
    return bool(KANJI.match(word.surface)) and word.speech[0] in _GIVEN_SPEECH


def _ends_here(words: Sequence[Token], until: int) -> bool:
    if until >= len(words) or not KANJI.match(words[until].surface):
        return True
    return follows(words, until) in _ENDS


def _person(text: str, words: Sequence[Token], at: int) -> Shape:
    """Return the shape of words that the dictionary knows as a person's."""
    word, until = words[at], at + 1
    while until < len(words) and words[until].speech[2:4] in {("人名", "名"), ("人名", "一般")}:
        if _KATAKANA.match(words[until].surface):
            break
        until += 1
    is_one = until == at + 1
    if is_one and word.surface[-1] in _PLACES and word.surface not in surnames():
        return Shape(until, -1.2)
    if word.surface.isascii():
        return Shape(until, -1.5 if is_one else 0.5, is_full=not is_one)
    has_kanji = _ANY_KANJI.search(text, word.start, words[until - 1].end) is not None
    is_short = len(word.surface) == 1
    if word.speech[3] == "姓":
        return Shape(until, (-0.6 if is_short else 1.0) - 1.5 * (not has_kanji))
    if word.speech[3] == "名":
        score = (0.6 if has_kanji else -1.4) - 0.8 * is_short
        return Shape(until, score + 0.8 * _follows_noun(words, at))
    score = (2.0 if len(word.surface) >= 3 else 0.5) - (not has_kanji)
    return Shape(until, score - 2.5 * (word.surface[-1] in "寺院"), is_full=len(word.surface) >= 4)


def _follows_noun(words: Sequence[Token], at: int) -> bool:
    """Return whether a noun of two kanji that is no role stands right before: a rare surname."""
    before = words[at - 1] if at else None
    return (
        before is not None
        and len(before.surface) == 2
        and KANJI.match(before.surface) is not None
        and before.speech[0] == "名詞"
        and not is_role(before)
    )


def _only_listed(words: Sequence[Token], at: int) -> float:
    """Weigh a word that the dictionary knows as something else, and the list as a surname."""
    word = words[at]
    if len(word.surface) == 1:
        is_called = follows(words, at + 1) in {After.HONORIFIC, After.TITLE}
        return -1.8 if is_called else -5.0 if word.is_known else -2.2
    if not word.is_known:
        return -0.2
    if word.speech[1] != "固有名詞":
        return -2.6
    return -1.0 if surnames().get(word.surface, 0) > _COMMON else -1.6


def spelt_names(text: str, words: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Yield rows of kanji that read as surname and given name but fall into other words.

    `taken` says of each word whether it is in a name already.
    """
    firsts, known = _firsts(), surnames()
    for at in [at for at, word in enumerate(words) if word.surface[0] in firsts and not taken[at]]:
        word = words[at]
        if not _begins_as_surname(text, word.start, known):
            continue
        until = _row(words, at)
        if until - at < 2 or any(taken[at:until]):
            continue
        score = _spelt(text[word.start : words[until - 1].end], words[at:until])
        if score is not None and follows(words, until) in _ENDS:
            yield Candidate(at, until, weighed(score, words, at, until, is_full=True))


def _begins_as_surname(text: str, start: int, known: Mapping[str, int]) -> bool:
    return (
        text[start : start + 2] in known
        or text[start] in known
        or text[start : start + 3] in known
        or text[start] in words_of("asian_surnames")
    )


@cache
def _all_surnames() -> frozenset[str]:
    return frozenset(surnames()) | words_of("asian_surnames")


@cache
def _firsts() -> frozenset[str]:
    """Return the characters that surnames begin with: most words begin with none of them."""
    return frozenset(name[0] for name in _all_surnames())


def _row(words: Sequence[Token], at: int) -> int:
    """Return where a row of kanji that begins at a word ends: before a title, or after five."""
    if at and KANJI.match(words[at - 1].surface) and not is_role(words[at - 1]):
        return at
    until = at
    while until < min(len(words), at + 5) and KANJI.match(words[until].surface):
        is_title = words[until].surface in words_of("titles")
        if is_title or (until > at and words[until].surface in words_of("honorifics")):
            break
        until += 1
    return until


def _spelt(row: str, parts: Sequence[Token]) -> float | None:
    if not 3 <= len(row) <= 5:
        return None
    singles = sum(len(one.surface) == 1 for one in parts)
    is_unknown = any(not one.is_known for one in parts)
    best = None
    for cut in (2, 1, 3):
        score = _split(row[:cut], row[cut:], is_odd=is_unknown or singles == len(parts))
        if score is not None and (best is None or score > best):
            best = score
    if best is None:
        return None
    is_asian = row[0] in words_of("asian_surnames") and len(row) == 3
    if row[-1] in words_of("organisations") and not is_asian:
        best -= 1.5
    return best + 0.5 * (singles >= 2) + is_unknown - 0.8 * (parts[-1].speech[0] == "接尾辞")


def _split(surname: str, given: str, *, is_odd: bool) -> float | None:
    """Weigh a row cut into surname and given name; absent if it is neither."""
    if not 1 <= len(given) <= 3:
        return None
    is_asian = surname in words_of("asian_surnames")
    if surname in surnames() and len(surname) > 1:
        score = 1.2
    elif len(surname) > 1 and "姓" in names_for(surname):
        score = 0.5
    elif is_asian or surname in surnames():
        score = 0.6
    else:
        return None
    if len(given) > 1 and given in given_names():
        return score - 0.5
    if len(given) > 1 and "名" in names_for(given):
        return score - 0.9
    if given in given_names():
        return score - 1.4
    if is_asian and len(given) == 2 and is_odd:
        return score - 1.0
    likely = given_likelihood(given) if len(given) > 1 and len(surname) > 1 else 0.0
    return score - 1.7 + likely if likely > _LIKELY_GIVEN else None
