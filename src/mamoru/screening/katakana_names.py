"""Names in katakana: of people from abroad, and of people in Japan by their reading."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mamoru.screening.likeness import katakana_odds, listed_odds
from mamoru.screening.surroundings import KANJI, weighed
from mamoru.screening.tokens import Token, names_for
from mamoru.screening.wordlists import surnames, words_of

_JOINED = re.compile(
    r"(?:[A-Z]{1,2}(?:\.[・=＝゠]?|[・=＝゠]) ?)*[ァ-ヺー]+(?:[・=＝゠.](?:[ァ-ヺー]+|[A-Z]\.?))*"
)
_BETWEEN = re.compile("[・=＝゠.]")
_TWO_KANA = re.compile("[ァ-ヺー]{2}")
_KANA = re.compile("[ァ-ヺー]+")
_ALONE = {"person": 0.8, "unknown": -0.5, "proper": -2.2, "common": -3.6, "place": -4.0}
_LISTED = -1.5
"""A name that is another word as well: ライト, ヒル."""
_ONLY_LISTED = 0.6
"""A name that the dictionary has not."""
_IN_JOINED = {
    "person": 1.4, "unknown": 0.7, "common": -0.3, "several": -0.4, "proper": -0.7, "place": -1.1,
}  # fmt: skip
"""What a part says by what the dictionary knows it as, next to how likely it is a name."""
_LISTED_PART = 2.4


class Candidate(NamedTuple):
    """Words that may be a name, and what speaks for it: more than nothing is enough."""

    first: int
    """Its first token."""
    until: int
    """The token after its last."""
    score: float


def katakana_names(text: str, words: Sequence[Token]) -> Iterator[Candidate]:
    """Yield what may be a name in katakana, parts joined by ・ together."""
    if not _TWO_KANA.search(text):
        return
    starts = [word.start for word in words]
    for found in _JOINED.finditer(text):
        if not _TWO_KANA.search(found[0]) or found[0] in words_of("never"):
            continue
        first = bisect_left(starts, found.start())
        until = bisect_left(starts, found.end(), first)
        is_cut_here = first < len(words) and words[first].start == found.start()
        if is_cut_here and words[until - 1].end == found.end():
            yield _weighed(found[0], words, first, until)


def _weighed(name: str, words: Sequence[Token], first: int, until: int) -> Candidate:
    inside = [word for word in words[first:until] if _KANA.search(word.surface)]
    parts = [part for part in _BETWEEN.split(name) if part and not part.isascii()]
    if len(parts) > 1 or re.search("[A-Z]", name):
        score = weighed(_joined(parts, inside), words, first, until, is_full=True)
        return Candidate(first, until, score)
    return _alone(name, words, first, until, inside)


def _joined(parts: list[str], inside: list[Token]) -> float:
    """Weigh a name of several parts by what is known of each."""
    words = {word.surface: word for word in inside}
    score = 0.1 + sum(_part(part, words.get(part)) for part in parts) / len(parts)
    if any(_is_organisation(part) for part in (parts[0], parts[-1])):
        score -= 3.0
    if parts[0] in words_of("given"):
        score += 0.6
    elif parts[0] in words_of("katakana_particles"):
        score -= 1.5
    is_person = _is_listed(parts[-1]) or kind(inside[-1]) == "person"
    if parts[-1].endswith(("ズ", "ーツ", "ッツ")) and not is_person:
        score -= 1.0
    return score


def _part(part: str, word: Token | None) -> float:
    """Weigh one part by the dictionary, where it is one word of it, and by how likely a name is."""
    if _is_listed(part):
        return _LISTED_PART
    return _IN_JOINED[kind(word) if word else "several"] + 0.8 * katakana_odds(part)


def _is_organisation(part: str) -> bool:
    return part in words_of("katakana_organisations") or part.endswith(_long_endings())


@cache
def _long_endings() -> tuple[str, ...]:
    """Return the words long enough that no name ends with them by chance."""
    return tuple(word for word in words_of("katakana_organisations") if len(word) >= 5)


def _alone(
    name: str, words: Sequence[Token], first: int, until: int, inside: list[Token]
) -> Candidate:
    kinds = [kind(word) for word in inside]
    if len(kinds) == 1:
        score = _ALONE[kinds[0]]
        if kinds[0] not in {"person", "unknown"} and _is_listed(name):
            score = _LISTED + _odd(name, kinds[0])
        elif kinds[0] == "unknown" and _is_listed(name):
            score = _ONLY_LISTED
        else:
            score += _odd(name, kinds[0])
    elif [word.speech[3] for word in inside] == ["姓", "名"]:
        return Candidate(first, until, weighed(2.5, words, first, until, is_full=True))
    else:
        score = 0.8 * katakana_odds(name) - 1.5
    if len(name) == 2:
        score -= 0.8
    if until < len(words) and _is_stage_name(kinds, words[until]):
        score = weighed(score + 0.5, words, first, until + 1, is_full=True)
        return Candidate(first, until + 1, score)
    if until < len(words) and words[until].surface in "・&＆/":
        score -= 1.0
    return Candidate(first, until, weighed(score, words, first, until))


def _odd(name: str, what: str) -> float:
    """Weigh that a word alone looks more like a name, or less, than the dictionary says."""
    if what == "unknown":
        return max(-2.0, min(2.0, 0.5 * (katakana_odds(name) + 1)))
    odds = listed_odds(name)
    if odds is None:
        return 0.0
    return 0.3 * max(-2.5, min(0.5, odds - 1)) if what == "person" else max(0.0, min(3.0, odds))


def _is_listed(part: str) -> bool:
    return part in words_of("given") or part in words_of("surnames")


def _is_stage_name(kinds: list[str], word: Token) -> bool:
    """Return whether a surname in kanji follows one word that may be a given name."""
    if kinds == ["unknown"] and len(word.surface) == 1:
        return False
    return kinds in (["person"], ["unknown"]) and _is_surname(word)


def _is_surname(word: Token) -> bool:
    if not KANJI.match(word.surface) or word.surface in words_of("organisations"):
        return False
    return word.surface in surnames() or "姓" in names_for(word.surface)


def kind(word: Token) -> str:
    """Return what the dictionary says of a word: person, place, proper, common or unknown."""
    if not word.is_known:
        return "unknown"
    if word.speech[2] == "人名":
        return "person"
    if word.speech[2] == "地名":
        return "place"
    return "proper" if word.speech[1] == "固有名詞" else "common"
