"""Arguments that are not those of a command: told by kind, in one language, repeating nothing."""

import json
import re

import pytest
from tests.cli.conftest import Here
from tests.cli.running import mamoru

NAME = "山田太郎見本"
MISUSED: list[tuple[tuple[str, ...], str, str]] = [
    (("ledger", "receipt", NAME), "entry は数です", "entry is a number"),
    (("ledger", "receipt"), "entry が足りません", "entry is missing"),
    (
        ("person", "add", NAME),
        "このコマンドにない引数があります",
        "there are arguments that this command does not have",
    ),
    (
        ("person", "add", f"--{NAME}"),
        "このコマンドにない引数があります",
        "there are arguments that this command does not have",
    ),
    (
        ("person", NAME),
        "COMMAND は add, show, file, leave, erase, handlings のいずれかです",
        "COMMAND is one of add, show, file, leave, erase, handlings",
    ),
    (
        ("policy", "check", "--format", NAME),
        "--format は text, json のいずれかです",
        "--format is one of text, json",
    ),
    (("policy", "check", "--format"), "--format の値がありません", "--format is without its value"),
    (
        ("policy", "check", f"--help={NAME}"),
        "-h/--help は値をとりません",
        "-h/--help takes no value",
    ),
    (("client", "add", "shop"), "--scope が足りません", "--scope is missing"),
    *(
        (
            ("serve", "--port", port),
            "--port は 0 から 65535 までの数です",
            "--port is a number, 0 to 65535",
        )
        for port in ("65536", "99999", "-5", NAME)
    ),
    *(
        (
            ("serve", "--workers", workers),
            "--workers は 1 から 64 までの数です",
            "--workers is a number, 1 to 64",
        )
        for workers in ("0", "65", NAME)
    ),
    (
        ("revision", "publish", "2026-12-24", "--approved", NAME),
        "--approved は記録の所在を示す符号です(例 approval:2026-12)",
        "--approved is the id of a record, such as approval:2026-12",
    ),
    (("policy",), "COMMAND が足りません", "COMMAND is missing"),
    ((), "COMMAND が足りません", "COMMAND is missing"),
]


@pytest.mark.parametrize(("arguments", "ja", "en"), MISUSED, ids=map(str, range(len(MISUSED))))
def test_what_is_wrong_is_told_in_the_readers_language_without_what_was_typed(
    here: Here, arguments: tuple[str, ...], ja: str, en: str
) -> None:
    english, japanese = here(*arguments), here(*arguments, speech="ja")

    assert (english.code, japanese.code, english.out, japanese.out) == (2, 2, "", "")
    assert english.err.endswith(f"\nmamoru: The arguments are wrong: {en}. [usage]\n")
    assert japanese.err.endswith(f"\nmamoru: 引数が正しくありません: {ja}。 [usage]\n")
    assert english.err.startswith("usage: mamoru")
    assert japanese.err.startswith("使い方: mamoru")
    assert NAME not in english.err + japanese.err


def test_how_the_command_is_used_is_that_of_the_command(here: Here) -> None:
    assert here("person", "add", NAME).err.startswith("usage: mamoru person add ")


@pytest.mark.parametrize("form", [("--format", "json"), ("--format=json",)])
@pytest.mark.parametrize("arguments", [("person", "show"), ("person", "add", NAME)])
def test_misuse_is_json_where_json_was_asked_for(
    here: Here, arguments: tuple[str, ...], form: tuple[str, ...]
) -> None:
    ran = here(*arguments, *form)

    error = json.loads(ran.err)["error"]
    assert (ran.code, error["code"], error["exit"]) == (2, "usage", 2)
    assert NAME not in ran.err


def test_without_a_command_all_of_them_are_listed() -> None:
    done, group = mamoru(), mamoru("policy")

    assert (done.returncode, group.returncode) == (2, 2)
    assert re.search(r"^ +policy +look at a policy$", done.stderr, re.MULTILINE)
    assert re.search(r"^ +check +name every error", group.stderr, re.MULTILINE)
    assert "COMMAND" in done.stderr
