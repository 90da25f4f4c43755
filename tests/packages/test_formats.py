"""The same rows as CSV, JSON Lines and Parquet, sealed with age or OpenPGP."""

import csv
import io
import json

import pysequoia
import pytest
from pyarrow import parquet
from tests.gate.samples import COLLECT, NOON
from tests.packages.samples import Recipient, agreed, made, people, taken

from mamoru.gate.asking import OFFICER
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.parties.party import PublicKey
from mamoru.provision.packages.errors import RecipientKeyError
from mamoru.provision.packages.formats import part_file
from mamoru.provision.packages.links import offer, take
from mamoru.provision.packages.sealing import sealing
from mamoru.provision.packages.state import Format
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey

ROWS = [("甲,乙\n", "b"), ('"', None), ("=1+1", "")]
ITEMS = ("name", "employer")


def rows_of(form: Format) -> bytes:
    file = part_file(form, ITEMS)
    file.add(ROWS[:2])
    file.add(ROWS[2:])
    return file.content()


def test_csv_keeps_commas_quotes_and_line_ends() -> None:
    found = list(csv.reader(io.StringIO(rows_of("csv").decode(), newline="")))

    assert found == [list(ITEMS), ["甲,乙\n", "b"], ['"', ""], ["=1+1", ""]]


def test_json_lines_leave_out_what_is_not_held() -> None:
    found = [json.loads(line) for line in rows_of("jsonl").decode().splitlines()]

    assert found == [
        {"name": "甲,乙\n", "employer": "b"}, {"name": '"'}, {"name": "=1+1", "employer": ""},
    ]  # fmt: skip


def test_parquet_keeps_what_is_not_held_apart_from_what_is_empty() -> None:
    found = parquet.read_table(io.BytesIO(rows_of("parquet"))).to_pylist()

    assert [tuple(one[item] for item in ITEMS) for one in found] == ROWS


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_package_comes_in_the_format_that_was_asked_for(door: Door, form: Format) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)

    found = taken(door, made(door, recipient.ref, format=form), recipient)

    [name] = [name for name in found.files if name.startswith("part-")]
    assert name.endswith(f".{form}.age")
    opened = recipient.opened(found.files[name])
    if form == "jsonl":
        names = [json.loads(line)["name"] for line in opened.splitlines()]
    else:
        names = parquet.read_table(io.BytesIO(opened)).column("name").to_pylist()
    assert names == ["Person0", "Person1"]


def test_a_package_is_sealed_with_openpgp_where_that_is_chosen(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    secret = pysequoia.Tsk.generate("Sample <desk@example.jp>")
    text = str(secret.extract_certificate())
    register.add_key(door, OFFICER, recipient.ref, NewKey(kind="openpgp", text=text))

    ref = made(door, recipient.ref, cipher="openpgp")
    package = take(door, offer(door, ref).token)

    files = recipient.received(b"".join(package.content)).files
    [name] = [name for name in files if name.startswith("part-")]
    assert name.endswith(".csv.pgp")
    opened = pysequoia.decrypt(files[name], decryptor=secret.decryptor()).bytes
    assert opened is not None
    assert [line.split(",")[0] for line in opened.decode().splitlines()] == [
        "name", "Person0", "Person1",
    ]  # fmt: skip


def test_an_identifier_stands_where_no_value_is_held(door: Door) -> None:
    recipient = Recipient(door)
    new = Given(whose="individual", residence="JP", identifiers={"email": "a@example.jp"},
                items={"name": "Person0"})  # fmt: skip
    [one] = create(door, OFFICER, COLLECT, [new])[0].people
    agreed(door, [one.ref], recipient.ref)

    found = taken(door, made(door, recipient.ref, items=("name", "email")), recipient)

    assert found.lines == ["Person0,a@example.jp"]


@pytest.mark.parametrize("kind", ["age", "openpgp"])
def test_what_is_no_key_seals_nothing(kind: str) -> None:
    key = PublicKey(
        ref="key_1", party="party_1", kind=kind, text="age1nonsense", fingerprint="0",  # type: ignore[arg-type]  # one of the two
        valid_from=NOON, expires_at=None, revoked_at=None,
    )  # fmt: skip

    with pytest.raises(RecipientKeyError):
        sealing(key)
