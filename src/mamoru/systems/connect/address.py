"""The address of a system: which are taken, and what of one may be shown."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from mamoru.systems.errors import SystemUrlError
from mamoru.systems.schema import Vendor

_DRIVERS: dict[str, tuple[Vendor, str]] = {
    "postgresql": ("postgresql", "postgresql+psycopg"),
    "postgres": ("postgresql", "postgresql+psycopg"),
    "mysql": ("mariadb", "mysql+pymysql"),
    "mariadb": ("mariadb", "mariadb+pymysql"),
    "sqlite": ("sqlite", "sqlite+pysqlite"),
}
_OPTIONS: dict[str, frozenset[str]] = {
    "postgresql": frozenset(["sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "host"]),
    "mariadb": frozenset(
        ["ssl_ca", "ssl_cert", "ssl_key", "ssl_verify_cert", "ssl_verify_identity", "unix_socket"]
    ),
    "sqlite": frozenset(),
}
"""Options that an address may bring: those of TLS, and where a socket is. None of the others, which
could read files, run statements, or undo the time limits."""
_LONGEST = 2000


def is_service(url: str) -> bool:
    """Return whether the address is that of a service reached by HTTP."""
    return url.lower().startswith(("http://", "https://"))


def vendor_of(url: URL) -> Vendor:
    """Return whose database it is."""
    return _DRIVERS[url.get_backend_name()][0]


def parsed(url: str) -> URL:
    """Return the address with the driver that is used; raises `SystemUrlError`."""
    if not 0 < len(url) <= _LONGEST or not url.isprintable():
        raise _bad("長さか文字が正しくありません", "its length or characters")
    scheme = url.partition(":")[0].lower()
    if scheme not in _DRIVERS:
        known = ", ".join(_DRIVERS)
        raise _bad(f"使えるもの: {known}", f"it may begin with {known}")
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):
        raise _bad("URL として読めません", "it is no URL") from None
    vendor, driver = _DRIVERS[scheme]
    if unknown := set(found.query) - _OPTIONS[vendor]:
        listed = ", ".join(sorted(name[:30] for name in unknown))
        raise _bad(f"使えない指定: {listed}", f"unknown options {listed}")
    if not found.database:
        raise _bad("データベースの名前がありません", "it names no database")
    if vendor == "sqlite":
        return _file(found).set(drivername=driver)
    host = unquote(found.host or "")
    if vendor == "postgresql" and host.startswith("/"):
        found = found._replace(host=None).update_query_dict({"host": host})
    return found.set(drivername=driver)


def _file(url: URL) -> URL:
    path = Path(url.database or "")
    if str(path) == ":memory:" or str(path).startswith("file:"):
        raise _bad("ファイルの場所を書いてください", "it names no file")
    return url.set(database=str(path.absolute()))


def shown(url: str) -> str:
    """Return of an address what may be shown: no user, no password, no options."""
    if is_service(url):
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname or ''}{port}"
    found = parsed(url)
    if vendor_of(found) == "sqlite":
        return f"sqlite:///{Path(found.database or '').name}"
    port = f":{found.port}" if found.port else ""
    return f"{found.get_backend_name()}://{found.host or 'localhost'}{port}/{found.database}"


def _bad(ja: str, en: str) -> SystemUrlError:
    return SystemUrlError(reason_ja=ja, reason_en=en)
