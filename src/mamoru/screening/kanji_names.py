"""Names that begin in kanji: surname with given name, and either alone."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mamoru.screening.katakana_names import Candidate
from mamoru.screening.likeness import given_likelihood
from mamoru.screening.surroundings import ENDS, KANJI, After, follows, is_role, weighed
from mamoru.screening.tokens import Token, names_for
from mamoru.screening.wordlists import all_surnames, given_names, surnames, words_of

_KATAKANA = re.compile(r"[ァ-ヺー・=＝゠A-Z.]+\Z")
_ANY_KANJI = re.compile("[一-龥]")
_GIVEN_SPEECH = frozenset({"名詞", "接頭辞", "接尾辞", "動詞", "形状詞"})
_PLACES = "寺院城川島山町村屋"
"""What names of places end with; some surnames do as well, and those are in the list."""
_COMMON = 60_000
"""People of a surname that is more than a place of that name."""
_WORD_TOO = 20_000
"""People of a surname that may be meant although it is a word as well."""
_LEAST_GIVEN = 0.3
"""How much a word that no list has must look like a given name, beside a surname."""


class Shape(NamedTuple):
    """How far a name reaches, and what its own words say for it."""

    until: int
    score: float
    is_full: bool = False
    """Whether it is surname and given name."""


def kanji_names(text: str, words: Sequence[Token]) -> Iterator[Candidate]:
    """Yield what may be a name that begins with a word known as one, or as a surname."""
    known = all_surnames()
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
        elif best is None and not is_short and _looks_given(spelt, parts[-1]):
            score = given_likelihood(spelt) - (0.5 if is_person else 1.5)
            best = Shape(until, score, is_full=True)
    return best


def _looks_given(spelt: str, last: Token) -> bool:
    if last.surface in words_of("organisations"):
        return False
    return given_likelihood(spelt) > _LEAST_GIVEN


def _may_be_given(word: Token) -> bool:
    if word.surface in words_of("titles") or word.surface in words_of("honorifics"):
        return False
    return bool(KANJI.match(word.surface)) and word.speech[0] in _GIVEN_SPEECH


def _ends_here(words: Sequence[Token], until: int) -> bool:
    if until >= len(words) or not KANJI.match(words[until].surface):
        return True
    return follows(words, until) in ENDS


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
        is_listed = word.surface in surnames()
        own = 1.0 if not is_short else -0.2 if is_listed else -1.2
        return Shape(until, own - 1.5 * (not has_kanji))
    if word.speech[3] == "名" and not is_one:
        return Shape(until, 2.0, is_full=True)
    if word.speech[3] == "名":
        score = (0.6 if has_kanji else -1.4) - 1.8 * is_short
        is_full = _follows_noun(words, at)
        return Shape(until, score + 0.8 * is_full, is_full=is_full)
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
        after = follows(words, at + 1)
        if after is After.HONORIFIC or (after is After.TITLE and _may_be_called(word)):
            return -1.8
        return -5.0 if word.is_known else -2.2
    if not word.is_known:
        return -0.2
    people = surnames().get(word.surface, 0)
    if word.speech[1] != "固有名詞":
        return -2.2 if people > _WORD_TOO else -2.6
    return -0.6 if people > _COMMON else -1.6


def _may_be_called(word: Token) -> bool:
    """Return whether a title may follow the character as it does a surname: not so 新 or 前."""
    is_noun = word.speech[0] == "名詞" and word.speech[2] != "副詞可能"
    return is_noun and "姓" in names_for(word.surface)
