"""People who leave, over HTTP: the leaving, how far it came, its certificate, recipients' word."""

from typing import Annotated

import msgspec

from mamoru.api import keeping
from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.rights.leaving import telling
from mamoru.rights.leaving.accounts import accounts, settle_accounts
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.report import LeavingReport, ToldReport, leavings, told
from mamoru.rights.leaving.report import leaving as one_leaving
from mamoru.rights.whose import AccountSeen, AccountsSettled

_encode = msgspec.json.Encoder().encode
SCOPE = Scopes.PEOPLE_ERASE


class Leavings(msgspec.Struct, frozen=True, kw_only=True):
    """Leavings in the order of their random names."""

    leavings: tuple[LeavingReport, ...]


class WhichLeavings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which leavings are listed."""

    open: bool = False
    """Those that still owe something, and no others."""
    after: Annotated[str, msgspec.Meta(max_length=40)] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100


class AccountsInQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts of systems that may be those of whoever left."""

    accounts: tuple[AccountSeen, ...]


class RecipientWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a recipient's word is kept that what they had is erased."""

    shown: Reference


def left(call: Call) -> Reply:
    """Let somebody leave, and go on as far as can be gone at once."""
    wanted: keeping.Leaving = call.body
    wish = wanted.handling.wish("dispose")
    found = leave(call.worker.door, call.asker, wish, call.path["ref"])
    return Reply(body=_encode(found), status=201)


def listed(call: Call) -> Reply:
    """Return leavings."""
    wanted: WhichLeavings = call.query
    found = leavings(is_open=wanted.open, after=wanted.after, limit=wanted.limit)
    return Reply(body=_encode(Leavings(leavings=tuple(found))))


def shown(call: Call) -> Reply:
    """Return one leaving."""
    return Reply(body=_encode(one_leaving(call.path["leaving"])))


def unclear(call: Call) -> Reply:
    """Return the accounts of which it is to be said whose they are."""
    found = accounts(call.worker.door, call.asker, call.path["leaving"])
    return Reply(body=_encode(AccountsInQuestion(accounts=found)))


def settled(call: Call) -> Reply:
    """Go on with what is said of whose accounts are."""
    said: AccountsSettled = call.body
    found = settle_accounts(call.worker.door, call.asker, call.path["leaving"], said)
    return Reply(body=_encode(found))


def certified(call: Call) -> Reply:
    """Issue the certificate of a leaving."""
    return Reply(body=certificate(call.worker.door, call.asker, call.path["leaving"]))


def confirmed(call: Call) -> Reply:
    """Note a recipient's word."""
    wanted: RecipientWord = call.body
    telling.confirm(call.worker.door, call.asker, call.path["told"], wanted.shown)
    return Reply(body=_encode(told(call.path["told"])))


def notified(call: Call) -> Reply:
    """Note that a recipient was told by other means."""
    telling.told_otherwise(call.worker.door, call.asker, call.path["told"])
    return Reply(body=_encode(told(call.path["told"])))


ENDPOINTS = (
    Endpoint(
        method="POST", path="/people/{ref}/leaving", name="letLeave",
        summary="Delete an account: hold what the law keeps, erase the rest, tell recipients",
        verb=left, scope=SCOPE, takes=keeping.Leaving, gives=LeavingReport, status=201,
    ),
    Endpoint(
        method="GET", path="/leavings", name="listLeavings",
        summary="Leavings, and how far each came", verb=listed, scope=SCOPE, query=WhichLeavings,
        gives=Leavings,
    ),
    Endpoint(
        method="GET", path="/leavings/{leaving}", name="showLeaving",
        summary="One leaving: what is held, who was told, what is owed", verb=shown, scope=SCOPE,
        gives=LeavingReport,
    ),
    Endpoint(
        method="GET", path="/leavings/{leaving}/accounts", name="seeLeavingAccounts",
        summary="The accounts of systems that several people may have; on record", verb=unclear,
        scope=SCOPE, gives=AccountsInQuestion,
    ),
    Endpoint(
        method="POST", path="/leavings/{leaving}/accounts", name="settleLeavingAccounts",
        summary="Say of every one of them whether it is theirs, and go on", verb=settled,
        scope=SCOPE, takes=AccountsSettled, gives=LeavingReport,
    ),
    Endpoint(
        method="POST", path="/leavings/{leaving}/certificate", name="certifyLeaving",
        summary="The certificate of a leaving, with proof from the ledger", verb=certified,
        scope=SCOPE, gives=dict,
    ),
    Endpoint(
        method="POST", path="/told/{told}/notice", name="noteTold",
        summary="Note that a recipient was told otherwise than by a letter of ours",
        verb=notified, scope=SCOPE, gives=ToldReport,
    ),
    Endpoint(
        method="POST", path="/told/{told}/confirmation", name="confirmErased",
        summary="Note a recipient's word that what they had is erased", verb=confirmed,
        scope=SCOPE, takes=RecipientWord, gives=ToldReport,
    ),
)  # fmt: skip
