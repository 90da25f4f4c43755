"""What is said when a command fails: one message, no traceback, no values."""

import errno
import os
import sys
import traceback
from pathlib import Path

from mamoru.cli import codes, streams
from mamoru.cli.errors import NotSignedError, UsageError
from mamoru.cli.language import say
from mamoru.cli.wording import message_of
from mamoru.errors import Fact, Language, MamoruError
from mamoru.paths import database_file_error
from mamoru.policy.words import Word
from mamoru.reasons import reason_of

_LINES = 20
"""Lines of the longest message: a policy file may have thousands of findings."""

_NO_TABLES = Word(
    "ここにはまだ何もありません。mamoru serve か mamoru person add で始めてください。",
    "There is nothing here yet; begin with mamoru serve or mamoru person add.",
)
_DAMAGED = Word(
    "データベースのファイルが壊れているか、データベースではありません。",
    "The database file is damaged, or is no database.",
)
_BUSY = Word(
    "データベースを利用できません。しばらくしてからお試しください。",
    "The database is not available. Try again shortly.",
)
_FILES = Word("ファイルを読み書きできません", "A file cannot be read or written")
_DEFECT = Word(
    "mamoru の不具合です。次の箇所を添えてお知らせください",
    "This is a defect of mamoru. Please report it with this place",
)
_INTERRUPTED = Word("中断しました。", "Interrupted.")


def failed(error: BaseException, speech: Language, *, is_json: bool) -> int:
    """Say why the command failed, and return its exit code.

    Messages of foreign errors are never shown: they may hold values. Raises `SystemExit` where
    nothing failed.
    """
    unwritten = _unwritten()
    if isinstance(error, SystemExit):
        if unwritten is None:
            raise error
        error = unwritten
    if isinstance(error, BrokenPipeError):
        return codes.PIPE_CLOSED
    code, name, message, facts = _told(error, speech)
    if is_json:
        from mamoru.cli.output import as_json

        told = {"code": name, "message": message, "facts": facts, "exit": code}
        streams.write_error(as_json({"error": told}) + "\n")
        return code
    if isinstance(error, UsageError):
        streams.write_error(error.usage)
    first, *rest = message.split("\n")
    streams.write_error("\n".join([f"mamoru: {first} [{name}]", *rest]) + "\n")
    return code


def _unwritten() -> OSError | None:
    """Pass on what was written so far; return what keeps it from arriving, if anything does."""
    try:
        streams.flush()
    except OSError as error:
        streams.give_up(sys.stdout)
        return error
    return None


def not_signed(cause: Exception, speech: Language) -> NotSignedError:
    """Return the error that says that something was done, and that `cause` kept it unsigned."""
    _, name, reason, _ = _told(cause, speech)
    return NotSignedError(cause=name, reason=reason)


def _told(error: BaseException, speech: Language) -> tuple[int, str, str, dict[str, Fact]]:
    if isinstance(error, MamoruError):
        lines = message_of(error, speech).split("\n")
        message = "\n".join([*lines[:_LINES], *(["…"] if len(lines) > _LINES else [])])
        return codes.code_of(error), error.code, message, error.facts
    if isinstance(error, KeyboardInterrupt):
        return codes.INTERRUPTED, "interrupted", say(_INTERRUPTED, speech), {}
    if type(error).__module__.startswith("django.db"):
        return _database(error, speech)
    if isinstance(error, OSError):
        return _files(error, speech)
    place = _place(error)
    message = f"{say(_DEFECT, speech)}: {type(error).__name__}, {place}"
    return codes.DEFECT, "defect", message, {"place": place}


def _database(error: BaseException, speech: Language) -> tuple[int, str, str, dict[str, Fact]]:
    text = str(error).lower()
    refused = database_file_error(text)
    if refused is not None:
        return _told(refused, speech)
    if "no such table" in text or "does not exist" in text:
        return codes.CONFIGURATION, "no-tables", say(_NO_TABLES, speech), {}
    if "malformed" in text or "not a database" in text:
        return codes.INTEGRITY, "database-damaged", say(_DAMAGED, speech), {}
    if type(error).__name__ in ("OperationalError", "InterfaceError"):
        return codes.TRY_AGAIN, "database-unavailable", say(_BUSY, speech), {}
    place = _place(error)
    message = f"{say(_DEFECT, speech)}: {type(error).__name__}, {place}"
    return codes.DEFECT, "defect", message, {"place": place}


def _files(error: OSError, speech: Language) -> tuple[int, str, str, dict[str, Fact]]:
    reasons = reason_of(error)
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    named: str | bytes = error.filename if isinstance(error.filename, str | bytes) else ""
    name = Path(os.fsdecode(named)).name or "-"
    if named in streams.NAMES:
        is_full = False  # what was to be written is done already, and must not be tried again
        name = say(streams.NAMES[str(named)], speech)
    told = f"{say(_FILES, speech)}: {name}: {reasons[f'reason_{speech}']}"
    return codes.TRY_AGAIN if is_full else codes.FILES, "files", told, dict(reasons)


def _place(error: BaseException) -> str:
    """Return where the error arose, as far as it is code of ours."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if f"{os.sep}mamoru{os.sep}" in frame.filename
    ]
    if not ours:
        return "-"
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}"
