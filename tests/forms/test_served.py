"""Forms over a real server: registered, files sent piece by piece, handed in, read, erased."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.calling import ASKED, CORRECTING, Server, running_server
from tests.forms.samples import FORM

MIB = 1024 * 1024
LARGEST = 20 * MIB
Serving = tuple[Server, httpx.Client, str]
WIDE = FORM.replace("largest: 1048576", f"largest: {LARGEST}").replace(", text/plain", "")
NOTICE = """
import django; django.setup()
from datetime import timedelta
from mamoru.consent import notices
from mamoru.gate.door import opened
from mamoru.paths import named_policy
with opened(policy=named_policy()) as door:
    new = notices.NewNotice(
        name="inquiry", version="1", language="ja", purposes=("2(1)b",), text="n",
    )
    now = door.clock() - timedelta(minutes=1)
    notice = door.writer.run(lambda _: notices.register(new, door.policy, now=now))[0]
    print(door.writer.run(lambda _: notices.show(notice, now=now).reference)[0])
"""


def shown(server: Server) -> str:
    """Register and show the notice, and return the reference of the showing."""
    done = subprocess.run(
        [sys.executable, "-c", NOTICE], check=True, capture_output=True, text=True,
        env={
            **os.environ, "MAMORU_HOME": str(server.home),
            "MAMORU_DATABASE": f"sqlite:///{server.home}/mamoru.sqlite3",
            "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        },
    )  # fmt: skip
    return done.stdout.strip()


@contextmanager
def serving_the_form(home: Path) -> Iterator[Serving]:
    with running_server(home) as server, server.client() as client:
        reference = shown(server)
        made = client.post("/forms", json={"text": WIDE})
        assert made.status_code == 201, made.text
        yield server, client, reference


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server with the form, a client with its key, and a showing of the notice.

    It is shared: each test that takes it leaves no file behind, which is what it is about.
    """
    with serving_the_form(tmp_path_factory.mktemp("served") / "home") as serving:
        yield serving


@pytest.fixture
def own_serving(tmp_path: Path) -> Iterator[Serving]:
    """The same for one test, which ends or measures the server."""
    with serving_the_form(tmp_path / "home") as serving:
        yield serving


def picture(size: int) -> Iterator[bytes]:
    """Return a picture of that size piece by piece, so that the client names no length."""
    head = b"\x89PNG\r\n\x1a\n"
    yield head
    left = size - len(head)
    while left:
        piece = os.urandom(min(left, 300_000))
        left -= len(piece)
        yield piece


def sent(client: httpx.Client, content: Any) -> httpx.Response:
    return client.post("/forms/inquiry/files/attachment", content=content)


def stored(server: Server) -> list[Path]:
    return [one for one in (server.home / "files").rglob("f_*") if one.is_file()]


def handed(reference: str, **more: Any) -> dict[str, Any]:
    fields = {"name": "Fixture Person"}
    return {"key": "a-key-of-the-caller", "shown": reference, "fields": fields, **more}


