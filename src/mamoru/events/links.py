"""Links between visitors and members: made, ended, forgotten."""

import secrets
from collections.abc import Collection
from datetime import datetime

from mamoru.events.models import Link


def link(member: int, visitor: int, *, now: datetime) -> str | None:
    """Link a visitor to a member and return the link's name; `None` where they are linked already.

    Runs in the caller's transaction.
    """
    if (
        member == visitor
        or Link.objects.filter(member=member, visitor=visitor, ended_at=None).exists()
    ):
        return None
    reference = "l_" + secrets.token_hex(16)
    Link.objects.create(reference=reference, member=member, visitor=visitor, made_at=now)
    return reference


def unlink(member: int, reference: str, *, now: datetime) -> int | None:
    """End a link of this member, and return the visitor's number; `None` where there is none."""
    found = Link.objects.filter(member=member, reference=reference, ended_at=None).first()
    if found is None:
        return None
    Link.objects.filter(pk=found.pk).update(ended_at=now)
    return found.visitor


def links_of(member: int) -> list[Link]:
    """Return the links of a member, ended ones too, in the order in which they were made."""
    return list(Link.objects.filter(member=member).order_by("pk"))


def visitors_of(member: int) -> list[int]:
    """Return the numbers of the visitors who are linked to a member now."""
    found = Link.objects.filter(member=member, ended_at=None).order_by("pk")
    return list(found.values_list("visitor", flat=True))


def forget(people: Collection[int]) -> int:
    """Delete every link of people who are erased, whichever side they stand on."""
    gone, _ = Link.objects.filter(member__in=people).delete()
    also, _ = Link.objects.filter(visitor__in=people).delete()
    return gone + also
