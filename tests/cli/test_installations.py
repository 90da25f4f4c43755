"""Which installation a command works on: what is none is not made one, and none is mistaken."""

import ctypes
import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest
from tests.cli.running import EXECUTABLE, environment, mamoru

ROOT = Path(__file__).resolve().parents[2]
CLINIC = {"MAMORU_POLICY": str(ROOT / "policies" / "clinic.yaml")}
REF = "p_0000000000000000000000"
SHOW = ("person", "show", REF, "--item", "name", "--purpose", "2(1)a")
LOOKING = [("key", "list"), ("client", "list")]
ACTING = [
    SHOW, ("person", "erase", REF), ("person", "handlings", REF), ("key", "rotate"),
    ("client", "revoke", "shop"),
]  # fmt: skip
ADD = ("client", "add", "shop", "--scope", "decide")


@pytest.mark.parametrize("command", [*LOOKING, *ACTING], ids=" ".join)
def test_a_home_that_is_none_is_told_and_not_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = mamoru(*command, home=tmp_path / "typing-error")

    assert (done.returncode, "[nothing-here]" in done.stderr) == (3, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def entries(home: Path) -> int:
    told = json.loads(mamoru("ledger", "verify", "--format", "json", home=home).stdout)
    return int(told["entries"])


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_looking_at_keys_and_systems_records_nothing(home: Path, command: tuple[str, ...]) -> None:
    before = entries(home)

    assert mamoru(*command, home=home).returncode == 0
    assert mamoru(*command, home=home, variables=CLINIC).returncode == 0

    assert entries(home) == before


@pytest.mark.parametrize("command", [*ACTING, ADD, ("serve", "--port", "0")], ids=" ".join)
def test_another_companys_policy_is_not_put_in_force_here(
    home: Path, command: tuple[str, ...]
) -> None:
    before = entries(home)

    done = mamoru(*command, home=home, variables=CLINIC)
    japanese = mamoru(*command, home=home, variables=CLINIC, MAMORU_LANGUAGE="ja")

    assert (done.returncode, japanese.returncode) == (3, 3)
    assert done.stderr.endswith(
        "mamoru: This home keeps people under the policy kusavee; MAMORU_POLICY names clinic."
        " [other-policy]\n"
    )
    assert "kusavee のポリシーで情報を保管しています" in japanese.stderr
    assert entries(home) == before


@pytest.mark.parametrize(
    "url",
    [
        "foo", "foo://bar", "mysql://x/y", "postgresql://", "postgresql://u:p@127.0.0.1:port/db",
        "sqlite://", "sqlite:///",
    ],
)  # fmt: skip
def test_what_is_no_url_of_a_database_is_told_and_not_repeated(tmp_path: Path, url: str) -> None:
    for command in (ADD, SHOW, ("serve", "--port", "0")):
        done = mamoru(*command, home=tmp_path, variables={"MAMORU_DATABASE": url})

        assert done.returncode == 3
        assert done.stderr == (
            "mamoru: MAMORU_DATABASE is not a database URL"
            " (sqlite:///… or postgresql://user@host/name). [database-url]\n"
        )


def test_in_japanese_it_is_told_as_well(tmp_path: Path) -> None:
    done = mamoru(*ADD, home=tmp_path, variables={"MAMORU_DATABASE": "foo"}, MAMORU_LANGUAGE="ja")

    assert done.returncode == 3
    assert "データベースの URL ではありません" in done.stderr


def test_a_database_in_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/missing/x.sqlite3"

    done = mamoru(*ADD, home=tmp_path / "home", variables={"MAMORU_DATABASE": url})

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "mamoru: The database file cannot be opened or written: check that x.sqlite3 and its"
        " directory exist and belong to this user. [database-file]\n"
    )


def obey_modes() -> None:
    """Take from what is run next the right to pass over the modes of files (capabilities(7))."""
    drop, override, search = 24, 1, 2
    for right in (override, search):
        ctypes.CDLL(None).prctl(drop, right, 0, 0, 0)


@pytest.mark.parametrize("speech", ["ja", "en"])
@pytest.mark.parametrize("command", [ADD, ("person", "show", "REF", "--purpose", "2(1)a")])
def test_a_database_that_is_not_ours_to_write_is_told(
    home: Path, command: tuple[str, ...], speech: str
) -> None:
    with sqlite3.connect(home / "mamoru.sqlite3") as database:
        [ref] = database.execute("SELECT ref FROM vault_person LIMIT 1").fetchone()
    database.close()
    (home / "mamoru.sqlite3").chmod(0o444)
    home.chmod(0o500)

    done = subprocess.run(
        [str(EXECUTABLE), *(ref if word == "REF" else word for word in command)],
        capture_output=True, text=True, check=False, env=environment(home, MAMORU_LANGUAGE=speech),
        preexec_fn=obey_modes if os.geteuid() == 0 else None,
    )  # fmt: skip
    home.chmod(0o700)

    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "mamoru.sqlite3" in done.stderr
    assert "[database-file]" in done.stderr
