"""Erase through the door, then look everywhere: nothing of the person is left."""

import logging
import sqlite3
import time
from collections.abc import Iterable

import msgspec
import pytest
from django.db import connection
from tests.gate.samples import (
    COLLECT,
    ERASE,
    INVESTIGATED,
    OFFERS,
    TRACE,
    USE,
    counted,
    entries,
    given,
    last,
    stored,
)
from tests.outbox.letters import LETTER
from tests.outbox.mailserver import MailServer
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, home_bytes, renditions, written

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import change, suspend
from mamoru.gate.choose import give
from mamoru.gate.consider import handlings_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.mail import send_due
from mamoru.gate.models import Evidence
from mamoru.gate.read import find, read
from mamoru.gate.scrub import _Scrubbing, scrub_files
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import Handled
from mamoru.outbox.enqueue import enqueue
from mamoru.outbox.models import Delivery
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.read import fetch

NAME, EMPLOYER, FORMER = "Xyzzy Plughvilleska", "架空ヌヌヌ商会 wqvz", "former-zzyx-name"
SECRETS = (NAME, EMPLOYER, FORMER, "plugh.xyzzy@example.jp", "plugh.xyzzy",
           "Plugh.Xyzzy@Example.JP", "+81300004096", "03-0000-4096", "1907-09-27",
           "19070927")  # fmt: skip
SHOWN = ("papers-qqzx-41", "papers-qqzx-42", "papers-qqzx-43", "papers-qqzx-44")


