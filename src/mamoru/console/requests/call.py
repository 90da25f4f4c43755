"""What an act on a request is done with: who, which, when, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from mamoru.errors import Language
from mamoru.faces.here import asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.law.citing import articles
from mamoru.law.requests import RequestKind
from mamoru.policy.words import Word
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.steps import kind_of, request_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An officer in front of one request."""

    door: Door
    asker: Asker
    row: Request
    now: datetime
    language: Language

    @property
    def kind(self) -> RequestKind:
        """Return what the law says of its kind."""
        return kind_of(self.row)

    def word(self, word: Word) -> str:
        """Return a word in the language of the page."""
        return word.ja if self.language == "ja" else word.en

    def article(self, text: str) -> str:
        """Return articles as they are named in the language of the page."""
        return articles(text, self.language)

    def choices(self, words: Mapping[str, Word]) -> list[tuple[str, str]]:
        """Return words as a field takes them."""
        return [(name, self.word(word)) for name, word in words.items()]


def call_of(request: HttpRequest, ref: str) -> Call:
    """Return an act's surroundings; raises `UnknownRequestError`."""
    with looking():
        row = request_row(ref)
    return Call(
        door=door_of(request), asker=asker_of(request), row=row, now=now_of(request),
        language=language_of(request),
    )  # fmt: skip
