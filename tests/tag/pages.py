"""Pages of an invented shop, and the third parties that its scripts and frames come from.

Every name leads to one server on loopback, which keeps what it was asked, by host.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SHOP, GOOGLE, ADS, VIDEO, CONSENT = (
    "www.shop.test", "google.test", "ads.test", "video.test", "consent.test",
)  # fmt: skip
THIRD = (GOOGLE, ADS, VIDEO)
NONCE = "r4nd0mN0nce"

STRICT = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'nonce-{nonce}'; "
    "connect-src 'self' {consent} {google}; img-src {google} data:; frame-src {video}; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types mamoru"
)
"""A policy of a careful page: nothing inline without its nonce, no markup from strings."""

STAND_IN = """
const there = "{google}/collect";
document.cookie = "_ga=GA1.1.1; Path=/; Domain=shop.test; Max-Age=9999";
document.cookie = "_ga_TEST=1; Path=/; Max-Age=9999";
document.cookie = "_ga_DEEP=1; Path=/deep/page; Max-Age=9999";
try {{ localStorage.setItem("_ga_store", "1"); }} catch {{}}
const ping = (why) => fetch(there + "?" + why, {{ mode: "no-cors", keepalive: true }}).catch(() => 0);
ping("load");
window.pings = setInterval(() => ping("tick"), 50);
addEventListener("pagehide", () => {{
  navigator.sendBeacon(there + "?gone", "x");
  new Image().src = there + "?image";
  document.cookie = "_ga_LATE=1; Path=/; Max-Age=9999";
}});
window.standIn = true;
"""
"""What a measuring script does: cookies on two domains and paths, and sending to the very last."""

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<style nonce="{nonce}">
body {{ margin: 0 auto; max-width: 44rem; padding: 1rem; line-height: 1.8; font-family: sans-serif; }}
html {{ background: Canvas; color: CanvasText; }}
a {{ color: CanvasText; }}
.film {{ display: block; width: 100%; aspect-ratio: 16 / 9; border: 0; }}
</style>
<script nonce="{nonce}" src="{consent}/tag/mamoru.js"></script>
<script type="text/plain" data-mamoru-purpose="analytics" data-src="{google}/gtag.js?id=G-TEST"></script>
<script type="text/plain" data-mamoru-purpose="analytics">window.order = [...(window.order ?? []), "inline"];</script>
<script type="text/plain" data-mamoru-purpose="advertising" data-src="{ads}/ads.js"></script>
</head>
<body>
<header><p>{title}</p></header>
<main>
<h1>{title}</h1>
<p>{words}</p>
<iframe class="film" title="{film}" data-mamoru-purpose="video" data-mamoru-src="{video}/embed"></iframe>
<p>{words}</p>
<p>{words}</p>
</main>
<footer><p><a href="#settings" data-mamoru-open>{settings}</a></p></footer>
</body>
</html>
"""
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


TAG = """tag: 1
origins: ["SHOP"]
record: {as: supplied, for: "2(1)a"}
purposes:
  analytics:
    ja: アクセス解析
    en: Measuring visits
    about:
      ja: どのページが見られているかを集計し、サービスの改善に役立てます。
      en: We count which pages are looked at, and improve the service by it.
    policy: ["2(1)d"]
    consent_mode: [analytics_storage]
  advertising:
    ja: 関心に合った広告
    en: Advertisements by interest
    about:
      ja: 閲覧の履歴から関心を推定し、それに合った広告を表示します。
      en: Interests are inferred from what is looked at, and advertisements chosen by them.
    policy: [ad]
    consent_mode: [ad_storage, ad_user_data, ad_personalization]
    gpc: true
  video:
    ja: 動画の表示
    en: Showing videos
    about:
      ja: 外部の動画配信サービスの動画を、ページの中に表示します。
      en: Videos of an outside service are shown within the page.
    policy: ["2(1)a"]
destinations:
  google:
    module: gtag.js
    purpose: analytics
    service: {ja: 見本アナリティクス, en: Example Analytics}
    recipient: {ja: 見本解析合同会社, en: Example Analytics LLC}
    party: analytics
    country: {code: US, ja: アメリカ合衆国, en: United States}
    sends:
      - {ja: Cookieの識別子(_ga), en: Cookie identifier (_ga)}
      - {ja: 閲覧したページのアドレス, en: Address of the page}
    sender_purpose: {ja: 利用状況を集計するため, en: To count visits}
    recipient_purpose: {ja: 解析サービスを提供するため, en: To provide its analytics service}
    policy: https://google.test/privacy
    opt_out: https://google.test/opt-out
    since: "2026-11-01"
    hosts: [google.test]
    cookies: [_ga, "_ga_*"]
  ads:
    module: ads.js
    purpose: advertising
    service: {ja: 見本広告, en: Example Ads}
    recipient: {ja: 株式会社見本広告, en: Example Ads Inc.}
    party: ad_firm
    country: {code: JP, ja: 日本, en: Japan}
    sends: [{ja: 広告用Cookieの識別子, en: Advertising cookie identifier}]
    sender_purpose: {ja: 広告を表示するため, en: To show advertisements}
    recipient_purpose: {ja: 広告を配信するため, en: To deliver advertisements}
    policy: https://ads.test/privacy
    since: "2026-11-01"
    hosts: [ads.test]
    cookies: [_ad_id]
  video:
    module: iframe
    purpose: video
    service: {ja: 見本動画, en: Example Video}
    recipient: {ja: 株式会社見本動画, en: Example Video Inc.}
    party: other
    country: {code: JP, ja: 日本, en: Japan}
    sends: [{ja: 視聴した動画, en: The video that is watched}]
    sender_purpose: {ja: 動画をお見せするため, en: To show videos}
    recipient_purpose: {ja: 動画を配信するため, en: To deliver the video}
    policy: https://video.test/privacy
    since: "2026-11-01"
    hosts: [video.test]
beacons: {write_key: wk_example, purposes: [analytics], pages: true}
"""
