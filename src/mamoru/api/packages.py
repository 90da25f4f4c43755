"""What a recipient does without a key of ours: look at a link, take the package, acknowledge it."""

from html import escape
from typing import Annotated

import msgspec

from mamoru.api.endpoint import HTML, OCTETS, OUTSIDE, Call, Endpoint, Reply
from mamoru.api.routes import PREFIX
from mamoru.errors import Language
from mamoru.gate.looking import looking
from mamoru.policy.words import Word
from mamoru.provision.packages.acknowledge import acknowledge
from mamoru.provision.packages.links import known, take

PATH = f"{PREFIX}/packages"
_TITLE = Word("パッケージの受け取り", "Take a package")
_TOLD = Word(
    "このリンクで受け取れるのは一度だけです({at} まで)。中身は受け取る方の鍵でしか開けません。",
    "This link takes the package once, until {at}. Only the recipient's key opens what is in it.",
)
_TAKE = Word("受け取る", "Take it")
_USED = Word("このリンクは使われました。", "This link was used.")


class PackageCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code in the package's receipt.txt."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True):
    """The hand-over, and that its package is acknowledged."""

    hand: str
    state: str
    manifest_hash: str


def looked_at(call: Call) -> Reply:
    """Return a page with the button that takes the package; looking at it uses nothing up."""
    with looking():
        row = known(call.path["token"], call.worker.now())
    until = row.expires_at.isoformat(timespec="minutes")
    if row.opened_at is not None:
        return _page(call.language, _said(_USED, call.language), "")
    button = f'<form method="post"><button>{_said(_TAKE, call.language)}</button></form>'
    return _page(call.language, _said(_TOLD, call.language).format(at=until), button)


def taken(call: Call) -> Reply:
    """Send the package; the link is used up."""
    found = take(call.worker.door, call.path["token"])
    return Reply(
        parts=found.content, size=found.size, media=OCTETS,
        headers=(("Content-Disposition", f'attachment; filename="{found.name}"'),),
    )  # fmt: skip


def acknowledged(call: Call) -> Reply:
    """Note that the recipient opened the package."""
    asked: PackageCode = call.body
    done = acknowledge(call.worker.door, call.path["hand"], asked.code)
    told = Acknowledged(hand=done.hand, state=done.state, manifest_hash=done.manifest_hash)
    return Reply(body=msgspec.json.encode(told))


def _page(language: Language, text: str, button: str) -> Reply:
    title = _said(_TITLE, language)
    page = (
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
        f"<main><h1>{title}</h1><p>{escape(text)}</p>{button}</main></html>\n"
    )
    return Reply(body=page.encode(), media=HTML)


def _said(word: Word, language: Language) -> str:
    return word.ja if language == "ja" else word.en


ENDPOINTS = (
    Endpoint(
        method="GET", path="/packages/{token}", name="lookAtPackage",
        summary="A page that offers to take a package; it uses nothing up", verb=looked_at,
        scope=OUTSIDE, media=HTML,
    ),
    Endpoint(
        method="POST", path="/packages/{token}", name="takePackage",
        summary="The package, as a tar archive of sealed files; the link is used up", verb=taken,
        scope=OUTSIDE, media=OCTETS,
    ),
    Endpoint(
        method="POST", path="/hand-overs/{hand}/acknowledgement", name="acknowledgePackage",
        summary="Say that the recipient has opened the package, by the code within it",
        verb=acknowledged, scope=OUTSIDE, takes=PackageCode, gives=Acknowledged,
    ),
)  # fmt: skip
