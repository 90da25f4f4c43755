"""Pages of an invented shop, and the third parties that its scripts and frames come from.

Every name leads to one server on loopback, which keeps what it was asked, by host.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

HERE = Path(__file__).parent
SHOP, GOOGLE, ADS, VIDEO, CONSENT = (
    "www.shop.test", "google.test", "ads.test", "video.test", "consent.test",
)  # fmt: skip
THIRD = (GOOGLE, ADS, VIDEO)
NONCE = "r4nd0mN0nce"

STRICT = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'nonce-{nonce}'; "
    "connect-src 'self' {consent} {google}; img-src {google} data:; frame-src {video}; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types mamoru"
)
"""Of a careful page: nothing inline without its nonce, no markup from strings."""
STAND_IN = (HERE / "stand_in.js").read_text()
"""What a measuring script does: cookies on two domains and paths, and sending to the very last."""

TAG = (HERE / "tag.yaml").read_text()
PAGE = (HERE / "shop.html").read_text()
WORDS = {
    "ja": {
        "title": "見本の店", "film": "見本の動画", "settings": "Cookieの設定",
        "words": "季節の道具を並べています。どれも長く使えるものです。" * 3,
    },
    "en": {
        "title": "Example shop", "film": "Example video", "settings": "Cookie settings",
        "words": "Tools of the season, all of them made to last for a long time. " * 3,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    host: str
    path: str
    method: str
    body: bytes


@dataclass(slots=True, kw_only=True)
class Web:
    """The server. Everything that is asked of any host is in `asked`, in order."""

    port: int
    consent: str = ""
    """Origin of Mamoru's server."""
    asked: list[Asked] = field(default_factory=list)
    visitor: str = ""
    """Whose requests are kept, by the name of their browser: closed pages send to the last."""
    more: dict[str, str] = field(default_factory=dict)
    """Pages by path, beside those that are always there."""

    def origin(self, host: str) -> str:
        return f"http://{host}:{self.port}"

    def page(self, path: str = "/") -> str:
        return self.origin(SHOP) + path

    def third(self) -> list[str]:
        """Return what third parties were asked, host and path."""
        return [one.host + one.path for one in self.asked if one.host in THIRD]

    def names(self) -> dict[str, str]:
        hosts = {"google": GOOGLE, "ads": ADS, "video": VIDEO}
        origins = {name: self.origin(host) for name, host in hosts.items()}
        return {**origins, "consent": self.consent, "nonce": NONCE}

    def html(self, path: str) -> str:
        language = "en" if path.startswith("/en") else "ja"
        return PAGE.format(language=language, **WORDS[language], **self.names())

    def answer(self, host: str, path: str) -> tuple[str, str]:
        """Return type and body of what is at a place."""
        if host == SHOP:
            return "text/html; charset=utf-8", self.more.get(path) or self.html(path)
        if path.startswith("/gtag.js"):
            return "text/javascript", STAND_IN.format(**self.names())
        if path.startswith("/ads.js"):
            return "text/javascript", 'document.cookie = "_ad_id=1; Path=/"; window.adsRan = true;'
        return "text/html", "<!doctype html><title>embedded</title><p>A film."


@contextmanager
def running_pages() -> Iterator[Web]:
    """Serve until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            host = str(self.headers["Host"]).partition(":")[0]
            body = self.rfile.read(size)
            if web.visitor in str(self.headers["User-Agent"]):
                web.asked.append(Asked(host=host, path=self.path, method=self.command, body=body))
            kind, content = web.answer(host, self.path)
            raw = content.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(raw)))
            self.send_header("Cache-Control", "no-store")
            if host == SHOP:
                self.send_header("Content-Security-Policy", STRICT.format(**web.names()))
            self.end_headers()
            with suppress(OSError):  # who goes away while being answered wants no answer
                self.wfile.write(raw)

        do_POST = do_GET  # noqa: N815 - the server's own names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(port=server.server_address[1])
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def configuration(web: Web, *changes: tuple[str, str]) -> str:
    """Return a `tag.yaml` of the shop; `changes` are texts in it, and what stands there instead."""
    text = TAG.replace("SHOP", web.origin(SHOP))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text
