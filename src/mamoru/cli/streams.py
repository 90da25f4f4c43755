"""Standard input, output and error: there from the start, and named when they fail."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from mamoru.policy.words import Word

INPUT, OUTPUT = "<stdin>", "<stdout>"
"""What the system's errors name where these streams fail."""
NAMES = {
    INPUT: Word("標準入力", "standard input"),
    OUTPUT: Word("標準出力", "standard output"),
}


def made_whole() -> bool:
    """Open what was closed for us, and tell whether anybody takes what is written.

    The number of a closed stream would be given to the next file that is opened, into which a
    library could then write what it has to say.
    """
    is_taken = sys.stdout is not None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to stay
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on(stream)
    return is_taken


def refuse_to_answer() -> NoReturn:
    """Raise the error of a command whose answer nobody takes, before it does anything."""
    raise OSError(errno.EBADF, "closed", OUTPUT)


@contextmanager
def named(stream: str) -> Iterator[None]:
    """Let the system's errors name the stream; they name files only."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = stream
        raise


def flush() -> None:
    """Pass on what was written to standard output."""
    with named(OUTPUT):
        sys.stdout.flush()


def write_error(text: str) -> None:
    """Write to standard error; that nobody can be told there is no failure of its own."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO) -> None:
    """Let nothing more be written to a stream that failed, not even at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _never_fail_on(stream: TextIO) -> None:
    """Write what a terminal's encoding lacks as an escape."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
