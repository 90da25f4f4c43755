"""Whether this server lives, and whether it can work."""

import time

import msgspec

from mamoru.api.endpoint import Call, Reply

_encode = msgspec.json.Encoder().encode
OLDEST_SECONDS = 30.0
"""An entry that waits longer for its place says that the sequencer does not work."""


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: str = "live"


def health(_: Call) -> Reply:
    """Answer; that is all it says."""
    return Reply(body=_encode(Live()))
