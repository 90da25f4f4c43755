"""The argument parser in both languages: its own words are those of the reader, not of argparse."""

import argparse
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Iterable
from typing import NoReturn

from mamoru.cli.codes import CODES
from mamoru.cli.errors import UsageError
from mamoru.cli.language import say
from mamoru.cli.misuse import misuse
from mamoru.errors import Language
from mamoru.policy.words import Word

COMMAND = "COMMAND"
"""What stands for the name of a command."""

_USAGE = Word("使い方: ", "usage: ")
_POSITIONALS = Word("引数", "arguments")
_OPTIONS = Word("オプション", "options")
_HELP = Word("この説明を表示する", "show this help")
_FORMAT = Word("出力の形式(既定: {default})", "form of the output (default: {default})")
_CODES = Word("終了コード:", "exit codes:")


class Speaking(ArgumentParser):
    """A parser whose headings, help and errors are in `speech`."""

    def __init__(self, *, speech: Language, **kwargs: object) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=_formatter(speech),
            **kwargs,  # type: ignore[arg-type]  # argparse's own keywords, passed through
        )
        self.speech = speech
        self._positionals.title = say(_POSITIONALS, speech)
        self._optionals.title = say(_OPTIONS, speech)
        self.add_argument("-h", "--help", action="help", help=say(_HELP, speech))

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`: how the command is used, or all its help where none was named."""
        is_bare = message.endswith(f": {COMMAND}")
        told = misuse(message)
        raise UsageError(
            self.format_help() + "\n" if is_bare else self.format_usage(),
            reason_ja=told.ja,
            reason_en=told.en,
        )

    def add_format(self, default: str) -> None:
        """Add `--format`, which every command has."""
        told = say(_FORMAT, self.speech).format(default=default)
        self.add_argument("--format", choices=("text", "json"), default=default, help=told)


def exit_codes(speech: Language, codes: Iterable[int] = tuple(CODES)) -> str:
    """Return the list of exit codes for the end of a help text."""
    lines = [f"  {code:>3}  {say(CODES[code], speech)}" for code in codes]
    return "\n".join([say(_CODES, speech), *lines])


def _formatter(speech: Language) -> type[HelpFormatter]:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(
                usage, actions, groups, say(_USAGE, speech) if prefix is None else prefix
            )

    return Formatter
