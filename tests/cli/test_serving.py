"""`mamoru serve` starts the API, and says what keeps it from starting."""

import os
import re
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.cli.running import EXECUTABLE, environment, mamoru

from mamoru.api.errors import NotListeningError
from mamoru.api.listener import kept

Running = subprocess.Popen[str]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=5) as answer:  # noqa: S310 - ours
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def serving(home: Path, *arguments: str, **more: str) -> Iterator[tuple[Running, str, str]]:
    """Serve for as long as a block lasts; yield process, what was told, and the address in it."""
    with subprocess.Popen(
        [str(EXECUTABLE), "serve", *arguments],
        env=environment(home, **more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        silent = threading.Timer(60, running.kill)
        silent.start()
        told = running.stderr.readline()
        silent.cancel()
        found = re.search(r"http://\S+", told)
        try:
            yield running, told, found[0] if found else "-"
        finally:
            running.terminate()


def test_as_many_processes_serve_as_it_is_told(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--port", "0", "--workers", "2") as (running, _, address):
        is_up = answers(address)
        started = [
            int(pid)
            for listed in Path(f"/proc/{running.pid}/task").glob("*/children")
            for pid in listed.read_text().split()
        ]
        cores = [os.sched_getaffinity(pid) for pid in started]

    assert is_up
    assert (
        sorted(one.pop() for one in cores if len(one) == 1)[:2]
        == sorted(os.sched_getaffinity(0))[:2]
    )


def test_the_api_answers_where_it_says_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--port", "0") as (running, told, address):
        is_up = answers(address)
        running.terminate()
        code = running.wait(timeout=60)

    assert (is_up, code, answers(address)) == (True, 0, False)
    assert re.fullmatch(r"listening on http://127\.0\.0\.1:\d+/api/v1\n", told)
    assert mamoru("ledger", "verify", home=tmp_path / "home").returncode == 0


def test_where_it_listens_is_said_in_japanese(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--port", "0", MAMORU_LANGUAGE="ja") as (_, told, address):
        assert told == f"{address} で待ち受けています\n"


def test_an_ipv6_address_is_said_as_one(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--host", "::1", "--port", "0") as (_, _told, address):
        assert address.startswith("http://[::1]:")
        assert answers(address)


def test_two_servers_never_share_a_port(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--port", "0") as (_, _told, address):
        port = address.split(":")[2].partition("/")[0]
        second = mamoru("serve", "--port", port, home=tmp_path / "other")
        japanese = mamoru("serve", "--port", port, home=tmp_path / "other", MAMORU_LANGUAGE="ja")
        wide = ("--host", "0.0.0.0", "--port", port)  # noqa: S104 - it must not come to that
        everywhere = mamoru("serve", *wide, home=tmp_path / "other")

        assert [one.returncode for one in (second, japanese, everywhere)] == [3, 3, 3]
        assert answers(address)
    assert second.stderr == (
        f"mamoru: 127.0.0.1:{port} cannot be listened on: it is in use. Choose another with --host"
        " or --port, or end what uses it. [not-listening]\n"
    )
    assert f"127.0.0.1:{port} で待ち受けられません(使用中です)" in japanese.stderr
    assert not (tmp_path / "other").exists()


def test_of_servers_that_start_at_once_one_has_the_port() -> None:
    with kept("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    ready = threading.Barrier(8)
    got: list[socket.socket] = []

    def start() -> None:
        ready.wait()
        with suppress(NotListeningError):
            got.append(kept("127.0.0.1", port))

    for _ in range(50):
        starting = [threading.Thread(target=start) for _ in range(8)]
        for one in starting:
            one.start()
        for one in starting:
            one.join()
        held = [got.pop() for _ in range(len(got))]
        assert len(held) == 1
        held[0].close()


def test_a_server_can_be_started_again_at_once(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--port", "0") as (_, _told, address):
        assert answers(address)
    port = address.split(":")[2].partition("/")[0]

    with serving(tmp_path / "home", "--port", port) as (_, _told, again):
        assert (again, answers(again)) == (address, True)


def test_a_port_that_a_foreign_program_would_share_is_not_shared(tmp_path: Path) -> None:
    with socket.socket() as foreign:
        foreign.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        foreign.bind(("127.0.0.1", 0))
        foreign.listen()

        done = mamoru("serve", "--port", str(foreign.getsockname()[1]), home=tmp_path / "home")

    assert (done.returncode, "[not-listening]" in done.stderr) == (3, True)


@pytest.mark.parametrize("host", ["nosuchhost.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_told(tmp_path: Path, host: str) -> None:
    done = mamoru("serve", "--host", host, "--port", "0", home=tmp_path / "home")

    assert (done.returncode, "[not-listening]" in done.stderr) == (3, True)
    assert not (tmp_path / "home").exists()


def test_a_policy_with_errors_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mamoru: 1\n")

    done = mamoru(
        "serve", "--port", "0", home=tmp_path / "home",
        MAMORU_POLICY=str(tmp_path / "policy.yaml"),
    )  # fmt: skip

    assert (done.returncode, "[policy-in-force]" in done.stderr) == (3, True)
