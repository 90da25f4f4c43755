"""Keys of papers that are to go when a person goes: sealed under that person's own key.

Erasing the person makes them unreadable, in every backup that is, by the same act.
"""

from mamoru.gate.door import Door
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.read import fetch


def sealed_key(door: Door, ref: str, owner: str, key: bytes) -> bytes:
    """Return the key of the paper `owner` sealed for a person; raises `UnknownPersonError`."""
    return door.keys.person(fetch(ref, items=())).seal_paper_key(owner, key)


def opened_key(door: Door, ref: str, owner: str, wrapped: bytes) -> bytes:
    """Return the key of the paper `owner`; raises `UnknownPersonError` once they are erased."""
    return door.keys.person(fetch(ref, items=())).open_paper_key(owner, wrapped)


def is_held(ref: str) -> bool:
    """Tell whether a person is held; called where reading the database is allowed."""
    try:
        fetch(ref, items=())
    except UnknownPersonError:
        return False
    return True