def test_a_form_is_handed_in_with_a_file_of_20_mb_and_read_and_erased(
    serving: Serving,
) -> None:
    server, client, reference = serving
    content = b"".join(picture(LARGEST))

    file = sent(client, (content[at : at + 100_000] for at in range(0, LARGEST, 100_000)))
    assert (file.status_code, file.json()["size"]) == (201, LARGEST), file.text
    attached = {"attachment": [{"token": file.json()["token"], "label": "写真"}]}
    body = handed(reference, files=attached)
    answer = client.post("/forms/inquiry/submissions", json=body)
    assert answer.status_code == 201, answer.text
    at = f"/people/{answer.json()['ref']}"
    again = client.post("/forms/inquiry/submissions", json=body)
    assert (again.json()["ref"], again.json()["repeated"]) == (answer.json()["ref"], True)

    grounds = [f"{fact}:{reference}" for fact, reference in ASKED.items()]
    found = client.get(f"{at}/disclosure", params={"grounds": grounds})
    [named] = found.json()["files"]
    assert (named["label"], named["media"]) == ("写真", "image/png")
    got = client.get(f"{at}/files/{named['file']}", params={"purpose": "2(1)b"})
    assert got.content == content
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["content-type"] == "application/octet-stream"

    erased = client.post(f"{at}/erasure", json={"handling": CORRECTING})
    assert (erased.status_code, erased.json()["files"]) == (200, 1)
    assert stored(server) == []
    gone = client.get(f"{at}/files/{named['file']}", params={"purpose": "2(1)b"})
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<html></html>", 415, "file-type-refused"),
        (b"", 415, "file-type-refused"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), 413, "file-too-large"),
    ],
)
def test_what_is_not_taken_gets_a_problem_and_leaves_nothing(
    serving: Serving, content: bytes, status: int, code: str
) -> None:
    server, client, _ = serving

    answer = sent(client, content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert stored(server) == []


def connected(server: Server, length: int) -> socket.socket:
    """Begin to send a file by hand."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    head = (
        "POST /api/v1/forms/inquiry/files/attachment HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Length: {length}\r\n\r\n"
    )
    connection.sendall(head.encode() + b"\x89PNG\r\n\x1a\n" + bytes(3 * MIB))
    return connection


def comes_true(is_so: Any, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_a_file_whose_sender_goes_away_leaves_nothing(
    serving: Serving,
) -> None:
    server, _, _ = serving
    connection = connected(server, 8 * MIB)
    assert comes_true(lambda: stored(server))

    connection.close()

    assert comes_true(lambda: not stored(server))


def test_a_server_killed_while_a_file_comes_leaves_nothing_once_it_starts_again(
    own_serving: Serving,
) -> None:
    server, client, reference = own_serving
    kept = sent(client, picture(MIB)).json()
    attached = {"attachment": [{"token": kept["token"]}]}
    answer = client.post("/forms/inquiry/submissions", json=handed(reference, files=attached))
    assert answer.status_code == 201
    with connected(server, 8 * MIB):
        assert comes_true(lambda: len(stored(server)) == 2)
        for child in children(server.process.pid):
            os.kill(child, signal.SIGKILL)
        server.process.kill()
        server.process.wait()
    assert len(stored(server)) == 2

    with restarted(server):
        assert comes_true(lambda: len(stored(server)) == 1)


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in found]


def restarted(server: Server) -> subprocess.Popen[bytes]:
    """Start a server on the same installation again; it ends with the block."""
    serve = f"from mamoru.api.serve import serve; serve('127.0.0.1', {server.port}, workers=1)"
    environment = {
        **os.environ, "MAMORU_HOME": str(server.home),
        "MAMORU_DATABASE": f"sqlite:///{server.home}/mamoru.sqlite3",
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
    }  # fmt: skip
    program = f"import signal; signal.alarm(60)\n{serve}"
    return Stopped(
        [sys.executable, "-c", program], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


class Stopped(subprocess.Popen[bytes]):
    """A process that is stopped when its block ends."""

    def __exit__(self, *_: object) -> None:
        self.terminate()
        self.wait(40)


def high_water(pid: int) -> int:
    """Return the most memory that a process ever had, in bytes."""
    [line] = [
        line
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return int(line.split()[1]) * 1024


def test_a_file_is_never_in_memory_as_a_whole(
    own_serving: Serving,
) -> None:
    server, client, reference = own_serving
    first = sent(client, picture(MIB)).json()
    [worker] = [one for one in children(server.process.pid) if high_water(one) > 30 * MIB]
    before = high_water(worker)

    token = sent(client, picture(LARGEST)).json()["token"]
    attached = {"attachment": [{"token": first["token"]}, {"token": token}]}
    body = handed(reference, files=attached)
    ref = client.post("/forms/inquiry/submissions", json=body).json()["ref"]
    grounds = [f"{fact}:{reference}" for fact, reference in ASKED.items()]
    found = client.get(f"/people/{ref}/disclosure", params={"grounds": grounds}).json()["files"]
    address = f"/people/{ref}/files/{found[-1]['file']}"
    with client.stream("GET", address, params={"purpose": "2(1)b"}) as got:
        size = sum(len(part) for part in got.iter_bytes())

    assert size == LARGEST
    assert high_water(worker) - before < LARGEST // 2
