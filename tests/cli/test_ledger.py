"""`mamoru ledger`: verify, export, receipts and their check without a database."""

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Demo, Here
from tests.cli.running import mamoru


@pytest.fixture(scope="session")
def vkey(demo: Demo) -> str:
    return mamoru("ledger", "vkey", home=demo.home).stdout.strip()


@pytest.fixture(scope="session")
def bundle(demo: Demo) -> dict[str, str]:
    done = mamoru("ledger", "receipt", "7", "--format", "json", home=demo.home)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_verifying_says_how_many_entries_hold(demo: Demo) -> None:
    text = mamoru("ledger", "verify", home=demo.home)
    told = json.loads(mamoru("ledger", "verify", "--format", "json", home=demo.home).stdout)

    assert text.stdout == f"ledger verified: {told['entries']} entries\n"
    assert (told["ok"], told["pending"], text.returncode) == (True, 0, 0)


def test_a_receipt_is_checked_without_any_database(
    here: Here, tmp_path: Path, bundle: dict[str, str], vkey: str
) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(bundle))
    (tmp_path / "vkey").write_text(f"{vkey}\n")

    for key in (vkey, str(tmp_path / "vkey")):
        ran = here("ledger", "check", str(path), "--vkey", key)
        assert ran.code == 0, ran.err
        assert "holds entry 7" in ran.out
    assert here("ledger", "check", "-", "--vkey", vkey, stdin=json.dumps(bundle)).code == 0


def test_a_receipt_in_the_format_of_the_logs_comes_with_its_entry_apart(
    here: Here, demo: Demo, tmp_path: Path, bundle: dict[str, str], vkey: str
) -> None:
    done = mamoru("ledger", "receipt", "7", home=demo.home)
    assert done.stdout == bundle["receipt"]
    (tmp_path / "proof").write_text(done.stdout)
    (tmp_path / "entry").write_text(bundle["entry"])
    check = ("ledger", "check", str(tmp_path / "proof"), "--vkey", vkey)

    assert here(*check, "--entry", str(tmp_path / "entry")).code == 0
    assert (here(*check).code, "--entry" in here(*check).err) == (65, True)


def test_another_entry_does_not_pass_under_the_receipt(
    here: Here, bundle: dict[str, str], vkey: str
) -> None:
    altered = {**bundle, "entry": bundle["entry"].replace('"act":', '"axt":', 1)}
    assert altered != bundle

    for speech, word in (
        ("en", "The proof does not hold (it leads to another root)"),
        ("ja", "証明が成り立ちません(計算した根が一致しない)。"),
    ):
        ran = here("ledger", "check", "-", "--vkey", vkey, stdin=json.dumps(altered), speech=speech)
        assert (ran.code, ran.out) == (4, "")
        assert word in ran.err


def test_the_key_that_comes_with_a_receipt_is_not_believed(
    here: Here, bundle: dict[str, str], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    assert mamoru("client", "add", "till", "--scope", "decide", home=other).returncode == 0
    key = mamoru("ledger", "vkey", home=other).stdout.strip()

    ran = here("ledger", "check", "-", "--vkey", key, stdin=json.dumps(bundle))

    assert ran.code == 4


@pytest.mark.parametrize(
    "broken", ["", "{}", "[]", '{"receipt":1}', "c2sp.org/tlog-proof@v1\nindex x", "\ud800"]
)
def test_what_is_no_receipt_is_told_and_no_traceback(
    here: Here, broken: str, vkey: str, tmp_path: Path
) -> None:
    (tmp_path / "entry").write_text("{}")
    ran = here(
        "ledger", "check", "-", "--vkey", vkey, "--entry", str(tmp_path / "entry"),
        stdin=broken.encode(errors="surrogatepass"),
    )  # fmt: skip

    assert ran.code in (4, 65)
    assert ran.err.startswith("mamoru: ")


def test_an_exported_ledger_is_checked_without_any_database(
    here: Here, demo: Demo, tmp_path: Path, vkey: str
) -> None:
    done = mamoru("ledger", "export", str(tmp_path / "log"), home=demo.home)
    assert done.returncode == 0
    assert (tmp_path / "log" / "vkey").read_text() == f"{vkey}\n"

    ran = here("ledger", "check", str(tmp_path / "log"), "--vkey", vkey, "--format", "json")
    assert (ran.code, json.loads(ran.out)["ok"]) == (0, True)

    [bundle] = (tmp_path / "log" / "tile" / "entries").rglob("0*/*")
    bundle.write_bytes(bundle.read_bytes().replace(b"allow", b"refus", 1))
    ran = here("ledger", "check", str(tmp_path / "log"), "--vkey", vkey)
    assert (ran.code, "ntry" in ran.err) == (4, True)


def test_an_entry_that_is_not_there_is_not_found(demo: Demo) -> None:
    for entry in ("100000", "-1"):
        assert mamoru("ledger", "receipt", f"{entry}", home=demo.home).returncode in (2, 5)
    assert mamoru("ledger", "receipt", "seven", home=demo.home).returncode == 2


def test_looking_at_nothing_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"

    for command in (["verify"], ["vkey"], ["checkpoint"], ["receipt", "0"], ["export", "x"]):
        done = mamoru("ledger", *command, home=home, cwd=tmp_path)
        assert (done.returncode, "[nothing-here]" in done.stderr) == (3, True)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_signing_key_is_told_and_not_replaced(home: Path) -> None:
    (home / "ledger" / "signing.key").unlink()

    done = mamoru("ledger", "verify", home=home)

    assert (done.returncode, "signing.key" in done.stderr) == (3, True)
    assert not (home / "ledger" / "signing.key").exists()


def test_a_database_older_than_what_was_signed_is_found(home: Path, tmp_path: Path) -> None:
    shutil.copy(home / "mamoru.sqlite3", tmp_path / "backup")
    assert mamoru("client", "add", "till", "--scope", "decide", home=home).returncode == 0
    shutil.copy(tmp_path / "backup", home / "mamoru.sqlite3")

    done = mamoru("ledger", "verify", home=home)

    assert (done.returncode, "[log-rolled-back]" in done.stderr) == (4, True)


def test_a_file_that_is_not_there_is_a_file_that_cannot_be_read(here: Here, vkey: str) -> None:
    ran = here("ledger", "check", "none.json", "--vkey", vkey)

    assert (ran.code, "none.json cannot be read: there is none." in ran.err) == (74, True)


def test_a_receipt_with_a_key_twice_is_not_read(
    here: Here, bundle: dict[str, str], vkey: str
) -> None:
    twice = json.dumps(bundle).replace("{", '{"entry":"x",', 1)

    ran = here("ledger", "check", "-", "--vkey", vkey, stdin=twice)

    assert (ran.code, "a key stands twice" in ran.err) == (65, True)
