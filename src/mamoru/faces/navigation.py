"""What can be gone to from every page, by who is signed in."""

from collections.abc import Collection
from dataclasses import dataclass

from mamoru.errors import Language
from mamoru.gate.scopes import Scopes
from mamoru.policy.words import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place to go to."""

    address: str
    word: str

    def is_here(self, path: str) -> bool:
        """Return whether a page lies at or below it."""
        return path == self.address or (
            self.address not in STARTS and path.startswith(f"{self.address}/")
        )


STARTS = ("/my", "/console")
_PORTAL: tuple[tuple[str, Word], ...] = (
    ("/my", Word("はじめに", "Start")),
    ("/my/held", Word("保有している情報", "What we hold")),
    ("/my/shared", Word("取扱いの記録", "Who received it")),
    ("/my/choices", Word("あなたの選択", "Your choices")),
    ("/my/requests", Word("ご請求", "Your requests")),
    ("/my/leave", Word("退会", "Leave")),
    ("/my/policy", Word("ポリシー", "The policy")),
)
_CONSOLE: tuple[tuple[str, Word, tuple[str, ...]], ...] = (
    ("/console", Word("今日", "Today"), ()),
    ("/console/requests", Word("請求", "Requests"), (Scopes.REQUESTS_HANDLE, Scopes.RECORDS_READ)),
    ("/console/inquiries", Word("問い合わせ", "Inquiries"),
     (Scopes.INQUIRIES_HANDLE, Scopes.RECORDS_READ)),
    ("/console/policy", Word("ポリシー", "Policy"), (Scopes.POLICY_READ,)),
    ("/console/parties", Word("提供先・委託先", "Parties"),
     (Scopes.PARTIES_MANAGE, Scopes.RECORDS_READ, Scopes.PACKAGES_APPROVE)),
    ("/console/systems", Word("社内システム", "Systems"),
     (Scopes.SYSTEMS_MANAGE, Scopes.RECORDS_READ)),
    ("/console/sensitive", Word("要配慮個人情報", "Sensitive"), (Scopes.QUARANTINE,)),
    ("/console/ledger", Word("台帳", "Ledger"), (Scopes.LEDGER,)),
    ("/console/registers", Word("記録・帳簿", "Registers"), (Scopes.RECORDS_READ,)),
    ("/console/figures", Word("統計", "Figures"), (Scopes.RECORDS_READ, Scopes.POLICY_READ)),
)  # fmt: skip
"""Shown to whoever has one of the scopes; none: to every officer."""


def portal(language: Language) -> tuple[Entry, ...]:
    """Return where a person can go."""
    return tuple(Entry(address=at, word=_in(word, language)) for at, word in _PORTAL)


def console(scopes: Collection[str], language: Language) -> tuple[Entry, ...]:
    """Return where an officer with these scopes can go."""
    return tuple(
        Entry(address=at, word=_in(word, language))
        for at, word, needs in _CONSOLE
        if not needs or set(needs) & set(scopes)
    )


def _in(word: Word, language: Language) -> str:
    return word.ja if language == "ja" else word.en
