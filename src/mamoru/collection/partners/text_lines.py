"""Lines of a text file, decoded one by one: a broken line costs itself, and nothing else."""

from collections.abc import Iterator
from typing import BinaryIO

from mamoru.collection.partners.raw_rows import ENCODING, LONGEST_LINE, TOO_LONG, Raw

_MARK = b"\xef\xbb\xbf"
_FIRST_WIDE = "\u3000"
"""From here on characters take three bytes in UTF-8, which text in CP932 is not by chance."""


def lines(file: BinaryIO, encoding: str) -> Iterator[tuple[int, str | Raw]]:
    """Yield the number of each line with its text, or with why it cannot be read.

    A byte order mark at the beginning of a file in UTF-8 is taken off. Memory is bounded by the
    longest line that is kept.
    """
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            _pass_over(file)
            yield number, Raw(number, reason=TOO_LONG)
            continue
        if number == 1 and encoding == "utf-8":
            raw = raw.removeprefix(_MARK)
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            yield number, Raw(number, reason=ENCODING)
            continue
        if encoding != "utf-8" and not raw.isascii() and _is_utf8(raw):
            yield number, Raw(number, reason=ENCODING)
            continue
        yield number, text.rstrip("\r\n")


def _pass_over(file: BinaryIO) -> None:
    """Read on to the end of the line, keeping nothing of it."""
    while (part := file.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


def _is_utf8(raw: bytes) -> bool:
    """Tell whether a line in a file of CP932 is one of UTF-8 in truth.

    Much of what is UTF-8 can be read as CP932, and is nonsense then.
    """
    try:
        return max(raw.decode()) >= _FIRST_WIDE
    except UnicodeDecodeError:
        return False
