"""Running the real command, as somebody at a terminal does."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

EXECUTABLE = Path(sys.executable).with_name("mamoru")


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a plain terminal in English."""
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    if home is not None:
        kept["MAMORU_HOME"] = str(home)
    return {**kept, **more}


def heed_interrupts() -> None:
    """Undo what a shell does to whatever it runs in the background: to ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def mamoru(
    *arguments: str,
    home: Path | None = None,
    stdin: bytes | str = b"",
    cwd: Path | None = None,
    variables: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> subprocess.CompletedProcess[str]:
    """Run `mamoru` in a process of its own, to its end."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [str(EXECUTABLE), *arguments],
        input=given,
        capture_output=True,
        env=environment(home, **variables, **more),
        cwd=cwd,
        check=False,
        timeout=120,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
