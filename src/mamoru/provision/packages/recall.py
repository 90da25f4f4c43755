"""Calling a hand-over back: destroyed here, and taken away at the recipient's where we can."""

from contextlib import suppress

from mamoru.gate.door import Door
from mamoru.provision.packages.ending import end
from mamoru.provision.packages.errors import RecipientSilentError
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.places import destination
from mamoru.provision.packages.report import HandOverReport, hand_over, report_of
from mamoru.provision.packages.send import folder_at
from mamoru.provision.packages.state import UNSENT, HandState


def revoke(door: Door, ref: str, *, caller: str, reason: str) -> HandOverReport:
    """Call a hand-over back; whether the recipient had it by then, `delivered_at` says.

    What lies on a server of the recipient is removed there; `is_removed` says whether nothing is
    left. `reason` is a word or a reference. Raises `UnknownHandOverError`, `HandOverStateError`.
    """
    before = hand_over(ref)
    end(door, before, HandState.REVOKED, reason, caller)
    if before.state not in UNSENT and before.way and before.way["kind"] != "link":
        is_removed = False
        with suppress(RecipientSilentError):
            is_removed = folder_at(destination(before.way), ref).remove()
        door.writer.run(
            lambda _: HandOver.objects.filter(pk=before.pk).update(is_removed=is_removed)
        )
    return report_of(hand_over(ref))
