"""A service with people in it, over HTTP as such services are: it fails in every way they do."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import unquote

MAP = """
mamoru_map: 1
system: crm
title: {ja: 顧客管理, en: CRM}
writable: true
calls:
  read_contact: {get: "/contacts/{account}", rows: data}
  read_notes: {get: "/contacts/{account}/notes", rows: items}
  read_bills: {get: "/contacts/{account}/bills", rows: items}
  erase_contact: {delete: "/contacts/{account}"}
  erase_bills: {delete: "/contacts/{account}/bills"}
  correct_contact: {patch: "/contacts/{account}", set: {mail: email, called: name}}
  correct_note: {patch: "/contacts/{account}/notes/{row.id}", set: {text: note}}
  hold: {post: "/contacts/{account}/hold", body: {contact: "{account}"}}
  release: {delete: "/contacts/{account}/hold"}
tables:
  contacts:
    person: {kind: individual, found_by: {account: id}}
    key: [id]
    read: read_contact
    erase: erase_contact
    correct: correct_contact
    delete: correct_contact
    suspend: {call: {name: hold, end: release, seen: {column: state, on: "held", off: "live"}}}
    columns:
      id: none
      state: none
      mail: {data: registration, item: email}
      called: {data: registration, item: name}
  notes:
    key: [id]
    read: read_notes
    erase: erase_contact
    correct: correct_note
    delete: correct_note
    columns: {id: none, text: {data: supplied, item: note}}
  bills:
    key: [id]
    read: read_bills
    erase: erase_bills
    hold: {clock: hold_tax, since: made_on, keep: [made_on]}
    columns: {id: none, made_on: none, to: {data: registration, item: name}}
"""


class Failing(NamedTuple):
    """How calls that do something fail, one after the other."""

    status: int = 0
    """What is answered without doing it; 0: nothing, the connection is dropped."""
    does: bool = False
    """Whether it is done all the same."""
    retry_after: str | None = None
    seconds: float = 0.0


class Crm:
    """What the service holds, and what it was asked."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, Any]] = {}
        self.notes: dict[str, list[dict[str, Any]]] = {}
        self.bills: dict[str, list[dict[str, Any]]] = {}
        self.done: list[tuple[str, str]] = []
        """What was done: method and path."""
        self.keys: list[str | None] = []
        """Idempotency keys as they came, with each call that does something."""
        self.failing: list[Failing] = []
        self.later: list[Callable[[], None]] = []
        """What was accepted, and is done when somebody says so."""
        self.is_lazy = False
        """Whether it accepts and does it later."""
        self.is_blind = False
        """Whether it says that it did what it does not do."""
        self._answers: dict[str, tuple[int, Any]] = {}
        self.url = ""

    def add(self, name: str) -> None:
        who = f"{name}@example.com"
        self.contacts[name] = {"id": name, "state": "live", "mail": who, "called": "Contact"}
        self.notes[name] = [{"id": f"{name}-{n}", "text": "called"} for n in range(2)]
        self.bills[name] = []

    def holds(self, name: str) -> bool:
        return name in self.contacts or bool(self.notes.get(name))

    def read(self, path: str) -> tuple[int, Any]:
        _, _, name, *rest = unquote(path).split("/")
        if rest:
            rows = {"notes": self.notes, "bills": self.bills}[rest[0]]
            return 200, {"items": rows.get(name, [])}
        found = self.contacts.get(name)
        return (404, {}) if found is None else (200, {"data": found})

    def act(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        _, _, name, *rest = path.split("/")
        if name not in self.contacts and rest != ["bills"]:
            return 404, {}
        if "bad" in json.dumps(body):
            return 422, {"error": "bad@example.com is no address"}

        def do() -> None:
            self.done.append((method, path))
            if rest == ["hold"]:
                self.contacts[name]["state"] = "held" if method == "POST" else "live"
            elif rest == ["bills"]:
                self.bills.pop(name, None)
            elif rest[:1] == ["notes"]:
                found = [one for one in self.notes[name] if one["id"] == unquote(rest[1])]
                found[0] |= body
            elif method == "PATCH":
                self.contacts[name] |= body
            else:
                self.contacts.pop(name, None)
                self.notes.pop(name, None)

        if self.is_lazy:
            self.later.append(do)
            return 202, {}
        if not self.is_blind:
            do()
        return 204, None

    def asked(self, method: str, path: str, body: dict[str, Any], key: str) -> tuple[int, Any]:
        """Do what was asked, once for each key."""
        if key not in self._answers:
            self._answers[key] = self.act(method, path, body)
        return self._answers[key]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    crm: Crm

    def do_GET(self) -> None:
        self.say(*self.crm.read(self.path))

    def act(self) -> None:
        crm = self.crm
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        crm.keys.append(key := self.headers.get("Idempotency-Key"))
        failing = crm.failing.pop(0) if crm.failing else None
        body = json.loads(raw) if raw else {}
        if failing is None or failing.does:
            answer = crm.asked(self.command, self.path, body, key or "")
            if failing is None:
                self.say(*answer)
                return
        time.sleep(failing.seconds)
        if not failing.status:
            self.close_connection = True
            self.connection.close()
            return
        self.say(failing.status, {}, failing.retry_after)

    do_DELETE = do_POST = do_PATCH = act  # noqa: N815 - as the library calls them

    def say(self, status: int, content: Any, retry_after: str | None = None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # whoever called has gone, or was hung up on
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Crm]:
    """Serve one."""
    crm = Crm()
    handler = type("Handler", (_Handler,), {"crm": crm})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    crm.url = f"http://:token@127.0.0.1:{server.server_port}"
    try:
        yield crm
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
