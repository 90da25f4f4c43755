"""Names in katakana: of people from abroad, and of people in Japan by their reading."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mamoru.screening.likeness import katakana_odds, listed_odds
from mamoru.screening.surroundings import KANJI, weighed
from mamoru.screening.tokens import Token, names_for
from mamoru.screening.wordlists import surnames, words_of

_JOINED = re.compile(r"(?:[ァ-ヺー]+|[A-Z]{1,2}\.?)(?:[・=＝゠.](?:[ァ-ヺー]+|[A-Z]\.?))*")
_BETWEEN = re.compile("[・=＝゠.]")
_TWO_KANA = re.compile("[ァ-ヺー]{2}")
_KANA = re.compile("[ァ-ヺー]+")
_ALONE = {"person": 0.8, "unknown": -0.5, "proper": -2.2, "common": -3.2, "place": -4.0}
_LISTED = -1.5
"""A name that is another word as well: ライト, ヒル."""
_AGAINST = {"common": 1.0, "place": 1.2, "proper": 1.6}


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
    """Weigh a name of several parts by what the dictionary knows of each."""
    kinds = ["person" if _is_listed(word.surface) else kind(word) for word in inside]
    counted = Counter(kinds)
    against = sum(weight * counted[one] for one, weight in _AGAINST.items())
    doubt = sum(_odd_part(word) for word in inside if not _is_listed(word.surface))
    known = counted["person"] + 0.7 * counted["unknown"] - 0.8 * against
    score = 0.3 + 2.4 * (known + doubt) / len(kinds)
    if any(_is_organisation(part) for part in (parts[0], parts[-1])):
        score -= 3.0
    if parts[0] in words_of("given"):
        score += 0.6
    elif parts[0] in words_of("katakana_particles"):
        score -= 1.5
    if parts[-1].endswith(("ズ", "ーツ", "ッツ")) and kinds[-1] != "person":
        score -= 1.0
    return score


def _odd_part(word: Token) -> float:
    """Weigh that a part looks more like a name, or less, than the dictionary says."""
    if not word.is_known:
        return max(-0.7, min(0.3, 0.25 * (katakana_odds(word.surface) + 0.8)))
    odds = listed_odds(word.surface)
    if odds is None or kind(word) != "person":
        return 0.0
    return 0.7 * max(-1.0, min(0.0, 0.4 * (odds + 0.2)))


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
        if kinds[0] != "person" and _is_listed(name):
            score = _LISTED + (kinds[0] != "unknown") * _odd(name, kinds[0])
        else:
            score += _odd(name, kinds[0])
    elif [word.speech[3] for word in inside] == ["姓", "名"]:
        return Candidate(first, until, weighed(2.5, words, first, until, is_full=True))
    else:
        score = 0.6 * (kinds.count("person") + 0.3 * kinds.count("unknown")) - 3.0
    if len(name) == 2:
        score -= 0.8
    if kinds == ["person"] and until < len(words) and _is_surname(words[until]):
        score = weighed(score + 0.5, words, first, until + 1, is_full=True)
        return Candidate(first, until + 1, score)
    if until < len(words) and words[until].surface in "・&＆/":
        score -= 1.0
    return Candidate(first, until, weighed(score, words, first, until))


def _odd(name: str, what: str) -> float:
    """Weigh that a word alone looks more like a name, or less, than the dictionary says."""
    if what == "unknown":
        return max(-1.5, min(1.5, 0.5 * (katakana_odds(name) + 1)))
    odds = listed_odds(name)
    if odds is None:
        return 0.0
    return 0.3 * max(-2.5, min(0.5, odds - 1)) if what == "person" else max(0.0, min(3.0, odds))


def _is_listed(part: str) -> bool:
    return part in words_of("given") or part in words_of("surnames")


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
