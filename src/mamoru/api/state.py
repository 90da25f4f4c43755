"""Whether this server lives, and whether it can work."""

from http import HTTPStatus

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.gate.readiness import readiness

_encode = msgspec.json.Encoder().encode


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: str = "live"


def health(_: Call) -> Reply:
    """Answer; that is all it says."""
    return Reply(body=_encode(Live()))


def ready(call: Call) -> Reply:
    """Look at database, keys and sequencer."""
    found = readiness(call.worker.door, is_sequencing=call.worker.is_sequencing)
    status = HTTPStatus.OK if found.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return Reply(status=status, body=_encode(found))
