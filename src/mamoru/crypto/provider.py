"""Where the keys that encrypt other keys live.

A provider keeps one key-encryption key (KEK) per epoch, apart from the database, and never gives it
away. Because an epoch's key is wrapped by its KEK alone, destroying the KEK makes every copy of the
database from that epoch unreadable, wherever the copies are.
"""

from typing import Protocol


class KeyProvider(Protocol):
    """Keeps key-encryption keys and uses them; implementations do the input and output."""

    def create(self) -> str:
        """Make a new KEK, store it durably, and return its id."""
        ...

    def wrap(self, kek_id: str, key: bytes) -> bytes:
        """Return `key` encrypted under the KEK `kek_id`, bound to that id."""
        ...

    def unwrap(self, kek_id: str, wrapped: bytes) -> bytes:
        """Return the key that `wrap` was given.

        Raises `MissingKeyError` where the KEK is not there, `WrongKeyError` where it is another
        one, and `DestroyedKeyError` where it is known to have been destroyed.
        """
        ...

    def destroy(self, kek_id: str) -> None:
        """Destroy the KEK for good. Doing it again, or for a KEK that is gone, is no error."""
        ...

    def keys(self) -> frozenset[str]:
        """Return the ids of the KEKs that can be used."""
        ...
