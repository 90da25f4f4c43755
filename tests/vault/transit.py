"""A transit engine as OpenBao and Vault answer over HTTP, as far as the vault uses it.

Faithful where it could hurt: `encrypt` makes a key that is missing, deletion must be allowed first,
deleting and decrypting with a missing key are 400, a list of nothing is 404, ciphertexts carry
`vault:v1:`.
"""

import base64
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "token-for-tests"


class Transit(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stored: dict[str, bytes] = {}
        self.deletable: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.sealed = False
        self.delay = 0.0
        self.redirect_to: str | None = None
        self.garbage: bytes | None = None

    def handle_error(self, *_: object) -> None:
        """A caller that gave up waiting is no defect of the server's."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def running_transit() -> Iterator[Transit]:
    server = Transit()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class RefusalError(Exception):
    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(status)
        self.status = status
        self.errors = list(errors)


class _Handler(BaseHTTPRequestHandler):
    server: Transit

    def log_message(self, *_: object) -> None: ...

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        self.server.asked.append((self.command, self.path))
        time.sleep(self.server.delay)
        try:
            answer = self._answer(body)
            self._send(204 if answer is None else 200, answer)
        except RefusalError as refusal:
            self._send(refusal.status, {"errors": refusal.errors})

    do_GET = do_POST = do_DELETE = _handle  # noqa: N815 - names of the standard library

    def _answer(self, body: dict[str, Any]) -> dict[str, Any] | None:
        if self.server.redirect_to:
            raise RefusalError(307)
        if self.server.sealed:
            raise RefusalError(503, "Vault is sealed")
        if self.headers.get("X-Vault-Token") != TOKEN:
            raise RefusalError(403, "permission denied")
        path = self.path.removeprefix("/v1/transit/")
        if path == "keys?list=true":
            if not self.server.stored:
                raise RefusalError(404)
            return {"data": {"keys": sorted(self.server.stored)}}
        verb, name, *rest = path.split("/")
        if verb == "keys":
            return self._key(name, body, configuring=rest == ["config"])
        return {"data": self._encrypt(name, body) if verb == "encrypt" else self._open(name, body)}

    def _key(self, name: str, body: dict[str, Any], *, configuring: bool) -> dict[str, Any] | None:
        if self.command == "GET":
            if name not in self.server.stored:
                raise RefusalError(404)
            return {"data": {"name": name, "type": "aes256-gcm96", "latest_version": 1}}
        if self.command == "DELETE":
            if name not in self.server.stored:
                raise RefusalError(
                    400, f"error deleting policy {name}: could not delete key; not found"
                )
            if name not in self.server.deletable:
                raise RefusalError(400, f"error deleting policy {name}: deletion is not allowed")
            del self.server.stored[name]
            return None
        if configuring:
            if name not in self.server.stored:
                raise RefusalError(400, f"no existing key named {name} could be found")
            if body.get("deletion_allowed"):
                self.server.deletable.add(name)
            return {"data": {"deletion_allowed": name in self.server.deletable}}
        self.server.stored.setdefault(name, os.urandom(32))
        return {"data": {"name": name, "deletion_allowed": False}}

    def _encrypt(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        key = AESGCM(self.server.stored.setdefault(name, os.urandom(32)))
        nonce = os.urandom(12)
        plaintext = base64.b64decode(body["plaintext"], validate=True)
        sealed = nonce + key.encrypt(nonce, plaintext, base64.b64decode(body["associated_data"]))
        return {"ciphertext": f"vault:v1:{base64.b64encode(sealed).decode()}", "key_version": 1}

    def _open(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        if name not in self.server.stored:
            raise RefusalError(400, "encryption key not found")
        text = body["ciphertext"]
        if not text.startswith("vault:v1:"):
            raise RefusalError(400, "invalid ciphertext: no prefix")
        sealed = base64.b64decode(text.removeprefix("vault:v1:"))
        key = AESGCM(self.server.stored[name])
        try:
            opened = key.decrypt(
                sealed[:12], sealed[12:], base64.b64decode(body["associated_data"])
            )
        except InvalidTag:
            raise RefusalError(400, "cipher: message authentication failed") from None
        return {"plaintext": base64.b64encode(opened).decode()}

    def _send(self, status: int, answer: dict[str, Any] | None) -> None:
        content = b"" if answer is None else json.dumps(answer).encode()
        if self.server.garbage is not None:
            content = self.server.garbage
        self.send_response(status)
        if self.server.redirect_to:
            self.send_header("Location", self.server.redirect_to)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
