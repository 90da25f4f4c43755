"""One act on a request: what it says, what it asks, where it is offered, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mamoru.console.requests.call import Call
from mamoru.gate.asking import is_reference
from mamoru.gate.scopes import Scopes
from mamoru.policy.words import Word
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import RequestState

REFERENCE = Word("根拠の番号", "Where that is shown")
REFERENCE_HELP = Word(
    "文書や記録の番号です(英数字と : . _ / # -)。氏名などは書かないでください。",
    "An id of a document or record: letters, digits and : . _ / # -. Nothing about anybody.",
)
Fields = dict[str, forms.Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What is shown to the officer once: a number to print, a link."""

    lines: tuple[tuple[Word, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act; where `undo` is not said, it cannot be undone."""

    name: str
    states: tuple[RequestState, ...]
    word: Word
    told: Word
    """What it does, in plain words."""
    article: str
    run: Callable[[Call, Mapping[str, Any]], Once | None]
    fields: Callable[[Call], Fields] = lambda _: {}
    scope: str = Scopes.REQUESTS_HANDLE
    again: bool = False
    is_fit: Callable[[Request], bool] = lambda _: True
    undo: Word | None = None
    is_danger: bool = False

    def is_offered(self, call: Call, scopes: frozenset[str]) -> bool:
        """Tell whether it can be done now, by somebody with these scopes."""
        return self.scope in scopes and call.row.state in self.states and self.is_fit(call.row)

    def form(self, call: Call, sent: Any = None, files: Any = None) -> forms.Form:  # noqa: ANN401 - Django's
        """Return its form, filled in where it was sent."""
        made = forms.Form(sent, files, prefix=self.name)
        made.fields.update(self.fields(call))
        return made


def reference(call: Call, word: Word = REFERENCE) -> forms.Field:
    """Return a field for where something is shown."""
    return forms.CharField(
        label=call.word(word), help_text=call.word(REFERENCE_HELP), max_length=200,
        validators=[_shown(call)], widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


def chosen(
    call: Call, word: Word, words: Mapping[str, Word], *, told: Word | None = None,
    is_needed: bool = True,
) -> forms.Field:  # fmt: skip
    """Return a field of which one word is chosen."""
    choices = call.choices(words)
    if not is_needed:
        choices = [("", "–"), *choices]
    return forms.ChoiceField(
        label=call.word(word), choices=choices, required=is_needed,
        help_text="" if told is None else call.word(told),
    )  # fmt: skip


def written(call: Call, word: Word, told: Word, *, is_needed: bool = False) -> forms.Field:
    """Return a field for a text of several lines, which is sealed."""
    return forms.CharField(
        label=call.word(word), help_text=call.word(told), required=is_needed, max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip


def _shown(call: Call) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not is_reference(value):
            raise forms.ValidationError(call.word(REFERENCE_HELP))

    return check
