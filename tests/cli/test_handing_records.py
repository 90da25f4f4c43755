"""`mamoru record …` and `mamoru joint …`, as an officer uses them."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook
from tests.cli.running import mamoru
from tests.parties.samples import registered
from tests.provision.handing import noted
from tests.provision.shared import partner, statement
from tests.store import Store

from mamoru.gate.door import opened
from mamoru.law.calendar import tokyo_day
from mamoru.paths import reference_policy
from mamoru.provision.records.make import receiver_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def home(store: Store) -> Path:
    """An installation with one record of provision."""
    with opened(home=store.home, policy=reference_policy()) as door:
        noted(door, to=receiver_of(registered(door)))
    return store.home


def test_a_register_is_written_in_each_form(home: Path) -> None:
    for form in ("csv", "xlsx", "pdf"):
        done = mamoru("record", "export", str(home / f"register.{form}"), home=home)
        assert (done.returncode, done.stdout) == (0, "Wrote 1 records.\n"), done.stderr

    table = (home / "register.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert (row["提供先の氏名・名称"], row["記録の根拠"]) == ("架空商会ヌヌヌ", "法令")
    assert load_workbook(home / "register.xlsx").active is not None
    assert (home / "register.pdf").read_bytes().startswith(b"%PDF")


def test_a_register_of_receipt_and_one_in_english_are_written_as_well(home: Path) -> None:
    file = str(home / "register.csv")

    done = mamoru("record", "export", file, "--register", "receipt", "--language", "en", home=home)

    assert done.returncode == 0
    assert "name of the provider" in Path(file).read_text(encoding="utf-8-sig")


def test_a_register_of_some_days_is_written(home: Path) -> None:
    file = str(home / "register.csv")

    before = mamoru("record", "export", file, "--until", "2026-11-23", home=home)
    on = mamoru("record", "export", file, "--since", "2026-11-24", home=home)

    assert [before.stdout, on.stdout] == ["Wrote 0 records.\n", "Wrote 1 records.\n"]


def test_another_ending_is_refused_with_the_forms_there_are(home: Path) -> None:
    done = mamoru("record", "export", str(home / "register.doc"), home=home)

    assert done.returncode != 0
    assert ".csv, .xlsx or .pdf" in done.stderr
    assert not (home / "register.doc").exists()


def test_records_are_listed_and_shown(home: Path) -> None:
    (one,) = json.loads(mamoru("record", "list", "--format", "json", home=home).stdout)

    told = mamoru("record", "show", one["key"], home=home)

    assert "架空商会ヌヌヌ" in told.stdout
    assert one["key"] in mamoru("record", "list", home=home).stdout


def test_a_record_is_not_deleted_before_its_time(home: Path) -> None:
    (one,) = json.loads(mamoru("record", "list", "--format", "json", home=home).stdout)

    done = mamoru("record", "delete", one["key"], home=home)

    assert done.returncode != 0
    assert "must be kept until" in done.stderr
    assert mamoru("record", "purge", home=home).stdout == "Deleted 0 records.\n"


def test_a_person_is_shown_who_received_their_information(home: Path) -> None:
    added = mamoru(
        "person", "add", "--from", "person", "--ground", "notice_shown=notice:1", home=home,
        stdin=json.dumps({"whose": "individual", "items": {"name": "Zenbu Tsukuribanashi"}}),
    )  # fmt: skip
    ref = added.stdout.split()[0]
    proving = ("--ground", "request=request:1", "--ground", "identity_verified=identity:1")

    shown = mamoru("record", "person", ref, *proving, "--format", "json", home=home)
    refused = mamoru("record", "person", ref, home=home)

    assert json.loads(shown.stdout)["handed"] == []
    assert refused.returncode == 1


def test_a_statement_is_published_and_a_feed_set_up_and_ended(home: Path) -> None:
    with opened(home=home, policy=reference_policy()) as door:
        one = partner(door)
        text = msgspec.json.encode(statement(one, in_force_from=tokyo_day(door.clock())))
    done = mamoru("joint", "publish", home=home, stdin=text)
    assert (done.returncode, done.stdout[:24]) == (0, "Statement 1 is published"), done.stderr
    mamoru("client", "add", "partner-a", "--scope", "joint:pull", "--purpose", "2(1)d", home=home)
    asked = {
        "joint": "service", "party": one.ref, "client": "partner-a", "purpose": "2(1)d",
        "items": ["name"],
    }  # fmt: skip

    made = mamoru("joint", "feed", "--format", "json", home=home, stdin=json.dumps(asked))
    ended = mamoru("joint", "end", json.loads(made.stdout)["key"], home=home)

    assert "ended" in ended.stdout
    assert one.ref in mamoru("joint", "show", "service", home=home).stdout
    assert "service" in mamoru("joint", "list", home=home).stdout
    assert "partner-a" in mamoru("joint", "feeds", home=home).stdout


def test_a_statement_with_problems_is_told_each_of_them(home: Path) -> None:
    with opened(home=home, policy=reference_policy()) as door:
        vague = {"ja": "提携先等", "en": "partners and so on"}
        text = msgspec.json.encode(statement(partner(door), range=vague))

    done = mamoru("joint", "publish", home=home, stdin=text)

    assert done.returncode != 0
    assert "GL 3-6-3" in done.stderr
    assert mamoru("joint", "publish", home=home, stdin="{}").returncode != 0
