"""Texts whose Japanese and English differ, as far as that shows without understanding them."""

import re
from collections.abc import Iterator

from mamoru.policy.lint.figures import Figures, figures
from mamoru.policy.lint.mentions import mentions
from mamoru.policy.lint.passages import Page, Part, Passage
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.strength import differing, is_restricting

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_QUOTED = re.compile(r"[「『\"(][^」』\")]*[」』\")]")
_TOP = re.compile(r"[A-Z]?[0-9]+")
_PLAIN_LIST_JA = re.compile(r"[はをがにでへの]|する|こと|。")
_PLAIN_LIST_EN = re.compile(r"\b(?:the|is|are|that|which|for|from|of|to|in|by|with|on)\b|[.;:]")
_JOINED_JA = re.compile(r"、|・|及び|並びに|又は|若しくは")
_JOINED_EN = re.compile(r",\s*(?:and|or)\s+|,\s*|\s+(?:and|or)\s+")
_LONG = 4
"""Words from which a text of one language alone is no name any more."""
_LISTED = 3
"""Items from which both texts are taken for lists; two may be one in the other language."""
_SHOWN = 8
Different = tuple[str, frozenset[str], frozenset[str]]
"""The code of a finding, and what only the Japanese and only the English text has."""


def languages(page: Page) -> Iterator[Raised]:
    """Yield what one language says and the other does not, text by text."""
    for passage in page.passages:
        if _is_untranslated(passage):
            yield _raised("untranslated", passage)
            continue
        ja, en = figures(passage.ja, "ja"), figures(passage.en, "en", page.places)
        for code, ja_only, en_only in (
            *_counted(ja, en),
            _addresses(ja, en),
            _references(page, passage),
            _names(ja, en, passage),
            _lists(ja, en, passage),
        ):
            if ja_only or en_only:
                yield _raised(code, passage, ja_only=_shown(ja_only), en_only=_shown(en_only))
        yield from _strength(passage)


def _is_untranslated(passage: Passage) -> bool:
    """Return whether a text is the other one, or still in the other one's language."""
    ja, en = str(passage.ja), str(passage.en)
    if JAPANESE.search(_QUOTED.sub("", en)):
        return True
    return not JAPANESE.search(ja) and len(ja.split()) >= _LONG


def _counted(ja: Figures, en: Figures) -> Iterator[Different]:
    yield "dates-differ", ja.dates - en.dates, en.dates - ja.dates
    yield "periods-differ", ja.periods - en.periods - en.loosely, en.periods - ja.periods
    yield "percentages-differ", ja.percentages - en.percentages, en.percentages - ja.percentages
    ja_only = ja.numbers - en.numbers - en.spelt
    yield "numbers-differ", ja_only, en.numbers - ja.numbers - ja.spelt


def _addresses(ja: Figures, en: Figures) -> Different:
    return "addresses-differ", ja.addresses - en.addresses, en.addresses - ja.addresses


def _references(page: Page, passage: Passage) -> Different:
    """Compare the clauses that are referred to; nearby ones may be put in other words.

    Outside the clauses, where texts explain, one may leave out what the other names.
    """
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for language in ("ja", "en"):
        known = [one for one in mentions(page, passage, language) if one.cite]
        named = [one for one in known if re.search("[0-9]", one.text) and "case" not in one.text]
        cites = {str(one.cite) for one in named}
        found[language] = (
            {_top(cite) for cite in cites}, {_top(str(one.cite)) for one in known}, cites
        )  # fmt: skip
    (ja_tops, ja_all, ja_cites), (en_tops, en_all, en_cites) = found["ja"], found["en"]
    ja_only, en_only = ja_tops - en_all, en_tops - ja_all
    if not ja_only and not en_only and len(ja_cites) == len(en_cites):
        ja_only, en_only = ja_cites - en_cites, en_cites - ja_cites
    if passage.part is Part.ELSEWHERE and not (ja_only and en_only):
        return "references-differ", frozenset(), frozenset()
    return "references-differ", frozenset(ja_only), frozenset(en_only)


def _top(cite: str) -> str:
    found = _TOP.match(cite)
    return found[0] if found else cite


def _names(ja: Figures, en: Figures, passage: Passage) -> Different:
    """Compare Latin words of the Japanese text, and names that the English one puts in quotes."""
    ja_text, en_text = passage.ja.lower(), passage.en.lower()
    ja_only = {one for one in ja.names if one.lower() not in en_text}
    en_only = {one for one in en.names if one.lower() not in ja_text and "「" not in ja_text}
    return "names-differ", frozenset(ja_only), frozenset(en_only)


def _lists(ja: Figures, en: Figures, passage: Passage) -> Different:
    """Compare how many things are listed: by marks within the text, or where it is a bare list."""
    counts = len(ja.enumerators), len(en.enumerators)
    if min(counts) < _LISTED:
        counts = (
            _items(passage.ja, _PLAIN_LIST_JA, _JOINED_JA),
            _items(passage.en, _PLAIN_LIST_EN, _JOINED_EN),
        )
    if min(counts) < _LISTED or counts[0] == counts[1]:
        return "lists-differ", frozenset(), frozenset()
    return "lists-differ", frozenset([str(counts[0])]), frozenset([str(counts[1])])


def _items(text: str, sentence: re.Pattern[str], joined: re.Pattern[str]) -> int:
    """Return how many items a text lists; 0 if it is more than a list."""
    return 0 if sentence.search(text) else len(joined.split(text.strip()))


def _strength(passage: Passage) -> Iterator[Raised]:
    if passage.part in (Part.TITLE, Part.ELSEWHERE):
        return
    found = differing(passage.ja, passage.en)
    if found is not None:
        yield _raised("strength-differs", passage, ja_only=found[0], en_only=found[1])
    for language, spot in passage.spots if passage.bans else ():
        if not is_restricting(spot, language):
            yield _raised("ban-reads-otherwise", passage, language=language)


def _shown(values: frozenset[str]) -> str:
    return ", ".join(sorted(values)[:_SHOWN])[:200] or "-"


def _raised(code: str, passage: Passage, **facts: str) -> Raised:
    return Raised(code=code, about=passage.about, place=passage.ja.place, facts=dict(facts))
