"""Servers of a made-up recipient: SFTP by asyncssh, S3 by moto, both reached over the network."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import asyncssh
import boto3
import pytest
from moto.server import ThreadedMotoServer

from mamoru.provision.packages.places import ToS3, ToSftp


class SftpServer:
    """An SFTP server whose files lie in a folder; only one key may sign in."""

    def __init__(self, root: Path, client_key: str) -> None:
        self.root = root
        self._client_key = client_key
        self._host_key = asyncssh.generate_private_key("ssh-ed25519")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncssh.SSHAcceptor | None = None
        self.port = 0
        self.sessions = 0
        self.put: list[str] = []
        """Names of the files that became whole, in their order."""
        self.once_whole: Callable[[str], object] = lambda _: None
        """Is called with each of them, before whoever puts it hears that it is there."""

    @property
    def place(self) -> ToSftp:
        key = self._host_key.export_public_key().decode().strip()
        return ToSftp(host="127.0.0.1", port=self.port, user="mamoru", host_key=key, folder="inbox")

    def start(self) -> None:
        self._thread.start()
        self._run(self._listen())

    def stop(self) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def pause(self) -> None:
        """Let nobody connect until it goes on."""
        self._run(self._close())

    def go_on(self) -> None:
        self._run(self._listen())

    def lose(self) -> None:
        """End the connection of whoever puts something there, who does not hear what became of it.

        Called from within `once_whole`.
        """
        raise asyncssh.SFTPFailure("lost")

    def _run(self, act: object) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(30)  # type: ignore[arg-type]  # a coroutine

    async def _listen(self) -> None:
        root = bytes(self.root)

        def serve(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
            self.sessions += 1
            return _Telling(channel, root, self)

        self._server = await asyncssh.listen(
            "127.0.0.1", self.port, server_host_keys=[self._host_key], sftp_factory=serve,
            authorized_client_keys=asyncssh.import_authorized_keys(self._client_key),
        )  # fmt: skip
        self.port = self._server.get_port()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()


class _Telling(asyncssh.SFTPServer):
    """Tells of each file that becomes whole."""

    def __init__(
        self, channel: asyncssh.SSHServerChannel[bytes], root: bytes, server: SftpServer
    ) -> None:
        super().__init__(channel, chroot=root)
        self._server = server

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        super().posix_rename(oldpath, newpath)
        name = newpath.rpartition(b"/")[2].decode()
        self._server.put.append(name)
        with ThreadPoolExecutor(1) as apart:  # what it calls may not know of the loop it is in
            apart.submit(self._server.once_whole, name).result()


@contextmanager
def sftp_server(root: Path, client_key: str) -> Iterator[SftpServer]:
    root.mkdir()
    server = SftpServer(root, client_key)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def s3_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ToS3]:
    """Yield a place in the bucket of a server that speaks S3."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        bucket = f"sample-inbox-{token_hex(8)}"  # what moto keeps outlives its server
        client.create_bucket(Bucket=bucket)
        yield ToS3(bucket=bucket, prefix="from-kusavee", endpoint=endpoint, region="us-east-1")
    finally:
        server.stop()


def objects(place: ToS3) -> dict[str, bytes]:
    """Return everything that lies in the bucket."""
    client = boto3.client("s3", endpoint_url=place.endpoint, region_name=place.region)
    found = client.list_objects_v2(Bucket=place.bucket).get("Contents", [])
    return {
        one["Key"]: client.get_object(Bucket=place.bucket, Key=one["Key"])["Body"].read()
        for one in found
    }
