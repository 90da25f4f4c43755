"""docs/reference/cli.md says what `--help` says."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mamoru.cli.arguments import SCOPES
from mamoru.cli.codes import CODES
from mamoru.cli.commands import parser
from mamoru.cli.speech import Speaking
from mamoru.gate.errors import Scopes

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md").read_text()
SECTIONS = dict(
    re.findall(r"^#+ `(mamoru[^`]*)`\n(.*?)(?=^#|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
)


def leaves(above: Speaking) -> Iterator[Speaking]:
    """Yield every command below a parser, in the order of the help."""
    [*groups] = [action for action in above._actions if action.nargs == "A..."]
    if not groups:
        yield above
    for group in groups:
        assert isinstance(group.choices, dict)
        for below in group.choices.values():
            yield from leaves(below)


COMMANDS = {command.prog: command for command in leaves(parser("en"))}


def test_every_command_is_described_and_none_that_does_not_exist() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_described_as_its_help_describes_it(name: str) -> None:
    text = " ".join(SECTIONS[name].split())

    assert str(COMMANDS[name].description).replace('"', "").lower() in text.replace('"', "").lower()
    for action in COMMANDS[name]._actions:
        if action.dest in {"help", "format"}:
            continue
        told = ", ".join(action.option_strings) or action.dest
        assert f"| `{told}` | {action.help} |" in text, told


def test_a_command_has_no_option_in_the_document_that_it_does_not_have() -> None:
    for name, text in SECTIONS.items():
        documented = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
        existing = {
            ", ".join(action.option_strings) or action.dest for action in COMMANDS[name]._actions
        }
        assert documented <= existing, name


def test_every_exit_code_is_listed_with_its_meaning() -> None:
    for code, word in CODES.items():
        assert f"| {code} | {word.en} |" in DOCUMENT
    assert len(re.findall(r"^\| \d+ \|", DOCUMENT, re.MULTILINE)) == len(CODES)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("speech", ["ja", "en"])
def test_every_help_ends_with_the_exit_codes(name: str, speech: str) -> None:
    command = {one.prog: one for one in leaves(parser("ja" if speech == "ja" else "en"))}[name]

    assert all(f"{code:>3}  " in command.format_help() for code in CODES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_runs_a_function_that_exists(name: str) -> None:
    module, _, function = COMMANDS[name].get_default("run").partition(":")

    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize("speech", ["ja", "en"])
def test_the_help_names_every_scope(speech: str) -> None:
    command = {one.prog: one for one in leaves(parser("ja" if speech == "ja" else "en"))}
    text = " ".join(command["mamoru client add"].format_help().split())

    assert SCOPES.split(", ") == list(Scopes.ALL)
    assert SCOPES in text
    assert SCOPES in " ".join(SECTIONS["mamoru client add"].split())
