"""Forgetting what was observed of somebody who is erased, with the visitors linked to them."""

from mamoru.events import links
from mamoru.events.forget import Forgotten, forget
from mamoru.gate.observing.history import held_among
from mamoru.vault.person import Held


def visitors(number: int) -> list[Held]:
    """Return the visitors who are linked to a member, and are erased with them."""
    found = held_among(links.visitors_of(number))
    return [found[one] for one in sorted(found)]


def forget_events(number: int) -> Forgotten:
    """Delete what was observed of a person, in the caller's transaction."""
    return forget(number)
