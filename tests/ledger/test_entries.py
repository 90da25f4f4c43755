from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.logs import NOON

from mamoru.ledger.blinding import Closed, Commitment, Count, Plain, Word, commit, fields_of
from mamoru.ledger.entries import (
    KINDS,
    Entry,
    Handled,
    KeyChanged,
    Published,
    SystemChanged,
    decode,
    encode,
)
from mamoru.ledger.errors import EntryFieldError, EntryMalformedError, FieldUnblindedError
from mamoru.ledger.kind import Kind
from mamoru.ledger.people import People, block_of, holds, unpack

HASH = commit(bytes(16), b"content")
FULL = Handled(
    at=NOON,
    act="provide",
    outcome="needs",
    actor="company",
    caller="crm-1",
    data=("contact", "health_record"),
    sensitive=("health",),
    purpose="2(1)a",
    recipient="ad_firm",
    source="partner",
    place="designated",
    identifying="no",
    asked=(
        "individual;JP;consent,consent_prior;request;contact,health_record:health",
        ";;;?;?:?",
        "?;?;;;",
    ),
    cites=("4(1)", "11.2", "8.1", "retention[access_log]", "7[stop]", "E1"),
    law=("APPI 27(5)(iii)", "PPC-QA 1-2[sensitive]", "Health Insurance Act 194-2", "法27(1)"),
    readings=("R1",),
    facts=("consent_prior",),
    needs=("consent_record",),
    unknown=("recipient",),
    evidence=(HASH,),
    count=3,
    subject="0" * 32,
    people=HASH,
    token="kusavee/2022-02-04:0a1b;appi/2024-04-01:9f",
    request="f" * 32,
)
words = st.from_regex(r"\A[a-z][a-z0-9_-]{0,63}\Z")
handlings = st.builds(
    Handled,
    at=st.datetimes(min_value=datetime(2000, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001
    act=words,
    outcome=st.sampled_from(["allow", "refuse", "needs", "not_covered"]),
    data=st.lists(words, max_size=4).map(tuple),
    count=st.integers(0, 1 << 40),
)


def test_every_field_of_every_kind_says_how_it_is_kept_impersonal() -> None:
    for kind in KINDS:
        assert [field.name for field in fields_of(kind)] == list(kind.__struct_fields__)


@pytest.mark.parametrize(
    "undeclared",
    [str, int, dict[str, str], str | None, tuple[str, ...], Annotated[str, "a note"], date, float,
     Annotated[bytes, Plain(".*")], Annotated[str, Closed()], Word | Commitment, tuple[Word, Word]],
)  # fmt: skip
def test_a_kind_with_a_field_that_does_not_say_it_is_refused(undeclared: object) -> None:
    kind = msgspec.defstruct("Loose", [("name", undeclared)], bases=(Kind,), kw_only=True)

    with pytest.raises(FieldUnblindedError) as raised:
        fields_of(kind)
    assert raised.value.facts == {"kind": "Loose", "field": "name"}


def test_ids_of_clauses_and_articles_fit() -> None:
    assert decode(encode(FULL), 0) == FULL


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("act", "use it"),
        ("act", "Use"),
        ("act", "someone@example.com"),
        ("act", "x" * 65),
        ("act", "use\n"),
        ("act", None),
        ("act", 1),
        ("outcome", "perhaps"),
        ("caller", "田中"),
        ("data", ("contact", "a b")),
        ("data", ["contact"]),
        ("data", "contact"),
        ("purpose", "call 090-0000-0000"),
        ("cites", ("4(1) because",)),
        ("cites", ("someone@example.com",)),
        ("law", ("APPI 27(1) of somebody",)),
        ("law", ("Somebody",)),
        ("law", ("Sample Person 5",)),
        ("law", ("見本花子5",)),
        ("source", "the person"),
        ("place", "Tokyo"),
        ("identifying", "maybe"),
        ("identifying", True),
        ("asked", "individual;JP;;;contact"),
        ("asked", ("individual;JP;;contact",)),
        ("asked", ("individual;JP;;;contact;x",)),
        ("asked", ("individual;FR;;;contact",)),
        ("asked", ("individual;JP;Sample Person;;contact",)),
        ("asked", ("individual;JP;;request:21;contact",)),
        ("asked", ("individual;JP;;;contact:090-0000",)),
        ("asked", ("見本花子;JP;;;contact",)),
        ("evidence", ("a document",)),
        ("evidence", (HASH.upper(),)),
        ("count", -1),
        ("count", True),
        ("count", 1.0),
        ("subject", "sample-person"),
        ("subject", "0" * 31),
        ("people", "0" * 32),
        ("token", "a b"),
        ("token", "someone@example.com"),
        ("request", "req-1"),
        ("at", "2026-11-23"),
        ("at", datetime(2026, 11, 23)),  # noqa: DTZ001 - naive on purpose
    ],
)
def test_a_value_out_of_form_makes_no_entry(field: str, value: object) -> None:
    fields = {"at": NOON, "act": "use", "outcome": "allow", field: value}

    with pytest.raises(EntryFieldError) as raised:
        Handled(**fields)  # type: ignore[arg-type] # wrong on purpose
    assert raised.value.facts == {"kind": "Handled", "field": field}


