"""Taking a choice back, as easily as it was made, and forgetting a person's choices."""

from datetime import datetime

from django.db import IntegrityError

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ChoiceWithdrawnError, UnknownChoiceError
from mamoru.consent.give import new_reference


def withdraw(person: int, reference: str, *, now: datetime) -> str:
    """Record that the person takes the choice back; return the withdrawal's own reference.

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
    return _take_back(person, reference, now)


def opt_out(person: int, purpose: str, *, now: datetime) -> int:
    """Take back every opt-in to `purpose`; return how many stood. None is no error."""
    rows = queries.of_person(person)
    gone = {row.withdraws for row in rows}
    standing = [
        row.reference
        for row in rows
        if row.choice.kind is Kind.OPT_IN
        and row.choice.purpose == purpose
        and row.reference not in gone
    ]
    for reference in standing:
        _take_back(person, reference, now)
    return len(standing)


def forget(person: int) -> int:
    """Delete all choices of a person who is erased; return how many there were."""
    return queries.delete(person)


def _take_back(person: int, reference: str, now: datetime) -> str:
    own = new_reference()
    try:
        queries.insert(
            [(person, own)], Choice(kind=Kind.WITHDRAWAL), made_at=now, withdraws=reference
        )
    except IntegrityError:
        raise ChoiceWithdrawnError from None
    return own
