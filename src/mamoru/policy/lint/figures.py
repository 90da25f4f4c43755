"""What a text counts and names: dates, periods, percentages, addresses, other numbers, names.

Read from Japanese and from English into the same values, so that the two can be compared: a year is
twelve months, a week seven days, and numbers in words count where they can be told from articles.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from mamoru.policy.lint.references import EMAIL, URL

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_KANJI = {one: at for at, one in enumerate("〇一二三四五六七八九")}
_UNITS: dict[str, tuple[str, int]] = {
    "年": ("months", 12), "year": ("months", 12),
    "月": ("months", 1), "month": ("months", 1),
    "週": ("days", 7), "week": ("days", 7),
    "日": ("days", 1), "day": ("days", 1),
    "営業日": ("business days", 1), "business day": ("business days", 1),
    "working day": ("business days", 1),
    "時間": ("hours", 1), "hour": ("hours", 1),
}  # fmt: skip

_DATES = {
    "ja": re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日"),
    "en": re.compile(
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<m>{'|'.join(_MONTHS)}),? (?P<y>[0-9]{{4}})"
        rf"|(?P<m2>{'|'.join(_MONTHS)}) (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>[0-9]{{4}})",
        re.IGNORECASE,
    ),
}
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(?:%|パーセント|percent|per cent)", re.IGNORECASE)
_NUMBER_WORD = "|".join([*_WORDS[1:], *_TENS])
_PERIODS = {
    "ja": re.compile(
        r"(?<![0-9])(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?"
        r"(?P<u>営業日|時間|週|[か箇ヶカヵケ]月|年(?!月|度)|日(?!本))間?"
    ),
    "en": re.compile(
        rf"(?<![\w.])(?P<n>[0-9]{{1,3}}|{_NUMBER_WORD})[ -]"
        r"(?P<u>(?:business |working )?day|hour|week|month|year)s?\b",
        re.IGNORECASE,
    ),
}
_LOOSELY = re.compile(r"\b(?P<n>an?) (?P<u>(?:business |working )?day|hour|week|month|year)\b")
_PATH = r"[0-9][0-9a-z().-]*"
_ARTICLES = {
    "ja": re.compile(rf"第[0-9]+[条項号](?:の[0-9]+)?|[A-Z][A-Z0-9-]* {_PATH}"),
    "en": re.compile(
        r"\b(?:[A-Z][A-Z0-9-]+|Articles?|Act|Code|Law|Order|Rules?|Guidelines|Q&A|[Cc]lauses?"
        rf"|[Ss]ections?|[Cc]ases?) \(?{_PATH}(?:(?:, | and | or | to )\(?{_PATH})*"
        r"|(?<![\w.])[0-9]{1,3}(?:\([0-9a-z]{1,4}\))+[a-z]?"
    ),
}
_DOTTED = re.compile(r"(?<![\w.])[0-9]{1,2}\.[0-9]{1,2}(?![\w%])")
_ENUMERATOR = re.compile(r"\([0-9a-z]{1,3}\)|[①-⑳]")
_CODE = re.compile(r"[A-Za-z]+[0-9]+[A-Za-z0-9]*")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[万千]?")
_COUNTED = re.compile(r"([一二三四五六七八九十]{1,3})(?=[つ人件名回社種歳項丁番])")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'-]*[A-Za-z0-9]")
_QUOTED = re.compile(r"[\"\u201c]([A-Z][^\"\u201d]{1,60})[\"\u201d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one text counts and names."""

    dates: frozenset[str]
    periods: frozenset[str]
    loosely: frozenset[str]
    """Periods like `a month`, which the other language need not count."""
    percentages: frozenset[str]
    addresses: frozenset[str]
    numbers: frozenset[str]
    spelt: frozenset[str] = field(default=frozenset())
    """Numbers in words, which may or may not be counts."""
    names: frozenset[str] = field(default=frozenset())
    """Latin words in Japanese; names in quotation marks in English."""
    enumerators: tuple[str, ...] = ()


