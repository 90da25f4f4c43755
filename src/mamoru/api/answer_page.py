"""The page on which a person takes the answer to their request."""

from http import HTTPStatus
from typing import Any

from mamoru.api.endpoint import Reply
from mamoru.api.problems import status_of
from mamoru.api.taking_page import moment, said, taking_page
from mamoru.errors import Language, MamoruError
from mamoru.policy.words import Word
from mamoru.rights.requests.errors import AnswerTakenError
from mamoru.rights.requests.models import AnswerLink

WORDS: dict[str, Word] = {
    "title": Word("回答の受け取り", "Take your answer"),
    "sender": Word("送り主", "Sender"),
    "until": Word("受け取れる期限", "To be taken until"),
    "once": Word(
        "このリンクで受け取れるのは一度だけです。このページを開くだけでは使われません。",
        "This link takes the answer once. Looking at this page does not use it up.",
    ),
    "opens": Word(
        "受け取ったファイル(age 形式)は、別にお知らせした合い言葉か、あなたの鍵で開きます。",
        "What you take is a file of age: it opens with the passphrase that you were told "
        "separately, or with your key.",
    ),
    "take": Word("受け取る", "Take it"),
}


def page(link: AnswerLink, sender: Word, language: Language) -> Reply:
    """Return the page that offers an answer, or says that it was taken."""
    if link.taken_at is not None:
        return _page(language, HTTPStatus.OK, problem=AnswerTakenError().message(language))
    return _page(
        language, HTTPStatus.OK, sender=said(sender, language),
        until=moment(link.expires_at, language),
        expires=link.expires_at.isoformat(timespec="minutes"),
    )  # fmt: skip


def problem_page(error: MamoruError, language: Language) -> Reply:
    """Return the page that says why there is no answer to take."""
    return _page(language, status_of(error), problem=error.message(language))


def _page(language: Language, status: int, **values: Any) -> Reply:  # noqa: ANN401 - of a template
    return taking_page("requests/take.html", WORDS, language, status, **values)
