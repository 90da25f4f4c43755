"""The rulebook that a recorded decision rests on, found by the token of the decision.

The text of the policy and the files of the law are named by their hashes, and kept here for as long
as decisions name them.
"""

from datetime import datetime

from mamoru.errors import NotFoundError
from mamoru.gate.lawtexts import law_of
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
        if token not in self._books:
            self._books[token] = _stored(token)
        books = self._books[token]
        book = books.at(at) if books else None
        if book is None or book.token != token:
            raise TextNotHeldError(token=token)
        return book


def _stored(token: str) -> Rulebooks | None:
    policy, law = (part.rpartition(":")[2] for part in token.partition("+")[::2])
    row = PolicyText.objects.filter(text_hash__startswith=policy).last() if policy else None
    tables = law_of(law) if law else None
    return Rulebooks(read(bytes(row.text)), *tables) if row and tables else None
