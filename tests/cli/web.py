"""A web server on loopback that shows what a test tells it to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HTML = "text/html; charset=utf-8"


@dataclass(slots=True, kw_only=True)
class Shown:
    """What is at one address."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": HTML})
    pause: float = 0.0
    """Seconds before each piece of the body."""


@dataclass(slots=True, kw_only=True)
class Web:
    """The server, and what it shows by path."""

    port: int
    shown: dict[str, Shown] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def show(self, path: str, body: str | bytes = b"", **more: object) -> str:
        """Show `body` at `path`, and return the address."""
        raw = body.encode() if isinstance(body, str) else body
        self.shown[path] = Shown(body=raw, **more)  # type: ignore[arg-type]  # fields of Shown
        return self.address(path)

    def address(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def leading(self, path: str, there: str, status: int = 302) -> str:
        """Lead from `path` to the address `there`."""
        return self.show(path, status=status, headers={"Location": there})


@contextmanager
def running_web() -> Iterator[Web]:
    """Serve until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            shown = web.shown.get(self.path, Shown(status=404))
            self.send_response(shown.status)
            for name, value in shown.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for at in range(0, len(shown.body), 1 << 16):
                    time.sleep(shown.pause)
                    self.wfile.write(shown.body[at : at + (1 << 16)])
            except OSError:
                pass  # who asked has had enough

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(port=server.server_address[1])
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
