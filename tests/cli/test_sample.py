"""`mamoru serve --sample`: a living system in a minute, with an entrance for either face."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from tests.cli.running import EXECUTABLE, environment, mamoru

SECONDS = 180


class Sample(NamedTuple):
    home: Path
    told: str


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("sample")
    log, home = folder / "log", folder / "home"
    with log.open("wb") as written:
        running = subprocess.Popen(
            [str(EXECUTABLE), "serve", "--sample", "--port", "0"], env=environment(home),
            stdout=subprocess.DEVNULL, stderr=written,
        )  # fmt: skip
    try:
        yield Sample(home, _told(log, running))
    finally:
        running.terminate()
        assert running.wait(timeout=60) == 0


def _told(log: Path, running: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and running.poll() is None:
        if "/my/sign-in" in (told := log.read_text()):
            return told
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_each_face_opens_where_it_is_said_to(sample: Sample) -> None:
    entrances = re.findall(r"http://localhost:\d+/(?:account|my)/\S+", sample.told)

    answers = [httpx.get(one, follow_redirects=True, timeout=60) for one in entrances]

    assert [one.status_code for one in answers] == [200, 200]
    assert "password" in answers[0].text.lower()
    assert re.search(r"portal \(as mihon-\d+@example\.jp", sample.told)


def test_something_waits_for_the_officer(sample: Sample) -> None:
    requests = mamoru("request", "list", home=sample.home)
    inquiries = mamoru("inquiry", "list", home=sample.home)

    assert "disclose" in requests.stdout, requests.stderr
    assert "question" in inquiries.stdout, inquiries.stderr
    assert mamoru("ledger", "verify", home=sample.home).returncode == 0


def test_a_directory_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")

    done = mamoru("serve", "--sample", home=tmp_path)

    assert done.returncode != 0
    assert str(tmp_path) in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["own.txt"]
