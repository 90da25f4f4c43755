import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from tests.cli.running import mamoru

from mamoru.cli.main import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Here = Callable[..., Ran]


@pytest.fixture
def here(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command in this process, for breadth: only what needs no tables."""

    def run(*arguments: str, stdin: bytes | str = b"", speech: str = "en") -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setenv("MAMORU_LANGUAGE", speech)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


class Demo(NamedTuple):
    home: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration, run once in English; its home is only looked at."""
    home = tmp_path_factory.mktemp("demo") / "home"
    return Demo(home, mamoru("demo", home=home))


@pytest.fixture
def home(demo: Demo, tmp_path: Path) -> Path:
    """A home of our own in which something has happened: that of the demonstration, copied."""
    copy = tmp_path / "home"
    shutil.copytree(demo.home, copy)
    return copy