def lived(door: Door) -> str:
    """Let a person go through everything the door does with one."""
    shown: dict[str, str | None] = {"notice_shown": SHOWN[0]}
    person = given(
        NAME,
        identifiers={"email": "Plugh.Xyzzy@Example.JP", "phone": "03-0000-4096"},
        items={"name": FORMER, "employer": EMPLOYER, "birth_date": "1907-09-27"},
    )
    ref = create(
        door, OFFICER, Wish(act="collect", source="person", grounds=shown), [person]
    )[0].people[0].ref  # fmt: skip
    grounds: dict[str, str | None] = {**INVESTIGATED, "investigated": SHOWN[1]}
    renamed = Given(whose="", items={"name": NAME})
    change(door, OFFICER, Wish(act="correct", grounds=grounds), ref, renamed, expected_version=1)
    give(door, OFFICER, COLLECT, ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")
    read(door, OFFICER, USE, ref)
    find(door, OFFICER, USE, "phone", "03-0000-4096")
    written_to(door, ref)
    with pytest.raises(EvidenceNeededError):
        suspend(door, OFFICER, Wish(act="suspend_use", grounds={"request": SHOWN[2]}), ref)
    with pytest.raises(EvidenceNeededError):
        erase(door, OFFICER, Wish(act="erase", grounds={"request": SHOWN[3]}), ref)
    return ref


def written_to(door: Door, ref: str) -> None:
    """Send the person a letter, which a server takes over, and leave another waiting."""
    number = fetch(ref).number
    with MailServer().running() as server:
        door.writer.run(lambda _: enqueue(LETTER, [number], now=door.clock()))
        send_due(door, server.mailer(bounces="bounces@sender.example"))
        assert server.per_reader == {"Plugh.Xyzzy@Example.JP": 1}
        assert Delivery.objects.get(person=number).token in server.mails[0].envelope_from
    later = msgspec.structs.replace(LETTER, key="revision:2027-12-01")
    door.writer.run(lambda _: enqueue(later, [number], now=door.clock()))


def names_of(ref: str) -> set[bytes]:
    """Return ref, choices, tokens, ciphertexts and salts that belong to the person, letters too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, birth_date FROM vault_person WHERE ref = %s", [ref])
        number, born = cursor.fetchone()
        found = [ref, born]
        for sql in (
            "SELECT token FROM vault_identifier WHERE person_id = %s",
            "SELECT sealed FROM vault_identifier WHERE person_id = %s",
            "SELECT sealed FROM vault_field WHERE person_id = %s",
            "SELECT wrapped FROM vault_personkey WHERE person_id = %s",
            "SELECT reference FROM consent_choice WHERE person = %s",
            "SELECT salt FROM ledger_personentry WHERE person = %s",
            "SELECT salt FROM gate_evidence WHERE person = %s",
            "SELECT token FROM outbox_delivery WHERE person = %s",
        ):
            cursor.execute(sql, [number])
            found += [cell for (cell,) in cursor.fetchall()]
    assert len(found) > 20
    raw = [one.encode() if isinstance(one, str) else bytes(one) for one in found]
    return {rendition for one in raw for rendition in renditions(one)}


def secrets(ref: str) -> set[bytes]:
    return written(*SECRETS, *SHOWN) | names_of(ref)


def everywhere(store: Store, log: str) -> bytes:
    return database_bytes(store) + home_bytes(store.home) + log.encode()


def left(store: Store, log: str, of: Iterable[bytes]) -> list[bytes]:
    return found_in(everywhere(store, log), of)


def test_nothing_is_left_of_an_erased_person(
    door: Door, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ref = lived(door)
    door.settle()
    sought = secrets(ref)
    assert len(left(store, "", written(*SHOWN))) == len(SHOWN)  # the search does find what is there
    assert ref.encode() in everywhere(store, "")

    certificate, _ = erase(door, OFFICER, ERASE, ref)

    assert left(store, caplog.text, sought) == []
    assert (certificate.values, certificate.identifiers, certificate.choices) == (4, 2, 1)
    assert certificate.entries_unlinked == 8
    assert last().subject == certificate.pseudonym
    assert (last().act, last().outcome, last().cites) == ("erase", "allow", ("7(2)",))
    door.settle()
    assert left(store, caplog.text, sought) == []
    assert verify_here().forgotten == 8


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # PostgreSQL's readers stop nobody
def test_a_long_reader_delays_the_scrubbing_and_not_the_erasure(
    door: Door, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ref, other = lived(door), stored(door, "Betsu Tsukuri")
    door.settle()
    sought = secrets(ref)
    reader = sqlite3.connect(store.home / "mamoru.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault_person").fetchone()
    began = time.monotonic()

    erase(door, OFFICER, ERASE, ref)

    assert time.monotonic() - began < 10
    assert "still holds what was erased" in caplog.text
    reader.execute("ROLLBACK")
    reader.close()
    erase(door, OFFICER, ERASE, other.ref)
    assert left(store, caplog.text, sought) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_an_earlier_process_left_in_the_file_is_overwritten_by_the_next(
    door: Door, store: Store
) -> None:
    ref = lived(door)
    door.settle()
    scrub_files()
    sought = secrets(ref)
    reader = sqlite3.connect(store.home / "mamoru.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM vault_person").fetchone()
    erase(door, OFFICER, ERASE, ref)
    next_process = _Scrubbing()
    next_process.run_owed()
    assert left(store, "", sought) != []

    reader.close()
    next_process.run_owed()

    assert left(store, "", sought) == []


def test_a_person_whose_entries_wait_for_their_place_is_forgotten_as_well(
    door: Door, store: Store
) -> None:
    ref, other = lived(door), stored(door, "Betsu Tsukuri")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_place WHERE first IS NULL")
        assert cursor.fetchone()[0] > 0

    certificate, _ = erase(door, OFFICER, ERASE, ref)
    door.settle()

    assert certificate.entries_unlinked == 8
    assert left(store, "", written(*SECRETS, *SHOWN) | renditions(ref.encode())) == []
    assert len(handlings_of(door, OFFICER, TRACE, other.ref).entries) == 1
    verify_here()


def test_the_pseudonym_stays_in_entries_only(door: Door, store: Store) -> None:
    ref = lived(door)
    door.settle()

    certificate, ticket = erase(door, OFFICER, ERASE, ref)

    about = [e for e in entries() if isinstance(e, Handled) and e.subject == certificate.pseudonym]
    assert len(about) == 9
    assert ticket is not None
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "ledger_batch":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of ours
            rows = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row]
                         for row in cursor.fetchall()])  # fmt: skip
            assert certificate.pseudonym not in rows
            assert repr(bytes.fromhex(certificate.pseudonym))[2:-1] not in rows


def test_nobody_finds_or_reads_who_was_erased(door: Door) -> None:
    ref = lived(door)
    erase(door, OFFICER, ERASE, ref)

    assert find(door, OFFICER, USE, "phone", "03-0000-4096") is None
    with pytest.raises(UnknownPersonError):
        read(door, OFFICER, USE, ref)
    with pytest.raises(UnknownPersonError):
        erase(door, OFFICER, ERASE, ref)
    assert lived(door) != ref


def test_the_evidence_of_the_erasure_itself_stays_beside_its_entry(door: Door) -> None:
    ref = lived(door)

    _, ticket = erase(door, OFFICER, ERASE, ref)

    assert ticket is not None
    kept = {row.fact: row.reference for row in Evidence.objects.filter(ticket=ticket)}
    assert kept == INVESTIGATED
    assert set(Evidence.objects.values_list("person", flat=True)) == {None}


def test_an_erasure_that_is_not_allowed_erases_nothing(door: Door) -> None:
    ref = lived(door)
    before = counted("vault_field")

    with pytest.raises(EvidenceNeededError):
        erase(door, OFFICER, Wish(act="erase"), ref)

    assert counted("vault_field") == before
    assert (last().act, last().outcome) == ("erase", "needs")


def test_no_entry_holds_a_value_identifier_or_reference(door: Door) -> None:
    ref = lived(door)
    door.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT entries FROM ledger_batch")
        batches = b"".join(bytes(batch) for (batch,) in cursor.fetchall())

    assert found_in(batches, secrets(ref)) == []
