"""A real IMAP server (Dovecot), started for as long as it is needed, as `tests.mariadb` does.

The program is the system's. It listens on a loopback port with TLS, keeps mail in a folder of its
own, and root runs it as `nobody`. What a test has delivered is put there by IMAP itself.
"""

import os
import secrets
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from imapclient import IMAPClient
from tests.postgres import (
    MEMORY,
    Account,
    end_with_parent,
    environment,
    private_folder,
    roomy,
    short_temporary_folder,
    stop,
    unprivileged,
)

START_SECONDS = 30.0
USER = "desk"
DONE = "Taken"
_CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/proof.pem
ssl_key = <{folder}/proof.pem
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 50
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service auth {{
  user = {user}
}}
service auth-worker {{
  user = {user}
}}
namespace inbox {{
  inbox = yes
  mailbox {done} {{
    auto = create
  }}
}}
"""


class DovecotMissingError(Exception):
    """No Dovecot can be started on this machine; the message says what was tried."""


class Dovecot(NamedTuple):
    """A running server, and what whoever comes has to know."""

    port: int
    password: str
    certificate: Path

    def url(self, user: str = USER) -> str:
        return f"imaps://{user}@localhost:{self.port}/INBOX"

    @contextmanager
    def client(self, user: str = USER) -> Iterator[Any]:
        context = ssl.create_default_context(cafile=str(self.certificate))
        client = IMAPClient("localhost", self.port, ssl_context=context, timeout=20)
        try:
            client.login(user, self.password)
            yield client
        finally:
            client.logout()

    def deliver(self, *raws: bytes, at: datetime | None = None, user: str = USER) -> None:
        """Put mail into the inbox, unread, as if it had come at the time `at`."""
        with self.client(user) as client:
            for raw in raws:
                client.append("INBOX", raw, flags=(), msg_time=at)

    def flags(self, folder: str = "INBOX", user: str = USER) -> list[tuple[bytes, ...]]:
        """Return the flags of every mail in a folder."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            uids = client.search(["ALL"])
            found = client.fetch(uids, ["FLAGS"]) if uids else {}
            return [tuple(sorted(one[b"FLAGS"])) for one in found.values()]


@contextmanager
def running_dovecot(proof: bytes) -> Iterator[Dovecot]:
    """Start a server that proves itself with `proof`, a certificate and its key in PEM.

    Every user name is known, with one password. Raises `DovecotMissingError`.
    """
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise DovecotMissingError("dovecot is not installed")
    account = unprivileged()
    with ExitStack() as ending:
        place = MEMORY if roomy(MEMORY) else short_temporary_folder()
        folder = ending.enter_context(private_folder(account, place))
        yield ending.enter_context(_running(Path(program), account, folder, proof))


@contextmanager
def _running(program: Path, account: Account, folder: Path, proof: bytes) -> Iterator[Dovecot]:
    password, port = secrets.token_hex(8), _free_port()
    uid = os.geteuid() if account.uid is None else account.uid
    gid = os.getegid() if account.gid is None else account.gid
    names = subprocess.run(
        ["id", "-un", str(uid)], capture_output=True, text=True, check=True
    ).stdout.strip()
    group = subprocess.run(
        ["id", "-gn", str(uid)], capture_output=True, text=True, check=True
    ).stdout.strip()
    files = {
        "conf": _CONFIG.format(
            folder=folder, user=names, group=group, uid=uid, gid=gid, port=port, done=DONE
        ),
        "users": "".join(f"{user}:{{PLAIN}}{password}\n" for user in users()),
        "proof.pem": proof.decode(),
    }
    for name, content in files.items():
        (folder / name).write_text(content)
        os.chown(folder / name, uid, gid)
        (folder / name).chmod(0o600)
    output = (folder / "output").open("wb")
    process = subprocess.Popen(
        [program, "-F", "-c", folder / "conf"], user=account.uid, group=account.gid,
        extra_groups=None if account.uid is None else (), cwd=folder, env=environment(),
        stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 - takes no lock
    )  # fmt: skip
    try:
        _wait(process, port, folder)
        yield Dovecot(port, password, folder / "proof.pem")
    finally:
        process.terminate()
        stop(process)
        output.close()


def users() -> list[str]:
    """Return the users there are: one for each of many tests."""
    return [USER, *(f"{USER}{number}" for number in range(400))]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    said = "".join(
        (folder / name).read_text(errors="replace")[-500:]
        for name in ("output", "log")
        if (folder / name).exists()
    )
    raise DovecotMissingError(f"dovecot did not start: {said}")
