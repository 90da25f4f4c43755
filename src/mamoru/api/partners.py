"""Partners over HTTP: the register, what is confirmed, deliveries, records of receipt."""

import threading
from typing import Annotated

import msgspec

from mamoru.api.bodies import Incoming
from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.errors import BodiesSlowError, ParameterMissingError
from mamoru.api.terms import Word
from mamoru.collection.partners import receipts, register, report
from mamoru.collection.partners.announce import announce
from mamoru.collection.partners.origins import NewOrigin, add_origin
from mamoru.collection.partners.register import (
    NewPartner,
    OriginShown,
    PartnerChange,
    PartnerConfirmed,
    PartnerShown,
)
from mamoru.collection.partners.report import DeliveryReport, RowGroup
from mamoru.collection.partners.staged_files import stage
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking

MOST = 1000
"""Groups of rows in one answer."""
UPLOADS = 2
"""Files that one process takes in at once; each keeps a thread for as long as it comes."""
_uploads = threading.Semaphore(UPLOADS)
_encode = msgspec.json.Encoder().encode


class NewDelivery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose delivery it will be, how the partner got it, and what its columns are."""

    partner: Word
    origin: Word
    mapping: Annotated[str, msgspec.Meta(max_length=262_144)]
    """The mapping's file, whole."""
    purpose: Word | None = None


