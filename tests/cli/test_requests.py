"""Requests of people by command, to the answer that opens and the certificate that is checked."""

import io
import json
import zipfile
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from tests.cli.running import mamoru
from tests.rights.shared_account import two_that_fit
from tests.store import default_database

from mamoru.cli.codes import CONFLICT, INPUT, INTEGRITY, NO, YES
from mamoru.gate.door import opened
from mamoru.rights.answer.offer import take

ME = pyrage.x25519.Identity.generate()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation with one person, and the key of somebody who decides."""
    home = tmp_path / "home"
    one = {"whose": "individual", "residence": "JP", "items": {"name": "Fixture Number1"}}
    added = mamoru(
        "person", "add", "--from", "person", "--ground", "notice_shown=notice:1", "--format",
        "json", home=home, stdin=json.dumps(one),
    )  # fmt: skip
    assert added.returncode == YES, added.stderr
    (tmp_path / "ref").write_text(json.loads(added.stdout)["people"][0]["ref"])
    key = mamoru("client", "add", "judge", "--scope", "requests:decide", home=home)
    (tmp_path / "judge.key").write_text(key.stdout.split()[-1])
    return home


def step(home: Path, *arguments: str, stdin: str = "") -> dict[str, object]:
    """Run one step, and return what it said."""
    made = mamoru("request", *arguments, "--format", "json", home=home, stdin=stdin)
    assert made.returncode == YES, (arguments, made.stdout, made.stderr)
    found: dict[str, object] = json.loads(made.stdout)
    return found


def ready(home: Path, said: dict[str, object]) -> str:
    """Bring a request from its arrival to its answer."""
    key = str(home.parent / "judge.key")
    person = (home.parent / "ref").read_text()
    asked = {"person": person, "is_everything": True, "recipient": str(ME.to_public())}
    ref = str(step(home, "receive", stdin=json.dumps(asked | said))["request"])
    step(home, "identify", ref, "--way", "document", "--document", "licence", "--reference", "n:1")
    assert step(home, "work", ref)["state"] == "review"
    step(home, "review", ref, stdin='{"note": "nothing of others"}')
    step(home, "decide", ref, "--key-file", key, stdin='{"outcome": "whole"}')
    assert step(home, "work", ref)["state"] == "ready"
    return ref


def answer(home: Path, ref: str) -> dict[str, bytes]:
    """Take an answer by the link that is shown, and return its files."""
    link = step(home, "link", ref)
    assert link["passphrase"] is None
    token = str(link["url"]).rpartition("/")[2]
    with default_database(f"sqlite:///{home}/mamoru.sqlite3"), opened(home=home) as door:
        packed = pyrage.decrypt(take(door, token).content, [ME])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_disclosure_goes_from_its_arrival_to_an_answer_that_opens_by_command(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", home)
    ref = ready(home, {"kind": "disclose"})
    assert ref in mamoru("request", "due", home=home).stdout

    files = answer(home, ref)

    assert b"Fixture Number1" in files["values.csv"]
    assert step(home, "work", ref)["state"] == "closed"
    late = mamoru("request", "decide", ref, "--key-file", str(home.parent / "judge.key"),
                  home=home, stdin='{"outcome": "whole"}')  # fmt: skip
    assert (late.returncode, "[request-state]" in late.stderr) == (CONFLICT, True), late.stderr


def test_a_certificate_of_erasure_is_checked_offline_and_a_changed_one_does_not_hold(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "HOME", home)
    ref = ready(home, {"kind": "erase", "claim": "not_needed"})
    file = tmp_path / "certificate.json"
    file.write_bytes(answer(home, ref)["certificate.json"])
    vkey = mamoru("ledger", "vkey", home=home).stdout.strip()

    held = mamoru("request", "check", str(file), "--vkey", vkey)

    assert (held.returncode, "values: 1" in held.stdout) == (YES, True), held.stderr
    file.write_bytes(file.read_bytes().replace(b'"values": 1', b'"values": 9'))
    spoiled = mamoru("request", "check", str(file), "--vkey", vkey)
    assert (spoiled.returncode, "[certificate-broken]" in spoiled.stderr) == (INTEGRITY, True)
    gone = mamoru("person", "show", (home.parent / "ref").read_text(), home=home)
    assert gone.returncode != YES


def test_a_key_that_may_not_decide_is_refused(home: Path) -> None:
    key = home.parent / "other.key"
    added = mamoru("client", "add", "other", "--scope", "requests:handle", home=home)
    key.write_text(added.stdout.split()[-1])

    refused = mamoru(
        "request", "decide", f"req_{0:016x}", "--key-file", str(key), home=home,
        stdin='{"outcome": "whole"}',
    )  # fmt: skip

    assert (refused.returncode, "[scope-missing]" in refused.stderr) == (NO, True), refused.stderr


def test_whose_account_it_is_is_said_by_command_with_where_that_is_shown(
    home: Path, tmp_path: Path
) -> None:
    shop, text = two_that_fit(tmp_path)
    (tmp_path / "shop.yaml").write_text(text)
    (tmp_path / "shop.url").write_text(shop.url)
    added = mamoru("systems", "add", "shop.yaml", "@shop.url", home=home, cwd=tmp_path)
    assert added.returncode == YES, added.stderr
    asked = {"kind": "disclose", "is_everything": True, "identifiers": {"partner_id": "1"}}
    ref = str(step(home, "receive", stdin=json.dumps(asked))["request"])
    step(home, "identify", ref, "--way", "document", "--document", "licence", "--reference", "n:1")
    assert step(home, "work", ref)["state"] == "account"

    found = step(home, "accounts", ref)["accounts"]
    assert isinstance(found, list)
    one, two = (each["account"] for each in found)
    mute = mamoru("request", "accounts", ref, "--theirs", one, home=home)
    said = step(home, "accounts", ref, "--theirs", one, "--other", two, "--reference", "case:1")

    assert (mute.returncode, "--reference" in mute.stderr) == (INPUT, True), mute.stderr
    assert said["state"] == "search"
    assert step(home, "work", ref)["state"] == "review"
    rows = str(step(home, "values", ref)["rows"])
    assert ("Customer One" in rows, "Customer Two" in rows) == (True, False)
    told = step(home, "papers", ref)["accounts"]
    assert isinstance(told, list)
    assert sorted((each["table"], each["is_theirs"], each["reference"]) for each in told) == [
        ("customers", False, "case:1"), ("customers", True, "case:1"),
    ]  # fmt: skip
    assert "case:1" in mamoru("request", "papers", ref, home=home).stdout


def test_a_request_is_shown_with_its_articles_in_the_language_of_whoever_reads(home: Path) -> None:
    person = (home.parent / "ref").read_text()
    asked = {"kind": "correct", "person": person, "values": {"employer": "架空工業"}}
    ref = str(step(home, "receive", stdin=json.dumps(asked))["request"])
    step(home, "identify", ref, "--way", "document", "--document", "licence", "--reference", "n:1")
    step(home, "work", ref)
    step(home, "review", ref, stdin="{}")
    said = {"outcome": "refused", "ground": "content_true", "reasons": "It is true."}
    step(home, "decide", ref, "--key-file", str(home.parent / "judge.key"), stdin=json.dumps(said))

    english = mamoru("request", "show", ref, home=home).stdout
    japanese = mamoru("request", "show", ref, home=home, MAMORU_LANGUAGE="ja").stdout

    assert "APPI 34(1), APPI 34(2)" in english
    assert "法" not in english
    assert "法34(1), 法34(2)" in japanese
