"""Asks again what was decided, years later, and compares the answer with the recorded one."""

import msgspec
from django.db import connection

from mamoru.errors import NotFoundError
from mamoru.gate.record import by_the_door, needed
from mamoru.gate.texts import Texts
from mamoru.ledger.columns.shape import shape_of
from mamoru.ledger.entries import Handled, decode
from mamoru.ledger.proof import entry_bytes
from mamoru.policy.handling import Decision
from mamoru.policy.question import Question, answer_all
from mamoru.policy.rulebook import Rulebook


class NotAskableError(NotFoundError):
    """An entry does not tell of a decision of the text, or not what was asked."""

    code = "not-askable"
    ja = "エントリ {entry} は、規定による判定ではないか、何が問われたかを記録していません。"
    en = "Entry {entry} is no decision of the text, or does not hold what was asked."


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says was decided, and the answer to the same questions now."""

    entry: Handled
    questions: tuple[Question, ...]
    decision: Decision
    book: Rulebook

    @property
    def agrees(self) -> bool:
        """Whether the answer is the recorded one, with the same reasons in the same order."""
        told = self.entry
        was = (told.outcome, told.cites, told.law, told.readings, told.needs, told.unknown)
        now = self.decision
        return was == (
            now.outcome.value, now.cites, now.law, now.readings, needed(now), now.unknown
        )  # fmt: skip


def again(texts: Texts, entry: Handled, number: int) -> Again:
    """Decide entry `number` again under the version and the law that its token names.

    Raises `NotAskableError` and `TextNotHeldError`.
    """
    questions = shape_of(entry).questions()
    if not questions or by_the_door(entry):
        raise NotAskableError(entry=number)
    book = texts.book(entry.token or "", entry.at)
    return Again(entry=entry, questions=questions, decision=answer_all(book, questions), book=book)


def again_here(number: int) -> Again:
    """Decide entry `number` of this installation again.

    Raises `EntryUnknownError`, `NotAskableError` and `TextNotHeldError`.
    """
    with connection.cursor() as cursor:
        entry = decode(entry_bytes(cursor, number), number)
    if not isinstance(entry, Handled):
        raise NotAskableError(entry=number)
    return again(Texts(), entry, number)
