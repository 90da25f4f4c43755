"""Opening a value as an officer: for a purpose and with a reason, shown once, on record twice.

The handling is on record in the ledger, by the door. Why it was needed is kept beside it: a code,
and where that is shown, never a word about anybody. The reason is stored before the value is
opened, so nothing is ever shown without one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Literal, TypeVar

from django import forms
from django.http import HttpRequest

from mamoru.errors import Language
from mamoru.faces.here import account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.models import Revealed
from mamoru.gate.asking import Asker, is_reference
from mamoru.law.citing import clause
from mamoru.policy.words import Word

T = TypeVar("T")
What = Literal[
    "inquiry", "inquiry_file", "inquiry_suspect", "leaving_accounts", "party_file", "quarantined",
    "request_accounts", "request_answer", "request_document", "request_paper", "request_papers",
    "request_values",
]  # fmt: skip

REASONS: dict[str, Word] = {
    "request": Word("請求への対応", "to handle a request"),
    "identity": Word("本人確認", "to check who somebody is"),
    "inquiry": Word("問い合わせへの対応", "to answer an inquiry"),
    "sensitive": Word("要配慮個人情報の確認", "to judge what may be sensitive"),
    "case": Word("承認の判断", "to judge an approval"),
    "supervision": Word("提供先・委託先の確認", "to look after a recipient or contractor"),
    "misuse": Word("不正利用の調査", "to look into misuse"),
    "incident": Word("漏えい等への対応", "to deal with a breach"),
    "law": Word("法令に基づく対応", "since the law demands it"),
}
_WORDS = {
    "purpose": Word("利用目的", "Purpose"),
    "purpose_help": Word(
        "ポリシーの利用目的のうち、どれのために見るか。",
        "For which purpose of the policy you look.",
    ),
    "reason": Word("理由", "Reason"),
    "reference": Word("根拠の番号", "Where that is shown"),
    "reference_help": Word(
        "案件や文書の番号です。氏名などの個人情報は書かないでください。",
        "A number of a case or document. Write nothing about anybody.",
    ),
    "wrong": Word(
        "英数字で始まる番号を入力してください(英数字と : . _ / # - が使えます)。",
        "Enter an id: it begins with a letter or digit, and has only those and : . _ / # -.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is to be opened: its kind, its random name, and what entries about it have in common."""

    what: What
    ref: str
    trace: str = ""
    """Empty where each opening has one of its own."""


class RevealForm(forms.Form):
    """Asks for what purpose and why something is opened."""

    purpose = forms.ChoiceField()
    reason = forms.ChoiceField()
    reference = forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(
        self, sent: Any, *, purposes: dict[str, str], reasons: Collection[str], language: Language,  # noqa: ANN401 - Django's
        reference: str = "", name: str = "id",
    ) -> None:  # fmt: skip
        super().__init__(
            sent, prefix="reveal", initial={"reference": reference}, auto_id=f"{name}_%s"
        )
        said = {name: _in(word, language) for name, word in _WORDS.items()}
        self._wrong = said["wrong"]
        chosen = [(name, _in(REASONS[name], language)) for name in reasons]
        self.fields["purpose"] = forms.ChoiceField(
            label=said["purpose"], help_text=said["purpose_help"], choices=list(purposes.items())
        )
        self.fields["reason"] = forms.ChoiceField(label=said["reason"], choices=chosen)
        self.fields["reference"].label = said["reference"]
        self.fields["reference"].help_text = said["reference_help"]

    def clean_reference(self) -> str:
        """Return the reference, which is no sentence."""
        shown: str = self.cleaned_data["reference"].strip()
        if not is_reference(shown):
            raise forms.ValidationError(self._wrong)
        return shown


def reveal_form(
    request: HttpRequest, *, purposes: Collection[str] | None = None,
    reasons: Collection[str] = tuple(REASONS), reference: str = "", name: str = "id",
    is_sent: bool = True,
) -> RevealForm:  # fmt: skip
    """Return the form, filled in where it was sent; `purposes` of the policy, or all of them.

    Of several on one page each has a `name`, and only that which was sent `is_sent`.
    """
    language = language_of(request)
    known = door_of(request).shelf.policy(now_of(request)).purposes
    offered = {
        name: f"{_in(one.word, language)} ({clause(one.cite, language)})"
        for name, one in known.items()
        if purposes is None or name in purposes
    }  # fmt: skip
    is_filled = is_sent and request.method == "POST" and "reveal-reason" in request.POST
    sent = request.POST if is_filled else None
    return RevealForm(
        sent, purposes=offered, reasons=reasons, language=language, reference=reference, name=name
    )


def reveal(
    request: HttpRequest, thing: Thing, form: RevealForm,
    opening: Callable[[Asker, str], tuple[T, int | None]],
) -> T:  # fmt: skip
    """Open something with a valid form's reason on record, and return it, to be shown this once.

    `opening` is given who asks and for which purpose, and returns what was opened with the ticket
    of its entry, or `None` where it knows none. Raises what it raises; that it was tried stays on
    record.
    """
    account, said = account_of(request), form.cleaned_data
    trace = thing.trace or token_hex(16)
    kept = Revealed.objects.create(
        account=account, at=now_of(request), what=thing.what, ref=thing.ref,
        purpose=said["purpose"], reason=said["reason"], reference=said["reference"], trace=trace,
    )  # fmt: skip
    found, ticket = opening(Asker(system=account.handle, request=trace), said["purpose"])
    if ticket is not None:
        Revealed.objects.filter(pk=kept.pk).update(ticket=ticket)
    return found


def _in(word: Word, language: Language) -> str:
    return word.ja if language == "ja" else word.en
