"""Recording a choice, with what was shown when it was made."""

import base64
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.errors import InvalidChoiceError
from mamoru.policy.words import Word

LAST_YEAR = 9998
"""A year before the last that a time can have, so that it is a time in every zone."""
_NO_OBJECT = Word("撤回には元の選択が必要です", "a withdrawal names what it takes back")
_NO_PURPOSE = Word("受信の同意には目的が必要です", "an opt-in names its purpose")
_SIGNAL_YES = Word("信号は拒否としてだけ扱えます", "a signal can only say no")
_SIGNAL_SCOPE = Word("信号の範囲は指定できません", "a signal has the scope that it has")
_NO_GUARDIAN = Word(
    "法定代理人の参照は、代理人による選択に限ります", "a guardian is named who did not choose"
)
_OVER = Word("期限がすでに過ぎています", "it is over already")
_TOO_LATE = Word(
    f"期限は {LAST_YEAR} 年までです", f"it may end in the year {LAST_YEAR} at the latest"
)


def give(person: int, choice: Choice, *, now: datetime, giving: str | None = None) -> str:
    """Record that the person chose this, and return the reference that cites it as evidence.

    Runs in the caller's transaction. Raises `InvalidChoiceError`.
    """
    return give_many(person, [choice], now=now, giving=giving)[0]


def give_many(
    person: int, choices: Sequence[Choice], *, now: datetime, giving: str | None = None
) -> list[str]:
    """Record what the person chose together, all of it or nothing, and return the references.

    Raises `InvalidChoiceError`.
    """
    for choice in choices:
        check(choice, now=now)
    references = [new_reference() for _ in choices]
    queries.insert(
        [
            queries.New(person, reference, choice, giving=giving)
            for reference, choice in zip(references, choices, strict=True)
        ],
        made_at=now,
    )
    return references


def agree(people: Iterable[int], version: str, *, now: datetime) -> None:
    """Record that each of `people` agreed to that version of a text."""
    agreement = Choice(kind=Kind.AGREEMENT, notice_version=version)
    queries.insert(
        [queries.New(person, new_reference(), agreement) for person in people], made_at=now
    )


def check(choice: Choice, *, now: datetime) -> None:
    """Raise `InvalidChoiceError` where a choice says too little, or what cannot be."""
    lacks = next((said for is_lacking, said in _lacks(choice, now) if is_lacking), None)
    if lacks is not None:
        raise InvalidChoiceError(reason_ja=lacks.ja, reason_en=lacks.en)


def _lacks(choice: Choice, now: datetime) -> Iterator[tuple[bool, Word]]:
    """Yield what may be wrong with a choice, each with whether it is."""
    end, is_refusal = choice.expires_at, choice.kind is Kind.REFUSAL
    yield choice.kind is Kind.WITHDRAWAL, _NO_OBJECT
    yield choice.kind is Kind.OPT_IN and choice.purpose is None, _NO_PURPOSE
    yield choice.source is not Source.PERSON and not is_refusal, _SIGNAL_YES
    yield choice.source is not Source.PERSON and choice.has_scope, _SIGNAL_SCOPE
    yield choice.guardian is not None and not choice.by_guardian, _NO_GUARDIAN
    yield end is not None and end <= now, _OVER
    yield end is not None and end.year > LAST_YEAR, _TOO_LATE


def new_reference(kind: str = "c") -> str:
    """Return a random name of a choice: 128 bits, telling nothing of the person."""
    return f"{kind}_" + base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
