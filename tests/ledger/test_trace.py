import pytest
from django.db import connection, transaction
from tests.ledger.logs import (
    NOON,
    handling,
    write,
    write_singles,
)

from mamoru.ledger.entries import decode
from mamoru.ledger.errors import (
    TicketUnknownError,
)
from mamoru.ledger.sequencer import from_settings
from mamoru.ledger.trace import forget_person, recorded, tickets_of
from mamoru.ledger.verify import verify_here

pytestmark = pytest.mark.usefixtures("store")


def test_each_person_sees_the_entries_about_them_alone_and_among_others() -> None:
    alone = write_singles(5, 2)
    (among,) = write([handling(*range(4090, 4200), 5)])
    from_settings().integrate(NOON)

    with connection.cursor() as cursor:
        assert tickets_of(cursor, 5) == [alone[0], among]
        assert tickets_of(cursor, 4100) == [among]
        assert tickets_of(cursor, 7) == []
        found = recorded(cursor, [alone[0], among])
    assert [one.index for one in found] == [0, 2]
    assert [one.entry for one in found] == [decode(one.raw, 0) for one in found]


def test_a_pending_entry_is_seen_without_an_index() -> None:
    (ticket,) = write([handling(5)])

    with connection.cursor() as cursor:
        assert [one.index for one in recorded(cursor, [ticket])] == [None]
        with pytest.raises(TicketUnknownError):
            recorded(cursor, [ticket + 1])


def test_forgetting_a_person_leaves_the_tree_and_the_others() -> None:
    write_singles(1, 3)
    before = from_settings().integrate(NOON)

    with transaction.atomic(), connection.cursor() as cursor:
        assert forget_person(cursor, 2) == 1
        assert tickets_of(cursor, 2) == []
        assert len(tickets_of(cursor, 3)) == 1
    assert from_settings().integrate(NOON) == before


def test_forgetting_a_person_reaches_what_waits_for_its_place() -> None:
    write([handling(1), handling(2), handling(2, 3), handling(2)])

    with transaction.atomic(), connection.cursor() as cursor:
        assert len(tickets_of(cursor, 2)) == 3
        assert forget_person(cursor, 2) == 2
        assert len(tickets_of(cursor, 2)) == 1
    from_settings().integrate(NOON)
    with connection.cursor() as cursor:
        assert len(tickets_of(cursor, 1)) == 1
        assert len(tickets_of(cursor, 2)) == 1
    assert verify_here().forgotten == 2
