"""What is done with a value before it is kept: shortened, coarsened, made a digest. Pure.

A measure that does not fit a value gives `None`, and nothing of the value is kept.
"""

import ipaddress
import math
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from mamoru.collection.collector.grammar import COARSEN, ENCRYPT, HASH, KEEP, TRUNCATE
from mamoru.gate.observing.secret import digest

LONGEST = 2048
"""Characters of the longest text that is kept."""
MOST = 100
"""Values of the longest list that is kept."""
SHORT = 32
"""Characters that are left of a text that is no address."""
LARGEST = 1 << 53
"""The largest whole number that every program reads alike (RFC 8259, 6)."""
V4_BITS, V6_BITS = 24, 48
"""Bits that are left of an address: a network of some 256 machines, or of one site."""

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_V4 = re.compile(rf"({_OCTET}\.{_OCTET}\.{_OCTET})\.{_OCTET}", re.ASCII)
_MAY_BE_ADDRESS = re.compile(r"\s*[0-9A-Fa-f:.]{2,64}(?:%\S*)?\s*", re.ASCII).fullmatch
_BRANDS = (
    ("Edge", re.compile(r"Edg(?:A|iOS)?/(\d{1,4})")),
    ("Opera", re.compile(r"OPR/(\d{1,4})")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d{1,4})")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d{1,4})")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS|Chromium)/(\d{1,4})")),
    ("Safari", re.compile(r"Version/(\d{1,4})[\d.]* (?:Mobile/\S+ )?Safari/")),
)
_PLATFORMS = (
    ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "Chrome OS"), ("Linux", "Linux"),
)  # fmt: skip


def measured(do: str, value: Any, secret: bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return `value` as it may be kept under the measure `do`, or `None`."""
    if do in (KEEP, ENCRYPT):
        return plain(value)
    if do == TRUNCATE:
        return truncated(value) if isinstance(value, str) else None
    if do == COARSEN:
        return coarsened(value)
    if do == HASH and isinstance(value, str | int) and not isinstance(value, bool):
        return digest(secret, str(value)[:LONGEST]).hex()
    return None


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a text, number, truth value or list of them as it is, and of anything else `None`."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST else None
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if -LARGEST <= value <= LARGEST else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list) and len(value) <= MOST:
        found = [plain(one) for one in value if not isinstance(one, list)]
        return None if None in found or len(found) < len(value) else found
    return None


def truncated(value: str) -> str:
    """Return the network of an address, a URL without query and fragment, or a text's beginning."""
    network = _network(value)
    if network is not None:
        return network
    if "://" in value[:16]:
        try:
            parts = urlsplit(value[:LONGEST])
            host = f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
        except ValueError:
            return ""
        return f"{parts.scheme}://{host}{parts.path}"
    return value.partition("?")[0].partition("#")[0][:SHORT]


def _network(value: str) -> str | None:
    plain_v4 = _V4.fullmatch(value)
    if plain_v4 is not None:  # as most are, and much quicker than the library
        return f"{plain_v4[1]}.0/{V4_BITS}"
    if not _MAY_BE_ADDRESS(value):
        return None
    try:
        address = ipaddress.ip_address(value.strip()[:64].partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = V4_BITS if address.version == 4 else V6_BITS
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def coarsened(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a degree to one decimal (some 10 km), and of a user agent what client hints say."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return round(float(value), 1) if abs(value) <= LARGEST and math.isfinite(value) else None
    if isinstance(value, str):
        return hints(value[:LONGEST])
    return None


@lru_cache(maxsize=1024)
def hints(agent: str) -> dict[str, str | bool]:
    """Return brand, major version, platform and whether it is a mobile, of a User-Agent header."""
    brand, major = "other", ""
    for name, pattern in _BRANDS:
        found = pattern.search(agent)
        if found:
            brand, major = name, found[1]
            break
    platform = next((name for mark, name in _PLATFORMS if mark in agent), "other")
    return {"brand": brand, "major": major, "platform": platform, "mobile": "Mobi" in agent}
