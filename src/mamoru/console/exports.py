"""Files that officers take away: given as attachments, and on record with their hash."""

import hashlib

from django.http import HttpRequest, HttpResponse

from mamoru.faces.here import account_of, door_of
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged


def attached(
    request: HttpRequest, content: bytes, *, name: str, media: str, what: str
) -> HttpResponse:
    """Return a file to be kept, once it is on record who took away what, and its SHA-256."""
    door, handle = door_of(request), account_of(request).handle
    digest = hashlib.sha256(content).hexdigest()

    def unit(record: Record) -> None:
        record.add(
            SystemChanged(
                at=door.clock(), change="exported", system=what, text=digest, caller=handle
            )
        )

    door.writer.run(unit)
    return HttpResponse(
        content, content_type=media,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip
