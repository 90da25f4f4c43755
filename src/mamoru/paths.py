"""Where this installation keeps its files and its database, and the policy it begins with."""

import os
import stat
from importlib.resources import files
from pathlib import Path

from mamoru.errors import ConfigurationError
from mamoru.reasons import reason_of

LARGEST_POLICY = 8 * 1024 * 1024
"""Bytes read of a policy file: more than the language allows, so that its loader says so."""


class DatabaseUrlError(ConfigurationError):
    """`MAMORU_DATABASE` is no URL of a database; it is not repeated, as it may hold a password."""

    code = "database-url"
    ja = (
        "MAMORU_DATABASE がデータベースの URL ではありません"
        "(sqlite:///… または postgresql://user@host/name)。"
    )
    en = "MAMORU_DATABASE is not a database URL (sqlite:///… or postgresql://user@host/name)."


class DatabaseFileError(ConfigurationError):
    """The file of the embedded database is not where it should be, or not ours to write."""

    code = "database-file"
    ja = (
        "データベースのファイルを開けないか、書き込めません。{name} とその場所があるか、"
        "所有者が正しいかを確かめてください。"
    )
    en = (
        "The database file cannot be opened or written: check that {name} and its directory exist "
        "and belong to this user."
    )


class PolicyUnreadableError(ConfigurationError):
    """The policy file in force cannot be read."""

    code = "policy-unreadable"
    ja = (
        "ポリシーのファイル {path} を読み取れません({reason_ja})。"
        "MAMORU_POLICY を確かめてください。"
    )
    en = "The policy file {path} cannot be read ({reason_en}); check MAMORU_POLICY."


class DirectoryOpenError(ConfigurationError):
    """Others than the owner can reach a directory that is closed to them when Mamoru makes it."""

    code = "directory-open"
    ja = "{path} は所有者以外にも開かれています。chmod go= を実行するか、別の場所にしてください。"
    en = "Others can reach {path}. Run chmod go= on it, or choose another directory."


def make_closed(directory: Path) -> None:
    """Make a directory, and what is missing above it, for its owner only.

    One that is there already is left as it is: somebody may have opened it on purpose, or it may be
    much more than ours. Raises `DirectoryOpenError` if others can reach it.
    """
    for above in reversed(directory.parents):
        if not above.exists():
            above.mkdir(mode=0o700, exist_ok=True)
    directory.mkdir(mode=0o700, exist_ok=True)
    if directory.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise DirectoryOpenError(path=str(directory))


def home() -> Path:
    """Return the directory of database, keys and signing state (`MAMORU_HOME`)."""
    return Path(os.environ.get("MAMORU_HOME") or "mamoru-home").resolve()


def reference_policy() -> bytes:
    """Return the text of the reference policy, which ships with the package."""
    return files("mamoru").joinpath("policies", "kusavee.yaml").read_bytes()


def named_policy() -> bytes | None:
    """Return the text that `MAMORU_POLICY` names, if it names one.

    Raises `PolicyUnreadableError`.
    """
    path = os.environ.get("MAMORU_POLICY", "")
    if not path:
        return None
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_POLICY)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise PolicyUnreadableError(path=path, **reason_of(error)) from None


def database_url() -> str:
    """Return what `MAMORU_DATABASE` names: the embedded database in `home` unless set."""
    return os.environ.get("MAMORU_DATABASE") or f"sqlite:///{home()}/mamoru.sqlite3"


def database_file_error(message: str) -> DatabaseFileError | None:
    """Return what SQLite's `message` means where the file is not there for us to write."""
    if "unable to open database file" in message or "readonly database" in message:
        return DatabaseFileError(name=Path(database_url().partition("?")[0]).name)
    return None