def test_a_refused_value_is_refused_again() -> None:
    for _ in range(2):
        with pytest.raises(EntryFieldError):
            KeyChanged(at=NOON, change="epoch_created", key="not a version")


def test_times_are_kept_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    entry = SystemChanged(at=datetime(2026, 11, 23, 12, tzinfo=tokyo), change="started")

    assert encode(entry) == b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"system"}'


@pytest.mark.parametrize(
    "entry",
    [
        FULL,
        Published(at=NOON, policy="kusavee", version="2022-02-04", text=HASH, rules=HASH),
        KeyChanged(at=NOON, change="epoch_destroyed", key="7"),
        SystemChanged(at=NOON, change="clock_back", seconds=12),
        SystemChanged(at=NOON, change="client_registered", system="crm-1"),
    ],
)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    assert decode(encode(entry), 0) == entry


@given(handlings)
def test_canonical_bytes_have_sorted_keys_and_no_defaults(entry: Handled) -> None:
    raw = encode(entry)
    keys = list(msgspec.json.decode(raw))

    assert keys == sorted(keys)
    assert b" " not in raw
    assert encode(decode(raw, 0)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"other"}',
        b'{"at":"2026-11-23T03:00:00Z","kind":"system","change":"started"}',
        b'{"at":"2026-11-23T03:00:00Z", "change":"started","kind":"system"}',
        b'{"at":"2026-11-23T12:00:00+09:00","change":"started","kind":"system"}',
        b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"system","seconds":0}',
        b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"system","name":"x"}',
        b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"system","system":"a b"}',
        b'{"at":"2026-11-23T03:00:00Z","change":"started","kind":"system"}\n',
    ],
)
def test_bytes_that_are_not_canonical_are_no_entry(raw: bytes) -> None:
    with pytest.raises(EntryMalformedError) as raised:
        decode(raw, 7)
    assert raised.value.facts == {"entry": 7}


def test_a_commitment_depends_on_salt_and_content() -> None:
    seen = {commit(b"a" * 16, b"x"), commit(b"b" * 16, b"x"), commit(b"a" * 16, b"y")}

    assert len(seen | {commit(b"a" * 15, b"ax")}) == 4


def test_kinds_of_counts_and_words_are_checked_inside_optionals() -> None:
    kind = msgspec.defstruct(
        "Fine", [("word", Word | None, None), ("count", Count)], bases=(Kind,), kw_only=True
    )

    assert [field.name for field in fields_of(kind)] == list(kind.__struct_fields__)


@given(st.sets(st.integers(0, 3 << 12)))
def test_a_set_of_people_is_kept_whole_in_blocks(numbers: set[int]) -> None:
    people = People.of(numbers, bytes(16))
    kept = [number for block, packed in people.blocks() for number in unpack(block, packed)]

    assert kept == sorted(numbers)
    for number in (0, 1, 4095, 4096, *sorted(numbers)[:5]):
        packed = dict(people.blocks()).get(block_of(number), b"")
        assert holds(packed, number) is (number in numbers)


@pytest.mark.parametrize("count", [1, 255, 256, 257, 4096])
def test_a_block_is_read_as_it_was_packed_on_both_sides_of_the_change_of_form(count: int) -> None:
    ((block, packed),) = People.of(range(4096, 4096 + count)).blocks()

    assert unpack(block, packed) == list(range(4096, 4096 + count))
    assert holds(packed, 4096 + count - 1)
    assert len(packed) == min(2 * count, 512)


def test_a_dense_block_is_a_bitmap_of_512_bytes() -> None:
    ((_, packed),) = People.of(range(4096)).blocks()

    assert len(packed) == 512
    assert unpack(0, packed) == list(range(4096))


def test_two_commitments_to_one_set_differ() -> None:
    assert People.of([1, 2]).commitment != People.of([1, 2]).commitment
    assert People.of([2, 1, 1], bytes(16)).commitment == People.of([1, 2], bytes(16)).commitment
