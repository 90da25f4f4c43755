"""Records of provision and receipt over HTTP: the registers, and what one person is told."""

from datetime import date
from functools import partial

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.errors import AddressUnknownError
from mamoru.api.terms import Terse
from mamoru.desk.register import COMPLAINTS, complaint_sheet
from mamoru.errors import Language
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.provision.records import keep
from mamoru.provision.records.keep import RecordOfProvision
from mamoru.provision.records.sheet import REGISTERS, Days, register_sheet
from mamoru.provision.records.writing import FORMS
from mamoru.provision.shown.view import DISCLOSE, RecipientsShown, recipients_of
from mamoru.rights.requests.registers import REQUEST_REGISTERS, request_sheet

_encode = msgspec.json.Encoder().encode


class ProvisionRecords(msgspec.Struct, frozen=True, kw_only=True):
    """Every record of provision that is kept, the earliest first."""

    records: tuple[RecordOfProvision, ...]


class RegisterWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which language a register is written, and of which days in Japan it tells."""

    language: Language = "ja"
    since: date | None = None
    until: date | None = None


def listed(_: Call) -> Reply:
    """Return every record of provision."""
    with looking():
        return Reply(body=_encode(ProvisionRecords(records=tuple(keep.records()))))


def shown(call: Call) -> Reply:
    """Return one record."""
    with looking():
        return Reply(body=_encode(keep.one(call.path["record"])))


def written(call: Call, *, ending: str) -> Reply:
    """Return a register as a file."""
    wanted: RegisterWanted = call.query
    days = Days(since=wanted.since, until=wanted.until)
    register = call.path["register"]
    form, at = FORMS[ending], call.worker.now()
    policy = call.worker.door.policy
    with looking():
        if register in REGISTERS:
            sheet = register_sheet(register, policy, wanted.language, at=at, days=days)
        elif register in REQUEST_REGISTERS:
            sheet = request_sheet(register, policy, wanted.language, at=at, days=days)
        elif register == COMPLAINTS:
            sheet = complaint_sheet(policy, wanted.language, at=at, days=days)
        else:
            raise AddressUnknownError
    name = f"{register}.{ending}"
    return Reply(
        body=form.write(sheet), media=form.media,
        headers=(("Content-Disposition", f'attachment; filename="{name}"'),),
    )  # fmt: skip


def recipients(call: Call) -> Reply:
    """Return who received what of one person; asking is on record as well."""
    found = recipients_of(call.worker.door, call.asker, call.query.wish(DISCLOSE), call.path["ref"])
    return Reply(body=_encode(found))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/records", name="listRecords",
        summary="The records of provision (APPI 29, 31, and those the policy promises)",
        verb=listed, scope=Scopes.RECORDS_READ, gives=ProvisionRecords,
    ),
    Endpoint(
        method="GET", path="/records/{record}", name="showRecord",
        summary="One record of provision", verb=shown, scope=Scopes.RECORDS_READ,
        gives=RecordOfProvision,
    ),
    *(
        Endpoint(
            method="GET", path=f"/registers/{{register}}/{ending}",
            name=f"writeRegisterAs{ending.capitalize()}", summary=f"A register as .{ending}",
            verb=partial(written, ending=ending), scope=Scopes.RECORDS_READ, query=RegisterWanted,
            media=form.media,
        )
        for ending, form in FORMS.items()
    ),
    Endpoint(
        method="GET", path="/people/{ref}/recipients", name="recipientsOfPerson",
        summary="Who received what of one person, and the statutory records (APPI 33(5))",
        verb=recipients, scope=Scopes.PEOPLE_DISCLOSE, query=Terse, gives=RecipientsShown,
    ),
)  # fmt: skip
