"""The proxy of docs/howto/operate.md, as it stands there, keeps slow senders from the server."""

import grp
import os
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from tests.api.calling import COLLECTING, PREFIX, Server, person

from mamoru.api.endpoint import BULK
from mamoru.api.serve import THREADS

HOWTO = (Path(__file__).resolve().parents[2] / "docs" / "howto" / "operate.md").read_text()
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


def certified(folder: Path) -> None:
    """Write a key and a certificate that it signed itself."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, None)
    )
    (folder / "chain.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    raw = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(raw)


def configuration(folder: Path, server: Server, port: int) -> str:
    """Return the block of the how-to for this machine: its ports and its certificate."""
    [block] = re.findall(r"```nginx\n(.*?)```", HOWTO, re.DOTALL)
    block = block.replace("listen 443", f"listen 127.0.0.1:{port}")
    block = block.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    block = block.replace("/etc/ssl/mamoru", str(folder))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = f"{pwd.getpwuid(os.getuid()).pw_name} {grp.getgrgid(os.getgid()).gr_name}"
    return (
        f"daemon off; user {user}; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ {places}\n{block} }}"
    )


def is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def proxied(folder: Path, server: Server) -> Iterator[int]:
    """Start nginx in front of the server, and yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    certified(folder)
    (folder / "nginx.conf").write_text(configuration(folder, server, port))
    with subprocess.Popen(
        [str(NGINX), "-e", str(folder / "error.log"), "-p", str(folder), "-c", "nginx.conf"],
        stderr=subprocess.DEVNULL,
    ) as nginx:
        try:
            until = time.monotonic() + 10
            while not is_open(port):
                assert nginx.poll() is None, (folder / "error.log").read_text()
                assert time.monotonic() < until
                time.sleep(0.05)
            yield port
        finally:
            nginx.terminate()


def test_slow_bodies_stay_with_the_proxy_and_large_ones_pass(
    server: Server, tmp_path: Path
) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    head = (
        f"POST {PREFIX}/people HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Type: application/json\r\n"
        "Content-Length: 1000\r\n\r\n{"
    )
    large = {"handling": COLLECTING, "people": [person(2, address="x" * 1000)] * 2}
    raw = httpx.Request("POST", "http://x", json=large).content
    raw += b" " * (BULK - len(raw))
    with ExitStack() as slow:
        port = slow.enter_context(proxied(tmp_path, server))
        for _ in range(2 * THREADS):
            plain = socket.create_connection(("127.0.0.1", port))
            one = slow.enter_context(trusting.wrap_socket(plain))
            one.sendall(head.encode())
        url = f"https://127.0.0.1:{port}{PREFIX}"
        with httpx.Client(base_url=url, headers=server.client().headers, verify=trusting) as client:
            made = client.post("/people", json={"handling": COLLECTING, "person": person(3)})
            kind = {"Content-Type": "application/json"}
            bulk = client.post("/people/bulk", content=raw, headers=kind, timeout=60)

    assert made.status_code == 201
    assert (bulk.status_code, bulk.json()["code"]) == (409, "duplicate-identifier")
