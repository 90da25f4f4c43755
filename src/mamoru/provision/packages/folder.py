"""Where the files of one hand-over lie at the recipient's, whatever protocol leads there."""

from collections.abc import Collection, Sequence
from typing import Protocol

from mamoru.provision.packages.places import Destination, ToSftp
from mamoru.provision.packages.ready import File


class Watch(Protocol):
    """Is told how far putting files came, and may end it by raising."""

    def go_on(self) -> None:
        """Hear of the next piece of a file."""
        ...

    def begin(self) -> None:
        """Hear that a file is to be put."""
        ...

    def is_there(self, file: File) -> None:
        """Hear that a file was seen there."""
        ...


class Folder(Protocol):
    """Where the files of one hand-over lie at the recipient's."""

    def content(self, name: str) -> bytes | None:
        """Return what a file there holds; `None` where there is none."""
        ...

    def names(self) -> Collection[str]:
        """Return the names of all files there, half-written ones as well."""
        ...

    def put(self, files: Sequence[File], watch: Watch) -> None:
        """Put files there in their order, and remove whatever else there is.

        One that lies there stays as it is, and one that did before is not put again.
        """
        ...

    def remove(self) -> bool:
        """Remove everything, and return whether it was seen that nothing is there any more."""
        ...


def folder_at(to: Destination, hand: str) -> Folder:
    """Return the folder of a hand-over; the library that reaches it is loaded only now."""
    if isinstance(to, ToSftp):
        from mamoru.provision.packages.sftp import SftpFolder

        return SftpFolder(to, hand)
    from mamoru.provision.packages.s3 import S3Folder

    return S3Folder(to, hand)
