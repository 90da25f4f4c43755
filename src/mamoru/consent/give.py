"""Recording a choice, with what was shown when it was made."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import InvalidChoiceError

LAST_YEAR = 9998
"""A year before the last that a time can have, so that it is a time in every zone."""


def give(person: int, choice: Choice, *, now: datetime) -> str:
    """Record that the person chose this, and return the reference that cites it as evidence.

    Runs in the caller's transaction. Raises `InvalidChoiceError`.
    """
    if choice.kind is Kind.WITHDRAWAL:
        raise InvalidChoiceError(
            reason_ja="撤回には元の選択が必要です",
            reason_en="a withdrawal names what it takes back",
        )
    if choice.kind is Kind.OPT_IN and choice.purpose is None:
        raise InvalidChoiceError(
            reason_ja="受信の同意には目的が必要です", reason_en="an opt-in names its purpose"
        )
    if choice.expires_at is not None and choice.expires_at <= now:
        raise InvalidChoiceError(
            reason_ja="期限がすでに過ぎています", reason_en="it is over already"
        )
    if choice.expires_at is not None and choice.expires_at.year > LAST_YEAR:
        raise InvalidChoiceError(
            reason_ja=f"期限は {LAST_YEAR} 年までです",
            reason_en=f"it may end in the year {LAST_YEAR} at the latest",
        )
    reference = new_reference()
    queries.insert([(person, reference)], choice, made_at=now)
    return reference


def agree(people: Iterable[int], version: str, *, now: datetime) -> None:
    """Record that each of `people` agreed to that version of a text."""
    agreement = Choice(kind=Kind.AGREEMENT, notice_version=version)
    queries.insert([(person, new_reference()) for person in people], agreement, made_at=now)


def new_reference() -> str:
    """Return a random name of a choice: 128 bits, telling nothing of the person."""
    return "c_" + base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
