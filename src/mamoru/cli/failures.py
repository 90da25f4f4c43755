"""What is said when a command fails: one message, no traceback, no values."""

import errno
import os
import sys
import traceback
from pathlib import Path

from mamoru.cli import codes
from mamoru.cli.errors import NotSignedError
from mamoru.cli.language import say
from mamoru.errors import Fact, Language, MamoruError
from mamoru.policy.words import Word

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

    Messages of foreign errors are never shown: they may hold values.
    """
    if isinstance(error, SystemExit):
        raise error
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return codes.PIPE_CLOSED
    code, name, message, facts = _told(error, speech)
    sys.stdout.flush()
    if is_json:
        from mamoru.cli.output import as_json

        told = {"code": name, "message": message, "facts": facts, "exit": code}
        sys.stderr.write(as_json({"error": told}) + "\n")
    else:
        first, *rest = message.split("\n")
        sys.stderr.write("\n".join([f"mamoru: {first} [{name}]", *rest]) + "\n")
    return code


def not_signed(cause: Exception, speech: Language) -> NotSignedError:
    """Return the error that says that something was done, and that `cause` kept it unsigned."""
    _, name, reason, _ = _told(cause, speech)
    return NotSignedError(cause=name, reason=reason)


def _told(error: BaseException, speech: Language) -> tuple[int, str, str, dict[str, Fact]]:
    if isinstance(error, MamoruError):
        lines = error.message(speech).split("\n")
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
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    code = codes.TRY_AGAIN if error.errno in (errno.ENOSPC, errno.EDQUOT) else codes.FILES
    name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
    told = f"{say(_FILES, speech)}: {name or '-'}: {reason}"
    return code, "files", told, {"reason": reason}


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
