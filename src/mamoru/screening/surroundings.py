"""What the words around a possible name say for it and against it, as one number.

People have titles, wives and opinions, and do things; companies are founded and works published.
The lists behind this are our own (`words/names.txt`); the numbers are few, round and chosen by
hand, so that a reader can follow why something was taken for a name.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from mamoru.screening.likeness import grades
from mamoru.screening.tokens import Token
from mamoru.screening.wordlists import words_of

KANJI = re.compile(r"[一-龥々〆ヶ]+\Z")
_NO_NOUN = frozenset(
    {
        "助詞", "助動詞", "補助記号", "記号", "空白", "動詞", "形容詞", "副詞", "接続詞", "連体詞",
        "代名詞", "感動詞",
    }
)  # fmt: skip
_NOUN = frozenset({"名詞", "接尾辞", "接頭辞"})
_OPENING, _CLOSING = '「『《〈“"【', '」』》〉”"】'
_CLUBS = frozenset({"FC", "株式会社", "有限会社", "AS", "SC", "AC", "FM"})
_REACH = 6
"""Words between a name and its title: 「A外務大臣」."""
_MOST_CUES = 1.6
_KANJI_CUES = 1.3
"""What is around counts for more where the words are surnames of places, too."""
_ANOTHERS = 2.0
"""What a title does not count for where it is another's: 「A市長のB」."""
_ROLE = 1.4
_FORMER = frozenset({"元", "前", "現", "新", "旧"})
"""Before a band, a team or a place whose former something is meant, and before no name."""
_GRADED = frozenset({"名詞", "動詞"})
_GRADE_WEIGHT = 0.4
"""What a graded word counts for, next to one of our own lists."""
_CLAUSE_WEIGHT = 0.9
_PARTICLES = {"は": 0.4, "と": 0.3, "で": -0.5}
"""What the particle after a name says: people are told of and met, places are where it happens."""
_NEXT = 3
_CLAUSE = 9
"""Words in which a verb is looked for after the particle."""


class After(StrEnum):
    """What follows a possible name."""

    END = "end"
    """A particle, a mark, a verb: the name ends here."""
    HONORIFIC = "honorific"
    TITLE = "title"
    ORGANISATION = "organisation"
    NOUN = "noun"


ENDS = frozenset({After.END, After.HONORIFIC, After.TITLE})
"""What may follow a row of characters that only reads as a name."""
_AFTER = {After.HONORIFIC: 3.0, After.TITLE: 2.2, After.ORGANISATION: -3.0, After.NOUN: -1.6}
_AFTER_FULL = {After.ORGANISATION: -4.0, After.NOUN: -0.6}
"""A surname with a given name is a name still, whatever noun comes next."""


def weighed(
    own: float, words: Sequence[Token], start: int, end: int, *, is_full: bool = False
) -> float:
    """Return what speaks for the words from `start` up to `end` being a name: above 0 they are.

    `own` is what they say themselves. `is_full`: the name has more parts than one, and leans less
    on what is around it. Where nothing could help any more, the number only says that.
    """
    after = follows(words, end)
    found = _AFTER_FULL[after] if is_full and after in _AFTER_FULL else _AFTER.get(after, 0.0)
    if after is After.TITLE and _leads_on(words, end):
        found -= _ANOTHERS
    found += own + _before(words, start) + _quoted(words, start, end)
    if found + _MOST_CUES + _CLAUSE_WEIGHT <= 0:
        return found
    cues, clause = _cues(words, start, end), _clause(words, end) + _particle(words, end)
    if is_full:
        return found + 0.4 * cues + 0.5 * clause
    is_kanji = KANJI.match(words[start].surface) is not None
    return found + (_KANJI_CUES if is_kanji else 1.0) * cues + clause


def follows(words: Sequence[Token], end: int) -> After:
    """Return what the words from `end` on are to a name before them."""
    if end >= len(words):
        return After.END
    word = words[end]
    if word.surface in words_of("honorifics") or _is_numbered(words, end):
        return After.HONORIFIC
    if word.surface == "・":
        return _after_joined(words, end)
    if word.speech[0] in _NO_NOUN:
        return After.END
    title = _title(words, end)
    if title is not None:
        return After.NOUN if _is_taken_up(words, title + 1) else After.TITLE
    if _is_organisation(word.surface):
        return After.ORGANISATION
    if word.speech[0] == "接尾辞" or word.speech[2] == "副詞可能":
        return After.END
    return After.NOUN


def _is_numbered(words: Sequence[Token], end: int) -> bool:
    """Return whether a ruler's number follows: 四世, 4世."""
    if words[end].surface.startswith("世"):
        return True
    follower = words[end + 1].surface if end + 1 < len(words) else ""
    return words[end].speech[1] == "数詞" and follower.startswith("世")


def _after_joined(words: Sequence[Token], end: int) -> After:
    """Return what the last of names joined by ・ is followed by."""
    at = end + 1
    while at < len(words) and words[at].speech[2] == "人名":
        at += 1
    if at > end + 1 and at < len(words) and _is_organisation(words[at].surface):
        return After.ORGANISATION
    return After.END


def _title(words: Sequence[Token], end: int) -> int | None:
    """Return where the title is that a name and what stands between lead to: 「A外務大臣」."""
    for at in range(end, min(end + _REACH, len(words))):
        word = words[at]
        if word.speech[0] not in _NOUN:
            return None
        if word.surface in words_of("titles") or _ends_in_title(word.surface):
            return at
        is_suffix = word.speech[0] == "接尾辞" and word.surface in words_of("title_suffixes")
        if at > end and is_suffix:
            return at
        if at == end and _is_organisation(word.surface) and not _is_headed(words, at + 1):
            return None
    return None


