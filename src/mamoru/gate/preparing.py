"""Choices as they will be kept: with the words of the policy, a text's version, a notice's name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from mamoru.consent import notices
from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.errors import NoticeNotShownError, NoticeStaleError
from mamoru.consent.notice import Shown
from mamoru.errors import MamoruError
from mamoru.gate.about import About
from mamoru.gate.asking import is_reference
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.parties.errors import UnknownPartyError
from mamoru.parties.party import is_party
from mamoru.parties.queries import party
from mamoru.policy.model import Policy

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Prepared(NamedTuple):
    """Choices to be kept, the showing of the notice before them, and what is wrong with that."""

    choices: tuple[Choice, ...]
    shown: Shown | None
    evidence: str | None
    lacks: MamoruError | None


def prepared(door: Door, about: About, choices: Sequence[Choice]) -> Prepared:
    """Return `choices` as they will be kept, and tie the notice to the person.

    Raises `InvalidValueError` for a scope that the policy has no word for, a text that was never
    published here, or choices made under different notices.
    """
    policy = door.shelf.policy(about.at)
    for choice in choices:
        _check_words(policy, choice)
    named = {choice.shown for choice in choices if choice.shown is not None}
    if len(named) > 1:
        raise InvalidValueError(item="shown")
    texts = [_of_a_text(door, choice) for choice in choices]
    if not named:
        return Prepared(tuple(texts), None, None, None)
    shown, evidence, lacks = _looked_up(named.pop(), policy, about)
    if shown is not None:
        notices.tie(shown.reference, about.held.number, now=about.at)
    return Prepared(tuple(_under(shown, choice) for choice in texts), shown, evidence, lacks)


def standing_signal(about: About, choice: Choice) -> str | None:
    """Return the reference of the same signal, where it stands already."""
    if choice.source is Source.PERSON:
        return None
    for refusal in about.standing.refusals:
        if refusal.is_signal and not refusal.withdrawn_at and not refusal.expires_at:
            return refusal.reference
    return None


def _looked_up(
    reference: str, policy: Policy, about: About
) -> tuple[Shown | None, str | None, MamoruError | None]:
    try:
        shown = notices.shown(reference)
        proof = notices.evidence(reference, policy, now=about.at, person=_whom(shown, about))
    except NoticeNotShownError as error:
        return None, None, error
    except NoticeStaleError as error:
        return shown, None, error
    return proof.shown, proof.evidence, None


def _whom(shown: Shown, about: About) -> int | None:
    return None if shown.person is None else about.held.number


def _under(shown: Shown | None, choice: Choice) -> Choice:
    """Return a choice with the notice that was shown before it, and no other."""
    if choice.shown is None or shown is None:
        return msgspec.structs.replace(choice, shown=None)
    is_text = choice.kind is Kind.AGREEMENT
    version = choice.notice_version if is_text else shown.notice.version
    return msgspec.structs.replace(choice, notice=shown.notice.name, notice_version=version)


def _of_a_text(door: Door, choice: Choice) -> Choice:
    """Return an agreement with its version, or raise `InvalidValueError`."""
    if choice.kind is not Kind.AGREEMENT:
        return choice
    version = choice.notice_version or door.policy.version
    if not door.shelf.holds(version):
        raise InvalidValueError(item="notice_version")
    return msgspec.structs.replace(choice, notice_version=version)


def _check_words(policy: Policy, choice: Choice) -> None:
    """Refuse a scope that the policy has no word for: it would cover nothing, and be kept as said.

    Raises `InvalidValueError`.
    """
    scopes = (
        ("purpose", choice.purpose, policy.purposes),
        ("recipient", choice.recipient, policy.parties),
        ("data", choice.data, policy.groups),
        ("sensitive", choice.sensitive, policy.sensitive),
    )
    for part, word, known in scopes:
        if word is not None and word not in known and not (part == "recipient" and is_party(word)):
            raise InvalidValueError(item=part)
    if is_party(choice.recipient):
        _check_party(choice.recipient or "")
    for part, named in (("notice_version", choice.notice_version), ("notice", choice.notice)):
        if named is not None and not _VERSION.fullmatch(named):
            raise InvalidValueError(item=part)
    if choice.guardian is not None and not is_reference(choice.guardian):
        raise InvalidValueError(item="guardian")


def _check_party(ref: str) -> None:
    try:
        party(ref)
    except UnknownPartyError:
        raise InvalidValueError(item="recipient") from None
