"""A connection to the mailbox over TLS (IMAP, RFC 9051), by the library IMAPClient.

Mail is read without marking it (`BODY.PEEK`): marks are set once it was taken in for good.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from imapclient import SEEN, IMAPClient
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from mamoru.desk.errors import MailboxRefusesError, MailboxSilentError
from mamoru.desk.limits import LARGEST_MAIL
from mamoru.desk.mail.place import Place
from mamoru.reasons import reason_of

_LOST = {"reason_ja": "接続が切れました", "reason_en": "the connection was lost"}


class Lying(NamedTuple):
    """A mail as it lies there."""

    uid: int
    raw: bytes
    arrived_at: datetime
    """When the server took it (INTERNALDATE)."""
    is_cut: bool
    """Whether only its beginning was read."""


class Folder:
    """The folder of inquiries, while a connection to it lasts."""

    def __init__(self, client: Any, place: Place, uid_validity: int) -> None:  # noqa: ANN401 - without types
        self._client = client
        self._place = place
        self.uid_validity = uid_validity

    def after(self, last: int) -> list[int]:
        """Return the numbers of the mails after `last`, in order."""
        with _told():
            found = self._client.search(["UID", f"{last + 1}:*"])
        return sorted(int(uid) for uid in found if uid > last)  # `n:*` names the last one always

    def one(self, uid: int) -> Lying | None:
        """Return a mail; `None` where somebody has taken it away."""
        with _told():
            head = self._client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
            if head is None:
                return None
            is_cut = head[b"RFC822.SIZE"] > LARGEST_MAIL
            part = f"BODY.PEEK[]<0.{LARGEST_MAIL}>" if is_cut else "BODY.PEEK[]"
            got = self._client.fetch([uid], [part]).get(uid)
        if got is None:
            return None
        raw = next((v for k, v in got.items() if k.startswith(b"BODY[]")), b"")
        return Lying(uid, bytes(raw or b""), _moment(head[b"INTERNALDATE"]), is_cut)

    def put_away(self, last: int) -> None:
        """Mark every mail up to `last` as read, or move it to the folder for that."""
        with _told():
            if self._place.done:
                found = self._client.search(["UID", f"1:{last}"]) if last else []
            else:
                found = self._client.search(["UID", f"1:{last}", "UNSEEN"]) if last else []
            uids = [uid for uid in found if uid <= last]
            if not uids:
                return
            self._client.add_flags(uids, [SEEN], silent=True)
            if self._place.done:
                self._client.move(uids, self._place.done)


@contextmanager
def opened(place: Place) -> Iterator[Folder]:
    """Give the folder on a connection of its own.

    Raises `MailboxRefusesError` where somebody must act, and `MailboxSilentError`.
    """
    with _told():
        client = IMAPClient(
            place.host, place.port, ssl=place.security == "tls",
            ssl_context=ssl.create_default_context(), timeout=place.timeout,
        )  # fmt: skip
    try:
        with _told():
            client.normalise_times = False
            if place.security == "starttls":
                client.starttls(ssl.create_default_context())
            client.login(place.user, place.password)
            found = client.select_folder(place.folder)
        yield Folder(client, place, int(found[b"UIDVALIDITY"]))
    finally:
        with suppress(Exception):  # it may be gone already
            client.logout()


@contextmanager
def _told() -> Iterator[None]:
    """Tell in our words what the library raises; the server's words may hold anything."""
    try:
        yield
    except LoginError:
        raise MailboxRefusesError(
            reason_ja="ログインが認められません", reason_en="it does not accept the login"
        ) from None
    except ssl.SSLCertVerificationError:
        raise MailboxRefusesError(
            reason_ja="証明書を確認できません", reason_en="its certificate does not verify"
        ) from None
    except ssl.SSLError:
        raise MailboxRefusesError(
            reason_ja="TLS で接続できません", reason_en="it does not speak TLS as named"
        ) from None
    except CapabilityError:
        raise MailboxRefusesError(
            reason_ja="必要な機能(STARTTLS 又は MOVE)がありません",
            reason_en="it lacks what is needed, STARTTLS or MOVE",
        ) from None
    except IMAPClientAbortError:
        raise MailboxSilentError(**_LOST) from None
    except IMAPClientError:
        raise MailboxRefusesError(
            reason_ja="フォルダーを開けないか、命令を断られました",
            reason_en="it refused a command, or has no such folder",
        ) from None
    except OSError as error:
        raise MailboxSilentError(**reason_of(error)) from None


def _moment(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
