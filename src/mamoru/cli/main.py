"""The command `mamoru`: reads the arguments, runs one command, and says what went wrong.

A command is a function of its arguments that returns an exit code. Only the module of the command
that was asked for is imported, and Django only where tables are needed.
"""

import gc
import importlib
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import pairwise

from mamoru.cli.commands import parser
from mamoru.cli.failures import failed
from mamoru.cli.language import language
from mamoru.cli.misuse import TOO_MANY
from mamoru.cli.streams import flush, made_whole, refuse_to_answer

Command = Callable[[Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` names and return its exit code."""
    is_taken = made_whole()
    given = sys.argv[1:] if argv is None else list(argv)
    is_json = _is_json(given)
    try:
        asked, more = parser(language()).parse_known_args(given)
        if more:
            asked.parser.error(TOO_MANY)
        is_json = asked.format == "json"
        if asked.answers and not is_taken:
            refuse_to_answer()
        code = _command(asked)(asked)
        flush()
    except BaseException as error:  # noqa: BLE001 - said in words, and told by the exit code
        code = failed(error, language(), is_json=is_json)
    return code


def _command(asked: Namespace) -> Command:
    """Return the function of a command.

    What is imported stays: looking through it for garbage would take a tenth of a short command.
    """
    gc.disable()
    if asked.needs_tables:
        from mamoru.cli.installation import set_up

        set_up()
    module, _, name = asked.run.partition(":")
    command: Command = getattr(importlib.import_module(module), name)
    gc.freeze()
    gc.enable()
    return command


def _is_json(given: Sequence[str]) -> bool:
    """Tell whether JSON was asked for, even where the rest was not understood."""
    last = [text.removeprefix("--format=") for text in given if text.startswith("--format=")]
    last += [after for text, after in pairwise(given) if text == "--format"]
    return "json" in last
