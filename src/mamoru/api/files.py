"""Files over HTTP: sent for a form piece by piece, and handed out so that no browser runs them."""

from typing import Literal

import msgspec

from mamoru.api.bodies import Incoming
from mamoru.api.endpoint import OCTETS, Call, Endpoint, Reply
from mamoru.api.terms import Terse
from mamoru.collection.forms.uploads import upload
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.gate.files import Received
from mamoru.provision.records.single import file_or_hand

_encode = msgspec.json.Encoder().encode
SEALED_OFF = (("Content-Security-Policy", "sandbox"),)
"""Beside what every answer says: whatever shows it all the same runs nothing of it."""
NEEDED = {"use": Scopes.PEOPLE_READ, "disclose": Scopes.PEOPLE_DISCLOSE}


class FileReads(Terse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To do what with a file."""

    act: Literal["use", "provide", "entrust", "share", "disclose"] = "use"


def send(call: Call) -> Reply:
    """Take in a file for a field of a form."""
    incoming: Incoming = call.body
    found = upload(
        call.worker.door, call.asker, call.path["form"], call.path["field"], incoming.pieces(),
        announced=incoming.announced,
    )  # fmt: skip
    return Reply(status=201, body=_encode(found))


def read(call: Call) -> Reply:
    """Hand out the content of a file."""
    wanted: FileReads = call.query
    needed = NEEDED.get(wanted.act, Scopes.PEOPLE_PROVIDE)
    if call.caller and needed not in call.caller.scopes:
        raise ScopeMissingError(scope=needed)
    found, _ = file_or_hand(
        call.worker.door, call.asker, wanted.wish(wanted.act), call.path["ref"], call.path["file"]
    )
    named = f'attachment; filename="{found.file.file}"'
    return Reply(
        parts=found.content, size=found.file.size, media=OCTETS,
        headers=(("Content-Disposition", named), *SEALED_OFF),
    )  # fmt: skip


ENDPOINTS = (
    Endpoint(
        method="POST", path="/forms/{form}/files/{field}", name="sendFile",
        summary="Send a file for a field of a form; its token is handed in with the rest",
        verb=send, scope=Scopes.FORMS_SUBMIT, gives=Received, status=201, streams=True,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/files/{file}", name="readFile",
        summary="The content of a file of one person", verb=read, scope=Scopes.PEOPLE_READ,
        query=FileReads, media=OCTETS,
    ),
)  # fmt: skip