def figures(text: str, language: str, cites: Collection[str] = ()) -> Figures:
    """Return what `text` counts and names; each kind is taken out before the next is looked for.

    `cites` are the places that can be cited: `11.2` is a clause if there is one, else a figure.
    """
    rest = _Rest(_plain(text))
    addresses = frozenset(one.rstrip(".").lower() for one in rest.take(EMAIL, URL))
    names = _LATIN if language == "ja" else _QUOTED
    dates = rest.dates(_DATES[language]) | rest.dates(_ISO)
    percentages = frozenset(f"{float(one):g}%" for one in rest.take(_PERCENT))
    periods = rest.periods(_PERIODS[language])
    loosely = rest.periods(_LOOSELY)
    rest.take(_ARTICLES[language])
    if language == "en":
        rest.take_out(_DOTTED, cites)
    enumerators = tuple(rest.take(_ENUMERATOR))
    rest.take(_CODE)
    spelt = frozenset(str(_value(one)) for one in rest.spelt(language))
    return Figures(
        dates=dates,
        periods=periods,
        loosely=loosely,
        percentages=percentages,
        addresses=addresses,
        numbers=frozenset(_digits(one) for one in rest.take(_NUMBER)),
        spelt=spelt,
        names=frozenset(one.strip() for one in names.findall(rest.text)),
        enumerators=enumerators,
    )


def _plain(text: str) -> str:
    """Return `text` with full-width digits and letters as half-width ones."""
    return "".join(one if "①" <= one <= "⑳" else unicodedata.normalize("NFKC", one) for one in text)


class _Rest:
    """A text from which what was read is taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, *patterns: re.Pattern[str]) -> list[str]:
        """Return what the patterns find, and leave blanks in its place."""
        found: list[str] = []
        for pattern in patterns:
            found += [one[1] if one.re.groups else one[0] for one in pattern.finditer(self.text)]
            self.text = pattern.sub(" ", self.text)
        return found

    def take_out(self, pattern: re.Pattern[str], known: Collection[str]) -> None:
        """Leave blanks in place of what the pattern finds and is known."""
        self.text = pattern.sub(lambda one: " " if one[0] in known else one[0], self.text)

    def dates(self, pattern: re.Pattern[str]) -> frozenset[str]:
        found = [one.groupdict() for one in pattern.finditer(self.text)]
        self.text = pattern.sub(" ", self.text)
        return frozenset(_date(one) for one in found)

    def periods(self, pattern: re.Pattern[str]) -> frozenset[str]:
        found = [(one["n"], one["u"]) for one in pattern.finditer(self.text)]
        self.text = pattern.sub(" ", self.text)
        return frozenset(_period(*one) for one in found)

    def spelt(self, language: str) -> list[str]:
        """Return numbers in words; they are left in, as they may be other words as well."""
        if language == "ja":
            return [str(one) for one in _COUNTED.findall(self.text)]
        return [str(one) for one in re.findall(rf"\b(?:{_NUMBER_WORD})\b", self.text.lower())]


def _date(parts: dict[str, str | None]) -> str:
    year, month, day = (parts.get(name) or parts.get(f"{name}2") or "" for name in "ymd")
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
    return f"{int(year):04}-{number:02}-{int(day):02}"


def _period(number: str, unit: str) -> str:
    name = unit.lower()
    key = name if name in _UNITS else name[-1] if name[-1] in _UNITS else name
    unit_name, times = _UNITS[key]
    return f"{_value(number) * times} {unit_name}"


def _value(word: str) -> int:
    """Return the number that digits, an English word or Japanese numerals up to 99 say."""
    if word.isascii() and word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    if word.lower() in _WORDS:
        return _WORDS.index(word.lower())
    if word.lower() in _TENS:
        return _TENS[word.lower()]
    tens, ten, ones = word.partition("十")
    if not ten:
        return int("".join(str(_KANJI[one]) for one in word))
    return (_KANJI.get(tens, 1)) * 10 + (_KANJI.get(ones, 0))


def _digits(text: str) -> str:
    times = {"万": 10_000, "千": 1_000}.get(text[-1], 1)
    return f"{float(text.rstrip('万千').replace(',', '')) * times:.12g}"
