"""Services that have only an API: asked for one person, at their own host, within limits."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.connect.http.transport import LARGEST
from mamoru.systems.errors import (
    MapFileError,
    PersonUnnamedError,
    SystemDeniesError,
    SystemDownError,
    SystemFailedError,
    SystemSlowError,
    SystemUrlError,
)
from mamoru.systems.map.load import load
from mamoru.systems.map.model import Call
from mamoru.systems.trace.by_calls import trace_service

MAP = """
mamoru_map: 1
system: crm
title: {ja: 顧客管理, en: CRM}
calls:
  read_contact: {get: "/contacts/{account}", rows: data}
  read_notes: {get: "/contacts/{account}/notes?size=100", rows: page.items}
  erase: {delete: "/contacts/{account}"}
tables:
  contacts:
    person: {kind: individual, found_by: {account: id}}
    key: [id]
    read: read_contact
    columns: {id: none, mail: {data: registration, item: email}}
  notes:
    key: [id]
    read: read_notes
    columns: {id: none, text: {data: supplied}}
"""
FOUND = load(MAP)


class Crm(BaseHTTPRequestHandler):
    """A service that holds two contacts, and answers as tests tell it."""

    protocol_version = "HTTP/1.1"
    plan: ClassVar[list[tuple[int, dict[str, str], bytes]]] = []
    asked: ClassVar[list[tuple[str, str, str | None]]] = []

    def do_GET(self) -> None:
        Crm.asked.append((self.command, self.path, self.headers.get("Authorization")))
        status, headers, body = Crm.plan.pop(0) if Crm.plan else self.usual()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_DELETE = do_GET  # noqa: N815 - as the library calls it

    def usual(self) -> tuple[int, dict[str, str], bytes]:
        answers: dict[str, Any] = {
            "/v1/contacts/7": {"data": {"id": 7, "mail": "seven@example.com", "secret": "x"}},
            "/v1/contacts/7/notes?size=100": {"page": {"items": [{"id": 1, "text": "called"}]}},
        }
        found = answers.get(self.path)
        return (200, {}, json.dumps(found).encode()) if found else (404, {}, b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def crm() -> Iterator[str]:
    """The URL of the service."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Crm)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://:token@127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def forgotten() -> None:
    Crm.plan.clear()
    Crm.asked.clear()


def quick(url: str, waits: list[float] | None = None) -> Service:
    waited = waits if waits is not None else []
    return Service(url, limits=Limits(connect=1, statement=1), wait=waited.append)


def test_a_service_is_asked_for_one_person_and_gives_what_the_map_names(crm: str) -> None:
    found = trace_service(quick(crm), FOUND, [("account", "7")])

    assert [(row.table, row.key, row.values) for row in found.rows] == [
        ("contacts", (7,), {"mail": "seven@example.com"}), ("notes", (1,), {"text": "called"}),
    ]  # fmt: skip
    assert {header for _, _, header in Crm.asked} == {"Bearer token"}


def test_of_somebody_whom_a_service_does_not_know_nothing_is_held(crm: str) -> None:
    assert trace_service(quick(crm), FOUND, [("account", "8")]).rows == ()


def test_an_answer_about_another_person_is_not_taken(crm: str) -> None:
    Crm.plan.append((200, {}, b'{"data": {"id": 8, "mail": "eight@example.com"}}'))

    with pytest.raises(SystemFailedError) as caught:
        trace_service(quick(crm), FOUND, [("account", "7")])

    assert "eight" not in str(caught.value)


def test_a_person_whom_a_service_is_not_asked_by_is_no_empty_answer(crm: str) -> None:
    with pytest.raises(PersonUnnamedError):
        trace_service(quick(crm), FOUND, [("email", "seven@example.com")])


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_when_it_says(crm: str, status: int) -> None:
    waits: list[float] = []
    Crm.plan += [(status, {"Retry-After": "2"}, b""), (status, {"Retry-After": "999999"}, b"")]

    found = trace_service(quick(crm, waits), FOUND, [("account", "7")])

    assert len(found.rows) == 2
    assert waits == [2.0, 5.0]


