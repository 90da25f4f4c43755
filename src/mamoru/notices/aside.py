"""Analyses of texts, each in a process of its own: bounded in time, and in nobody's way.

A text within the limits of the language can keep a machine busy for hours, and a thread cannot be
ended from outside. A process can, and it leaves the interpreter of the server to the others.
"""

import os
import resource
import subprocess
import sys
from threading import BoundedSemaphore

import msgspec

from mamoru import cores
from mamoru.notices.analyses import Analysis
from mamoru.notices.errors import AnalysesBusyError, TextTooHardError

LIMIT_SECONDS = 20.0
"""How long one may take; the reference policy takes less than one, most of it to start."""
AT_ONCE = 2
"""How many one server process runs at once."""
_places = BoundedSemaphore(AT_ONCE)


def aside(analysis: Analysis, *, seconds: float = LIMIT_SECONDS) -> bytes:
    """Return the answer as JSON; the text must have been read without an error before.

    Raises `AnalysesBusyError`, and `TextTooHardError` where it takes longer than `seconds`.
    """
    if not _places.acquire(blocking=False):
        raise AnalysesBusyError
    try:
        done = subprocess.run(  # noqa: S603 - this module, and nothing of the caller's
            [sys.executable, "-P", "-m", __name__],
            input=msgspec.msgpack.encode(analysis),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TextTooHardError(seconds=round(seconds)) from None
    finally:
        _places.release()
    return done.stdout


def main() -> None:
    """Answer what comes in. It ends by itself where the server that asked was killed."""
    cores.roam()
    os.nice(5)
    limit = int(LIMIT_SECONDS) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Analysis)
    sys.stdout.buffer.write(msgspec.json.encode(asked.answer()))


if __name__ == "__main__":
    main()
