"""Forms whose labels, helps and choices are said in the officer's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from mamoru.errors import Language
from mamoru.policy.words import Word


class Worded(forms.Form):
    """A form whose fields are called as the words of its page say.

    `words` hold a label under the field's own name, a help under `<name>_help`.
    """

    words: Mapping[str, Word] = {}

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.language = language
        for name, field in self.fields.items():
            field.label = said(self.words[name], language)
            if f"{name}_help" in self.words:
                field.help_text = said(self.words[f"{name}_help"], language)

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Let a field have these choices."""
        field: Any = self.fields[name]
        field.choices = list(choices)


def said(word: Word, language: Language) -> str:
    """Return a word in one language."""
    return word.ja if language == "ja" else word.en


def choices(words: Mapping[str, Word], language: Language) -> list[tuple[str, str]]:
    """Return the choices that words are."""
    return [(name, said(word, language)) for name, word in words.items()]


def lines(text: str) -> tuple[str, ...]:
    """Return what stands on the lines of a text, without empty ones."""
    return tuple(one.strip() for one in text.splitlines() if one.strip())


def first(found: Sequence[str]) -> str:
    """Return the first of some texts; empty for none."""
    return found[0] if found else ""
