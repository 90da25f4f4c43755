"""What tests of sending share: a server of the recipient, and twelve people who agreed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.packages.samples import Recipient, agreed, made, people
from tests.packages.servers import SftpServer, sftp_server

from mamoru.gate.door import Door
from mamoru.provision.packages.send import address
from mamoru.provision.packages.sftp import public_key


@pytest.fixture
def sftp(door: Door, tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "sftp", public_key()) as server:
        yield server


@pytest.fixture
def recipient(door: Door) -> Recipient:
    return Recipient(door)


@pytest.fixture
def refs(door: Door, recipient: Recipient) -> list[str]:
    """Twelve people who agreed; a package of them has two parts."""
    found = people(door, 12)
    agreed(door, found, recipient.ref)
    return found


def addressed(door: Door, recipient: Recipient, sftp: SftpServer, **changes: int) -> str:
    ref = made(door, recipient.ref, **changes)
    address(door, ref, sftp.place)
    return ref


def once(server: SftpServer, beginning: str, act: Callable[[], object]) -> None:
    """Let something happen when the first file whose name begins so is on the server."""

    def whole(name: str) -> None:
        if name.startswith(beginning):
            server.once_whole = lambda _: None
            act()

    server.once_whole = whole


def lies(server: SftpServer, ref: str) -> bool:
    return (server.root / "inbox" / ref).exists()
