"""Which of the two languages the command line speaks."""

import os
from collections.abc import Mapping

from mamoru.errors import Language
from mamoru.policy.words import Word


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of `MAMORU_LANGUAGE` or, failing that, of the locale; English if none.

    The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides (POSIX, 8.2).
    """
    for name in ("MAMORU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if chosen := environment.get(name):
            return "ja" if chosen.lower().startswith("ja") else "en"
    return "en"


def say(word: Word, speech: Language) -> str:
    """Return `word` in the language `speech`."""
    return word.ja if speech == "ja" else word.en
