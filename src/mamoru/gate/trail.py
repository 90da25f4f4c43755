"""The entries about one person, by the pseudonym that stands in them."""

from mamoru.gate.looking import looking
from mamoru.ledger.trace import Recorded, recorded, tickets_of
from mamoru.vault.models import Person


def trail(pseudonym: str, *, before: int | None, size: int) -> tuple[Recorded, ...]:
    """Return the last entries about somebody, by tickets below `before`; none of the forgotten.

    It says no more than the entries do, in which the pseudonym stands; it opens nothing.
    """
    with looking() as cursor:
        number = (
            Person.objects.filter(pseudonym=bytes.fromhex(pseudonym))
            .values_list("number", flat=True).first()
        )  # fmt: skip
        if number is None:
            return ()
        tickets = [one for one in tickets_of(cursor, number) if before is None or one < before]
        return tuple(reversed(recorded(cursor, tickets[-size:])))