def _is_headed(words: Sequence[Token], at: int) -> bool:
    """Return whether the head of an organisation is named right after it: 館長."""
    return at < len(words) and words[at].surface == "長"


def _is_taken_up(words: Sequence[Token], at: int) -> bool:
    """Return whether somebody takes up the title before: then no name is before it, but where.

    「A社長に就任」, 「A大学教授を務めた」.
    """
    if at + 1 >= len(words) or words[at].surface not in {"に", "と", "を"}:
        return False
    at += words[at + 1].surface == "も"
    return any(word.surface in words_of("appointments") for word in words[at + 1 : at + 3])


def _leads_on(words: Sequence[Token], end: int) -> bool:
    """Return whether a title after a name is that of another, whom の leads to: 「A市長のB」."""
    for at in range(end, min(end + _REACH, len(words) - 1)):
        if words[at].surface == "の":
            return words[at + 1].speech[2] == "人名"
        if words[at].speech[0] not in _NOUN:
            return False
    return False


def _ends_in_title(surface: str) -> bool:
    """Return whether a compound is a title by its end: 内閣総理大臣."""
    if len(surface) < 4:
        return False
    titles = words_of("titles")
    return surface[-2:] in titles or surface[-3:] in titles


@cache
def _organisation() -> re.Pattern[str]:
    longest_first = sorted(words_of("organisations"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _is_organisation(surface: str) -> bool:
    found = _organisation().match(surface)
    return found is not None and (len(found[0]) > 1 or len(surface) == 1)


def is_role(word: Token) -> bool:
    """Return whether the word says what somebody is: 監督, 局長."""
    if word.surface in words_of("roles") or word.surface in words_of("titles"):
        return True
    return word.speech[0] == "接尾辞" and word.surface in words_of("role_suffixes")


def _before(words: Sequence[Token], start: int) -> float:
    if start == 0:
        return 0.0
    word = words[start - 1]
    if word.surface in _CLUBS:
        return -3.0
    if word.surface in _FORMER:
        return -1.0
    if is_role(word):
        return _ROLE
    if word.surface in "・の" and start > 1 and is_role(words[start - 2]):
        return _ROLE
    if word.surface in words_of("joiners"):
        return 0.0
    is_latin = word.surface.isascii() and word.surface.isalnum() and not word.surface.isdigit()
    return -2.0 if is_latin and word.speech[0] == "名詞" else 0.0


def _quoted(words: Sequence[Token], start: int, end: int) -> float:
    """Weigh quotation marks: what they hold whole is mostly a work, but for surnames."""
    opens = start > 0 and words[start - 1].surface in _OPENING
    closes = end < len(words) and words[end].surface in _CLOSING
    if opens and closes:
        return -0.8 if words[start].speech[3] == "姓" and end == start + 1 else -2.5
    return -0.8 if opens or closes else 0.0


def is_quoted(words: Sequence[Token], start: int, end: int) -> bool:
    """Return whether quotation marks hold exactly these words."""
    return _quoted(words, start, end) <= -2.5


def _cues(words: Sequence[Token], start: int, end: int) -> float:
    near = (*words[max(0, start - 6) : start], *words[end : end + 12])
    return max(-_MOST_CUES, min(_MOST_CUES, 0.45 * sum(map(_grade, near), 0.0)))


def _grade(word: Token) -> float:
    """Return what a word says for a person near it, or against."""
    if word.surface in words_of("persons"):
        return 1.0
    if word.surface in words_of("things"):
        return -1.0
    if word.speech[0] in _GRADED and word.speech[1] != "固有名詞":
        return _GRADE_WEIGHT * grades().get(word.normal, 0.0)
    return 0.0


def _particle(words: Sequence[Token], end: int) -> float:
    """Weigh the particle after a name by itself."""
    if end >= len(words) or words[end].speech[0] != "助詞":
        return 0.0
    return _PARTICLES.get(words[end].surface, 0.0)


def _clause(words: Sequence[Token], end: int) -> float:
    """Weigh the particle after a name with what it leads to: 「…の妻」, 「…は述べ」."""
    if end >= len(words) or words[end].speech[0] != "助詞":
        return 0.0
    particle, at = words[end].surface, end + 1
    while at < len(words) and words[at].speech[0] == "助詞":
        at += 1
    if at >= len(words):
        return 0.0
    if particle == "の":
        return _weight(words[at].surface, "person_nouns", "organisation_nouns", -0.2)
    if particle in {"に", "へ", "を", "で", "から"}:
        verbs = words_of("organisation_verbs")
        if any(word.surface in verbs for word in words[at : at + _NEXT]):
            return -_CLAUSE_WEIGHT
    if particle in {"が", "は", "も", "を", "に", "と", "から"}:
        verbs = words_of("person_verbs")
        if any(word.surface in verbs for word in words[at : at + _CLAUSE]):
            return _CLAUSE_WEIGHT
        return 0.2 if particle in {"が", "も"} else 0.0
    return 0.0


def _weight(surface: str, persons: str, others: str, neither: float) -> float:
    if surface in words_of(persons):
        return _CLAUSE_WEIGHT
    return -_CLAUSE_WEIGHT if surface in words_of(others) else neither
