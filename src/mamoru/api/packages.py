"""What a recipient does without a key of ours: look at a link, take the package, acknowledge it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

import msgspec

from mamoru.api.endpoint import HTML, OCTETS, OUTSIDE, Call, Endpoint, Reply
from mamoru.api.package_page import page, problem_page
from mamoru.api.taking_page import PageLanguage, for_people, language_of
from mamoru.errors import Language
from mamoru.gate.looking import looking
from mamoru.provision.packages.acknowledge import acknowledge
from mamoru.provision.packages.errors import LinkUsedError
from mamoru.provision.packages.links import ADDRESS, Package, known, take
from mamoru.provision.packages.report import size_of
from mamoru.provision.packages.resume import resume, was_opened

PATH = ADDRESS


class PackageCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code in the package's receipt.txt."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True):
    """The hand-over, and that its package is acknowledged."""

    hand: str
    state: str
    manifest_hash: str


def looked_at(call: Call) -> Reply:
    """Return a page with the button that takes the package; looking at it uses nothing up.

    A browser whose transfer broke asks here for the rest of it.
    """
    language, token = language_of(call), call.path["token"]
    if call.going_on and was_opened(token):
        return _for_people(call, lambda: _sent(_rest(call, token)))
    return _for_people(call, lambda: _offered(call, token, language))


def _offered(call: Call, token: str, language: Language) -> Reply:
    with looking():
        row = known(token, call.worker.now())
        size = size_of(row)
    if row.opened_at is not None:
        raise LinkUsedError
    return page(row, size, call.worker.door.policy.controller, language)


def taken(call: Call) -> Reply:
    """Send the package, or the rest of it; the link is used up."""
    token = call.path["token"]
    goes_on = call.going_on is not None and was_opened(token)

    def sent() -> Reply:
        return _sent(_rest(call, token) if goes_on else take(call.worker.door, token))

    return _for_people(call, sent)


def _for_people(call: Call, act: Callable[[], Reply]) -> Reply:
    return for_people(call, lambda error: problem_page(error, language_of(call)), act)


def _rest(call: Call, token: str) -> Package:
    first, validator = (call.going_on.first, call.going_on.validator) if call.going_on else (0, "")
    return resume(call.worker.door, token, validator, first)


def _sent(found: Package) -> Reply:
    size, last = found.size, found.size - 1
    told = (
        ("Content-Disposition", f'attachment; filename="{found.name}"'),
        ("Accept-Ranges", "bytes"),
        ("ETag", f'"{found.secret}"'),
    )
    if not found.first:
        return Reply(parts=found.content, size=size, media=OCTETS, headers=told)
    return Reply(
        parts=found.content, size=size - found.first, media=OCTETS,
        status=HTTPStatus.PARTIAL_CONTENT,
        headers=(*told, ("Content-Range", f"bytes {found.first}-{last}/{size}")),
    )  # fmt: skip


def acknowledged(call: Call) -> Reply:
    """Note that the recipient opened the package."""
    asked: PackageCode = call.body
    done = acknowledge(call.worker.door, call.path["hand"], asked.code)
    told = Acknowledged(hand=done.hand, state=done.state, manifest_hash=done.manifest_hash)
    return Reply(body=msgspec.json.encode(told))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/packages/{token}", name="lookAtPackage",
        summary="A page that offers to take a package; it uses nothing up", verb=looked_at,
        scope=OUTSIDE, query=PageLanguage, media=HTML,
    ),
    Endpoint(
        method="POST", path="/packages/{token}", name="takePackage",
        summary="The package, as a tar archive of sealed files; the link is used up, and with "
        "`If-Range` and `Range` a transfer that broke goes on",
        verb=taken,
        scope=OUTSIDE, query=PageLanguage, media=OCTETS,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/acknowledgement", name="acknowledgePackage",
        summary="Say that the recipient has opened the package, by the code within it",
        verb=acknowledged, scope=OUTSIDE, takes=PackageCode, gives=Acknowledged,
    ),
)  # fmt: skip
