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
| MAMORU_OFFICER_MAIL | address that is told what is late, coming up, or stopped | none |
| MAMORU_MAIL_BOUNCES | address that bounces go to, with `+token` added | that they come from |
| MAMORU_REQUEST_FEE | yen charged for a request where law and policy let one be charged | 0 |
| MAMORU_FOUR_EYES | decisions about requests that nobody takes alone | part,refused |
| MAMORU_REQUEST_WAIT_DAYS | days after which whoever does not go on is warned, 0 for never | 30 |
| MAMORU_IMAP | mailbox of inquiries, `imaps://user@host/folder` | none |
| MAMORU_IMAP_PASSWORD_FILE | file with its password, closed to others | none |
| MAMORU_IMAP_DONE | folder that mail goes to once it was taken in | it stays, marked as read |
| MAMORU_DESK_MAIL | address of inquiries, which replies come to with `+token` | policy's contact |
| MAMORU_INQUIRY_DAYS | days within which an inquiry is to be answered, 1 to 90 | 7 |
| MAMORU_INQUIRY_CLOSE_DAYS | days without reply until an answered one is closed, 0 for never | 14 |
| MAMORU_INQUIRY_REPLY_DAYS | days until a question back without reply is closed, 0 for never | 30 |
| MAMORU_QUARANTINE_DAYS | days after which what may be sensitive is purged, 1 to 366 | 14 |
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
REQUEST_FEE = os.environ.get("MAMORU_REQUEST_FEE") or "0"
REQUEST_WAIT_DAYS = os.environ.get("MAMORU_REQUEST_WAIT_DAYS") or "30"
FOUR_EYES = os.environ.get("MAMORU_FOUR_EYES", "part,refused")
IMAP = os.environ.get("MAMORU_IMAP", "")
IMAP_PASSWORD_FILE = os.environ.get("MAMORU_IMAP_PASSWORD_FILE", "")
IMAP_DONE = os.environ.get("MAMORU_IMAP_DONE", "")
DESK_MAIL = os.environ.get("MAMORU_DESK_MAIL", "")
INQUIRY_DAYS = os.environ.get("MAMORU_INQUIRY_DAYS") or "7"
INQUIRY_REPLY_DAYS = os.environ.get("MAMORU_INQUIRY_REPLY_DAYS") or "30"
INQUIRY_CLOSE_DAYS = os.environ.get("MAMORU_INQUIRY_CLOSE_DAYS") or "14"
EVENT_ORIGINS = frozenset(filter(None, os.environ.get("MAMORU_EVENT_ORIGINS", "").split(",")))
EVENT_PROXY = os.environ.get("MAMORU_EVENT_PROXY", "")
OFFICER_MAIL = os.environ.get("MAMORU_OFFICER_MAIL", "")
MAIL_BOUNCES = os.environ.get("MAMORU_MAIL_BOUNCES", "")

SQLITE_OPTIONS: dict[str, Any] = {
    # IMMEDIATE: a writer waits at BEGIN instead of failing in the middle of its work.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a commit that returned survives a power cut, which is what a record must do.
    # secure_delete: an erased value is overwritten in the file, not only unlinked.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    # A server empties the log beside its commits; a commit does where 32 MB have gathered.
    "PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
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
        config["ENGINE"] = "mamoru.sqlite3"
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = None
        config["OPTIONS"] = POSTGRES_OPTIONS | config.get("OPTIONS", {})
    return config


DATABASES = {"default": database(database_url())}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "mamoru.faces",
    "mamoru.vault",
    "mamoru.ledger",
    "mamoru.consent",
    "mamoru.outbox",
    "mamoru.events",
    "mamoru.parties",
    "mamoru.systems",
    "mamoru.systems.journal",
    "mamoru.gate",
    "mamoru.notices",
    "mamoru.collection.collector",
    "mamoru.collection.forms",
    "mamoru.collection.partners",
    "mamoru.provision.entrust",
    "mamoru.provision.packages",
    "mamoru.tag",
    "mamoru.provision.records",
    "mamoru.provision.joint",
    "mamoru.provision.reminders",
    "mamoru.rights.leaving",
    "mamoru.rights.retention",
    "mamoru.rights.requests",
    "mamoru.desk",
    "mamoru.portal.asking",
    "mamoru.console.figures",
]
MIDDLEWARE = [
    "mamoru.faces.evenly.Evenly",
    "mamoru.notices.headers.Headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "mamoru.faces.private.Private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mamoru.faces.language.InLanguage",
    "mamoru.faces.private.Forms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mamoru.faces.faults.Faults",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            Path(__file__).parent / room / "templates"
            for room in (
                "notices",
                "faces",
                "portal",
                "console",
                "tag",
                "provision/joint",
                "provision/packages",
                "rights/requests",
            )
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mamoru.faces.frame.shared",
            ]
        },
    }
]
ROOT_URLCONF = "mamoru.api.urls"
SECRET_KEY = "replaced when a server starts"  # noqa: S105 - `mamoru.faces.secret`

# Signing in: django-allauth. The names with `__Host-` are for this host alone, and HTTPS alone.
IS_SECURE = URL.startswith("https://")
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *([urlsplit(URL).hostname or ""] if URL else []),
]
CSRF_TRUSTED_ORIGINS = [URL] if URL else []
CSRF_FAILURE_VIEW = "mamoru.faces.faults.forged"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-mamoru_csrf" if IS_SECURE else "mamoru_csrf"
SESSION_COOKIE_NAME = "__Host-mamoru_session" if IS_SECURE else "mamoru_session"
SESSION_ENGINE = "mamoru.faces.sealed_sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_USER_MODEL = "faces.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CACHES = {"default": {"BACKEND": "mamoru.faces.attempts.Shared"}}
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "mamoru.faces.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True}  # nine digits, for the keys of a telephone
ACCOUNT_FORMS = {
    "login": "mamoru.faces.forms.SignInForm",
    "request_login_code": "mamoru.faces.forms.CodeForm",
    "confirm_login_code": "mamoru.faces.forms.ConfirmForm",
    "reauthenticate": "mamoru.faces.forms.AgainForm",
    "change_password": "mamoru.faces.forms.ChangeForm",
    "set_password": "mamoru.faces.forms.ChooseForm",
    "reset_password_from_key": "mamoru.faces.forms.LinkForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"hand_in": "20/m/ip"}
MFA_FORMS = {
    "authenticate": "mamoru.faces.forms.SecondForm",
    "reauthenticate": "mamoru.faces.forms.SecondAgainForm",
    "activate_totp": "mamoru.faces.forms.DigitsForm",
    "add_webauthn": "mamoru.faces.forms.PasskeyForm",
    "edit_webauthn": "mamoru.faces.forms.RenameForm",
}
MFA_ADAPTER = "mamoru.faces.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a number that changed while it was typed still counts: RFC 6238, 5.2
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE  # `ALLOWED_HOSTS` is this machine alone then
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
LANGUAGE_CODE = "ja"
FORMAT_MODULE_PATH = "mamoru.faces.formats"
USE_I18N = True
APPEND_SLASH = False
# What people send is never on a disk in clear: a larger file is not taken in at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
LOGGING_CONFIG = None
