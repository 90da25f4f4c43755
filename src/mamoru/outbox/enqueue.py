"""Putting a letter into the outbox, for many people at once, and taking it back."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice

from mamoru.outbox import queries
from mamoru.outbox.errors import InvalidLetterError, LetterChangedError, UnknownLetterError
from mamoru.outbox.letters import NewLetter, State
from mamoru.outbox.models import Letter

BATCH = 5000
"""People who are added by one statement."""
KEY = re.compile(r"[a-z][a-z0-9_-]{0,31}:[A-Za-z0-9._-]{1,64}", re.ASCII)
KIND = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)
LONGEST_SUBJECT = 200
LONGEST_BODY = 100_000
"""Characters of one language: far more than anybody reads, and within what servers take."""


def enqueue(
    letter: NewLetter, people: Iterable[int], *, now: datetime, enclosed: bytes | None = None
) -> int:
    """Let `letter` be sent to `people`, named by the vault's numbers; return its id.

    Runs in the caller's transaction: the letter goes out if that commits, and not otherwise.
    Whoever is in it already is not added again, so that it can be repeated. Whether it may be sent
    to each of them is decided when it is sent. `enclosed` is sealed for the one person whom such a
    letter is to. Raises `InvalidLetterError`, and
    `LetterChangedError` where the letter with this key says something else.
    """
    _check(letter)
    kept = _kept(letter, now)
    numbers = iter(people)
    while batch := list(islice(numbers, BATCH)):
        queries.insert_deliveries(kept.pk, batch, now)
    if enclosed is not None:
        queries.enclose(kept.pk, enclosed)
    return kept.pk


def withdraw(key: str, *, now: datetime) -> int:
    """Call back every delivery of a letter that was not begun; return how many.

    Runs in the caller's transaction. Raises `UnknownLetterError`.
    """
    return queries.withdraw(_id_of(key), now)


def send_again(key: str, states: Collection[State], *, now: datetime) -> int:
    """Let deliveries of a letter that ended in `states` be sent once more; return how many.

    Each keeps its token and so its Message-ID, by which a receiver may drop a double. Runs in the
    caller's transaction. Raises `UnknownLetterError`.
    """
    return queries.again(_id_of(key), states, now)


def _id_of(key: str) -> int:
    found = Letter.objects.filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise UnknownLetterError
    return found


def _kept(letter: NewLetter, now: datetime) -> Letter:
    said = {
        "kind": letter.kind, "purpose": letter.purpose,
        "subject_ja": letter.subject.ja, "subject_en": letter.subject.en,
        "body_ja": letter.body.ja, "body_en": letter.body.en,
    }  # fmt: skip
    kept, _ = Letter.objects.get_or_create(key=letter.key, defaults={**said, "created_at": now})
    if any(getattr(kept, part) != text for part, text in said.items()):
        raise LetterChangedError
    return kept


def _check(letter: NewLetter) -> None:
    """Refuse what could not be sent: a line end in a subject would begin another header."""
    parts = {
        "kind": bool(KIND.fullmatch(letter.kind)),
        "key": bool(KEY.fullmatch(letter.key)),
        "purpose": 0 < len(letter.purpose) <= 64 and letter.purpose.isprintable(),
        "subject": all(
            0 < len(text) <= LONGEST_SUBJECT and text.isprintable() for text in letter.subject
        ),
        "body": all(0 < len(text) <= LONGEST_BODY and "\0" not in text for text in letter.body),
    }
    for part, is_right in parts.items():
        if not is_right:
            raise InvalidLetterError(part=part)
