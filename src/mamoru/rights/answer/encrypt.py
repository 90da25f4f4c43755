"""Encrypting an answer in the age format, without keeping a server from answering others.

age stretches a passphrase by scrypt for a second or more, with up to a GiB of memory
(age-encryption.org/v1, "The scrypt recipient type"), and its library holds the interpreter
meanwhile. So a process of its own does it, one at a time for each process that asks.
"""

import subprocess
import sys
from threading import Lock

from mamoru.rights.requests.errors import AnswerNotEncryptedError

LONGEST = 60
"""Seconds after which a process that stretches a passphrase has failed."""
LONGEST_WAIT = 15
"""Seconds that one waits for those before it, while it holds one of the server's threads."""
_ONE_AT_A_TIME = Lock()
_PROGRAM = """
import sys
import pyrage
passphrase = sys.stdin.buffer.readline().decode().rstrip("\\n")
sys.stdout.buffer.write(pyrage.passphrase.encrypt(sys.stdin.buffer.read(), passphrase))
"""


def to_key(content: bytes, recipient: str) -> bytes:
    """Return an age file that the owner of an X25519 key opens."""
    import pyrage  # compiled: loaded where something is encrypted only

    return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient)]))


def to_passphrase(content: bytes, passphrase: str) -> bytes:
    """Return an age file that a passphrase opens, which is one line of text.

    Raises `AnswerNotEncryptedError` where too many wait for it, or the process failed.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise AnswerNotEncryptedError
    try:
        done = subprocess.run(  # noqa: S603 - the program is the one above
            [sys.executable, "-I", "-c", _PROGRAM],
            input=passphrase.encode() + b"\n" + content,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=LONGEST,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise AnswerNotEncryptedError from None
    finally:
        _ONE_AT_A_TIME.release()
    return done.stdout
