"""Scripts and styles of these pages, from our own address, under names that change with them."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.notices.views import FOREVER

_PLACES = {
    "icon.svg": ("mamoru.faces", "static/icon.svg"),
    "faces.css": ("mamoru.faces", "static/faces.css"),
    "faces.js": ("mamoru.faces", "static/faces.js"),
    "listing.js": ("mamoru.faces", "static/listing.js"),
    "editor.js": ("mamoru.faces", "static/editor.js"),
    "check-receipt.js": ("mamoru.faces", "static/check-receipt.js"),
    "htmx.js": ("mamoru.faces", "static/htmx.min.js"),
    "webauthn-json.js": ("allauth.mfa", "static/mfa/js/webauthn-json.js"),
    "webauthn.js": ("allauth.mfa", "static/mfa/js/webauthn.js"),
    "onload.js": ("allauth.account", "static/account/js/onload.js"),
}
_MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@cache
def content(name: str) -> bytes:
    """Return the file of that name; raises `KeyError` for one that is not listed."""
    package, path = _PLACES[name]
    return files(package).joinpath(path).read_bytes()


@cache
def addresses() -> dict[str, str]:
    """Return where each file is, by a word for templates: `faces_css`, `htmx_js`."""
    return {name.replace(".", "_").replace("-", "_"): _address(name) for name in _PLACES}


@require_safe
def asset(_: HttpRequest, stem: str, digest: str, kind: str) -> HttpResponse:
    """Give a file; raises `Http404` where its content is another by now."""
    name = f"{stem}.{kind}"
    if name not in _PLACES or digest != _digest(name):
        raise Http404
    return HttpResponse(
        content(name), content_type=_MEDIA[kind], headers={"Cache-Control": FOREVER}
    )


def _address(name: str) -> str:
    stem, _, kind = name.rpartition(".")
    return f"/assets/{stem}.{_digest(name)}.{kind}"


@cache
def _digest(name: str) -> str:
    return sha256(content(name)).hexdigest()[:12]
