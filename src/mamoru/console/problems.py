"""What keeps the company's own databases from being searched or changed, in words."""

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.gate.systems.titles import OF_SYSTEMS


def problem(code: str, language: Language) -> str:
    """Return what a problem is called; a code without a word as it is."""
    return said(OF_SYSTEMS[code], language) if code in OF_SYSTEMS else code