class FileHash(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The SHA-256 that the partner names for its file."""

    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")] | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """After which row, and how many groups of rows."""

    after: Annotated[int, msgspec.Meta(ge=0)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 100


class OfPartner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Deliveries of one partner only."""

    partner: Word | None = None


class Partners(msgspec.Struct, frozen=True, kw_only=True):
    """The register."""

    partners: tuple[PartnerShown, ...]


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    """Deliveries, the latest first."""

    deliveries: tuple[DeliveryReport, ...]


class Rejections(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that were not taken as they came, and why; never what stands in them."""

    rows: tuple[RowGroup, ...]


class ReceiptRecords(msgspec.Struct, frozen=True, kw_only=True):
    """Every record of receipt, the earliest first."""

    records: tuple[receipts.ReceiptRecord, ...]


def listed(_: Call) -> Reply:
    """Return the register."""
    with looking():
        return Reply(body=_encode(Partners(partners=register.partners())))


def shown(call: Call) -> Reply:
    """Return one partner."""
    with looking():
        return Reply(body=_encode(register.show(call.path["partner"])))


def added(call: Call) -> Reply:
    """Register a partner."""
    return Reply(body=_encode(register.add(call.worker.door, call.body)), status=201)


def changed(call: Call) -> Reply:
    """Note that particulars changed."""
    return Reply(body=_encode(register.change(call.worker.door, call.path["partner"], call.body)))


def confirmed(call: Call) -> Reply:
    """Note that items were confirmed."""
    return Reply(body=_encode(register.confirm(call.worker.door, call.path["partner"], call.body)))


def origin_added(call: Call) -> Reply:
    """Note how a partner got what it will deliver."""
    made = add_origin(call.worker.door, call.path["partner"], call.body)
    return Reply(body=_encode(made), status=201)


def announced(call: Call) -> Reply:
    """Make ready for a delivery."""
    wanted: NewDelivery = call.body
    made = announce(
        call.worker.door, call.asker, wanted.partner, wanted.origin, wanted.mapping.encode(),
        purpose=wanted.purpose,
    )  # fmt: skip
    return Reply(body=_encode(made), status=201)


def uploaded(call: Call) -> Reply:
    """Take in the file of a delivery as it comes; it is received in the background.

    Without its length or its hash, a file that was cut off could not be told from a whole one.
    """
    wanted: FileHash = call.query
    incoming: Incoming = call.body
    if incoming.announced is None and wanted.sha256 is None:
        raise ParameterMissingError(names="sha256")
    if not _uploads.acquire(blocking=False):
        raise BodiesSlowError
    try:
        made = stage(
            call.worker.door, call.path["delivery"], incoming.whole(), sha256=wanted.sha256,
            caller=None if call.caller is None else call.caller.name,
        )  # fmt: skip
    finally:
        _uploads.release()
    return Reply(body=_encode(made), status=202)


def deliveries(call: Call) -> Reply:
    """Return every delivery."""
    wanted: OfPartner = call.query
    with looking():
        return Reply(body=_encode(Deliveries(deliveries=report.deliveries(wanted.partner))))


def delivery(call: Call) -> Reply:
    """Return how far a delivery came."""
    with looking():
        return Reply(body=_encode(report.report_of(report.delivery(call.path["delivery"]))))


def rejected(call: Call) -> Reply:
    """Return the rows of a delivery that were not taken as they came."""
    wanted: Span = call.query
    with looking():
        key = report.delivery(call.path["delivery"]).key
        rows = tuple(report.rejections(key, after=wanted.after, limit=wanted.limit))
    return Reply(body=_encode(Rejections(rows=rows)))


def recorded(_: Call) -> Reply:
    """Return the records of receipt."""
    with looking():
        return Reply(body=_encode(ReceiptRecords(records=tuple(receipts.records()))))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/partners", name="listPartners", summary="The register of partners",
        verb=listed, scope=Scopes.PARTNERS_MANAGE, gives=Partners,
    ),
    Endpoint(
        method="POST", path="/partners", name="addPartner", summary="Register a partner",
        verb=added, scope=Scopes.PARTNERS_MANAGE, takes=NewPartner, gives=PartnerShown, status=201,
    ),
    Endpoint(
        method="GET", path="/partners/{partner}", name="showPartner",
        summary="A partner, and what is confirmed of it", verb=shown,
        scope=Scopes.PARTNERS_MANAGE, gives=PartnerShown,
    ),
    Endpoint(
        method="PATCH", path="/partners/{partner}", name="changePartner",
        summary="Note that particulars of a partner changed", verb=changed,
        scope=Scopes.PARTNERS_MANAGE, takes=PartnerChange, gives=PartnerShown,
    ),
    Endpoint(
        method="POST", path="/partners/{partner}/confirmations", name="confirmPartner",
        summary="Note that particulars of a partner were confirmed", verb=confirmed,
        scope=Scopes.PARTNERS_MANAGE, takes=PartnerConfirmed, gives=PartnerShown,
    ),
    Endpoint(
        method="POST", path="/partners/{partner}/origins", name="addOrigin",
        summary="Note how a partner got what it will deliver", verb=origin_added,
        scope=Scopes.PARTNERS_MANAGE, takes=NewOrigin, gives=OriginShown, status=201,
    ),
    Endpoint(
        method="GET", path="/deliveries", name="listDeliveries",
        summary="Deliveries of partners, the latest first", verb=deliveries,
        scope=Scopes.PARTNERS_DELIVER, query=OfPartner, gives=Deliveries,
    ),
    Endpoint(
        method="POST", path="/deliveries", name="announceDelivery",
        summary="Make ready for a delivery, if its provider is confirmed", verb=announced,
        scope=Scopes.PARTNERS_DELIVER, takes=NewDelivery, gives=DeliveryReport, status=201,
    ),
    Endpoint(
        method="GET", path="/deliveries/{delivery}", name="showDelivery",
        summary="How far a delivery came", verb=delivery, scope=Scopes.PARTNERS_DELIVER,
        gives=DeliveryReport,
    ),
    Endpoint(
        method="PUT", path="/deliveries/{delivery}/file", name="uploadDelivery",
        summary="Hand over the file of a delivery, as it is", verb=uploaded,
        scope=Scopes.PARTNERS_DELIVER, query=FileHash, gives=DeliveryReport, status=202,
        streams=True,
    ),
    Endpoint(
        method="GET", path="/deliveries/{delivery}/rejections", name="listRejections",
        summary="RowGroup of a delivery that were not taken, and why", verb=rejected,
        scope=Scopes.PARTNERS_DELIVER, query=Span, gives=Rejections,
    ),
    Endpoint(
        method="GET", path="/receipts", name="listReceipts",
        summary="The records of receipt (APPI 30(3))", verb=recorded,
        scope=Scopes.PARTNERS_MANAGE, gives=ReceiptRecords,
    ),
)  # fmt: skip
