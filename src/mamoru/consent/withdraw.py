"""Taking a choice back, as easily as it was made, and forgetting a person's choices."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ChoiceWithdrawnError, UnknownChoiceError
from mamoru.consent.give import new_reference
from mamoru.consent.queries import Row


class TakenBack(NamedTuple):
    """A choice that was taken back, and the reference of the withdrawal."""

    row: Row
    reference: str


def withdraw(person: int, reference: str, *, now: datetime, giving: str | None = None) -> TakenBack:
    """Record that the person takes the choice back; return it with the withdrawal's reference.

    The choice itself stays as it was: it covers what happened while it stood. Raises
    `UnknownChoiceError` where the choice is not this person's, `ChoiceWithdrawnError` where it
    was withdrawn before.
    """
    choices = {row.reference: row for row in queries.of_person(person)}
    chosen = choices.get(reference)
    if chosen is None or chosen.withdraws is not None:
        raise UnknownChoiceError
    if any(row.withdraws == reference for row in choices.values()):
        raise ChoiceWithdrawnError
    return TakenBack(chosen, _take_back(person, reference, now, giving))


def opt_out(
    person: int, purpose: str, *, now: datetime, giving: str | None = None
) -> list[TakenBack]:
    """Take back every opt-in to `purpose`, and return those that stood. None is no error."""
    rows = queries.of_person(person)
    gone = {row.withdraws for row in rows}
    standing = [
        row
        for row in rows
        if row.choice.kind is Kind.OPT_IN
        and row.choice.purpose == purpose
        and row.reference not in gone
    ]
    return [TakenBack(row, _take_back(person, row.reference, now, giving)) for row in standing]


def forget(person: int) -> int:
    """Delete all choices of a person who is erased; return how many there were."""
    return queries.delete(person)


def _take_back(person: int, reference: str, now: datetime, giving: str | None) -> str:
    own = new_reference()
    try:
        queries.insert(
            [queries.New(person, own, Choice(kind=Kind.WITHDRAWAL), reference, giving)],
            made_at=now,
        )
    except IntegrityError:
        raise ChoiceWithdrawnError from None
    return own
