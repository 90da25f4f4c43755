"""Texts of the reference policy as later days would have them, with one thing changed in each."""

from datetime import date, timedelta

from mamoru.paths import reference_policy

TODAY = date(2026, 11, 24)
"""The day on which the tests' clock stands, in Japan."""
_HISTORY = '    - {date: "2022-02-04", ja: 改定, en: Revised}\n'
LATER = (TODAY + timedelta(days=30)).isoformat()
"""A day late enough for an important change."""


def revised(
    version: str,
    *changes: tuple[str, str],
    effective: str | None = None,
    after: tuple[str, ...] = (),
) -> bytes:
    """Return the reference policy as `version`, with the `changes` made, each of which must fit.

    `after` are the versions between the reference policy and this one.
    """
    text = reference_policy().decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    told = "".join(_HISTORY.replace("2022-02-04", day) for day in (*after, version))
    for old, new in (
        ('version: "2022-02-04"', f'version: "{version}"'),
        ('effective_from: "2022-02-04"', f'effective_from: "{effective or version}"'),
        (_HISTORY, _HISTORY + told),
    ):
        text = text.replace(old, new, 1)
    return text.encode()


COOKIES = "    from: [module]\n    data: [cookie]\n"
WIDER = (COOKIES, COOKIES.replace("[cookie]", "[cookie, device]"))
"""Modules collect device information as well."""
MESSAGES = "          g:\n            ja: サービスに関する重要な"
STUDIES = """          h:
            ja: 広告の研究のため
            en: To study advertising.
            kind: research
"""
NEW_PURPOSE = (MESSAGES, STUDIES + MESSAGES)
"""A purpose of a kind that the text did not have: it needs renewed consent."""
TYPO = ("次の各号に掲げる目的のために", "次に掲げる目的のために")
"""Wording only."""
