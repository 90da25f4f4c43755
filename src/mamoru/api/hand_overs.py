"""Hand-overs over HTTP: planned, approved, made, sent, acknowledged, called back."""

from typing import Annotated

import msgspec
from django.conf import settings

from mamoru.api.endpoint import BULK, Call, Endpoint, Reply
from mamoru.api.packages import ENDPOINTS as PACKAGES
from mamoru.api.packages import PATH
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.provision.packages import report
from mamoru.provision.packages.approve import approve, want
from mamoru.provision.packages.links import offer
from mamoru.provision.packages.mailing import mail_link
from mamoru.provision.packages.manifest import vkey
from mamoru.provision.packages.places import Destination
from mamoru.provision.packages.plan import NewHandOver
from mamoru.provision.packages.planning import plan_soon
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import HandOverReport, Plan
from mamoru.provision.packages.send import address
from mamoru.provision.packages.state import HandState

_encode = msgspec.json.Encoder().encode


class OfParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hand-overs to one party only."""

    party: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class HandOvers(msgspec.Struct, frozen=True, kw_only=True):
    """Hand-overs, the latest first."""

    hand_overs: tuple[HandOverReport, ...]


class SendingTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A server of the recipient."""

    to: Destination


class Recalling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a hand-over is called back."""

    reason: Reference


class PackageLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that takes a package once; it is shown this once."""

    hand: str
    path: str
    """On this server."""
    url: str | None
    """With the address of this server, where it is set."""
    expires_at: str


class PackageKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What a recipient needs: the key of manifests, and that with which we sign in to SFTP."""

    vkey: str
    ssh: str


def planned(call: Call) -> Reply:
    """Plan a hand-over: at once, or in the background where there are many people to look at."""
    new: NewHandOver = call.body
    found = plan_soon(call.worker.door, call.asker, new, call.asker.system)
    status = 202 if found.hand.state is HandState.PLANNING else 201
    return Reply(status=status, body=_encode(found))


def plan_shown(call: Call) -> Reply:
    """Return what a hand-over would hold, or how far planning it came."""
    with looking():
        return Reply(body=_encode(report.plan_of(report.hand_over(call.path["hand"]))))


def listed(call: Call) -> Reply:
    """Return every hand-over."""
    wanted: OfParty = call.query
    with looking():
        return Reply(body=_encode(HandOvers(hand_overs=report.hand_overs(wanted.party))))


def shown(call: Call) -> Reply:
    """Return how far a hand-over came."""
    with looking():
        return Reply(body=_encode(report.report_of(report.hand_over(call.path["hand"]))))


def approved(call: Call) -> Reply:
    """Approve a hand-over."""
    name = call.asker.system
    return Reply(body=_encode(approve(call.worker.door, call.path["hand"], name, caller=name)))


def wanted(call: Call) -> Reply:
    """Let a package be made in the background."""
    return Reply(status=202, body=_encode(want(call.worker.door, call.path["hand"])))


def offered(call: Call) -> Reply:
    """Return a new link to a package."""
    found = offer(call.worker.door, call.path["hand"])
    path = f"{PATH}/{found.token}"
    told = PackageLink(
        hand=found.hand, path=path, url=f"{settings.URL}{path}" if settings.URL else None,
        expires_at=found.expires_at.isoformat(),
    )  # fmt: skip
    return Reply(status=201, body=_encode(told))


def mailed(call: Call) -> Reply:
    """Let a new link be mailed to the party."""
    return Reply(status=202, body=_encode(mail_link(call.worker.door, call.path["hand"])))


def addressed(call: Call) -> Reply:
    """Let a package be sent to a server of its recipient in the background."""
    asked: SendingTo = call.body
    return Reply(status=202, body=_encode(address(call.worker.door, call.path["hand"], asked.to)))


def recalled(call: Call) -> Reply:
    """Call a hand-over back."""
    asked: Recalling = call.body
    done = revoke(
        call.worker.door, call.path["hand"], caller=call.asker.system, reason=asked.reason
    )
    return Reply(body=_encode(done))


def keys(_: Call) -> Reply:
    """Return the public keys of this installation that recipients need."""
    from mamoru.provision.packages.sftp import public_key  # here: its library takes long to load

    return Reply(body=_encode(PackageKeys(vkey=vkey(), ssh=public_key())))


ENDPOINTS = (
    Endpoint(
        method="POST", path="/hand-overs", name="planHandOver",
        summary="Plan a hand-over: of how many it is allowed, and why, with a masked sample",
        verb=planned, scope=Scopes.PACKAGES_MAKE, takes=NewHandOver, gives=Plan, status=201,
        later=202, limit=BULK,
    ),
    Endpoint(
        method="GET", path="/hand-overs/{hand}/plan", name="showPlan",
        summary="What a hand-over would hold, or how far planning it came", verb=plan_shown,
        scope=Scopes.PACKAGES_MAKE, gives=Plan,
    ),
    Endpoint(
        method="GET", path="/hand-overs", name="listHandOvers",
        summary="Hand-overs, the latest first", verb=listed, scope=Scopes.PACKAGES_MAKE,
        query=OfParty, gives=HandOvers,
    ),
    Endpoint(
        method="GET", path="/hand-overs/keys", name="keysOfPackages",
        summary="The public keys that recipients need", verb=keys, scope=Scopes.PACKAGES_MAKE,
        gives=PackageKeys,
    ),
    Endpoint(
        method="GET", path="/hand-overs/{hand}", name="showHandOver",
        summary="How far a hand-over came", verb=shown, scope=Scopes.PACKAGES_MAKE,
        gives=HandOverReport,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/approval", name="approveHandOver",
        summary="Approve a hand-over that somebody else planned", verb=approved,
        scope=Scopes.PACKAGES_APPROVE, gives=HandOverReport,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/production", name="makePackage",
        summary="Let the package be made", verb=wanted, scope=Scopes.PACKAGES_MAKE,
        gives=HandOverReport, status=202,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/link", name="linkPackage",
        summary="A new link that takes the package once", verb=offered,
        scope=Scopes.PACKAGES_MAKE, gives=PackageLink, status=201,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/mail", name="mailPackageLink",
        summary="Let a new link be mailed to the contact of the party", verb=mailed,
        scope=Scopes.PACKAGES_MAKE, gives=HandOverReport, status=202,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/destination", name="sendPackage",
        summary="Let the package be sent to a server of its recipient, by SFTP or S3",
        verb=addressed, scope=Scopes.PACKAGES_MAKE, takes=SendingTo, gives=HandOverReport,
        status=202,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/revocation", name="revokeHandOver",
        summary="Call a hand-over back", verb=recalled, scope=Scopes.PACKAGES_MAKE,
        takes=Recalling, gives=HandOverReport,
    ),
    *PACKAGES,
)  # fmt: skip
