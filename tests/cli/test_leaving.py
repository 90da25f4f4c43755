"""`mamoru person leave`, `leaving`, `hold` and `retention`, as an officer uses them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import mamoru
from tests.gate.conftest import SHOP
from tests.gate.samples import stored
from tests.gate.test_held_files import RECEIPT, with_file
from tests.gate.test_holding import LEAVE, MAIL, RULES, member
from tests.leaving.samples import handed
from tests.rights.shared_account import leaving_unclear
from tests.store import Store

from mamoru.cli.codes import INPUT
from mamoru.gate import clients
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.gate.erase import erase
from mamoru.gate.holding.publish import publish
from mamoru.paths import reference_policy

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "keep-and-erase.md"


def test_somebody_leaves_at_the_command_line(store: Store, tmp_path: Path) -> None:
    with opened(home=store.home, policy=reference_policy()) as door:
        ref = stored(door).ref
        handed(door, ref)
        vkey = door.sequencer.vkey
    rules = tmp_path / "holds.yaml"
    rules.write_text(GUIDE.read_text().split("```yaml\n")[1].split("```")[0])

    def asked(*words: str) -> str:
        done = mamoru(*words, home=store.home)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert asked("hold", "publish", str(rules)) == "Published the rules of holds, 1.\n"
    found = json.loads(asked("person", "leave", ref, "--format", "json"))
    assert found["state"] == "erased"
    certificate = tmp_path / "certificate.json"
    certificate.write_text(asked("leaving", "certificate", found["leaving"]))
    checked = asked("leaving", "check", str(certificate), "--vkey", vkey)
    assert "proves it" in checked
    for said in (checked, asked("hold", "list"), asked("record", "list")):
        assert "APPI 29" in said
        assert "法" not in said
    holds = json.loads(asked("hold", "list", "--format", "json"))
    assert {one["kind"] for one in holds} == {"consent", "statutory_record"}
    (record,) = [one for one in holds if one["record"]]
    assert "statutory_record" in asked("hold", "show", record["ref"])
    ground = ("--ground", "by_law=audit:2027-1")
    assert "name" in asked("hold", "open", record["ref"], "--kind", "statutory_record", *ground)
    assert record["ref"] in asked("record", "people", record["record"], *ground)
    (told,) = found["told"]
    assert told["told"] in asked("leaving", "letter", told["told"])
    assert "told" in asked("leaving", "told", told["told"])
    assert "confirmed" in asked("leaving", "confirm", told["told"], "--shown", "mail:7")
    assert found["leaving"] in asked("leaving", "list", "--open")
    assert "items" in asked("retention", "due", "--until", "2030-01-01")
    assert "done" in asked("retention", "run")


def test_a_stopped_run_is_settled_by_two_keys(store: Store, tmp_path: Path) -> None:
    files = []
    with opened(home=store.home, policy=reference_policy()) as door:
        for name in ("officer-a", "officer-b"):
            file = tmp_path / name
            file.write_text(clients.register(door, name, scopes=["retention:run"], purposes=[]))
            files.append(str(file))
    from mamoru.rights.retention.models import Run

    mamoru("retention", "run", home=store.home)
    Run.objects.update(at="2099-01-01T00:00:00+00:00")
    stopped = mamoru("retention", "run", "--format", "json", home=store.home)
    assert stopped.returncode == 1
    run = json.loads(stopped.stdout)["run"]

    def settled(file: str) -> int:
        words = ("retention", "settle", run, "--reason", "approval:1", "--key-file", file)
        return mamoru(*words, home=store.home).returncode

    assert settled(files[0]) == 0
    assert settled(files[0]) != 0
    assert settled(files[1]) == 0
    assert mamoru("retention", "run", home=store.home).returncode == 0
    assert "done" in mamoru("retention", "list", home=store.home).stdout


def test_holds_are_found_and_a_held_file_is_taken_out_at_the_command_line(
    store: Store, tmp_path: Path
) -> None:
    with opened(home=store.home, policy=SHOP.read_bytes()) as door:
        ref = member(door)
        name = with_file(door, ref, RECEIPT, "order", "article")
        publish(door, OFFICER, RULES)
        (held,) = erase(door, OFFICER, LEAVE, ref, has_left=True)[0].held
    email = json.dumps({"kind": "email", "value": MAIL.upper()})
    nobody = json.dumps({"kind": "email", "value": "nobody@example.jp"})
    taken, refused = tmp_path / "receipt.txt", tmp_path / "refused.txt"

    found = mamoru("hold", "find", "--format", "json", home=store.home, stdin=email)
    none = mamoru("hold", "find", "--format", "json", home=store.home, stdin=nobody)
    file = ("hold", "file", held.ref, name)
    ground = ("--kind", "tax", "--ground", "by_law=audit:2027-1")
    opened_file = mamoru(*file, str(taken), *ground, home=store.home)
    without = mamoru(*file, str(refused), "--kind", "tax", home=store.home)

    assert [one["ref"] for one in json.loads(found.stdout)] == [held.ref]
    assert json.loads(none.stdout) == []
    assert opened_file.returncode == 0, opened_file.stderr
    assert taken.read_bytes() == RECEIPT
    assert taken.stat().st_mode & 0o777 == 0o600
    assert without.returncode == 1
    assert "that very hold" in without.stdout
    assert not refused.exists()


def test_whose_account_it_is_is_said_by_command_of_every_one(store: Store, tmp_path: Path) -> None:
    with opened(home=store.home, policy=reference_policy()) as door:
        company, ref = leaving_unclear(door, tmp_path)

    def asked(*words: str) -> Any:
        done = mamoru("leaving", *words, "--format", "json", home=store.home)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    waits = mamoru("leaving", "show", ref, home=store.home).stdout
    found = {one["values"]["email"]: one["account"] for one in asked("accounts", ref)["accounts"]}
    mine, other = found["one@example.com"], found["two@example.com"]
    half = mamoru("leaving", "accounts", ref, "--theirs", mine, "--reference", "case:7",
                  home=store.home)  # fmt: skip
    mute = mamoru("leaving", "accounts", ref, "--theirs", mine, home=store.home)
    told = asked("accounts", ref, "--theirs", mine, "--other", other, "--reference", "case:7")

    assert "person-ambiguous" in waits
    assert (half.returncode, "[accounts-unsaid]" in half.stderr) == (INPUT, True), half.stderr
    assert (mute.returncode, "--reference" in mute.stderr) == (INPUT, True), mute.stderr
    assert (told["state"], told["systems"][0]["shown"]) == ("erased", "case:7")
    assert company.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]
