"""Standard streams that are closed or full: told by name, and nothing is done twice."""

import json
import subprocess
from pathlib import Path
from shlex import quote

import pytest
from tests.cli.running import EXECUTABLE, environment

PERSON = json.dumps({"whose": "individual", "items": {"name": "見本 次郎"}})
ADD = "person add --from person --ground notice_shown=notice:1"


def in_shell(
    command: str, redirected: str, *, home: Path | None = None, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `mamoru command` with its streams redirected as a shell does it."""
    return subprocess.run(
        ["bash", "-c", f"{quote(str(EXECUTABLE))} {command} {redirected}"],
        input=stdin.encode(), capture_output=True, env=environment(home, **more), check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["policy show", "--version", "--help"])
def test_a_full_output_is_told_and_is_nothing_to_try_again(command: str) -> None:
    done = in_shell(command, ">/dev/full")
    japanese = in_shell(command, ">/dev/full", MAMORU_LANGUAGE="ja")

    assert (done.returncode, japanese.returncode) == (74, 74)
    assert done.stderr == (
        b"mamoru: A file cannot be read or written: standard output: no space left [files]\n"
    )
    assert japanese.stderr.decode() == (
        "mamoru: ファイルを読み書きできません: 標準出力: 空き容量がありません [files]\n"
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_answer_that_finds_no_room_is_told_where_lines_are_answered_too(form: str) -> None:
    done = in_shell(f"policy decide --format {form}", ">/dev/full", stdin='{"act":"answer"}\n')

    assert (done.returncode, b"standard output" in done.stderr) == (74, True)
    assert b"Traceback" not in done.stderr


def test_a_command_that_nobody_can_hear_does_nothing(tmp_path: Path) -> None:
    done = in_shell(ADD, ">&-", home=tmp_path / "home", stdin=PERSON)

    assert done.returncode == 74
    assert done.stderr == (
        b"mamoru: A file cannot be read or written: standard output: it is closed [files]\n"
    )
    assert not (tmp_path / "home").exists()


def test_a_closed_error_stream_changes_no_exit_code(tmp_path: Path) -> None:
    for command, code in (("policy show 99", 5), ("policy show 4", 0), ("policy fly", 2)):
        assert in_shell(command, "2>&-").returncode == code
        assert in_shell(command, "2>/dev/full").returncode == code


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("policy decide", 0, b""),
        ("policy ask", 0, b""),
        (ADD, 65, b"not JSON"),
        ("policy check -", 1, b""),
    ],
)
def test_a_closed_input_is_an_empty_one(
    tmp_path: Path, command: str, code: int, told: bytes
) -> None:
    done = in_shell(command, "<&-", home=tmp_path / "home")

    assert (done.returncode, told in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize("command", ["policy decide", "policy check -", ADD])
def test_an_input_that_cannot_be_read_is_named(tmp_path: Path, command: str) -> None:
    done = in_shell(command, "0>/dev/null", home=tmp_path / "home")

    assert (done.returncode, b"standard input: it is closed" in done.stderr) == (74, True)


def test_no_file_of_ours_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    done = in_shell(ADD, "2>&- </dev/stdin", home=tmp_path / "home", stdin=PERSON)

    assert (done.returncode, done.stdout[:2]) == (0, b"p_")
    assert in_shell("ledger verify", "2>&-", home=tmp_path / "home").returncode == 0
