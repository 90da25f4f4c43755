"""Where a call came from: its address, and the network that counts as one sender."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings

_PREFIX = {4: 24, 6: 56}
"""Bits by which somebody is counted: whoever has one address of such a network can have all."""


def address_of(environ: Mapping[str, Any]) -> str | None:
    """Return where the call came from: as the connection says, or as the proxy in front does."""
    if not settings.EVENT_PROXY:
        return environ.get("REMOTE_ADDR")
    name = "HTTP_" + settings.EVENT_PROXY.upper().replace("-", "_")
    return environ.get(name, "").rpartition(",")[2].strip() or None


def network_of(environ: Mapping[str, Any]) -> str | None:
    """Return the network that a call came from; `None` where it cannot be told.

    An address of this machine is that of a proxy which the settings do not know, and would make
    everybody one.
    """
    try:
        address = ip_address(address_of(environ) or "")
    except ValueError:
        return None
    if address.is_loopback:
        return None
    return str(ip_network(f"{address}/{_PREFIX[address.version]}", strict=False))
