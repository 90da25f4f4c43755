"""Marks a map as one that lets its system be written, or takes the mark away, and no more.

Comments and order of the file are its writer's, so the text is changed in one place and not made
anew from what was read.
"""

import re

from mamoru.policy.errors import Place
from mamoru.policy.source import Scalar, read_tree

KEY = "writable"
_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line for a reader of YAML."""


def with_writing(text: str, *, is_writable: bool) -> str:
    """Return a map that loads, with `writable` as told; raises `PolicyFileError` for no YAML."""
    root = read_tree(text)
    word = "true" if is_writable else "false"
    for key, value in root.entries:
        if key.text == KEY and isinstance(value, Scalar):
            at = _index(text, value.place)
            return text[:at] + word + text[at + len(value.text) :]
    at = _index(text, root.place)
    if text[at] == "{":
        return f"{text[: at + 1]}{KEY}: {word}, {text[at + 1 :]}"
    return f"{text[:at]}{KEY}: {word}\n{' ' * (root.place.column - 1)}{text[at:]}"


def _index(text: str, place: Place) -> int:
    starts = [0, *(end.end() for end in _ENDS.finditer(text))]
    return starts[place.line - 1] + place.column - 1
