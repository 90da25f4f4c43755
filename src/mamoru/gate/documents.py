"""What a document says that somebody sent: PDF and office files, read by a process of its own.

Anybody may send one, made to harm whoever reads it. That process has little time and memory, and
answers with text alone; what it cannot read, or not wholly, stays unread, and whoever handles the
file is told so.
"""

import subprocess
import sys

import msgspec

BEGINS = (b"%PDF-", b"PK\x03\x04")
"""How the documents begin that can be read: PDF (ISO 32000), and office files (ECMA-376)."""
SECONDS = 10
"""How long reading one may take; the process itself is given less time of a processor."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says."""

    text: str
    is_whole: bool
    """Whether that is all of it: no picture, no page without text, nothing within, nothing cut."""


def said(content: bytes) -> Said | None:
    """Return what a document says; `None` where it is none, is locked, or cannot be read."""
    if not content.startswith(BEGINS):
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mamoru.gate.document_reading"],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
            check=False, process_group=0, env={},  # nothing of ours is there to be read
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if done.returncode or not done.stdout:
        return None
    return msgspec.msgpack.decode(done.stdout, type=Said)
