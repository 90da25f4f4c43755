"""Which words of a text were changed."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_UNITS = re.compile(r"[A-Za-z0-9'’-]+|\s+|.", re.DOTALL)
AROUND = 12
"""Characters of the unchanged text that are shown on either side."""


class Edit(NamedTuple):
    """What stood at a changed place of a text, what stands there now, and what is around."""

    before: str
    old: str
    new: str
    after: str


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """Return what was changed from `old` to `new`: by words in Latin script, else by characters."""
    return tuple(_edits(_UNITS.findall(old), _UNITS.findall(new)))


def _edits(old: list[str], new: list[str]) -> Iterator[Edit]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(
                before="".join(old[:i])[-AROUND:],
                old="".join(old[i:j]),
                new="".join(new[k:m]),
                after="".join(old[j:])[:AROUND],
            )
