"""Who is in a part of a package, by what the ledger holds of its lots."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from mamoru.ledger.trace import people_of
from mamoru.provision.packages.models import HandOver, Lot, Part


def included(cursor: CursorWrapper, hand: HandOver, after: int, last: int) -> set[int]:
    """Return the numbers of those between two who may be handed over.

    A later no takes somebody out, whatever an earlier entry says.
    """
    found: set[int] = set()
    lots = Lot.objects.filter(hand=hand, after__lt=last, last__gt=after).order_by("pk")
    for ticket, is_allowed in lots.values_list("ticket", "is_allowed"):
        those = [number for number in people_of(cursor, ticket) if after < number <= last]
        if is_allowed:
            found.update(those)
        else:
            found.difference_update(those)
    return found


def in_part(cursor: CursorWrapper, part: Part) -> list[int]:
    """Return the numbers of those who belong into a part, ascending."""
    found = included(cursor, part.hand, part.after, part.last) - set(part.gone)
    return sorted(found)


def parts_of(hand: HandOver) -> Iterator[Part]:
    """Yield the parts of a package that hold people, in their order."""
    yield from (
        Part.objects.select_related("hand").filter(hand=hand, number__gt=0).order_by("number")
    )
