"""`mamoru party …`, `case …` and `entrust …`, as an officer does it with a second one beside."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest
from tests.cli.running import mamoru
from tests.store import Store

from mamoru.cli.codes import INPUT
from mamoru.law.calendar import tokyo_day
from mamoru.provision.entrust.questionnaire import questions

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
NEW = {
    "kind": "contractor", "name": "架空商会ヌヌヌ", "address": "架空県見本市 1-2-3",
    "representative": "代表者 甲",
}  # fmt: skip
PERSON = {"whose": "individual", "items": {"name": "Zenbu Tsukuribanashi", "email": "x@example.jp"}}
CASE = {
    "case": "4(2)", "items": ["name"], "until": "2099-12-31",
    "evidence": {
        "statute": "APPI 27(1)(i)", "body": "架空警察署", "document": "doc:7", "scope": "scope:7",
    },
}  # fmt: skip
CONTRACT = [
    "confidentiality", "sub_entrustment", "return_and_deletion", "audit", "incident_report",
    "location",
]  # fmt: skip


@pytest.fixture
def home(store: Store) -> Path:
    return store.home


def told(home: Path, *arguments: str, stdin: object = None) -> Any:
    """Return what a command that went well told as JSON."""
    given = b"" if stdin is None else json.dumps(stdin)
    done = mamoru(*arguments, "--format", "json", home=home, stdin=given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def person(home: Path) -> str:
    ground = ("--from", "person", "--ground", "notice_shown=notice:1")
    return str(told(home, "person", "add", *ground, stdin=PERSON)["people"][0]["ref"])


def test_a_contractor_is_made_ready_step_by_step_and_told_what_it_lacks(home: Path) -> None:
    ref, party = person(home), told(home, "party", "add", stdin=NEW)["ref"]
    show = (
        "person", "show", ref, "--act", "entrust", "--purpose", "2(1)a", "--party", party,
        "--item", "name",
    )  # fmt: skip

    refused = mamoru(*show, home=home)
    lacking = mamoru("party", "show", party, home=home)

    assert refused.returncode == 1
    assert "assessment of the contractor is missing, contract is missing" in refused.stderr
    assert "! contract is missing [5b, APPI 25]" in lacking.stdout

    answers = {one.name: "yes" for one in questions()}
    assert told(home, "entrust", "assess", party, stdin={"answers": answers})["score"]["passed"]
    paper = {"kind": "contract", "from": "2026-11-01", "until": "2099-12-31", "clauses": CONTRACT}
    told(home, "party", "paper", party, stdin=paper)
    fixed = {"purpose": "2(1)a", "items": ["name"], "reason": "scope:1"}
    told(home, "entrust", "fix", party, stdin=fixed)

    assert [one["item"] for one in told(home, *show)["values"]] == ["name"]
    assert "beyond-scope" not in mamoru(*show, home=home).stderr
    due = told(home, "entrust", "due")
    assert {one["what"] for one in due} == {"assessment", "contract", "review"}


@pytest.mark.parametrize("kind", ["joint_use_statement", "assessment"])
def test_a_paper_that_something_else_makes_is_not_filed_by_hand(home: Path, kind: str) -> None:
    party = told(home, "party", "add", stdin=NEW)["ref"]
    paper = json.dumps({"kind": kind, "from": "2026-11-01", "clauses": ["passed"]})

    refused = mamoru("party", "paper", party, home=home, stdin=paper)

    assert refused.returncode == INPUT
    assert f"A paper of the kind {kind} is not filed by hand. What makes it:" in refused.stderr
    assert told(home, "party", "show", party)["papers"] == []


def test_a_case_is_approved_by_somebody_with_a_key_of_their_own(home: Path) -> None:
    ref = person(home)
    party = told(home, "party", "add", stdin={**NEW, "kind": "third_party", "word": "other"})["ref"]
    case = told(home, "case", "ask", stdin={**CASE, "party": party})["ref"]
    key = home.parent / "second.key"
    scoped = mamoru("client", "add", "second", "--scope", "cases:approve", home=home)
    key.write_text(next(word for word in scoped.stdout.split() if word.startswith("mk_")))
    other = home.parent / "other.key"
    unscoped = mamoru("client", "add", "third", "--scope", "decide", home=home)
    other.write_text(next(word for word in unscoped.stdout.split() if word.startswith("mk_")))
    show = (
        "person", "show", ref, "--act", "provide", "--party", party, "--item", "name",
        "--ground", f"by_law={case}",
    )  # fmt: skip

    before = mamoru(*show, home=home)
    wrong = mamoru("case", "approve", case, "--key-file", str(other), home=home)
    approved = told(home, "case", "approve", case, "--key-file", str(key))

    assert "needs an approved case" in before.stderr
    assert (wrong.returncode != 0, "scope-missing" in wrong.stderr) == (True, True)
    assert (approved["state"], approved["decided_by"]) == ("approved", "second")
    assert told(home, *show)["decision"]["cites"] == ["4(2)"]
    closed = told(home, "case", "close", case)
    assert closed["state"] == "closed"
    assert mamoru(*show, home=home).returncode == 1


def test_evidence_is_kept_sealed_and_fetched_for_its_owner_only(home: Path) -> None:
    party = told(home, "party", "add", stdin=NEW)["ref"]
    contract, copy = home.parent / "contract.pdf", home.parent / "copy.pdf"
    contract.write_bytes(b"a contract that is plain to see")

    kept = told(home, "party", "keep", party, str(contract))
    told(home, "party", "fetch", party, kept["file"], str(copy))
    again = mamoru("party", "fetch", party, kept["file"], str(copy), home=home)

    assert copy.read_bytes() == contract.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert again.returncode != 0
    sealed = [path for path in (home / "files").rglob("f_*") if path.is_file()]
    assert sealed
    assert not [path for path in sealed if contract.read_bytes() in path.read_bytes()]


def test_a_party_has_a_key_a_history_and_an_end(home: Path) -> None:
    party = told(home, "party", "add", stdin=NEW)["ref"]
    file = home.parent / "age.txt"
    file.write_text(str(pyrage.x25519.Identity.generate().to_public()))

    key = told(home, "party", "key", party, str(file), "--kind", "age")
    told(home, "party", "revoke-key", party, key["ref"])
    told(home, "party", "change", party, stdin={"name": "架空商会ムムム"})
    told(home, "party", "suspend", party, "--reason", "incident:1")
    told(home, "party", "end", party, "--reason", "end:1")

    changes = [one["change"] for one in told(home, "party", "history", party)]
    assert changes == ["registered", "renamed", "suspended", "ended"]
    late = mamoru("party", "resume", party, "--reason", "end:2", home=home)
    assert (late.returncode != 0, "party-ended" in late.stderr) == (True, True)
    assert [one["ref"] for one in told(home, "party", "list")] == [party]


def test_what_was_entrusted_is_recalled_and_its_deletion_certified(home: Path) -> None:
    party = told(home, "party", "add", stdin=NEW)["ref"]
    certificate = home.parent / "certificate.pdf"
    certificate.write_bytes(b"all of it is deleted")
    made = told(home, "entrust", "recall", party, "--until", "2099-01-31", "--reason", "end:1")
    file = told(home, "party", "keep", party, str(certificate))["file"]

    ended = told(
        home, "entrust", "certify", made["ref"], "--number", "D-1", "--file", file,
        "--on", tokyo_day(datetime.now(UTC)).isoformat(),
    )  # fmt: skip
    report = {"report": "report:1", "knew_at": "2026-11-20T00:00:00Z"}
    incident = told(home, "entrust", "incident", party, stdin=report)["ref"]
    closed = told(home, "entrust", "close-incident", incident, "--outcome", "report:2")

    assert ended["is_ended"] is True
    assert closed["is_open"] is False
    shown = mamoru("entrust", "show", party, home=home).stdout
    assert made["ref"] in shown
    assert incident in shown
