"""Django's settings, read from the environment once.

| variable | meaning | default |
|---|---|---|
| MAMORU_HOME | directory of database, keys and signing state | ./mamoru-home |
| MAMORU_DATABASE | database URL, `sqlite:///…` or `postgresql://…` | SQLite in MAMORU_HOME |
| MAMORU_POLICY | policy file to begin an installation with | the reference policy |
| MAMORU_ORIGIN | name of this log in its checkpoints | mamoru.localhost/ledger |
| MAMORU_URL | where people reach this server, `https://…`; in letters and the feed | none |
| MAMORU_KEYS | keeper of keys, `file` or `transit:https://…` (OpenBao, Vault) | file |
| MAMORU_KEYS_TOKEN_FILE | file with the token for `transit:`, closed to others | none |
| MAMORU_SMTP | mail server, `smtps://…`, `smtp+starttls://…` or `smtp://…` | none |
| MAMORU_MAIL_FROM | address that letters come from | the contact named in the policy |
| MAMORU_EVENT_ORIGINS | sites whose pages may send events, `https://…,https://…` | none |
| MAMORU_EVENT_PROXY | header in which a proxy names the sender's address | none |
| MAMORU_MAIL_BOUNCES | address that bounces go to, with `+token` added | that they come from |
| MAMORU_QUARANTINE_DAYS | days after which what may be sensitive is purged, 1 to 366 | 14 |
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from mamoru.paths import DatabaseUrlError, database_url, home

HOME: Path = home()
ORIGIN = os.environ.get("MAMORU_ORIGIN", "mamoru.localhost/ledger")
URL = (os.environ.get("MAMORU_URL") or "").rstrip("/")
KEYS = os.environ.get("MAMORU_KEYS") or "file"
KEYS_TOKEN_FILE = os.environ.get("MAMORU_KEYS_TOKEN_FILE", "")
SMTP = os.environ.get("MAMORU_SMTP", "")
MAIL_FROM = os.environ.get("MAMORU_MAIL_FROM", "")
QUARANTINE_DAYS = os.environ.get("MAMORU_QUARANTINE_DAYS") or "14"
EVENT_ORIGINS = frozenset(filter(None, os.environ.get("MAMORU_EVENT_ORIGINS", "").split(",")))
EVENT_PROXY = os.environ.get("MAMORU_EVENT_PROXY", "")
MAIL_BOUNCES = os.environ.get("MAMORU_MAIL_BOUNCES", "")

SQLITE_OPTIONS: dict[str, Any] = {
    # IMMEDIATE: a writer waits at BEGIN instead of failing in the middle of its work.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a commit that returned survives a power cut, which is what a record must do.
    # secure_delete: an erased value is overwritten in the file, not only unlinked.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
}

SCHEMES = ("sqlite:///", "postgresql://", "postgres://")

POSTGRES_OPTIONS: dict[str, Any] = {
    # The few statements of a read or a create are parsed and planned once for each connection.
    "server_side_binding": True,
    "prepare_threshold": 5,
}


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url`; raises `DatabaseUrlError`."""
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        raise DatabaseUrlError from None
    if not url.startswith(SCHEMES) or config["NAME"] in {"", ":memory:"}:
        raise DatabaseUrlError
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = None
        config["OPTIONS"] = POSTGRES_OPTIONS | config.get("OPTIONS", {})
    return config


DATABASES = {"default": database(database_url())}
INSTALLED_APPS = [
    "mamoru.vault",
    "mamoru.ledger",
    "mamoru.consent",
    "mamoru.outbox",
    "mamoru.events",
    "mamoru.parties",
    "mamoru.gate",
    "mamoru.notices",
    "mamoru.collection.collector",
    "mamoru.collection.forms",
    "mamoru.collection.partners",
    "mamoru.provision.packages",
    "mamoru.provision.entrust",
    "mamoru.tag",
    "mamoru.provision.records",
    "mamoru.provision.joint",
]
MIDDLEWARE = [
    "mamoru.notices.headers.Headers",
    "django.middleware.http.ConditionalGetMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            Path(__file__).parent / room / "templates"
            for room in ("notices", "tag", "provision/joint")
        ],
    }
]
ROOT_URLCONF = "mamoru.api.urls"
SECRET_KEY = "unused: nothing here is signed with it"  # noqa: S105 - sessions are not in use
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
LANGUAGE_CODE = "ja"
USE_I18N = False
APPEND_SLASH = False
LOGGING_CONFIG = None
