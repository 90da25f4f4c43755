"""A shop on another site, run from the examples of the documentation as they are printed there."""

import importlib
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.tag.node import NODE, ROOT

PAGE = ROOT / "docs" / "howto" / "show-people-their-pages.md"
CLIENTS = ROOT / "tests" / "collection" / "node"
_BLOCK = re.compile(r'^```\w+ title="([\w.]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
START = """
import { app } from "./express.mjs";
app.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
"""
SESSIONS = """
export const signedIn = (request, response, next) => { request.account = "7"; next(); };
"""


def examples(at: Path) -> None:
    """Save what the page tells its reader to save."""
    for name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        (at / name).write_text(text, encoding="utf-8")


@contextmanager
def imported(at: Path, portal: str, key: Path) -> Iterator[ModuleType]:
    """Import `handing` as the page prints it."""
    examples(at)
    (at / "sessions.py").write_text("def signed_in() -> str:\n    return '7'\n")
    before = dict(os.environ)
    os.environ |= {"PORTAL": portal, "HAND_OVER_KEY": str(key)}
    sys.path.insert(0, str(at))
    try:
        yield importlib.import_module("handing")
    finally:
        sys.path.remove(str(at))
        for name in ("handing", "django_views", "fastapi_app", "sessions"):
            sys.modules.pop(name, None)
        os.environ.clear()
        os.environ |= before


@contextmanager
def running_shop(portal: str) -> Iterator[tuple[str, Any]]:
    """Serve pages that hand somebody over; what they say is up to the test."""
    made: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nonce = parse_qs(urlsplit(self.path).query).get("nonce", [""])[0]
            page = (
                f'<!doctype html><html lang="en"><title>Shop</title><form method="post" '
                f'action="{portal}/my/hand-in"><input type="hidden" name="token" '
                f'value="{made["token"](nonce)}"><button>Continue</button></form>'
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hand-over", made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def running_express(at: Path, portal: str, key: Path) -> Iterator[str]:
    """Run the page's example for Express with the libraries it names."""
    examples(at)
    (at / "start.mjs").write_text(START)
    (at / "sessions.mjs").write_text(SESSIONS)
    (at / "node_modules").symlink_to(CLIENTS / "node_modules")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [NODE, "start.mjs"], cwd=at, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "PORT": str(port), "PORTAL": portal,
             "HAND_OVER_KEY": str(key)},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line == b"listening\n", line + process.stdout.read()
        yield f"http://127.0.0.1:{port}/hand-over"
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
