"""Texts of SQLite that are no UTF-8, and bytes in columns of text: it checks neither.

A driver that decodes would end with an error at the first of them, and a search that skips them
would call complete what is not. They come as bytes, and are searched in every encoding that they
may be of.
"""

import re
import sqlite3
from collections.abc import Iterator

ENCODINGS = ("cp932", "euc_jp", "latin-1", "utf-16-le", "utf-16-be")
"""What old systems wrote; the third reads any bytes, and leaves ASCII as it is."""


def let_raw(connection: sqlite3.Connection) -> None:
    """Let a connection hand over what is no UTF-8 as bytes, and look for patterns in bytes."""
    connection.text_factory = _text
    connection.create_function("regexp", 2, _stands, deterministic=True)


def readings(raw: bytes) -> Iterator[str]:
    """Yield what bytes may say: UTF-8 if they are, else by each encoding that they may be of."""
    if is_text(raw):
        yield raw.decode()
        return
    for encoding in ENCODINGS:
        yield raw.decode(encoding, "replace")


def is_text(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8, and no UTF-16 whose zeros look like it."""
    if b"\0" in raw:
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(raw: bytes) -> str | bytes:
    return raw.decode() if is_text(raw) else raw


def _stands(pattern: str, held: object) -> bool | None:
    if held is None:
        return None
    texts = readings(held) if isinstance(held, bytes) else (str(held),)
    return any(re.search(pattern, text) for text in texts)
