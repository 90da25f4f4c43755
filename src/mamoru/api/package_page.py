"""The page on which a recipient takes a package, and what it says where there is none to take."""

from http import HTTPStatus
from typing import Any

from mamoru.api.endpoint import Reply
from mamoru.api.problems import status_of
from mamoru.api.taking_page import moment, said, taking_page
from mamoru.errors import Language, MamoruError
from mamoru.policy.words import Word
from mamoru.provision.packages.models import HandOver

WORDS: dict[str, Word] = {
    "title": Word("パッケージの受け取り", "Take a package"),
    "sender": Word("送り主", "Sender"),
    "hand": Word("引渡しの名前", "Hand-over"),
    "size": Word("大きさ", "Size"),
    "until": Word("受け取れる期限", "To be taken until"),
    "once": Word(
        "このリンクで受け取れるのは一度だけです。このページを開くだけでは使われません。",
        "This link takes the package once. Looking at this page does not use it up.",
    ),
    "sealed": Word(
        "中身は、受け取る方の鍵でしか開けません。お心当たりがなければ、受け取らずに送り主に知らせてください。",
        "Only the recipient's key opens what is in it. If you did not expect it, leave it and tell "
        "the sender.",
    ),
    "take": Word("受け取る", "Take it"),
    "broken": Word(
        "転送が途切れても、1 時間以内なら、同じブラウザーで続きから受け取れます。",
        "If the transfer breaks, the same browser can go on with it within an hour.",
    ),
    "acknowledge": Word(
        "受け取ったら、中の receipt.txt にある符号を送り主に知らせてください。",
        "Once you have it, tell the sender the code in its receipt.txt.",
    ),
}
UNITS = ("B", "kB", "MB", "GB", "TB")


def page(row: HandOver, size: int, sender: Word, language: Language) -> Reply:
    """Return the page that offers a package of `size` bytes."""
    return _page(
        language, HTTPStatus.OK, sender=said(sender, language), hand=row.ref, size=in_words(size),
        expires=row.expires_at.isoformat(timespec="minutes"),
        until=moment(row.expires_at, language),
    )  # fmt: skip


def problem_page(error: MamoruError, language: Language) -> Reply:
    """Return the page that says why there is nothing to take."""
    return _page(language, status_of(error), problem=error.message(language))


def in_words(size: int) -> str:
    """Return a number of bytes as people read it, in units of a thousand."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {UNITS[unit]}" if unit else f"{size} B"


def _page(language: Language, status: int, **values: Any) -> Reply:  # noqa: ANN401 - of a template
    return taking_page("packages/take.html", WORDS, language, status, **values)
