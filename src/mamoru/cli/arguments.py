"""How commands are described: groups, commands, and the function that each runs."""

import sys
from argparse import Action, ArgumentTypeError
from contextlib import suppress
from datetime import date
from typing import Any

from mamoru.cli.language import say
from mamoru.cli.speech import COMMAND, Speaking, exit_codes
from mamoru.policy.words import Word

SCOPES = (
    "people:create, people:read, people:provide, people:disclose, people:change, "
    "people:erase, forms:submit, forms:manage, partners:manage, partners:deliver, "
    "parties:manage, cases:ask, cases:approve, entrust:manage, packages:make, packages:approve, "
    "requests:receive, requests:handle, requests:decide, inquiries:receive, inquiries:handle, "
    "records:read, holds:read, retention:run, joint:manage, joint:pull, systems:manage, "
    "events:write, events:identify, events:read, consent, quarantine, decide, ledger:read, "
    "policy:read, policy:revise"
)
"""Those of the gate, which is not imported for a help text."""
LARGEST_PORT = 65535
MOST_WORKERS = 64


class Version(Action):
    """Print the version, looked up only when asked for."""

    def __call__(self, parser: Any, *_: object) -> None:  # noqa: ANN401 - argparse's own
        """Print it, and end."""
        from importlib.metadata import version  # takes longer than everything else here

        sys.stdout.write(f"mamoru {version('mamoru')}\n")
        parser.exit(0)


class Commands:
    """Adds commands to a parser; each names its function as `module:name`."""

    def __init__(self, above: Speaking, title: str) -> None:
        self.above = above
        self.speech = above.speech
        self.commands = above.add_subparsers(
            title=title, metavar=COMMAND, required=True, parser_class=Speaking
        )

    def group(self, name: str, told: Word) -> "Commands":
        """Add a group of commands."""
        text = say(told, self.speech)
        parser = self.commands.add_parser(name, speech=self.speech, help=text, description=text)
        return Commands(parser, say(Word("コマンド", "commands"), self.speech))

    def command(
        self,
        name: str,
        run: str,
        told: Word,
        *,
        default: str = "text",
        needs_tables: bool = False,
        answers: bool = True,
    ) -> Speaking:
        """Add a command that runs `run`, and `answers` on standard output."""
        text = say(told, self.speech)
        parser: Speaking = self.commands.add_parser(
            name, speech=self.speech, help=text, description=text, epilog=exit_codes(self.speech)
        )
        parser.set_defaults(
            parser=parser, run=f"mamoru.cli.{run}", needs_tables=needs_tables, answers=answers
        )
        parser.add_format(default)
        return parser


def add(parser: Speaking, *names: str, told: Word, **kwargs: Any) -> None:  # noqa: ANN401
    """Add an argument with its help in the parser's language."""
    parser.add_argument(*names, help=say(told, parser.speech), **kwargs)


def wish(parser: Speaking, *, act: str) -> None:
    """Add the arguments that say what is done, what for, and on which ground."""
    add(parser, "--act", default=act, told=Word(f"行為(既定: {act})", f"the act (default: {act})"))
    add(parser, "--purpose", told=Word("利用目的、例 2(1)a", "purpose, such as 2(1)a"))
    add(parser, "--from", dest="source", told=Word("取得元", "where it is collected from"))
    add(parser, "--to", dest="recipient", told=Word("提供先", "who receives it"))
    add(parser, "--place", told=Word("提供先の所在", "where the recipient is"))
    add(
        parser,
        "--ground",
        action="append",
        default=[],
        metavar="FACT[=REFERENCE]",
        told=Word(
            "根拠と、証拠の所在(繰り返し可)",
            "a ground, and where its evidence is kept; may be repeated",
        ),
    )


def party(parser: Speaking) -> None:
    """Add the argument that says which party of the register receives."""
    add(
        parser, "--party",
        told=Word("受け取る登録済みの提供先(party_…)", "registered recipient (party_...)"),
    )  # fmt: skip


def port(text: str) -> int:
    """Return the number of a port; 0 lets the system choose one."""
    with suppress(ValueError):
        if 0 <= int(text) <= LARGEST_PORT:
            return int(text)
    message = f"0 to {LARGEST_PORT}"
    raise ArgumentTypeError(message)


def workers(text: str) -> int:
    """Return a number of processes."""
    with suppress(ValueError):
        if 1 <= int(text) <= MOST_WORKERS:
            return int(text)
    message = f"1 to {MOST_WORKERS}"
    raise ArgumentTypeError(message)


def day(text: str) -> date:
    """Return the day that `text` names, such as 2026-11-23."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    message = "a date"
    raise ArgumentTypeError(message)


def reference(text: str) -> str:
    """Return where evidence is kept, such as approval:2026-12: an id, never a sentence."""
    from mamoru.gate.asking import is_reference  # not for a help text

    if is_reference(text):
        return text
    message = "a reference"
    raise ArgumentTypeError(message)
