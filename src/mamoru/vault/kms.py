"""Key-encryption keys in a key service: the transit API of OpenBao and HashiCorp Vault.

The keys never leave the service; it wraps and unwraps over HTTP. Invariants:

- Key material goes out over TLS only, or over loopback, never through a proxy or a redirect.
- `encrypt` would make a key that is missing (an upsert); so wrapping asks first whether it exists.
- The token is a secret: it appears in no message, and in no representation of this object.
"""

import base64
import binascii
import http.client
import json
import secrets
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlsplit

from mamoru.crypto.envelope import place
from mamoru.crypto.errors import MissingKeyError, WrongKeyError
from mamoru.vault.errors import KeyServiceRefusedError, KeyServiceSilentError

PREFIX = "mamoru-kek-"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_LONGEST_ANSWER = 1 << 20
_NOT_FOUND, _BAD_REQUEST, _SERVER_ERROR, _TOO_MANY = 404, 400, 500, 429


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Gives the token to nobody but the address that was configured."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing; the redirect itself becomes the answer."""
        return


class TransitKeys:
    """Keeps key-encryption keys in a transit engine; a provider for production."""

    def __init__(
        self, address: str, token: str, *, mount: str = "transit", timeout: float = 5.0
    ) -> None:
        """Take the service's address (`https://…`), its token, and seconds to wait for answers.

        Raises `KeyServiceRefusedError` where the address would carry keys in clear.
        """
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise KeyServiceRefusedError(status="not https")
        self._root = f"{address.rstrip('/')}/v1/{mount.strip('/')}"
        self._token = token
        self._timeout = timeout
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)

    def create(self) -> str:
        """Make a key in the service and return its name."""
        kek_id = PREFIX + secrets.token_hex(8)
        self._ask("POST", f"keys/{kek_id}", {"type": "aes256-gcm96", "exportable": False})
        return kek_id

    def wrap(self, kek_id: str, key: bytes) -> bytes:
        """Return `key` encrypted by the service."""
        if not self._exists(kek_id):
            raise MissingKeyError(key=kek_id)
        answer = self._ask(
            "POST",
            f"encrypt/{quote(kek_id, safe='')}",
            {"plaintext": _text(key), "associated_data": _text(place("kek", kek_id))},
        )
        return str(_in(answer, "ciphertext")).encode()

    def unwrap(self, kek_id: str, wrapped: bytes) -> bytes:
        """Return what `wrap` was given.

        The service answers 400 to a missing key and to a foreign ciphertext alike, so after a
        refusal we look which of the two it is.
        """
        try:
            answer = self._ask(
                "POST",
                f"decrypt/{quote(kek_id, safe='')}",
                {
                    "ciphertext": wrapped.decode("ascii", "replace"),
                    "associated_data": _text(place("kek", kek_id)),
                },
            )
        except KeyServiceRefusedError as error:
            if error.facts["status"] not in {_BAD_REQUEST, _NOT_FOUND}:
                raise
            found = self._exists(kek_id)
            raise (WrongKeyError if found else MissingKeyError)(key=kek_id) from None
        try:
            return base64.b64decode(str(_in(answer, "plaintext")), validate=True)
        except binascii.Error:
            raise KeyServiceSilentError from None

    def destroy(self, kek_id: str) -> None:
        """Delete the key, after allowing that it be deleted. A key that is gone is no error."""
        if not self._exists(kek_id):
            return
        path = f"keys/{quote(kek_id, safe='')}"
        self._ask("POST", f"{path}/config", {"deletion_allowed": True})
        self._ask("DELETE", path)

    def keys(self) -> frozenset[str]:
        """Return the names of our keys in the service."""
        answer = self._ask("GET", "keys?list=true", absent={"data": {"keys": []}})
        return frozenset(str(name) for name in _in(answer, "keys") if str(name).startswith(PREFIX))

    def _exists(self, kek_id: str) -> bool:
        return bool(self._ask("GET", f"keys/{quote(kek_id, safe='')}", absent={}))

    def _ask(
        self,
        method: str,
        path: str,
        body: dict[str, object] | None = None,
        *,
        absent: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the answer; `absent` instead, if given, where the service says 404."""
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked at the start
            f"{self._root}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "X-Vault-Token": self._token,
                "X-Vault-Request": "true",
                "Content-Type": "application/json",
            },
        )
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                content = answer.read(_LONGEST_ANSWER)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == _NOT_FOUND and absent is not None:
                return absent
            if error.code >= _SERVER_ERROR or error.code == _TOO_MANY:
                raise KeyServiceSilentError from None
            raise KeyServiceRefusedError(status=error.code) from None
        except (OSError, http.client.HTTPException):
            raise KeyServiceSilentError from None
        return _parsed(content)


def _parsed(content: bytes) -> dict[str, Any]:
    """Return the JSON object in an answer; a success without content is an empty one."""
    if not content:
        return {}
    try:
        parsed = json.loads(content)
    except ValueError:
        raise KeyServiceSilentError from None
    if not isinstance(parsed, dict):
        raise KeyServiceSilentError
    return parsed


def _in(answer: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - JSON of the service
    data = answer.get("data")
    if not isinstance(data, dict) or name not in data:
        raise KeyServiceSilentError
    return data[name]


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
