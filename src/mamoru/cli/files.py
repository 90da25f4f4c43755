"""Reading what a command is given: a policy file, or standard input, never more than it takes."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from mamoru.cli.errors import FileUnreadableError
from mamoru.cli.streams import INPUT, named
from mamoru.law.figures import law_clocks
from mamoru.paths import LARGEST_POLICY, reference_policy
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.load import load
from mamoru.policy.model import Policy
from mamoru.reasons import reason_of

STANDARD_INPUT = "-"


def read_file(path: str, limit: int) -> bytes:
    """Return the first `limit` bytes of a file, or of standard input for `-`.

    Raises `FileUnreadableError`.
    """
    if path == STANDARD_INPUT:
        with named(INPUT):
            return sys.stdin.buffer.read(limit)
    try:
        with Path(path).open("rb") as file:
            return file.read(limit)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise FileUnreadableError(path=path, **reason_of(error)) from None


def policy_text(file: str | None) -> bytes:
    """Return the text of a policy file; of the reference policy where none is named."""
    return reference_policy() if file is None else read_file(file, LARGEST_POLICY)


def policy_of(file: str | None) -> Policy:
    """Return the policy in a file, whose duties may name the clocks of the law.

    Raises `FileUnreadableError` and `PolicyFileError`.
    """
    try:
        return load(policy_text(file), clocks=clocks())
    except PolicyFileError as error:
        raise PolicyFileError(error.findings, file=file or "") from None


def clocks() -> set[str]:
    """Return the names of the law's clocks, which duties may count by."""
    return {clock.name for clock in law_clocks().clocks}


def save_new(path: Path, content: Iterator[bytes]) -> None:
    """Write a file for its owner only, all of it or nothing; none that is there is written over."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "wb") as opened:
            for part in content:
                opened.write(part)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
