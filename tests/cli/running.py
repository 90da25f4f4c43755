"""Running the real command, as somebody at a terminal does."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from tests.cli.forking import EXECUTABLE as EXECUTABLE
from tests.cli.forking import forked

PLAIN = "C.UTF-8"
CHOOSING = (("demo",), ("serve",))
"""Commands that choose their home before settings are read."""


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a plain terminal in English."""
    kept = {"PATH": os.environ["PATH"], "LANG": PLAIN}
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
    """Run `mamoru` in a process of its own to its end, forked where that makes no difference."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    told = environment(home, **variables, **more)
    is_late = told["LANG"] != PLAIN or any(map(_of_the_interpreter, told))
    run = alone if is_late or arguments[:1] in CHOOSING else forked
    done = run(arguments, stdin=given, environment=told, cwd=cwd, timeout=120)
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def alone(
    arguments: Sequence[str], *, stdin: bytes, environment: Mapping[str, str], cwd: Path | None,
    timeout: float,
) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """Run `mamoru` as a shell does, from the start of the interpreter."""
    return subprocess.run(
        [str(EXECUTABLE), *arguments], input=stdin, capture_output=True, env=environment, cwd=cwd,
        check=False, timeout=timeout,
    )  # fmt: skip


def _of_the_interpreter(variable: str) -> bool:
    """Tell whether Python itself reads a variable when it starts, which a fork is too late for."""
    return variable.startswith(("PYTHON", "LC_"))
