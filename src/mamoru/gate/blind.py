"""Recognising again what is not kept in clear: a sender, a message, a text that came before.

What is recognised is hashed and then indexed as identifiers are, under a key of the epoch: without
that key a token tells nothing, and with the epoch it ends.
"""

from hashlib import sha256

from mamoru.gate.door import Door

_KIND = "account"
"""A kind of identifier whose values are any text; a hash of ours is no account's."""


def tokens(door: Door, what: str, text: str) -> list[bytes]:
    """Return what `text` is known by, the present epoch's first; within a transaction only.

    Values of different sorts (`what`) never meet.
    """
    content = f"{what}\0{text}".encode("utf-8", "surrogatepass")
    hashed = f"blind:{sha256(content).hexdigest()}"
    current, older = door.keys.current()
    return [door.keys.token(epoch, _KIND, hashed) for epoch in (current, *older)]
