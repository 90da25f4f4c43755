"""Names in kanji that the dictionary does not have: rows of characters that read as one."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from mamoru.screening.katakana_names import Candidate
from mamoru.screening.likeness import given_likelihood
from mamoru.screening.surroundings import ENDS, KANJI, follows, is_role, weighed
from mamoru.screening.tokens import Token, names_for
from mamoru.screening.wordlists import all_surnames, given_names, surnames, words_of

_LEAST, _LIKELY = 0.2, 0.6
"""How much a given name that no list has must look like one: after a surname of two characters or
three, and after one of one character."""
_FREQUENT = 20_000
"""People of a surname after which a given name of one character may be looked for."""


def spelt_names(text: str, words: Sequence[Token], taken: Sequence[bool]) -> Iterator[Candidate]:
    """Yield rows of kanji that read as surname and given name but fall into other words.

    `taken` says of each word whether it is in a name already.
    """
    firsts, known = _firsts(), surnames()
    for at in [at for at, word in enumerate(words) if word.surface[0] in firsts and not taken[at]]:
        word = words[at]
        if _counts(words, at) or not _begins_as_surname(text, word.start, known):
            continue
        until = _row(words, at)
        if until - at < 2 or any(taken[at:until]):
            continue
        score = _spelt(text[word.start : words[until - 1].end], words[at:until])
        if score is not None and follows(words, until) in ENDS:
            yield Candidate(at, until, weighed(score, words, at, until, is_full=True))


def _counts(words: Sequence[Token], at: int) -> bool:
    """Return whether a number and what is counted stand here: 何台."""
    return (
        words[at].speech[1] == "数詞"
        and at + 1 < len(words)
        and words[at + 1].speech[2].startswith("助数詞")
    )


def _begins_as_surname(text: str, start: int, known: Mapping[str, int]) -> bool:
    return (
        text[start : start + 2] in known
        or text[start] in known
        or text[start : start + 3] in known
        or text[start] in words_of("asian_surnames")
    )


@cache
def _firsts() -> frozenset[str]:
    """Return the characters that surnames begin with: most words begin with none of them."""
    return frozenset(name[0] for name in all_surnames())


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
    last = parts[-1].surface
    if len(last) > 1 and last in words_of("organisations"):
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
    if given in given_names():
        return score - (0.5 if len(given) > 1 else 1.4)
    if len(given) > 1 and "名" in names_for(given):
        return score - 0.9
    if is_asian and len(given) == 2 and is_odd:
        return score - 0.5
    doubt = _doubt(surname, given)
    return None if doubt is None else score - doubt


def _doubt(surname: str, given: str) -> float | None:
    """Return what speaks against a given name that no list has; absent if too much does."""
    likely = given_likelihood(given)
    if len(surname) == 1:
        is_possible = surname in words_of("asian_surnames") and len(given) == 2
        return 1.0 - likely if is_possible and likely > _LIKELY else None
    if likely <= _LEAST:
        return None
    if len(given) == 1:
        return 1.0 if surnames().get(surname, 0) > _FREQUENT else None
    return 1.7 - likely