def test_a_service_that_stays_busy_is_given_up(crm: str) -> None:
    Crm.plan += [(503, {"Retry-After": "soon"}, b"")] * 3

    with pytest.raises(SystemDownError):
        trace_service(quick(crm), FOUND, [("account", "7")])
    assert len(Crm.asked) == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((302, {"Location": "http://127.0.0.1:1/steal"}, b""), SystemFailedError),
        ((401, {}, b""), SystemDeniesError),
        ((500, {}, b"secret@example.com"), SystemFailedError),
        ((200, {}, b"not json"), SystemFailedError),
        ((200, {}, b"[" * 100_000), SystemFailedError),
        ((200, {}, b'{"data": "text"}'), SystemFailedError),
        ((200, {}, b'{"other": {}}'), SystemFailedError),
        ((200, {}, b" " * (LARGEST + 1)), SystemFailedError),
    ],
)
def test_an_answer_that_is_none_is_an_error_and_is_not_followed(
    crm: str, answer: tuple[int, dict[str, str], bytes], error: type[Exception]
) -> None:
    Crm.plan.append(answer)

    with pytest.raises(error) as caught:
        trace_service(quick(crm), FOUND, [("account", "7")])

    assert "secret" not in str(caught.value)
    assert len(Crm.asked) == 1


def test_a_service_that_does_not_answer_is_given_up_in_time(crm: str) -> None:
    class Silent(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            threading.Event().wait(1.5)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(SystemSlowError):
        Service(
            f"http://127.0.0.1:{server.server_port}", limits=Limits(connect=1, statement=0.3)
        ).make(Call(method="GET", path="/"), {})
    server.shutdown()
    server.server_close()


def test_nobody_who_listens_is_down() -> None:
    with pytest.raises(SystemDownError):
        quick("http://127.0.0.1:1").make(Call(method="GET", path="/"), {})


@given(value=st.text(min_size=1, max_size=20))
def test_an_identifier_is_one_word_of_the_path_whatever_it_holds(value: str) -> None:
    from urllib.parse import unquote

    from mamoru.systems.connect.http.calling import _filled

    try:
        path = _filled("/contacts/{account}/notes", {"account": value})
    except (SystemFailedError, UnicodeEncodeError):
        assert value in (".", "..") or any("\ud800" <= one <= "\udfff" for one in value)
        return

    before, contacts, word, after = path.split("/")
    assert (before, contacts, after) == ("", "contacts", "notes")
    assert unquote(word) == value
    assert path.isascii()
    assert not set(path) & set(" ?#\r\n")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com/v1", "https://", "https://api.example.com/v1?key=word",
        "https://api.example.com:99999/", "ftp://api.example.com", "https://a b.example.com",
        "http://169.254.169.254/latest", "https://api.example.com/\r\nHost: x",
    ],
)  # fmt: skip
def test_an_address_without_tls_or_with_more_than_a_place_is_refused(url: str) -> None:
    with pytest.raises(SystemUrlError) as caught:
        Service(url)

    assert "word" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://169.254.169.254/x", "https://[fe80::1]/x", "https://0.0.0.0/"]
)
def test_addresses_that_are_no_services_are_not_connected_to(url: str) -> None:
    with pytest.raises(SystemUrlError):
        quick(url).make(Call(method="GET", path="/"), {})


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("{account}/notes", "{account.__class__}/notes"),
        ("{account}/notes", "{nothing}/notes"),
        ("{account}/notes", "{account!r}/notes"),
        ("read: read_notes", "read: read_nothing"),
        ("    read: read_notes\n", ""),
        ("rows: page.items", 'rows: "page[0].items"'),
        ('get: "/contacts/{account}", ', ""),
    ],
)  # fmt: skip
def test_nothing_of_a_map_of_calls_is_worked_out(part: str, instead: str) -> None:
    assert part in MAP

    with pytest.raises(MapFileError):
        load(MAP.replace(part, instead, 1))
