"""Dates on which somebody was born; a date alone is none."""

import re
from collections.abc import Iterator

from mamoru.screening.findings import Finding, Kind

_DATE = re.compile(
    r"(?<![0-9])(?:"
    r"(?:(?:明治|大正|昭和|平成|令和) ?(?:[0-9]{1,2}|元)|(?:1[89]|20)[0-9]{2}(?:\([^()\n]{1,8}\))?)"
    r" ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日?"
    r"|[0-9]{1,2}月[0-9]{1,2}日"
    r"|(?:[MTSHR]\.? ?[0-9]{1,2}|(?:1[89]|20)[0-9]{2})(?:[./-][0-9]{1,2}){2}"
    r"|(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:1[89]|20)[0-9]{2}"
    r")(?![0-9])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:生年月日|誕生日|生まれ(?=は|:)"
    r"|出生日|生まれた日|バースデー|birth ?da(?:y|te)|date of birth|born(?: on)?"
    r"|(?<![a-z])d\.?o\.?b\.?)[^0-9。\n]{0,10}\n?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r" ?[(]?(?:に|、)?(?:生(?![産命物徒成活存涯])|出生|誕生|うまれ|born|産まれ)")
_MAY_BE_BIRTH = re.compile("生|うまれ|産まれ|バースデー|[bB]")
"""What every word for a birth has."""


def births(text: str) -> Iterator[Finding]:
    """Yield dates that a word before or after them calls somebody's birth."""
    if not _MAY_BE_BIRTH.search(text):
        return
    for one in _DATE.finditer(text):
        before = text[max(0, one.start() - 30) : one.start()]
        if _BEFORE.search(before) or _AFTER.match(text, one.end()):
            yield Finding(
                kind=Kind.BIRTH_DATE, start=one.start(), end=one.end(),
                confidence=0.9, reason="birth-date-named",
            )  # fmt: skip
