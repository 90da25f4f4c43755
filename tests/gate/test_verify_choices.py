"""Verifying that what is kept of choices is what the ledger commits to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from tests.gate.samples import COLLECT, ERASE, Clock, stored
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.give import give
from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import choose_many, withdraw
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import ChoicesAlteredError, ChoiceUncommittedError
from mamoru.gate.verify import verify_here

TABLES = ("consent_choice", "consent_giving")
TAMPERINGS = {
    "a no made a yes": "UPDATE consent_choice SET kind = 'consent' WHERE kind = 'refusal'",
    "another purpose": "UPDATE consent_choice SET purpose = '2(3)a' WHERE purpose IS NOT NULL",
    "another recipient": "UPDATE consent_choice SET recipient = 'ad_firm'",
    "no end": "UPDATE consent_choice SET expires_at = NULL",
    "another moment": "UPDATE consent_choice SET made_at = '2026-11-01 00:00:00+00:00'",
    "another guardian": "UPDATE consent_choice SET by_guardian = (kind = 'opt_in')",
    "a withdrawal dropped": "DELETE FROM consent_choice WHERE withdraws IS NOT NULL",
    "another withdrawn": "UPDATE consent_choice SET withdraws = 'c_x' WHERE withdraws IS NOT NULL",
    "records dropped": "DELETE FROM consent_giving",
    "another salt": "UPDATE consent_giving SET salt = content",
    "another content": "UPDATE consent_giving SET content = salt",
    "another entry": "UPDATE consent_giving SET ticket = ticket + 1",
    "an entry that is none": "UPDATE consent_giving SET ticket = 1099511627776",
}


FORGERY = (
    'INSERT INTO consent_choice (person, reference, kind, made_at, "foreign", by_guardian, giving)'
    " SELECT max(person) + 1, 'c_forged', 'consent', '2026-11-24 03:00:00+00:00', false, false,"
    " GIVING FROM consent_choice"
)
FORGED = {
    "without a record": "NULL",
    "under a record that is none": "'r_forged'",
    "under the record of another": "(SELECT reference FROM consent_giving ORDER BY id LIMIT 1)",
}


@contextmanager
def unguarded(store: Store) -> Iterator[None]:
    """Take the guards of the tables away, as somebody who owns the database can."""
    with connection.cursor() as cursor:
        if store.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield


@pytest.fixture
def chosen(door: Door, clock: Clock) -> str:
    one = stored(door)
    choices = [
        Choice(kind=Kind.CONSENT, purpose="2(1)d", expires_at=clock.now + timedelta(days=365)),
        Choice(kind=Kind.REFUSAL, purpose="2(3)a", data="observed"),
        Choice(kind=Kind.OPT_IN, purpose="2(1)c", by_guardian=False),
    ]
    reference = choose_many(door, OFFICER, COLLECT, one.ref, choices, data="supplied")[0]
    withdraw(door, OFFICER, one.ref, reference)
    stored(door, "Betsu Tsukuri")
    door.settle()
    return one.ref


def test_untouched_choices_verify_and_so_do_those_of_somebody_erased(
    door: Door, chosen: str
) -> None:
    verify_here()
    erase(door, OFFICER, ERASE, chosen)
    door.settle()

    verify_here()


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_altered_behind_the_guards_is_found(
    store: Store, chosen: str, tampering: str
) -> None:
    with unguarded(store), connection.cursor() as cursor:
        cursor.execute(TAMPERINGS[tampering])
        assert cursor.rowcount

    with pytest.raises(ChoicesAlteredError):
        verify_here()


@pytest.mark.parametrize("forged", FORGED)
def test_a_choice_that_nobody_made_is_found_although_adding_rows_is_not_refused(
    chosen: str, forged: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORGERY.replace("GIVING", FORGED[forged]))

    with pytest.raises(ChoiceUncommittedError):
        verify_here()


def test_choices_from_before_there_were_records_verify(door: Door) -> None:
    one = stored(door)
    give(one.number, Choice(kind=Kind.CONSENT), now=door.clock())
    choices = [Choice(kind=Kind.REFUSAL, purpose="2(3)a")]
    choose_many(door, OFFICER, COLLECT, one.ref, choices)
    door.settle()

    verify_here()
