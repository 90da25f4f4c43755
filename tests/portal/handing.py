"""A service of the company that hands people over, as the tests have it."""

import time
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from tests.gate.samples import Clock

from mamoru.faces.handing.trust import trust
from mamoru.gate.door import Door

HOST = "localhost"
SHOP = "https://shop.example.jp/hand-over"


class Key:
    """A key of a service, as PEM."""

    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())

    @property
    def private(self) -> bytes:
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@dataclass(slots=True, kw_only=True)
class Portal:
    """The pages of people in this process, and the shop that hands people over to them."""

    door: Door
    client: httpx.Client
    clock: Clock
    key: Key
    access: list[str]
    front: Any

    def visitor(self, **headers: str) -> httpx.Client:
        """Return another browser."""
        transport = httpx.WSGITransport(app=self.front, raise_app_exceptions=True)
        return httpx.Client(transport=transport, base_url=f"http://{HOST}", headers=headers)

    def trust(self, name: str = "shop") -> None:
        trust(self.door, name, address=SHOP, key=self.key.public)

    def depart(self, client: httpx.Client | None = None, name: str = "shop") -> str:
        """Begin at the portal, and return the nonce that the service is told."""
        there = (client or self.client).get(f"/my/from/{name}")
        assert there.status_code == 302, there.text
        return parse_qs(urlsplit(there.headers["location"]).query)["nonce"][0]

    def token(
        self, subject: str, nonce: str, /, *, key: bytes | None = None, **changes: Any
    ) -> str:
        """Return what the shop would sign; `changes` make it a wrong one."""
        now = int(self.clock().timestamp())
        algorithm = changes.pop("algorithm", "ES256")
        claims = {
            "iss": "shop", "aud": f"http://{HOST}", "sub": subject, "iat": now, "exp": now + 60,
            "jti": token_hex(8), "nonce": nonce,
        } | changes  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        signing = None if algorithm == "none" else key or self.key.private
        return jwt.encode(claims, signing, algorithm=algorithm)  # type: ignore[arg-type]  # for "none"

    def hand_in(self, token: str) -> httpx.Response:
        """Post a token as the shop's page lets a browser do: from elsewhere, with no cookie."""
        browser = self.visitor(Origin="https://shop.example.jp", **{"Accept-Language": "en"})
        return browser.post("/my/hand-in", data={"token": token})

    def sign_in(self, ref: str, client: httpx.Client | None = None) -> httpx.Client:
        """Return a browser in which a person has signed in, from the shop."""
        client = client or self.visitor(**{"Accept-Language": "en"})
        assert self.hand_in(self.token(ref, self.depart(client))).status_code == 303
        there = client.get("/my/arrive")
        assert there.status_code == 302, there.text
        return client


def waited(until: Any, seconds: float = 5.0) -> Any:
    """Wait until something is there, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.02)
    raise AssertionError
