"""A folder of an SFTP server (SSH File Transfer Protocol 3), reached with asyncssh.

A file is written under another name and renamed once it is whole.
"""

import asyncio
import os
from collections.abc import Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

import asyncssh

from mamoru.paths import make_closed
from mamoru.provision.packages.errors import RecipientSilentError
from mamoru.provision.packages.files import directory
from mamoru.provision.packages.folder import Watch
from mamoru.provision.packages.places import ToSftp
from mamoru.provision.packages.ready import File

T = TypeVar("T")
SECONDS = 30
PART = ".part"
Session = Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, T]]


def own_key() -> asyncssh.SSHKey:
    """Return the key with which we sign in, made on first use for its owner only."""
    make_closed(directory())
    path = directory() / "ssh_key"
    if not path.exists():
        _put_whole(path, asyncssh.generate_private_key("ssh-ed25519", comment="mamoru"))
    return asyncssh.read_private_key(path)


def _put_whole(path: Path, key: asyncssh.SSHKey) -> None:
    """Put a key there, whole or not at all; of two processes the first one's stays."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name) as made:  # for its owner only
        made.write(key.export_private_key())
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(made.name)


def public_key() -> str:
    """Return the public half, for the recipient's server."""
    return own_key().export_public_key().decode().strip()


class SftpFolder:
    """The folder of one hand-over at the recipient's."""

    def __init__(self, to: ToSftp, hand: str) -> None:
        self._to = to
        self._hand = hand
        self._folder = f"{to.folder.rstrip('/')}/{hand}" if to.folder else hand

    def content(self, name: str) -> bytes | None:
        """Return what a file there holds; `None` where there is none."""

        async def read(sftp: asyncssh.SFTPClient) -> bytes | None:
            path = f"{self._folder}/{name}"
            if not await sftp.exists(path):
                return None
            async with sftp.open(path, "rb") as file:
                found: bytes = await file.read()
                return found

        return self._session(read)

    def names(self) -> Collection[str]:
        """Return the names of all files there, half-written ones as well."""
        return self._session(self._names)

    async def _names(self, sftp: asyncssh.SFTPClient) -> set[str]:
        if not await sftp.exists(self._folder):
            return set()
        return {str(name) for name in await sftp.listdir(self._folder)} - {".", ".."}

    def put(self, files: Sequence[File], watch: Watch) -> None:
        """Put files there, in their order, and remove whatever else there is.

        One that is there with this name and size is whole, and stays.
        """

        async def write(sftp: asyncssh.SFTPClient) -> None:
            await sftp.makedirs(self._folder, exist_ok=True)
            for name in await self._names(sftp) - {one.name for one in files}:
                await sftp.remove(f"{self._folder}/{name}")
            for one in files:
                watch.begin()
                await self._put(sftp, one, watch)
                watch.is_there(one)

        self._session(write)

    async def _put(self, sftp: asyncssh.SFTPClient, one: File, watch: Watch) -> None:
        """Put one file there, unless it is or was; raises `TimeoutError` where nothing moves."""
        path = f"{self._folder}/{one.name}"
        if one.place and (one.was_put or await self._is_whole(sftp, one)):
            return
        async with sftp.open(path + PART, "wb") as file:
            for piece in one.pieces(self._hand):
                watch.go_on()
                async with asyncio.timeout(SECONDS):
                    await file.write(piece)
        await sftp.posix_rename(path + PART, path)
        if not await self._is_whole(sftp, one):
            raise RecipientSilentError(reason=one.name)

    async def _is_whole(self, sftp: asyncssh.SFTPClient, one: File) -> bool:
        path = f"{self._folder}/{one.name}"
        return await sftp.exists(path) and await sftp.getsize(path) == one.size

    def remove(self) -> bool:
        """Remove the folder, and return whether nothing is there any more."""

        async def away(sftp: asyncssh.SFTPClient) -> bool:
            if await sftp.exists(self._folder):
                await sftp.rmtree(self._folder)
            return not await sftp.exists(self._folder)

        return self._session(away)

    def _session(self, act: Session[T]) -> T:
        """Run `act` on a connection; raises `RecipientSilentError`."""

        async def run() -> T:
            options = asyncssh.SSHClientConnectionOptions(
                username=self._to.user, client_keys=[own_key()], config=None, agent_path=None,
                known_hosts=_known(self._to), connect_timeout=SECONDS, login_timeout=SECONDS,
                keepalive_interval=SECONDS,
            )  # fmt: skip
            async with (
                asyncssh.connect(self._to.host, self._to.port, options=options) as connection,
                connection.start_sftp_client() as sftp,
            ):
                return await act(sftp)

        try:
            return asyncio.run(run())
        except (OSError, asyncssh.Error, TimeoutError) as error:
            raise RecipientSilentError(reason=type(error).__name__) from None


def _known(to: ToSftp) -> asyncssh.SSHKnownHosts:
    host = to.host if to.port == asyncssh.DEFAULT_PORT else f"[{to.host}]:{to.port}"
    return asyncssh.import_known_hosts(f"{host} {to.host_key}\n")
