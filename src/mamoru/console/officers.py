"""What officers are called on these pages: the ledger has random handles, people have names.

Where nobody acted, one of our own workers did: it is called by what it does.
"""

from collections.abc import Iterable

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.faces.models import Account
from mamoru.policy.words import Word

WORKERS: dict[str, Word] = {
    "officer": Word("コマンドライン", "the command line"),
    "portal": Word("本人のページ", "the pages of people"),
    "tag": Word("同意の画面(タグ)", "the consent banner"),
    "rights": Word("自動処理(請求)", "the server, for requests"),
    "inquiries": Word("自動処理(問い合わせ)", "the server, for inquiries"),
    "outbox": Word("自動処理(メールの送信)", "the server, sending mail"),
    "keeper": Word("自動処理(期限による消去)", "the server, erasing by time"),
    "quarantine": Word(
        "自動処理(分けて置いた情報の消去)", "the server, erasing what was held apart"
    ),
}
"""By the names in `mamoru.gate.asking.OURS`, which no client and no officer can have."""


def names_of(handles: Iterable[str | None], language: Language) -> dict[str, str]:
    """Return the name of each officer by the handle, and of workers; others are called as is."""
    asked = {one for one in handles if one}
    found = Account.objects.filter(handle__in=asked).values_list("handle", "username")
    return {one: one for one in asked} | dict(found) | _workers(language)


def every_name(language: Language) -> dict[str, str]:
    """Return the name of every officer by the handle, also of those who left, and of workers."""
    found = Account.objects.filter(ref=None).values_list("handle", "username")
    return dict(found) | _workers(language)


def who_may(scope: str) -> dict[str, str]:
    """Return those officers, name by handle, who may do something now."""
    found = Account.objects.filter(ref=None, is_active=True).order_by("username")
    return {one.handle: one.username for one in found if scope in one.scopes}


def _workers(language: Language) -> dict[str, str]:
    return {name: said(word, language) for name, word in WORKERS.items()}
