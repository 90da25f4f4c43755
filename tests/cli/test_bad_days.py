"""Keys, databases, policies and clocks that are not as they should be: told, and nothing lost."""

import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Demo
from tests.cli.running import EXECUTABLE, environment, heed_interrupts, mamoru

ADD = ("client", "add", "till", "--scope", "decide")


def told(home: Path, *arguments: str, code: int, name: str, **variables: str) -> None:
    """Run a command that must fail in this way, told in Japanese and without a traceback."""
    done = mamoru(*arguments, home=home, variables={"MAMORU_LANGUAGE": "ja", **variables})

    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert f"[{name}]" in done.stderr
    assert re.match(r"mamoru: .*[ぁ-ん]", done.stderr)
    assert "Traceback" not in done.stderr


def test_keys_that_others_can_read_are_not_used(home: Path) -> None:
    (home / "keys").chmod(0o755)

    told(home, *ADD, code=3, name="key-directory")


def test_a_damaged_key_file_is_told_and_not_replaced(home: Path) -> None:
    keys = sorted((home / "keys").glob("*.key"))
    for key in keys:
        key.write_bytes(b"damaged")

    told(home, *ADD, code=3, name="damaged-key-file")

    assert sorted((home / "keys").glob("*.key")) == keys != []
    assert {key.read_bytes() for key in keys} == {b"damaged"}


def test_a_missing_key_file_is_told_and_not_replaced(home: Path) -> None:
    for path in (home / "keys").rglob("*"):
        if path.is_file():
            path.unlink()

    done = mamoru(*ADD, home=home)

    assert done.returncode in {3, 4}, done.stderr
    assert "Traceback" not in done.stderr
    assert "[defect]" not in done.stderr


def test_a_signing_key_that_others_can_read_is_not_used(home: Path) -> None:
    (home / "ledger" / "signing.key").chmod(0o644)

    told(home, *ADD, code=3, name="signing-key-exposed")


def test_a_policy_in_force_with_errors_opens_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mamoru: 1\n")

    told(home, *ADD, code=3, name="policy-in-force", MAMORU_POLICY=str(tmp_path / "policy.yaml"))
    told(home, *ADD, code=3, name="policy-unreadable", MAMORU_POLICY=str(tmp_path / "none.yaml"))


def test_a_file_that_is_no_database_is_told_and_left_alone(home: Path) -> None:
    (home / "mamoru.sqlite3").write_bytes(b"These are letters. " * 300)

    told(home, *ADD, code=4, name="database-damaged")
    assert (home / "mamoru.sqlite3").read_bytes().startswith(b"These are letters.")


def test_a_database_that_nobody_answers_for_can_be_tried_again(home: Path) -> None:
    url = "postgresql://mamoru@127.0.0.1:1/mamoru"

    told(home, *ADD, code=75, name="database-unavailable", MAMORU_DATABASE=url)


@pytest.mark.slow
def test_a_locked_database_is_waited_for_and_then_told(home: Path) -> None:
    before = json.loads(mamoru("ledger", "verify", "--format", "json", home=home).stdout)
    database = sqlite3.connect(home / "mamoru.sqlite3", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")

    done = mamoru(*ADD, home=home)

    database.execute("ROLLBACK")
    database.close()
    assert (done.returncode, done.stdout) == (75, "")
    assert "try again" in done.stderr.lower()
    assert json.loads(mamoru("ledger", "verify", "--format", "json", home=home).stdout) == before


def test_a_full_disk_is_told_and_nothing_is_half_done(home: Path) -> None:
    before = json.loads(mamoru("ledger", "verify", "--format", "json", home=home).stdout)
    room = (home / "mamoru.sqlite3").stat().st_size // 2
    people = json.dumps([{"whose": "individual", "items": {"name": "見本"}}] * 20_000)

    done = subprocess.run(
        [str(EXECUTABLE), "person", "add", "--from", "person", "--ground", "notice_shown=n:1"],
        input=people.encode(), capture_output=True, env=environment(home), check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (75, b""), done.stderr
    assert b"Traceback" not in done.stderr
    after = json.loads(mamoru("ledger", "verify", "--format", "json", home=home).stdout)
    assert after["entries"] >= before["entries"]
    with sqlite3.connect(home / "mamoru.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM vault_person").fetchone()[0] < 1000
    database.close()


def test_a_clock_that_jumps_back_is_on_record(home: Path, tmp_path: Path) -> None:
    note = home / "ledger" / "signed.json"
    signed = json.loads(note.read_text())
    signed["at"] = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    note.write_text(json.dumps(signed))

    assert mamoru(*ADD, home=home).returncode == 0

    assert mamoru("ledger", "verify", home=home).returncode == 0
    mamoru("ledger", "export", str(tmp_path / "log"), home=home)
    entries = b"".join(path.read_bytes() for path in (tmp_path / "log/tile/entries").rglob("*/*"))
    assert b"clock_back" in entries


def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")

    told(tmp_path / "file" / "home", *ADD, code=74, name="files")


def test_looking_at_the_ledger_records_nothing_but_when_it_was_verified(demo: Demo) -> None:
    def kept() -> set[tuple[Path, int]]:
        files = (path for path in demo.home.rglob("*.json") if path.name != "verified.json")
        return {(path, path.stat().st_mtime_ns) for path in files}

    before = kept()
    first = mamoru("ledger", "verify", home=demo.home)
    mamoru("ledger", "checkpoint", home=demo.home)
    second = mamoru("ledger", "verify", home=demo.home)

    assert kept() == before
    assert first.stdout == second.stdout != ""
    assert (demo.home / "ledger" / "verified.json").is_file()


def test_an_interrupted_command_says_so_and_no_more() -> None:
    running = subprocess.Popen(
        [str(EXECUTABLE), "policy", "decide", "--format", "text"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - one thread forks, and execs at once
    )  # fmt: skip
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"act":"answer"}\n')
    running.stdin.flush()
    assert running.stdout.readline() == b"1: Allowed.\n"

    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=30)

    assert (running.returncode, err) == (130, b"mamoru: Interrupted. [interrupted]\n")
