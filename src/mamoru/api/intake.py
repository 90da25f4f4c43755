"""Takes apart what comes in: body, parameters, key and language; strict, and echoing nothing."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, BinaryIO, TypeVar
from urllib.parse import parse_qsl

import msgspec

from mamoru.api.endpoint import GoingOn
from mamoru.api.errors import (
    BodyInvalidError,
    BodyTooLargeError,
    BodyUnreadableError,
    KeyMissingError,
    MediaUnsupportedError,
    ParameterInvalidError,
    ParameterMissingError,
)
from mamoru.errors import Language

T = TypeVar("T")
CHUNK = 1 << 16
PART = 1 << 20
LONGEST_QUERY = 4096
MOST_PARAMETERS = 200
_POINTER = re.compile(r"\$(?:\.[a-z_]+|\[\d+\]|\[\.\.\.\])*")
_REST = re.compile(r"bytes=([0-9]{1,15})-", re.ASCII)
_VALIDATOR = re.compile(r'"([A-Za-z0-9_-]{1,64})"', re.ASCII)
_BEARER = re.compile(r"[Bb]earer ([\x21-\x7e]{1,256})")


def body_of(environ: Mapping[str, Any], limit: int) -> bytes:
    """Return the body of a call; raises `BodyTooLargeError` before it holds more than `limit`."""
    media = environ.get("CONTENT_TYPE") or ""
    if media != "application/json":
        _check_media(media)
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > limit:
        raise BodyTooLargeError(limit=limit)
    stream: BinaryIO = environ["wsgi.input"]
    parts: list[bytes] = []
    size = 0
    while part := stream.read(min(CHUNK, limit + 1 - size)):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise BodyTooLargeError(limit=limit)
    return b"".join(parts)


def _check_media(media: str) -> None:
    kind, _, parameters = media.partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if kind.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise MediaUnsupportedError


def decoded(decoder: msgspec.json.Decoder[T], raw: bytes) -> T:
    """Return the value in a JSON body.

    Raises `BodyUnreadableError` for what is not JSON in UTF-8, names a key twice or nests too
    deeply, and `BodyInvalidError` for what has another form.
    """
    try:
        raw.decode()
        value = decoder.decode(raw)
        json.loads(raw, object_pairs_hook=_once)
    except msgspec.ValidationError as error:
        raise BodyInvalidError(pointer=_pointer(str(error))) from None
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise BodyUnreadableError from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> None:
    """Raise `ValueError` where a key comes twice: two readers could understand it differently."""
    if len(pairs) > 1 and len({key for key, _ in pairs}) != len(pairs):
        raise ValueError


def _pointer(message: str) -> str:
    """Return the place that msgspec names, as far as it consists of our own words."""
    if message.startswith("Object contains unknown field"):
        return "$"
    place = message.rpartition(" - at `")[2].removesuffix("`")
    return place if _POINTER.fullmatch(place) else "$"


@lru_cache(maxsize=1024)
def parameters(kind: type[T] | None, query: str) -> T | None:
    """Return the parameters of an address as a value of `kind`.

    A list is repeated, or written with commas. Remembered, since systems ask for the same items
    again and again. Raises `ParameterInvalidError`, `ParameterMissingError`.
    """
    if kind is None:
        if query:
            raise ParameterInvalidError(names="—")
        return None
    try:
        pairs = _pairs(kind, query)
        if missing := [name for name in _names(kind, required=True) if name not in pairs]:
            raise ParameterMissingError(names=", ".join(missing))
        return msgspec.convert(pairs, kind, strict=False)
    except (msgspec.ValidationError, ValueError):
        raise ParameterInvalidError(names=", ".join(_names(kind))) from None


def _pairs(kind: type, query: str) -> dict[str, Any]:
    if len(query) > LONGEST_QUERY:
        raise ValueError
    pairs = parse_qsl(
        query,
        keep_blank_values=True,
        strict_parsing=bool(query),
        errors="strict",
        max_num_fields=MOST_PARAMETERS,
    )
    found: dict[str, Any] = {}
    listed = listed_fields(kind)
    for name, value in pairs:
        if name in listed:
            found.setdefault(name, []).extend(value.split(","))
        elif name in found:
            raise ValueError
        else:
            found[name] = value
    return found


@lru_cache
def listed_fields(kind: type) -> frozenset[str]:
    """Return the parameters of `kind` that are lists."""
    return frozenset(
        one.encode_name for one in msgspec.structs.fields(kind) if "tuple" in str(one.type)
    )


def _names(kind: type, *, required: bool = False) -> list[str]:
    fields = msgspec.structs.fields(kind)
    return [one.encode_name for one in fields if one.required or not required]


def key_of(environ: Mapping[str, Any]) -> str:
    """Return the key that came with the call; raises `KeyMissingError`."""
    found = _BEARER.fullmatch(environ.get("HTTP_AUTHORIZATION", ""))
    if found is None:
        raise KeyMissingError
    return found[1]


def going_on(environ: Mapping[str, Any]) -> GoingOn | None:
    """Return where a transfer is to go on; other ranges than the rest of it are not served."""
    wanted = _REST.fullmatch(environ.get("HTTP_RANGE", ""))
    validator = _VALIDATOR.fullmatch(environ.get("HTTP_IF_RANGE", ""))
    return GoingOn(int(wanted[1]), validator[1]) if wanted and validator else None


@lru_cache(maxsize=256)
def language_of(accepted: str) -> Language:
    """Return the language to answer in: Japanese where it is preferred, else English (RFC 9110)."""
    best: dict[str, float] = {}
    for part in accepted[:200].lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            best[name.partition("-")[0]] = float(weight or 1)
        except ValueError:
            continue
    return "ja" if best.get("ja", 0.0) > best.get("en", 0.0) else "en"
