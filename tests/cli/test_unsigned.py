"""The ledger cannot be signed: what was done all the same is told, with a code of its own."""

import fcntl
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import EXECUTABLE, environment, heed_interrupts, mamoru

from mamoru.ledger.signing import LOCK

ADD = ("person", "add", "--from", "person", "--ground", "notice_shown=notice:1")
ASKED = ("--ground", "request=request:1", "--ground", "identity_verified=identity:1")
ERASE = (*ASKED, "--ground", "investigated=inquiry:1")
PERSON = json.dumps({"whose": "individual", "items": {"name": "見本 次郎"}})
JSON = ("--format", "json")


def lost(note: Path) -> None:
    note.unlink()


def unreadable(note: Path) -> None:
    note.unlink()
    note.mkdir()


@pytest.fixture(params=[lost, unreadable])
def unsigned(request: pytest.FixtureRequest, home: Path) -> Path:
    """A home whose note of what was signed last is gone, so that nothing is signed any more."""
    broken: Callable[[Path], None] = request.param
    shutil.copy(home / "ledger" / "signed.json", home / "ledger" / "kept")
    broken(home / "ledger" / "signed.json")
    return home


def repaired(home: Path) -> None:
    note = home / "ledger" / "signed.json"
    shutil.rmtree(note) if note.is_dir() else note.unlink(missing_ok=True)
    (home / "ledger" / "kept").rename(note)


def ran(
    home: Path, *arguments: str, stdin: str = ""
) -> tuple[int, Any, subprocess.CompletedProcess[str]]:
    done = mamoru(*arguments, *JSON, home=home, stdin=stdin)
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout), done


def test_who_was_stored_is_named_though_the_ledger_could_not_be_signed(unsigned: Path) -> None:
    code, told, done = ran(unsigned, *ADD, stdin=PERSON)
    ref = told["people"][0]["ref"]
    repaired(unsigned)
    asked = (*ASKED, "--to", "user")
    _, later, _ = ran(unsigned, "person", "handlings", ref, *asked)

    error = json.loads(done.stderr)["error"]
    assert (code, error["code"], error["exit"]) == (7, "not-signed", 7)
    assert "do not repeat it" in error["message"].lower()
    assert told["entry"] is None
    assert [one["index"] is None for one in later["entries"]] == [False]
    assert mamoru("ledger", "verify", home=unsigned).returncode == 0


def test_the_certificate_of_an_erasure_is_shown_though_it_could_not_be_signed(home: Path) -> None:
    _, stored, _ = ran(home, *ADD, stdin=PERSON)
    ref = stored["people"][0]["ref"]
    lost(home / "ledger" / "signed.json")

    code, told, _ = ran(home, "person", "erase", ref, *ERASE)

    assert (code, told["values"], told["entry"]) == (7, 1, None)
    gone = mamoru("person", "show", ref, home=home)
    assert (gone.returncode, "[unknown-person]" in gone.stderr) == (5, True)


def test_the_key_of_a_system_is_shown_though_the_ledger_could_not_be_signed(unsigned: Path) -> None:
    add = ("client", "add", "kiosk", "--scope", "decide")
    done = mamoru(*add, home=unsigned, variables={"MAMORU_LANGUAGE": "ja"})

    assert (done.returncode, done.stdout[:3]) == (7, "mk_")
    assert "この鍵は二度と表示されません" in done.stderr
    assert re.search(r"繰り返さないで.*\[not-signed\]$", done.stderr, re.MULTILINE)
    with sqlite3.connect(unsigned / "mamoru.sqlite3") as database:
        names = [name for (name,) in database.execute("SELECT name FROM gate_client")]
    database.close()
    assert "kiosk" in names


def test_new_keys_are_told_though_the_ledger_could_not_be_signed(unsigned: Path) -> None:
    code, told, _ = ran(unsigned, "key", "rotate")

    assert (code, len(told["destroyed"])) == (7, 1)


def test_reasons_of_a_refusal_are_told_though_it_could_not_be_signed(unsigned: Path) -> None:
    code, told, _ = ran(unsigned, "person", "add", "--from", "person", stdin=PERSON)

    assert (code, told["decision"]["outcome"]) == (7, "needs")


def test_what_could_not_be_done_is_told_rather_than_that_nothing_was_signed(unsigned: Path) -> None:
    done = mamoru("client", "revoke", "nobody", home=unsigned)

    assert (done.returncode, done.stdout, "[client-absent]" in done.stderr) == (5, "", True)


def people(home: Path) -> int:
    with sqlite3.connect(home / "mamoru.sqlite3") as database:
        [(count,)] = database.execute("SELECT count(*) FROM vault_person")
    database.close()
    return int(count)


def test_who_was_stored_is_named_though_the_command_is_interrupted_while_it_signs(
    home: Path,
) -> None:
    before = people(home)
    (home / "people.json").write_text(PERSON)
    with (
        (home / "ledger" / LOCK).open("a") as held,
        (home / "people.json").open() as given,
        subprocess.Popen(
            [str(EXECUTABLE), *ADD, *JSON], env=environment(home), stdin=given,
            stdout=subprocess.PIPE,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 - one thread forks, and execs at once
        ) as adding,
    ):  # fmt: skip
        fcntl.flock(held, fcntl.LOCK_EX)
        while people(home) == before:
            assert adding.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        adding.send_signal(signal.SIGINT)
        fcntl.flock(held, fcntl.LOCK_UN)
        out, _ = adding.communicate(timeout=60)

    told = json.loads(out)
    assert (adding.returncode, len(told["people"]), told["entry"]) == (0, 1, None)
