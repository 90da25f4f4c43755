"""`mamoru serve` starts the API, and says what keeps it from starting."""

import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from tests.cli.running import EXECUTABLE, environment, mamoru


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_api_answers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    port = free_port()
    running = subprocess.Popen(
        [str(EXECUTABLE), "serve", "--port", str(port)],
        env=environment(tmp_path / "home"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not answers(port) and time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.2)

    is_up = answers(port)
    running.send_signal(signal.SIGTERM)

    assert (is_up, running.wait(timeout=60)) == (True, 0)
    assert mamoru("ledger", "verify", home=tmp_path / "home").returncode == 0


def test_a_policy_with_errors_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mamoru: 1\n")

    done = mamoru(
        "serve", "--port", str(free_port()), home=tmp_path / "home",
        MAMORU_POLICY=str(tmp_path / "policy.yaml"),
    )  # fmt: skip

    assert (done.returncode, "[policy-in-force]" in done.stderr) == (3, True)
