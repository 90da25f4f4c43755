"""`mamoru quarantine …`: a reviewer lists, looks, claims, clears and purges."""

import json
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.gate.samples import given
from tests.store import Store

ILLNESS = "私は糖尿病の治療を受けています。"
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
SHOWN = ("--from", "person", "--ground", "notice_shown=notice:7")


@pytest.fixture
def home(store: Store) -> Path:
    return store.home


def put_aside(home: Path) -> str:
    """Store somebody whose inquiry tells of an illness; return the item's name."""
    one = given()
    told = {
        "whose": one.whose, "residence": "JP",
        "items": {"name": one.items["name"], "inquiry_text": ILLNESS},
    }  # fmt: skip
    made = mamoru("person", "add", *SHOWN, home=home, stdin=json.dumps(told))
    assert "may be sensitive and is in quarantine: q_" in made.stdout, made.stderr
    listed = mamoru("quarantine", "list", "--format", "json", home=home)
    (one,) = json.loads(listed.stdout)
    return str(one["ref"])


def test_a_list_tells_neither_whose_it_is_nor_what_it_says(home: Path) -> None:
    ref = put_aside(home)

    listed = mamoru("quarantine", "list", home=home).stdout

    assert ref in listed
    assert "special_care" in listed
    assert "糖尿病" not in listed
    assert "p_" not in listed


def test_a_look_shows_the_value_and_the_place_of_what_was_found(home: Path) -> None:
    ref = put_aside(home)

    shown = mamoru("quarantine", "show", ref, home=home)

    assert shown.returncode == 0
    assert ILLNESS in shown.stdout
    assert "medical_history" in shown.stdout


def test_a_claim_without_evidence_says_what_is_missing_and_keeps_it(home: Path) -> None:
    ref = put_aside(home)

    refused = mamoru("quarantine", "claim", ref, *SHOWN, "--ground", "by_law", home=home)
    claimed = mamoru("quarantine", "claim", ref, *SHOWN, "--ground", "by_law=statute:7", home=home)

    assert (refused.returncode, claimed.returncode) == (1, 0)
    assert "3(1)" in refused.stdout
    assert mamoru("quarantine", "show", ref, home=home).returncode == 5


def test_what_is_cleared_or_purged_is_no_more_in_quarantine(home: Path) -> None:
    cleared = mamoru("quarantine", "clear", put_aside(home), *SHOWN, home=home)
    purged = mamoru("quarantine", "purge", put_aside(home), home=home)

    assert (cleared.returncode, purged.returncode) == (0, 0), purged.stderr
    assert json.loads(mamoru("quarantine", "list", "--format", "json", home=home).stdout) == []
    assert mamoru("ledger", "verify", home=home).returncode == 0
