"""`mamoru policy check`, `show` and `schema`."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from shlex import quote

import pytest
from jsonschema import Draft202012Validator
from tests.cli.conftest import Here
from tests.cli.running import EXECUTABLE, environment, mamoru

from mamoru.cli.wording import message_of
from mamoru.ledger.tree.errors import ProofInvalidError
from mamoru.paths import reference_policy

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"


def test_the_reference_policy_that_ships_is_the_one_that_is_read() -> None:
    assert reference_policy() == (POLICIES / "kusavee.yaml").read_bytes()


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_every_policy_of_ours_has_no_errors(here: Here, name: str) -> None:
    ran = here("policy", "check", str(POLICIES / f"{name}.yaml"))

    assert ran.code == 0
    assert ran.out.startswith(f"{name}")


def test_without_a_file_the_reference_policy_is_checked(here: Here) -> None:
    ran = here("policy", "check", "--format", "json")

    found = json.loads(ran.out)
    assert (ran.code, found["ok"], found["policy"], found["clauses"]) == (0, True, "kusavee", 13)


def test_every_finding_has_its_line_and_column_in_both_languages(
    here: Here, tmp_path: Path
) -> None:
    text = reference_policy().decode().replace("from: [automatic]", "from: [telepathy]")
    line = text[: text.index("telepathy")].count("\n") + 1
    path = tmp_path / "policy.yaml"
    path.write_text(text)

    english, japanese = (
        here("policy", "check", str(path)),
        here("policy", "check", str(path), speech="ja"),
    )

    assert (english.code, japanese.code) == (1, 1)
    assert english.out.startswith(f"{path}:{line}:16: 'telepathy' is not among")
    assert japanese.out.startswith(f"{path}:{line}:16: 「telepathy」は")
    [found] = json.loads(here("policy", "check", str(path), "--format", "json").out)["findings"]
    assert (found["line"], found["column"], found["code"]) == (line, 16, "unknown-word")


def test_a_policy_can_come_from_standard_input(here: Here) -> None:
    assert here("policy", "check", "-", stdin=reference_policy()).code == 0
    assert "not-a-mapping" in here("policy", "check", "-", stdin="- 1").out


def test_a_clause_is_shown_with_its_text_rules_readings_and_gaps(here: Here) -> None:
    ran = here("policy", "show", "11.2")

    assert ran.code == 0
    assert "advertising\n" in ran.out
    assert "[permit]" in ran.out
    assert "[R1]" in ran.out
    assert "[gap APPI 31(1)]" in ran.out


@pytest.mark.parametrize(
    ("speech", "told"),
    [
        ("en", "be erased although the person has not left? Yes. For information no longer needed"),
        ("ja", "誤って届いた機微情報を消去できるか。消去できる。"),
    ],
)
def test_a_reading_is_shown_after_the_question_that_it_answers(
    here: Here, speech: str, told: str
) -> None:
    ran = here("policy", "show", "3", speech=speech)

    assert "".join(told.split()) in "".join(ran.out.split())


def test_a_clause_does_not_drag_in_those_that_begin_with_the_same_digit(here: Here) -> None:
    cites = [one["cite"] for one in json.loads(here("policy", "show", "1", "--format", "json").out)]

    assert cites[0] == "1"
    assert {"1(1)a", "1(3)", "1[mandate]"} <= set(cites)
    assert not any(cite.startswith(("10", "11", "12", "13")) for cite in cites)


def test_the_text_of_the_whole_policy_is_shown_in_order(here: Here) -> None:
    ran = here("policy", "show", speech="ja")

    lines = ran.out.splitlines()
    titles = [above for above, line in pairwise(lines) if line and set(line) == {"-"}]
    assert [title.split()[0] for title in titles] == [str(number) for number in range(1, 14)]
    assert "第三者に提供しません" in ran.out


def test_a_clause_that_is_not_there_is_not_found_and_those_that_are_are_named(here: Here) -> None:
    ran = here("policy", "show", "99")

    assert (ran.code, "unknown-clause" in ran.err, "1, 2, 3" in ran.err) == (5, True, True)


def test_the_schema_is_one_and_accepts_nothing_that_is_no_policy(here: Here) -> None:
    schema = json.loads(here("policy", "schema").out)

    Draft202012Validator.check_schema(schema)
    assert not Draft202012Validator(schema).is_valid({"mamoru": 1})


BROKEN: list[tuple[bytes, str]] = [
    (b"\xff\xfe\x00", "not-utf8"),
    (b"a: [", "not-yaml"),
    (b"a: &x 1\nb: *x\n", "alias"),
    (b"", "missing-key"),
    (b"a: " + b"[" * 5000, "too-deep"),
    (b"# filler\n" * 6_000_000, "too-large"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN, ids=[code for _, code in BROKEN])
def test_a_broken_policy_is_a_finding_and_no_traceback(
    here: Here, tmp_path: Path, text: bytes, code: str
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(text)

    for speech in ("ja", "en"):
        ran = here("policy", "check", str(path), speech=speech)
        assert (ran.code, ran.err) == (1, "")
        assert f"[{code}]" in ran.out or code == "missing-key"


def test_of_thousands_of_findings_people_see_some_and_programs_all(
    here: Here, tmp_path: Path
) -> None:
    path = tmp_path / "policy.yaml"
    strange = "".join(f"strange{number}: 1\n" for number in range(5000))
    path.write_bytes(strange.encode() + reference_policy())

    text = here("policy", "check", str(path))
    assert (text.code, len(text.out.splitlines())) == (1, 101)
    assert text.out.endswith("and 4900 more\n")
    found = json.loads(here("policy", "check", str(path), "--format", "json").out)
    assert len(found["findings"]) == 5000
    decided = here("policy", "decide", str(path), "--format", "text")
    assert (decided.code, decided.err.count("\n")) == (65, 21)


def test_a_policy_of_ten_thousand_rules_is_refused_by_count(here: Here, tmp_path: Path) -> None:
    text = reference_policy().decode()
    labels = ((first, second) for first in range(1000) for second in "abcdefghij")
    rules = "".join(
        f'      "({first}{second})": {{ja: 見本, en: Sample, by: [company]}}\n'
        for first, second in labels
    )
    head = '  "14":\n    title: {ja: 見, en: S}\n    ja: 見\n    en: S\n    may: [answer]\n'
    clause = f"{head}    cases:\n{rules}"
    path = tmp_path / "policy.yaml"
    path.write_text(text.replace("\nreadings:\n", f"\n{clause}\nreadings:\n", 1))

    ran = here("policy", "check", str(path))

    assert (ran.code, "[too-many-rules]" in ran.out) == (1, True), ran.out[:300]


def test_what_is_no_file_is_said_in_both_languages(here: Here, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        english, japanese = (
            here("policy", "check", str(path)),
            here("policy", "check", str(path), speech="ja"),
        )
        assert (english.code, japanese.code) == (74, 74)
        assert "cannot be read" in english.err
        assert "読み取れません" in japanese.err


def test_a_closed_pipe_ends_the_command_quietly() -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {quote(str(EXECUTABLE))} policy show | head -1"],
        capture_output=True, env=environment(), check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) in ((141, b""), (0, b""))


def test_errors_are_json_where_json_was_asked_for() -> None:
    done = mamoru("policy", "check", "missing.yaml", "--format", "json")

    error = json.loads(done.stderr)["error"]
    assert (error["code"], error["exit"], done.returncode) == ("file-unreadable", 74, 74)


def test_kinds_of_rules_and_reasons_are_japanese_for_a_japanese_reader(
    here: Here, tmp_path: Path
) -> None:
    shown = "".join(
        here("policy", "show", clause, speech="ja").out for clause in ("4", "7", "11.2")
    )
    (tmp_path / "broken.yaml").write_text("a: [b\nc: d")
    (tmp_path / "closed.yaml").mkdir()

    found = set(re.findall(r"^ +\[(\w+)", shown, re.MULTILINE))
    assert {"許可", "禁止", "禁止の解除", "義務", "法令", "不足"} <= found
    assert not re.search(r"^ +\[[a-z]", shown, re.MULTILINE)
    for command in ("check", "decide"):
        broken = here("policy", command, str(tmp_path / "broken.yaml"), speech="ja")
        assert (
            "YAML として読めません。「,」または「]」が必要です(1 行目から続く部分)。"
            in broken.out + broken.err
        )
        for name, reason in (("none.yaml", "ありません"), ("closed.yaml", "ディレクトリです")):
            ran = here("policy", command, str(tmp_path / name), speech="ja")
            assert f"を読み取れません({reason})。" in ran.err


def test_every_reason_of_a_proof_is_known_in_japanese() -> None:
    tree = ROOT / "src" / "mamoru" / "ledger"
    given = {
        reason
        for path in tree.rglob("*.py")
        for reason in re.findall(r'Error\(reason="([^"]+)"\)', path.read_text())
    }

    silent = {one for one in given if message_of(ProofInvalidError(reason=one), "ja").find(one) > 0}
    assert (len(given) > 10, silent) == (True, set())
