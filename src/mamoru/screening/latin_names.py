"""Names of people in Latin letters: a known given name with a surname, or a form of address."""

import re
from collections.abc import Iterator

from mamoru.screening.findings import Finding, Kind
from mamoru.screening.wordlists import latin_given_names, latin_surnames, words_of

_WORD = r"(?!(?:Mr|Mrs|Ms|Dr|Prof|Dear)\b)[A-Z][A-Za-z'-]{1,30}"
_WORDS = re.compile(
    rf"(?<![A-Za-z])(?:(Mr|Mrs|Ms|Dr|Prof)\. ?)?{_WORD}(?: [A-Z]\.)?(?: {_WORD}){{0,3}}"
)
_CALLED = re.compile(" ?(?:さん|さま|様|氏|くん|ちゃん)")
"""What follows a name; after capitals alone, which are mostly a company's, it says nothing."""
_CAPITAL = re.compile("[A-Z]")
_PART = re.compile(_WORD)


def latin_names(text: str) -> Iterator[Finding]:
    """Yield names such as `John Smith`, `YAMADA Taro`, `Ms. Smith` and `Smithさん`."""
    if not _CAPITAL.search(text):
        return
    for one in _WORDS.finditer(text):
        parts = _PART.findall(text, one.end(1) + 1 if one[1] else one.start(), one.end())
        if any(part in words_of("english_organisations") for part in parts):
            continue
        if one[1]:
            yield _found(one.start(), one.end(), 0.9, "name-addressed")
        elif len(parts) > 1 and _is_name([part.lower() for part in parts]):
            yield _found(one.start(), one.end(), 0.8, "name-latin")
        elif _CALLED.match(text, one.end()) and not one[0].isupper():
            yield _found(one.start(), one.end(), 0.8, "name-addressed")


def _is_name(parts: list[str]) -> bool:
    given, surnames = latin_given_names(), latin_surnames()
    if parts[0] in given:
        return parts[0] in _english() or parts[1] in surnames
    return parts[0] in surnames and parts[1] in given


def _english() -> frozenset[str]:
    return frozenset(name.lower() for name in words_of("english_given"))


def _found(start: int, end: int, confidence: float, reason: str) -> Finding:
    return Finding(kind=Kind.NAME, start=start, end=end, confidence=confidence, reason=reason)
