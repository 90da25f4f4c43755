"""A real server on loopback: it answers, stops without losing anything, and survives a kill."""

import json
import os
import signal
import socket
import sqlite3
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
from tests.api.calling import COLLECTING, PREFIX, Server, person, stop

from mamoru.api.endpoint import SINGLE
from mamoru.api.serve import THREADS


def created(server: Server, answers: list[httpx.Response], number: int) -> None:
    """Store people one after the other until nobody answers."""
    with server.client() as client:
        for at in range(1000):
            body = {"handling": COLLECTING, "person": person(number * 1000 + at)}
            try:
                answers.append(client.post("/people", json=body))
            except httpx.TransportError:
                return


def stored(server: Server) -> set[str]:
    database = sqlite3.connect(server.home / "mamoru.sqlite3")
    try:
        return {ref for (ref,) in database.execute("SELECT ref FROM vault_person")}
    finally:
        database.close()


def workers(server: Server) -> list[int]:
    """Return the processes that the server started."""
    pid = server.process.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ended_while_busy(server: Server, how: signal.Signals) -> list[httpx.Response]:
    """End the server while four clients store people; return what was answered."""
    answers: list[httpx.Response] = []
    clients = [
        threading.Thread(target=created, args=(server, answers, number)) for number in range(4)
    ]
    for one in clients:
        one.start()
    while len(answers) < 30:
        threading.Event().wait(0.01)
    if how is signal.SIGKILL:
        for worker in workers(server):
            os.kill(worker, how)
    server.process.send_signal(how)
    for one in clients:
        one.join()
    return answers


def test_people_are_stored_and_read_and_everything_is_in_the_ledger(server: Server) -> None:
    with server.client() as client:
        made = client.post("/people", json={"handling": COLLECTING, "person": person(101)})
        read = client.get(
            made.headers["location"].removeprefix(PREFIX), params="items=name&purpose=2(1)a"
        )

    assert (made.status_code, read.status_code) == (201, 200)
    assert read.json()["values"][0]["value"] == "Fixture Number101"


def test_nobodys_first_text_waits_for_the_dictionaries(own_server: Server) -> None:
    (worker,) = workers(own_server)
    loaded = Path(f"/proc/{worker}/maps").read_text()
    spent = []
    with own_server.client() as client:
        for number in range(3):
            before = processor_seconds(worker)
            told = person(number, inquiry_text="父はうつで、風邪です。")
            made = client.post("/people", json={"handling": COLLECTING, "person": told})
            spent.append(processor_seconds(worker) - before)
            assert made.json()["quarantined"][0]["item"] == "inquiry_text"

    assert "sudachidict" in loaded
    assert spent[0] - min(spent[1:]) < 0.15, spent


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_head_is_answered_as_get_is_but_without_content(server: Server) -> None:
    for path in ("/health", "/ledger/vkey", "/nothing", "/people/x"):
        with server.client() as client:
            head, get = client.head(path), client.get(path)

        assert head.status_code == get.status_code
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers["content-length"] == str(len(get.content))
        assert head.content == b""


def test_told_to_stop_it_finishes_what_it_accepted(own_server: Server) -> None:
    answers = ended_while_busy(own_server, signal.SIGTERM)
    stop(own_server)

    assert own_server.process.returncode == 0
    refs = {one.json()["ref"] for one in answers if one.status_code == 201}
    assert {one.status_code for one in answers} <= {201, 503}
    assert refs <= stored(own_server)
    database = sqlite3.connect(own_server.home / "mamoru.sqlite3")
    [(pending,)] = database.execute("SELECT count(*) FROM ledger_place WHERE first IS NULL")
    database.close()
    assert pending == 0, "the last entries were placed and signed before it ended"


def test_whoever_got_an_answer_is_stored_though_the_server_was_killed(own_server: Server) -> None:
    answers = ended_while_busy(own_server, signal.SIGKILL)
    own_server.process.wait()

    refs = {one.json()["ref"] for one in answers}
    assert len(refs) >= 30
    assert refs <= stored(own_server)


def test_a_body_without_an_end_is_cut_off_where_the_limit_is(server: Server) -> None:
    head = (
        f"POST {PREFIX}/people HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(30)
        connection.sendall(head.encode())
        try:
            for _ in range(4 * SINGLE // 0x10000):
                connection.sendall(chunk)
        except OSError:
            pass  # it may hang up once it has answered
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413")


def test_what_is_said_to_be_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    head = (
        f"POST {PREFIX}/people HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {1 << 40}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(30)
        connection.sendall(head.encode())
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "body-too-large"


def test_slow_bodies_keep_nobody_from_asking_whether_the_server_lives(own_server: Server) -> None:
    head = (
        f"POST {PREFIX}/people HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {own_server.key}\r\nContent-Type: application/json\r\n"
        "Content-Length: 1000\r\n\r\n{"
    )
    new = {"handling": COLLECTING, "person": person()}
    with ExitStack() as slow, own_server.client() as client:
        for _ in range(2 * THREADS):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", own_server.port)))
            one.sendall(head.encode())
        client.timeout = httpx.Timeout(10)
        states = [client.get(f"/{one}").status_code for one in ("health", "ready") * 5]
        refused = client.post("/people", json=new)
        slow.close()
        until = time.monotonic() + 30
        while (after := client.post("/people", json=new)).status_code == 503:
            assert time.monotonic() < until, "what the slow ones held was not given back"
            time.sleep(0.05)

    assert states == [200] * 10
    assert (refused.status_code, refused.json()["code"]) == (503, "bodies-slow")
    assert refused.headers["retry-after"] == "2"
    assert after.status_code == 201


def test_the_log_of_a_server_holds_nobodys_name(own_server: Server) -> None:
    with own_server.client() as client:
        made = client.post("/people", json={"handling": COLLECTING, "person": person()})
        client.post("/people", json={"handling": COLLECTING, "person": person()})
        client.get(f"/people/{made.json()['ref']}", params="items=name&purpose=2(1)a")
    stop(own_server)

    log = own_server.log.read_text()
    assert "GET /people/{ref} 200" in log
    assert made.json()["ref"] not in log
    assert "Fixture" not in log
    assert own_server.key not in log


def test_a_call_that_is_refused_before_its_body_came_leaves_the_connection_to_the_next(
    server: Server,
) -> None:
    head = (
        f"PUT {PREFIX}/deliveries/del_0/file HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {server.key}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    ready = f"GET {PREFIX}/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head.encode())
        time.sleep(0.3)  # the answer is known by then, for a parameter is missing
        for _ in range(3):
            connection.sendall(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
            time.sleep(0.1)
        connection.sendall(b"0\r\n\r\n" + ready.encode())
        answers = b"".join(iter(lambda: connection.recv(1 << 16), b""))

    assert answers.startswith(b"HTTP/1.1 422 ")
    assert b"HTTP/1.1 200 " in answers
