"""`mamoru policy replay` and `again`: what the ledger holds is decided once more."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Demo
from tests.cli.running import mamoru

from mamoru.paths import reference_policy


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The reference policy, but offers go to whoever agreed instead of whoever opted in."""
    path = tmp_path / "draft.yaml"
    path.write_text(reference_policy().decode().replace("is: [opted_in]", "is: [agreed]"))
    return path


def test_what_a_draft_would_change_is_told_in_both_languages(home: Path, draft: Path) -> None:
    done = mamoru("policy", "replay", str(draft), home=home)
    japanese = mamoru("policy", "replay", str(draft), home=home, MAMORU_LANGUAGE="ja")

    assert (done.returncode, done.stderr, japanese.returncode) == (1, "", 1)
    assert "2 of 63 handlings would be answered otherwise (1 people)." in done.stdout
    assert "63 件のうち 2 件の答えが変わります(1 人)。" in japanese.stdout
    assert "allowed → refused  2(1)c → 2" in done.stdout
    assert "認める → 認めない  2(1)c → 2" in japanese.stdout
    assert "facts that hold: opted_in (opted in)" in " ".join(done.stdout.split())


def test_what_a_draft_would_change_is_told_to_programs(home: Path, draft: Path) -> None:
    done = mamoru("policy", "replay", str(draft), "--format", "json", home=home)

    told = json.loads(done.stdout)
    [flip] = told["flips"]
    assert (told["flipped"], told["decided"], told["pending"]) == (2, 63, 0)
    assert (flip["decided_by"], flip["would_decide"], flip["people"]) == (["2(1)c"], ["2"], 1)
    assert flip["asked"]["held"] == ["opted_in"]
    again = mamoru("policy", "again", str(flip["example"]), "--format", "json", home=home)
    assert json.loads(again.stdout)["asked"] == [flip["asked"]]


def test_the_policy_in_force_would_change_nothing(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "same.yaml"
    path.write_bytes(reference_policy())

    done = mamoru("policy", "replay", str(path), "--since", "2020-01-01", home=home)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 of 63 handlings")


def test_a_day_that_is_none_is_refused_without_repeating_it(draft: Path) -> None:
    done = mamoru("policy", "replay", str(draft), "--since", "someday")
    japanese = mamoru("policy", "replay", str(draft), "--since", "someday", MAMORU_LANGUAGE="ja")

    assert done.returncode == 2
    assert "--since is a date, such as 2026-11-23" in done.stderr
    assert "--since は日付です" in japanese.stderr
    assert "someday" not in done.stderr


def test_looking_back_leaves_the_ledger_as_it_is(home: Path, draft: Path) -> None:
    before = mamoru("ledger", "checkpoint", home=home).stdout
    mamoru("policy", "replay", str(draft), home=home)
    mamoru("policy", "again", "9", home=home)

    assert mamoru("ledger", "checkpoint", home=home).stdout == before
    assert mamoru("ledger", "verify", home=home).returncode == 0


def test_every_entry_of_the_demonstration_is_answered_again_as_it_was(demo: Demo) -> None:
    verified = mamoru("ledger", "verify", "--format", "json", home=demo.home)
    size = json.loads(verified.stdout)["entries"]
    codes = [
        mamoru("policy", "again", str(at), home=demo.home).returncode for at in range(0, size, 9)
    ]

    assert set(codes) <= {0, 5}
    assert codes.count(0) >= 4


def test_an_answer_that_was_changed_behind_our_back_differs(home: Path) -> None:
    with sqlite3.connect(home / "mamoru.sqlite3") as database:
        for row, raw in database.execute("SELECT rowid, entries FROM ledger_batch").fetchall():
            changed = raw.replace(b'"outcome":"allow"', b'"outcome":"needs"')
            database.execute("UPDATE ledger_batch SET entries = ? WHERE rowid = ?", (changed, row))
    database.close()

    done = mamoru("policy", "again", "9", home=home)
    japanese = mamoru("policy", "again", "9", home=home, MAMORU_LANGUAGE="ja")

    assert (done.returncode, japanese.returncode) == (1, 1)
    assert "recorded: evidence needed" in done.stdout
    assert "now: allowed" in done.stdout
    assert done.stdout.endswith("The answers differ.\n")
    assert japanese.stdout.endswith("答えが違います。\n")


@pytest.mark.parametrize(("entry", "code"), [("0", "not-askable"), ("99999", "entry-unknown")])
def test_what_was_never_asked_cannot_be_asked_again(demo: Demo, entry: str, code: str) -> None:
    done = mamoru("policy", "again", entry, home=demo.home)

    assert done.returncode == 5
    assert f"[{code}]" in done.stderr


def test_without_an_installation_there_is_nothing_to_decide_again(
    tmp_path: Path, draft: Path
) -> None:
    for command in (("replay", str(draft)), ("again", "0")):
        done = mamoru("policy", *command, home=tmp_path / "none")

        assert (done.returncode, "[nothing-here]" in done.stderr) == (3, True)


def test_a_place_for_the_columns_that_is_taken_is_told(home: Path, draft: Path) -> None:
    shutil.rmtree(home / "columns", ignore_errors=True)
    (home / "columns").write_text("in the way")

    done = mamoru("policy", "replay", str(draft), home=home)

    assert done.returncode == 1
    assert "2 of 63 handlings" in done.stdout
    assert "the columns could not be kept" in done.stderr
