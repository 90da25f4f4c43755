"""An invariant as words that know where they stand."""

import re
from typing import NamedTuple

from mamoru.policy.prove import errors
from mamoru.policy.prove.errors import LONGEST_ECHO, BadInvariantError
from mamoru.policy.words import Word

LONGEST = 2_000
"""Characters of an invariant."""
KEYWORDS = frozenset([
    "never", "always", "owes", "may", "of", "that", "is", "not", "for", "from", "to", "by",
    "whose", "in", "living", "when", "unless", "and", "or",
])  # fmt: skip
_TOKEN = re.compile(r",|[^\s,]+")
_WORD = Word("語", "a word")


class Token(NamedTuple):
    """A word or a comma, and its first character, counted from 1."""

    text: str
    column: int


class Tokens:
    """The words of an invariant, taken one after the other."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise BadInvariantError(LONGEST, errors.TOO_LONG, limit=LONGEST)
        self._tokens = [Token(one[0], one.start() + 1) for one in _TOKEN.finditer(text)]
        self._at = 0
        self._end = len(text) + 1

    @property
    def column(self) -> int:
        """Return where the next word stands, or where the text ends."""
        return self._tokens[self._at].column if self._at < len(self._tokens) else self._end

    def peek(self) -> str:
        """Return the next word without taking it; empty at the end."""
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def takes(self, *words: str) -> bool:
        """Take these words if they are the next ones."""
        ahead = tuple(one.text for one in self._tokens[self._at : self._at + len(words)])
        if ahead != words:
            return False
        self._at += len(words)
        return True

    def need(self, *words: str) -> None:
        """Take these words. Raises `BadInvariantError` if others are next."""
        for word in words:
            if not self.takes(word):
                self._stop(Word(f"「{word}」", f"'{word}'"))

    def word(self) -> Token:
        """Take a word that is no keyword. Raises `BadInvariantError` if there is none."""
        text = self.peek()
        if text in KEYWORDS or text in ("", ","):
            self._stop(_WORD)
        self._at += 1
        return self._tokens[self._at - 1]

    def listed(self) -> list[Token]:
        """Take one word or several, separated by commas or `or`."""
        found = [self.word()]
        while self.takes(",", "or") or self.takes(",") or self.takes("or"):
            found.append(self.word())
        return found

    def joined(self) -> list[Token]:
        """Take one word or several, joined by `and`."""
        found = [self.word()]
        while self.takes("and"):
            found.append(self.word())
        return found

    def end(self) -> None:
        """Raise `BadInvariantError` unless everything was taken."""
        if self.peek():
            self._stop(Word("文の終わり", "the end"))

    def _stop(self, wanted: Word) -> None:
        text = self.peek()
        reason = errors.NOT_THERE if text else errors.ENDS_EARLY
        raise BadInvariantError(self.column, reason, wanted=wanted, word=text[:LONGEST_ECHO])
