"""Recording what a visitor chose in the browser: which purposes, on which notice, in which words.

1. what is granted must be what is asked now; 2. the browser's own signal (Global Privacy Control)
wins over a grant; 3. both grants and refusals are recorded, for each purpose of the policy and each
recipient, in one transaction, a grant with the notice that was shown.

Nobody is made known who only refuses: that leaves nothing to record.
"""

from itertools import product
from typing import Annotated, Literal

import msgspec

from mamoru.errors import Language
from mamoru.gate.asking import TAG, Wish
from mamoru.gate.door import Door
from mamoru.gate.settle import Scope, settle, visitor_of
from mamoru.tag.asked import prints
from mamoru.tag.configuration import Purpose
from mamoru.tag.errors import StaleChoiceError
from mamoru.tag.notice import notice
from mamoru.tag.seen import Seen, seen

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}$(?!\n)")]
Print = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$(?!\n)")]


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a browser sends of a choice."""

    visitor: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$(?!\n)")]
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    language: Language
    layer: Literal["banner", "preferences", "frame", "signal"]
    """Where it was chosen."""
    gpc: bool
    choices: Annotated[dict[Name, bool], msgspec.Meta(max_length=32)]
    prints: Annotated[dict[Name, Print], msgspec.Meta(max_length=32)]
    """What each purpose meant as it was shown (`mamoru.tag.asked`)."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """The references of what was recorded; `receipt` is the one to be asked about."""

    receipt: str | None
    references: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """Purposes of the tag that are allowed from now on."""


def record(door: Door, sent: Sent, *, has_signal: bool = False) -> Recorded:
    """Record a visitor's choices; `has_signal` says that the request came with `Sec-GPC: 1`.

    Raises `StaleChoiceError`, `UnknownTagError`, `HandlingRefusedError` and its kinds.
    """
    now = seen(door.clock())
    signal = sent.gpc or has_signal
    granted = _granted(now, sent, signal=signal)
    configuration = now.configuration
    ref = visitor_of(door, TAG, configuration.record_for, sent.visitor, makes=bool(granted))
    if ref is None:
        return Recorded(receipt=None)
    allowed = {scope for one in granted for scope in scopes(now, one)}
    wish = Wish(act="collect", source="person", purpose=configuration.record_for)
    references = settle(
        door, TAG, wish, ref, allowed=allowed, refused=_refused(now, sent, signal) - allowed,
        signal=signal, notice=notice(now, sent.language), data=configuration.record_as,
    )  # fmt: skip
    return Recorded(
        receipt=references[0] if references else None,
        references=references,
        allowed=tuple(one.id for one in granted),
    )


def _granted(now: Seen, sent: Sent, *, signal: bool) -> list[Purpose]:
    """Return what is granted; raises `StaleChoiceError` where something else was shown."""
    known = prints(now.configuration, now.policy, now.day)
    found = []
    for name, given in sent.choices.items():
        purpose = now.configuration.purpose(name)
        if not given or (purpose is not None and purpose.gpc and signal):
            continue
        if purpose is None or sent.prints.get(name) != known[name]:
            raise StaleChoiceError
        found.append(purpose)
    return found


def _refused(now: Seen, sent: Sent, signal: bool) -> set[Scope]:  # noqa: FBT001 - as it is said
    """Return what the visitor refuses themselves, or has agreed to and the signal refuses."""
    return {
        scope
        for one in now.configuration.purposes
        if sent.choices.get(one.id) is False or (one.gpc and signal)
        for scope in scopes(now, one)
    }


def scopes(now: Seen, purpose: Purpose) -> list[Scope]:
    """Return what a purpose stands for: each purpose of the policy, with each recipient."""
    to = now.configuration.destinations_for(purpose.id, now.day)
    beacons = now.configuration.beacons
    parties: list[str | None] = [*sorted({one.party for one in to})]
    if not parties or (beacons is not None and purpose.id in beacons.purposes):
        parties.append(None)  # what the company itself collects
    return [Scope(*one) for one in product(purpose.policy, parties)]
