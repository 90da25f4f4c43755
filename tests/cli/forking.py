"""Running a command in a process that was forked where everything is imported already.

Nine tenths of a short command are spent on importing, a thousand times in a run of the tests. Here
one process imports what commands need, and forks for each of them; the fork reads environment and
settings anew and runs the same `main`. Where the settings cannot be read, it becomes the real
command. `tests/cli/test_forking.py` holds the two against each other.
"""

import array
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO

EXECUTABLE = Path(sys.executable).with_name("mamoru")
LARGEST = 1 << 20
"""Bytes of arguments and environment."""
_lock = Lock()


class _Forker:
    """The process that forks, and what asks it to."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="mamoru-forking-")
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            env=environment | {"MAMORU_HOME": self._home.name}, pass_fds=[theirs.fileno()],
        )  # fmt: skip
        theirs.close()
        atexit.register(self.close)

    def ask(self, request: object, files: Sequence[int]) -> None:
        with _lock:
            packed = array.array("i", files)
            ancillary = (socket.SOL_SOCKET, socket.SCM_RIGHTS, packed)
            self._asking.sendmsg([json.dumps(request).encode()], [ancillary])

    def close(self) -> None:
        self._asking.close()
        self._process.wait()
        self._home.cleanup()


@cache
def _forker() -> _Forker:
    return _Forker()


def forked(
    arguments: Sequence[str], *, stdin: bytes, environment: Mapping[str, str], cwd: Path | None,
    timeout: float,
) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """Run `mamoru` with these arguments to its end, as `subprocess.run` does."""
    command = [str(EXECUTABLE), *arguments]
    ours, theirs = socket.socketpair()
    with tempfile.TemporaryFile() as given, ours, theirs:
        given.write(stdin)
        given.seek(0)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            files = [one.fileno() for one in (given, out, err, theirs)]
            request = {"command": command, "env": dict(environment), "cwd": str(cwd or Path.cwd())}
            _forker().ask(request, files)
            theirs.close()
            code = _awaited(ours, command, timeout)
            return subprocess.CompletedProcess(command, code, _read(out), _read(err))


def _awaited(answer: socket.socket, command: list[str], timeout: float) -> int:
    with answer.makefile() as lines:
        number = int(lines.readline())
        answer.settimeout(timeout)
        try:
            return int(lines.readline())
        except TimeoutError:
            os.kill(number, signal.SIGKILL)
            raise subprocess.TimeoutExpired(command, timeout) from None


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _serve(asked: socket.socket) -> None:
    """Fork for each command that is asked for, until nobody can ask any more."""
    _import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for a command
    while True:
        raw, ancillary, _, _ = asked.recvmsg(LARGEST, socket.CMSG_SPACE(4 * 4))
        if not raw:
            return
        files = array.array("i")
        for _, _, packed in ancillary:
            files.frombytes(packed)
        if os.fork() == 0:
            asked.close()
            _wait_for_command(json.loads(raw), files)
        for one in files:
            os.close(one)


def _wait_for_command(request: dict[str, object], files: Sequence[int]) -> None:
    """Fork the command itself, and say how it ended; it goes on from here as the child."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, answer = files
    with socket.socket(fileno=answer) as told:
        child = os.fork()
        if child == 0:
            told.close()
            for number, one in enumerate(streams):
                os.dup2(one, number)
                os.close(one)
            _become(request)
        told.sendall(f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        told.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: dict[str, object]) -> None:
    """Be the command: in its environment, with settings read anew."""
    from mamoru.cli.main import main

    command, environment = request["command"], request["env"]
    assert isinstance(command, list)
    assert isinstance(environment, dict)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(str(request["cwd"]))
    try:
        _read_settings()
    except Exception:  # noqa: BLE001 - whatever is wrong with them is for the command to say
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted
    sys.argv = command
    sys.exit(main())


def _read_settings() -> None:
    import importlib

    from django.conf import settings
    from django.db import connections

    import mamoru.settings

    importlib.reload(mamoru.settings)
    for name in dir(mamoru.settings):
        if name.isupper():
            setattr(settings, name, getattr(mamoru.settings, name))
    connections.settings = connections.configure_settings(settings.DATABASES)
    del connections["default"]  # it was made with the settings from before


def _import_all() -> None:
    """Import every command, but what only some of them import while they run."""
    import importlib
    import pkgutil

    from mamoru.cli.installation import set_up

    set_up()
    import mamoru.cli

    for one in pkgutil.iter_modules(mamoru.cli.__path__):
        if one.name != "__main__":
            importlib.import_module(f"mamoru.cli.{one.name}")


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
