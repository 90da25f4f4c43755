"""The rulebook that a recorded decision rests on, found by the token of the decision.

The text is one that was in force here; it is named by its hash, since a version may have been
published twice. The law's table is that of this program: where it has changed since, the rulebook
of then cannot be had any more, and nothing is decided in its stead.
"""

from datetime import datetime

from mamoru.errors import NotFoundError
from mamoru.gate.models import PolicyText
from mamoru.gate.shelf import read
from mamoru.law.book import Rulebooks
from mamoru.policy.rulebook import Rulebook


class TextNotHeldError(NotFoundError):
    """What a decision rests on is not held here, so it cannot be decided again."""

    code = "text-not-held"
    ja = "この判定のもとになった版のポリシーまたは法令表がありません({token})。"
    en = "The policy or the law's table that decided this is not held here ({token})."


class Texts:
    """Every text that was in force here, read when it is first asked for."""

    def __init__(self) -> None:
        self._books: dict[str, Rulebooks | None] = {}

    def book(self, token: str, at: datetime) -> Rulebook:
        """Return the rulebook named by `token`, of the moment `at`; raises `TextNotHeldError`."""
        text_hash = token.partition("+")[0].rpartition(":")[2]
        if text_hash not in self._books:
            self._books[text_hash] = _stored(text_hash)
        books = self._books[text_hash]
        book = books.at(at) if books else None
        if book is None or book.token != token:
            raise TextNotHeldError(token=token)
        return book


def _stored(text_hash: str) -> Rulebooks | None:
    row = PolicyText.objects.filter(text_hash__startswith=text_hash).last() if text_hash else None
    return Rulebooks(read(bytes(row.text))) if row else None
