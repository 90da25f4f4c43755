"""The next version of the reference policy, in which it gets one purpose more."""

from datetime import date

from mamoru.paths import reference_policy

_PURPOSE = """          h:
            ja: 利用者の関心についての調査研究を行うため
            en: To study what users are interested in.
            kind: research
"""
_LAST = '      "(2)":\n        ja: 不正な利用への対処\n'
_HISTORY = '    - {date: "2022-02-04", ja: 改定, en: Revised}\n'


def next_version(day: date) -> bytes:
    """Return the text that bears the date `day` and takes effect on it."""
    text = reference_policy().decode()
    for old, new in (
        (_LAST, _PURPOSE + _LAST),
        (_HISTORY, _HISTORY + _HISTORY.replace("2022-02-04", day.isoformat())),
        ('  version: "2022-02-04"', f'  version: "{day}"'),
        ('  effective_from: "2022-02-04"', f'  effective_from: "{day}"'),
    ):
        text = text.replace(old, new, 1)
    return text.encode()
