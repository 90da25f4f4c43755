"""`mamoru partner …`: from the register to the report, as an officer does it."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.partners.samples import csv as delivery
from tests.partners.samples import mapping, row
from tests.store import Store

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
PARTNER = {
    "key": "shop-a", "party": "partner", "name": "架空提携ヌヌヌ", "address": "架空県見本市 1-2-3",
    "representative": "代表者 甲",
}  # fmt: skip
ORIGIN = {
    "key": "contract-1", "told": "会員登録の際に本人から取得", "basis": "consent",
    "consent": "form:3", "method": "document", "evidence": "contract:1",
    "confirmed_on": "2026-11-02",
}  # fmt: skip
CONFIRM = (
    "--item", "name", "--item", "address", "--item", "representative", "--method", "document",
    "--evidence", "registry:1", "--on", "2026-11-02",
)  # fmt: skip


@pytest.fixture
def home(store: Store) -> Path:
    return store.home


def registered(home: Path) -> None:
    mamoru("partner", "add", home=home, stdin=json.dumps(PARTNER))
    mamoru("partner", "origin", "shop-a", home=home, stdin=json.dumps(ORIGIN))


def delivered(home: Path, content: bytes) -> list[str]:
    """Return the arguments that deliver `content`."""
    (home.parent / "mapping.yaml").write_bytes(mapping())
    (home.parent / "delivery.csv").write_bytes(content)
    return [
        "partner", "deliver", "shop-a", "contract-1", str(home.parent / "delivery.csv"),
        "--mapping", str(home.parent / "mapping.yaml"),
    ]  # fmt: skip


def test_a_delivery_goes_from_refusal_to_report(home: Path) -> None:
    registered(home)
    arguments = delivered(home, delivery([row(1), "broken", row(2)]))

    refused = mamoru(*arguments, home=home)
    confirmed = mamoru("partner", "confirm", "shop-a", *CONFIRM, home=home)
    done = mamoru(*arguments, home=home)
    again = mamoru(*arguments, home=home)

    assert refused.returncode == 1
    assert "representative of the provider" in refused.stderr
    assert "2026-11-02" in confirmed.stdout
    assert done.returncode == 0, done.stderr
    assert "are staged, encrypted" in done.stderr
    assert "up to row 4: accepted 2, rejected 1" in done.stderr
    assert "(finished): accepted 2 (new 2, known 0), rejected 1" in done.stdout
    assert (home.parent / "delivery.csv").exists()
    assert (again.returncode, "delivery-repeated" in again.stderr) != (0, False)
    (listed,) = [
        one
        for one in json.loads(mamoru("partner", "deliveries", "--format", "json", home=home).stdout)
        if one["state"] == "finished"
    ]
    told = mamoru("partner", "report", listed["key"], home=home).stdout
    assert "it has another number of columns" in told
    assert "broken" not in told
    resumed = mamoru("partner", "resume", listed["key"], home=home)
    assert resumed.returncode != 0


def test_records_are_exported_for_the_officer(home: Path) -> None:
    registered(home)
    mamoru("partner", "confirm", "shop-a", *CONFIRM, home=home)
    mamoru(*delivered(home, delivery([row(1)])), home=home)

    told = mamoru("partner", "export", str(home.parent / "records.csv"), home=home)
    mamoru("partner", "export", str(home.parent / "records.jsonl"), home=home)
    nowhere = mamoru("partner", "export", str(home.parent / "no" / "records.csv"), home=home)

    assert told.stdout == "Wrote 1 records of receipt.\n"
    text = (home.parent / "records.csv").read_text("utf-8-sig")
    (record,) = csv.DictReader(io.StringIO(text))
    assert (record["provider_name"], record["people"]) == ("架空提携ヌヌヌ", "1")
    assert json.loads((home.parent / "records.jsonl").read_text())["key"] == record["key"]
    assert "cannot be written" in nowhere.stderr


def test_what_is_registered_is_shown_and_listed(home: Path) -> None:
    registered(home)
    change = json.dumps({"name": "架空提携モモモ"})
    mamoru("partner", "confirm", "shop-a", *CONFIRM, home=home)

    changed = mamoru("partner", "change", "shop-a", home=home, stdin=change)
    shown = mamoru("partner", "show", "shop-a", "--format", "json", home=home)
    listed = mamoru("partner", "list", home=home)
    broken = mamoru("partner", "add", home=home, stdin='{"key": "Shop"}')
    unknown = mamoru("partner", "show", "shop-z", home=home)

    assert "not confirmed" in changed.stdout
    assert sorted(json.loads(shown.stdout)["confirmed"]) == ["address", "representative"]
    assert "架空提携モモモ" in listed.stdout
    assert broken.returncode == 2 or "cannot be read" in broken.stderr
    assert "No partner is registered" in unknown.stderr
