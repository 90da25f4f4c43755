"""What a check of a map says, as pages show it."""

from collections.abc import Iterable

from mamoru.console.systems.words import SYSTEM
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.gate.systems.checking import RemarkShown
from mamoru.policy.words import Word

DRIFTED = "drifted"


def remarks(found: Iterable[RemarkShown], language: Language) -> list[tuple[bool, str, str, bool]]:
    """Return of each whether it is an error, its words, its line, and whether it is drift."""
    return [
        (
            one.is_error,
            said(Word(one.ja, one.en), language),
            _line(one.line, language),
            one.code == DRIFTED,
        )
        for one in found
    ]


def _line(line: int, language: Language) -> str:
    return said(SYSTEM["line"], language).format(line=line)
