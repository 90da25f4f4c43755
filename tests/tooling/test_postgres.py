"""The PostgreSQL that the suite starts goes away with it, and its absence is said aloud."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_POSTGRES = """
import tests.postgres

tests.postgres.known_programs = lambda: iter(())
"""

STARTED_AND_LEFT = """
import time
from tests.postgres import running_postgres

with running_postgres(fsync=False) as url:
    print(url, flush=True)
    time.sleep(60)
"""


def folder_of(url: str) -> Path:
    return Path(unquote(urlsplit(url).netloc.partition("@")[2]))


def pid_file_of(url: str) -> Path:
    """The file that a server keeps for as long as it runs; its first line is its process id."""
    return folder_of(url) / "cluster" / "postmaster.pid"


available = pytest.mark.usefixtures("postgres_template")
"""The test is skipped, with the reason, where no PostgreSQL can be started."""


@available
def test_a_server_is_stopped_and_leaves_no_file_even_after_a_failure() -> None:
    with suppress(ZeroDivisionError), running_postgres() as url:
        server = int(pid_file_of(url).read_text().split()[0])
        os.kill(server, 0)
        _ = 1 / 0

    assert not folder_of(url).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


@available
def test_nobody_else_can_enter_the_folder_of_the_socket() -> None:
    with running_postgres(fsync=False) as url:
        assert folder_of(url).stat().st_mode & 0o077 == 0
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SHOW fsync").fetchone() == ("off",)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
@available
def test_a_server_ends_when_its_starter_is_killed() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTED_AND_LEFT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout
        url = starter.stdout.readline().strip()
        running = pid_file_of(url)
        server = int(running.read_text().split()[0])
        starter.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 20
    while left := running.exists():
        if time.monotonic() > deadline:
            os.kill(server, signal.SIGKILL)
            break
        time.sleep(0.05)
    shutil.rmtree(folder_of(url))

    assert not left


def test_without_postgresql_the_last_lines_say_what_was_skipped_and_why(tmp_path: Path) -> None:
    (tmp_path / "absent.py").write_text(WITHOUT_POSTGRES)
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    chosen = "tests/tooling/test_store.py::test_each_vendor_is_the_real_program"

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "absent", "-p", "no:cacheprovider", chosen],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )

    *_, said, closing = ran.stdout.splitlines()
    assert "1 passed, 1 skipped" in closing, ran.stdout
    assert said == (
        "skipped: 1 tests: Skipped: PostgreSQL cannot be started: "
        "no usable PostgreSQL programs; tried: none found"
    )
