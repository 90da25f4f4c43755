"""`mamoru demo`, end to end, in processes of its own."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import Demo
from tests.cli.running import environment, mamoru

from mamoru.cli.output import width


def test_it_ends_well_and_its_last_line_counts_the_verified_entries(demo: Demo) -> None:
    assert (demo.done.returncode, demo.done.stderr) == (0, "")
    assert re.fullmatch(r"ledger verified: [1-9]\d* entries", demo.done.stdout.splitlines()[-3])


def test_the_thirteen_clauses_come_in_order_each_with_a_yes_and_a_no(demo: Demo) -> None:
    [_, *parts] = re.split(r"^-- Clause (?=\d+\.)", demo.done.stdout, flags=re.MULTILINE)
    parts[-1] = parts[-1].partition("-- In sum")[0]

    assert [part.partition(".")[0] for part in parts] == [str(number) for number in range(1, 14)]
    for part in parts:
        assert "  ALLOWED  " in part, part.splitlines()[0]
        assert re.search(r"  (REFUSED|EVIDENCE)  ", part), part.splitlines()[0]


def test_short_names_are_explained_under_the_title(demo: Demo) -> None:
    head = " ".join(demo.done.stdout.partition("\n\n")[0].split())

    assert "APPI: Act on the Protection of Personal Information · MAIL: " in head
    assert "· TBA: Telecommunications Business Act · R1…: readings of the policy" in head


def test_a_clause_that_is_only_named_is_shown_with_its_text(demo: Demo) -> None:
    [_, row] = demo.done.stdout.split("for, checking identities")[0].rsplit("The same system", 1)
    rest = demo.done.stdout.split("for, checking identities")[1].partition("\n\n")[0]

    assert re.search(r"\(8\) +8: We maintain the following", row)
    assert "-> This system is not registered" in rest


def test_every_article_that_decided_is_shown_beside_what_was_asked(demo: Demo, home: Path) -> None:
    told = json.loads(mamoru("demo", "--format", "json", home=home).stdout)
    steps, _, _ = demo.done.stdout.partition("\n-- In sum")
    rows = [block for block in steps.split("\n\n")[1:] if not block.startswith("-- ")]

    assert len(rows) == len(told["steps"])
    for row, step in zip(rows, told["steps"], strict=True):
        cited = {line[44:65].strip() for line in row.splitlines()}
        assert {article.removesuffix("(main)") for article in step["decision"]["law"]} <= cited


def test_no_line_is_wider_than_a_hundred_columns(demo: Demo) -> None:
    assert max(map(width, demo.done.stdout.splitlines())) <= 100


def test_nothing_of_the_erased_person_is_left_though_it_was_there_before(demo: Demo) -> None:
    rows = re.findall(
        r"^(.+?)  +(before|after) +(\d+) +(\d+) +(\d+)$", demo.done.stdout, re.MULTILINE
    )

    counts = {(name.strip(), when): (int(a), int(b), int(c)) for name, when, a, b, c in rows}
    assert len(counts) == 6
    assert all(not any(found) for (_, when), found in counts.items() if when == "after")
    assert not any(counts["values in clear", "before"])
    for name in ("ciphertext, key, index", "name towards programs"):
        tables, entries, files = counts[name, "before"]
        assert (tables > 0, entries, files > 0) == (True, 0, True)


def test_a_request_is_answered_with_what_the_shop_holds_and_not_with_who_else_wrote(
    demo: Demo,
) -> None:
    _, _, rest = demo.done.stdout.partition("-- A request is answered")
    told = dict(re.findall(r"^(\S+(?: \S+)*)  +(.+)$", rest.partition("\n\n")[0], re.MULTILINE))

    assert list(told)[-9:] == [
        "received", "identity", "scope", "searched", "reviewed", "decided", "answered",
        "in the answer", "not shown",
    ]  # fmt: skip
    assert told["searched"].endswith("shop: 3 rows")
    assert told["in the answer"].endswith("ordered: 見本の湯のみ")
    assert told["not shown"].endswith("(author)")


def test_whoever_leaves_is_gone_from_the_shop_but_for_what_the_law_keeps(demo: Demo) -> None:
    with closing(sqlite3.connect(demo.home / "shop.sqlite3")) as shop:
        customers = shop.execute("SELECT id FROM customers ORDER BY id").fetchall()
        orders = shop.execute("SELECT customer_id FROM orders ORDER BY id").fetchall()
        reviews = shop.execute("SELECT author, co_author FROM reviews").fetchall()
        invoices = shop.execute("SELECT customer_id, delivery_note, amount FROM invoices")
        assert (customers, orders) == ([(7,), (8,)], [(7,), (8,)])
        assert reviews == [(None, 7)]
        assert invoices.fetchall() == [(None, None, 3_300)]
    assert b"mihon-006@example.jp" not in (demo.home / "shop.sqlite3").read_bytes()


def test_the_certificate_of_whoever_left_stays_to_be_checked_and_a_changed_one_does_not_hold(
    home: Path, tmp_path: Path
) -> None:
    vkey = mamoru("ledger", "vkey", home=home).stdout.strip()
    certificate = home / "leaving-certificate.json"
    changed = tmp_path / "changed.json"
    changed.write_bytes(certificate.read_bytes().replace(b'"values": 11', b'"values": 12'))

    held = mamoru("leaving", "check", str(certificate), "--vkey", vkey)
    spoiled = mamoru("leaving", "check", str(changed), "--vkey", vkey)

    assert (held.returncode, "values: 11" in held.stdout) == (0, True), held.stderr
    assert (spoiled.returncode, "[leaving-certificate-broken]" in spoiled.stderr) == (4, True)


def test_in_japanese_as_json_it_tells_the_same(tmp_path: Path, demo: Demo) -> None:
    done = mamoru("demo", "--format", "json", home=tmp_path / "home", LC_ALL="ja_JP.UTF-8")

    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"], told["erasure"]["complete"]) == (0, True, True)
    assert all(step["as_foreseen"] for step in told["steps"])
    assert {step["decision"]["outcome"] for step in told["steps"]} == {
        "allow", "refuse", "needs", "not_covered",
    }  # fmt: skip
    assert "登録フォーム" in told["steps"][0]["asked"]
    assert [told[name]["as_foreseen"] for name in ("request", "leaving")] == [True, True]
    last = demo.done.stdout.splitlines()[-3]
    assert last == f"ledger verified: {told['ledger']['entries']} entries"


def altered(home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Run the demonstration in a process in which something was altered before."""
    program = [
        "import sys, dataclasses",
        "from mamoru.cli.demo.home import settle_in",
        "from mamoru.cli.installation import set_up",
        "home = settle_in()",
        "set_up()",
        "from mamoru.cli.demo import rights, run, site, told",
        *lines,
        "sys.exit(run.run(home, told.Told('en', is_json=False)))",
    ]
    return subprocess.run(
        [sys.executable, "-c", "\n".join(program)],
        env=environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_answer_that_was_not_foreseen_is_shown_and_ends_with_no(tmp_path: Path) -> None:
    done = altered(
        tmp_path / "home",
        "first, *rest = site.STEPS",
        "wrong = dataclasses.replace(first, answer=site.REFUSE)",
        "cited = dataclasses.replace(rest[0], cites='99')",
        "site.STEPS = (wrong, cited, *rest[1:])",
    )

    assert done.returncode == 1, done.stderr
    assert done.stdout.count("!UNEXPECTED") == 2
    assert "2 answers not as foreseen" in done.stdout


def test_an_answer_without_the_row_of_the_shop_is_shown_and_ends_with_no(tmp_path: Path) -> None:
    done = altered(tmp_path / "home", "run.desk.ORDERED = 'nothing that was ordered'")

    assert done.returncode == 1, done.stderr
    assert done.stdout.count("!UNEXPECTED") == 1
    assert "1 answers not as foreseen" in done.stdout


def test_a_value_that_is_left_in_a_file_is_found_and_ends_with_no(tmp_path: Path) -> None:
    done = altered(
        tmp_path / "home",
        "import base64",
        "left = 'x' + rights.MOVED['address']",
        "(home / 'left-over').write_bytes(base64.b64encode(left.encode()))",
    )

    assert done.returncode == 1, done.stderr
    assert "Something of this person is left." in done.stdout
    assert re.search(r"^values in clear +after +0 +0 +1$", done.stdout, re.MULTILINE)


def test_it_starts_clean_each_time(home: Path) -> None:
    (home / "left-over").touch()

    done = mamoru("demo", home=home)

    assert done.returncode == 0
    assert not (home / "left-over").exists()
    assert len(json.loads(mamoru("client", "list", "--format", "json", home=home).stdout)) == 2


def test_it_deletes_nothing_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("kept")

    for speech in ("ja", "en"):
        done = mamoru("demo", home=tmp_path, MAMORU_LANGUAGE=speech)
        assert (done.returncode, "[strange-directory]" in done.stderr) == (3, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_it_follows_no_link_to_a_directory(tmp_path: Path, home: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(home)

    assert mamoru("demo", home=link).returncode == 0
    assert link.is_symlink()
    assert (home / "mamoru.sqlite3").is_file()


def test_without_a_home_it_makes_its_own_below_the_working_directory(tmp_path: Path) -> None:
    done = mamoru("demo", cwd=tmp_path, MAMORU_DATABASE=f"sqlite:///{tmp_path}/other.sqlite3")

    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mamoru-home"]
    assert (tmp_path / "mamoru-home" / "demo" / "mamoru.sqlite3").is_file()


def test_nobody_else_can_read_the_home(demo: Demo) -> None:
    assert demo.home.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("table", "column"), [("ledger_batch", "entries"), ("ledger_tile", "hashes")]
)
def test_tampering_with_its_database_is_found_and_named(
    home: Path, table: str, column: str
) -> None:
    assert mamoru("ledger", "verify", home=home).returncode == 0
    with sqlite3.connect(home / "mamoru.sqlite3") as database:
        rowid, raw = database.execute(
            f"SELECT rowid, {column} FROM {table}"  # noqa: S608
            f" WHERE instr({column}, CAST('allow' AS BLOB)) LIMIT 1"
            if table == "ledger_batch"
            else f"SELECT rowid, {column} FROM {table} LIMIT 1"  # noqa: S608
        ).fetchone()
        spoiled = (
            raw.replace(b"allow", b"refus", 1) if b"allow" in raw else bytes([raw[0] ^ 1]) + raw[1:]
        )
        assert spoiled != raw
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (spoiled, rowid))  # noqa: S608
    database.close()

    done = mamoru("ledger", "verify", home=home)
    japanese = mamoru("ledger", "verify", home=home, MAMORU_LANGUAGE="ja")

    assert (done.returncode, japanese.returncode, done.stdout) == (4, 4, "")
    assert re.search(r"(Entry|entry|Tile|tile) [\w/.]+", done.stderr)
    assert "Traceback" not in done.stderr
