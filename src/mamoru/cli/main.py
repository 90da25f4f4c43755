"""The command `mamoru`: reads the arguments, runs one command, and says what went wrong.

A command is a function of its arguments that returns an exit code. Only the module of the command
that was asked for is imported, and Django only where tables are needed.
"""

import importlib
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TextIO

from mamoru.cli.commands import parser
from mamoru.cli.failures import failed
from mamoru.cli.language import language

Command = Callable[[Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` names and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on(stream)
    asked = parser(language()).parse_args(argv)
    try:
        code = _command(asked)(asked)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - said in words, and told by the exit code
        code = failed(error, language(), is_json=asked.format == "json")
    return code


def _command(asked: Namespace) -> Command:
    if asked.needs_tables:
        from mamoru.cli.installation import set_up

        set_up()
    module, _, name = asked.run.partition(":")
    command: Command = getattr(importlib.import_module(module), name)
    return command


def _never_fail_on(stream: TextIO) -> None:
    """Write what a terminal's encoding lacks as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
