"""Calling a hand-over back: destroyed here, and taken away at the recipient's where we can."""

from contextlib import suppress

from mamoru.gate.door import Door
from mamoru.provision.packages.ending import end
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    RecipientSilentError,
)
from mamoru.provision.packages.report import HandOverReport, hand_over, report_of
from mamoru.provision.packages.state import ENDED, HandState
from mamoru.provision.packages.taking_back import take_back


def revoke(door: Door, ref: str, *, caller: str, reason: str) -> HandOverReport:
    """Call a hand-over back; whether the recipient had any of it by then, `delivered_at` says.

    What lies on a server of the recipient is removed there: now, or once it answers and whoever
    sends it has let go. `is_removed` says whether it was seen that nothing is left; where it could
    not be removed, calling it back again tries that again. `reason` is a word or a reference.
    Raises `UnknownHandOverError`, `HandOverStateError`.
    """
    before = hand_over(ref)
    if before.state not in ENDED or before.is_removed is not False:
        end(door, ref, HandState.REVOKED, reason, caller)
    with suppress(RecipientSilentError, HandOverElsewhereError, HandOverStateError):
        take_back(door, ref)
    return report_of(hand_over(ref))
