"""`mamoru consent`, on both kinds of database, and `consent check` without one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Here
from tests.cli.test_people import ASKED, EMAIL, NAME, SHOWN, added
from tests.store import Store

NOTICE = (
    "consent", "notice", "add", "banner", "--notice-version", "2026-11-01", "--language", "ja",
    "--purpose", "2(1)d", "--purpose", "2(3)a",
)  # fmt: skip
TEXT = "統計及び個別最適化のために利用します。いつでも撤回できます。"


def said(here: Here, *arguments: str, stdin: str = "") -> str:
    ran = here(*arguments, stdin=stdin)
    assert ran.code == 0, ran.err
    return ran.out.strip()


@pytest.fixture
def receipt(store: Store, here: Here, tmp_path: Path) -> tuple[Path, Path, str]:
    """The file of a receipt, that of the ledger's key, and the person's name."""
    said(here, *NOTICE, stdin=TEXT)
    ref = added(here)
    shown = said(here, "consent", "notice", "shown", "banner")
    given = said(here, "consent", "give", ref, "--purpose", "2(1)d", "--shown", shown)
    file, key = tmp_path / "receipt.json", tmp_path / "key"
    file.write_text(here("consent", "receipt", ref, given).out)
    key.write_text(said(here, "ledger", "vkey"))
    return file, key, ref


def test_a_receipt_is_checked_offline_by_a_key_from_elsewhere(
    receipt: tuple[Path, Path, str], here: Here
) -> None:
    file, key, _ = receipt
    english = here("consent", "check", str(file), "--vkey", str(key))
    japanese = here("consent", "check", str(file), "--vkey", key.read_text(), speech="ja")

    assert (english.code, japanese.code) == (0, 0)
    assert "To compile statistics" in english.out
    assert "同意" in japanese.out
    text = file.read_text()
    assert TEXT in text
    assert NAME not in text
    assert EMAIL not in text


def test_checking_needs_no_django(receipt: tuple[Path, Path, str]) -> None:
    file, key, _ = receipt
    program = (
        "import sys; from mamoru.cli.main import main;"
        f"code = main(['consent', 'check', {str(file)!r}, '--vkey', {str(key)!r}]);"
        "sys.exit(code or ('django' in sys.modules and 99))"
    )

    ran = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    assert ran.returncode == 0, ran.stderr


def test_a_receipt_that_was_changed_or_is_none_ends_with_the_code_that_says_so(
    receipt: tuple[Path, Path, str], here: Here
) -> None:
    file, key, _ = receipt
    text = file.read_text()
    for changed, code, name in (
        (text.replace("2(1)d", "2(3)a"), 4, "consent-receipt-broken"),
        (text.replace("撤回できます。", "撤回できません。"), 4, "consent-receipt-broken"),
        (text[:-20], 65, "input-broken"),
        ("[]", 4, "consent-receipt-broken"),
    ):
        file.write_text(changed)
        ran = here("consent", "check", str(file), "--vkey", str(key), "--format", "json")
        assert (ran.code, json.loads(ran.err)["error"]["code"]) == (code, name)


def test_choices_are_given_refused_and_taken_back_and_all_is_in_the_history(
    store: Store, here: Here
) -> None:
    ref = added(here)
    yes = said(
        here, "consent", "give", ref, "--recipient", "ad_firm", "--guardian", "family:7",
        "--until", "2099-01-01", *SHOWN[2:],
    )  # fmt: skip
    said(here, "consent", "refuse", ref, "--purpose", "2(3)a")
    signal = said(here, "consent", "refuse", ref, "--gpc")
    assert said(here, "consent", "refuse", ref, "--gpc") == signal
    own = said(here, "consent", "withdraw", ref, yes)
    again = here("consent", "withdraw", ref, yes)
    refused = here("person", "show", ref, "--purpose", "2(3)a", "--format", "json")

    assert (again.code, "[choice-withdrawn]" in again.err) == (6, True)
    assert json.loads(refused.out)["decision"]["near"][0]["clause"] == "choice"
    told = json.loads(said(here, "consent", "history", ref, "--format", "json"))["choices"]
    assert [(one["reference"], one["kind"]) for one in told][::3] == [
        (yes, "consent"), (own, "withdrawal"),
    ]  # fmt: skip
    assert told[0]["choice"]["guardian"] == "family:7"
    assert "withdrawal" in said(here, "consent", "history", ref)
    assert here("ledger", "verify").code == 0


def test_a_yes_without_its_notice_is_refused_with_what_is_needed(store: Store, here: Here) -> None:
    ref = added(here)

    ran = here("consent", "give", ref, "--purpose", "2(1)d")

    assert ran.code == 1
    assert "record of the notice" in ran.out


def test_notices_are_listed_and_shown_and_a_superseded_one_is_told(
    store: Store, here: Here
) -> None:
    said(here, *NOTICE, stdin=TEXT)
    said(here, *(one.replace("11-01", "12-01") for one in NOTICE), stdin=TEXT)

    assert said(here, "consent", "notice", "show", "banner") == TEXT
    told = json.loads(said(here, "consent", "notice", "list", "--format", "json"))["notices"]
    assert [(one["version"], one["stale"]) for one in told] == [
        ("2026-11-01", "superseded"), ("2026-12-01", None),
    ]  # fmt: skip
    assert "superseded" in said(here, "consent", "notice", "list")
    other = here(*NOTICE, stdin="別の文")
    assert (other.code, "[notice-taken]" in other.err) == (6, True)
    missing = here("consent", "notice", "show", "none")
    assert (missing.code, "[unknown-notice]" in missing.err) == (5, True)


def test_a_receipt_in_hand_holds_after_the_person_was_erased(
    receipt: tuple[Path, Path, str], here: Here
) -> None:
    file, key, ref = receipt

    said(here, "person", "erase", ref, *ASKED, "--ground", "investigated=inquiry:1")

    assert here("consent", "check", str(file), "--vkey", str(key)).code == 0
    assert here("ledger", "verify").code == 0
