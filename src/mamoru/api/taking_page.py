"""Pages on which somebody takes by a link, once, what is theirs: a package, or an answer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.template.loader import render_to_string

from mamoru.api.endpoint import HTML, Call, Reply
from mamoru.errors import Language, MamoruError
from mamoru.law.calendar import TOKYO
from mamoru.notices.headers import SAFE
from mamoru.notices.style import style_digest
from mamoru.policy.words import Word
from mamoru.provision.joint.wording import written

FRAME: dict[str, Word] = {
    "skip": Word("本文へ進む", "Skip to the text"),
    "languages": Word("言語", "Language"),
    "other_language": Word("English", "日本語"),
    "policy": Word("プライバシーポリシー", "Privacy policy"),
}
STYLED = (
    ("Content-Security-Policy", SAFE["Content-Security-Policy"]),
    ("X-Robots-Tag", "noindex"),
)


class PageLanguage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The language of a page, where it is not to be the one that the browser prefers.

    The button sends it along, since it goes where the page was.
    """

    language: Language | None = None


def taking_page(
    template: str, words: Mapping[str, Word], language: Language, status: int,
    **values: Any,  # noqa: ANN401 - of a template
) -> Reply:  # fmt: skip
    """Return a page in the frame of the public ones, that no search engine keeps."""
    found = {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "root": "" if language == "ja" else "/en",
        "style": style_digest(),
        "t": {name: said(word, language) for name, word in {**FRAME, **words}.items()},
        **values,
    }
    content = render_to_string(template, found).encode()
    return Reply(body=content, media=HTML, status=status, headers=STYLED)


def for_people(call: Call, tell: Callable[[MamoruError], Reply], act: Callable[[], Reply]) -> Reply:
    """Answer; what goes wrong is a page for a browser, and a problem for a program."""
    try:
        return act()
    except MamoruError as error:
        if not call.is_for_a_person:
            raise
        return tell(error)


def language_of(call: Call) -> Language:
    """Return the language that was chosen on the page, or else that which the browser prefers."""
    asked: PageLanguage = call.query
    return asked.language or call.language


def moment(at: datetime, language: Language) -> str:
    """Return a moment as people in Japan write it, to the minute."""
    local = at.astimezone(TOKYO)
    day = written(local.date(), language)
    if language == "ja":
        return f"{day} {local:%H:%M}(日本時間)"
    return f"{day}, {local:%H:%M} (Japan time)"


def said(word: Word, language: Language) -> str:
    """Return the word in the language of the page."""
    return word.ja if language == "ja" else word.en
