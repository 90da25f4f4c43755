"""Forms of the pages about those who receive."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files import File

from mamoru.console.parties.form_words import FORMS
from mamoru.console.parties.words import CASES, KINDS, STAGES
from mamoru.console.worded import Worded, choices, said
from mamoru.errors import Language
from mamoru.parties.cases import RULES
from mamoru.parties.papers import CLAUSES, MADE
from mamoru.parties.papers import KINDS as PAPERS
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

LARGEST = 10 * 1024 * 1024
_SIGNS = {
    b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg",
}  # fmt: skip
"""How the files begin that are taken; what a browser calls a file does not count."""


def _day(**extra: Any) -> forms.DateField:  # noqa: ANN401 - Django's arguments
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **extra)


def _text(**extra: Any) -> forms.CharField:  # noqa: ANN401 - as above
    return forms.CharField(max_length=400, **extra)


def _several(**extra: Any) -> forms.MultipleChoiceField:  # noqa: ANN401 - as above
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **extra)


def media_of(upload: "File[bytes]") -> str | None:
    """Return what kind of file it is, by how it begins."""
    begin = upload.read(8)
    upload.seek(0)
    return next((media for sign, media in _SIGNS.items() if begin.startswith(sign)), None)


def items_of(policy: Policy, language: Language) -> list[tuple[str, str]]:
    """Return every item of a policy, by category."""
    return [
        (name, f"{said(word, language)} ({said(category.word, language)})")
        for category in policy.categories.values()
        for name, word in category.items.items()
    ]


class Form(Worded):
    """A form of these pages."""

    words: Mapping[str, Word] = FORMS


class Nothing(Form):
    """Asks only that one is sure, by sending it."""


class Because(Form):
    """Asks where it is kept why."""

    reason = _text()


class PartyForm(Form):
    """Asks who is registered."""

    kind = forms.ChoiceField()
    word = forms.ChoiceField(required=False)
    name = _text()
    address = _text(required=False)
    representative = _text(required=False)
    is_corporation = forms.BooleanField(required=False, initial=True)
    country = forms.CharField(max_length=2, initial="JP")
    storage = _text(required=False)
    contact = _text(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.choose("kind", choices(KINDS, self.language))


class ChangeForm(Form):
    """Asks what changed."""

    name = _text(required=False)
    address = _text(required=False)
    representative = _text(required=False)
    country = forms.CharField(max_length=2, required=False)
    contact = _text(required=False)


class Merging(Because):
    """Asks which party it becomes part of."""

    into = forms.ChoiceField()


class KeyForm(Form):
    """Asks for a public key."""

    kind = forms.ChoiceField(choices=[("age", "age"), ("openpgp", "OpenPGP")])
    text = forms.CharField(max_length=65_536, widget=forms.Textarea)


class OneKey(Form):
    """Names a key."""

    key = forms.ChoiceField()


class WithFile(Form):
    """May bring a file, which is looked into."""

    file = forms.FileField(required=False)

    def clean_file(self) -> "File[bytes] | None":
        """Return the file, if it is of a kind that is taken."""
        upload: File[bytes] | None = self.cleaned_data.get("file")
        if not upload:
            return None
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(said(FORMS["too_large"], self.language))
        if media_of(upload) is None:
            raise forms.ValidationError(said(FORMS["unfit_file"], self.language))
        return upload


class PaperForm(WithFile):
    """Asks for a paper."""

    kind = forms.ChoiceField()
    number = _text(required=False)
    from_ = _day()
    until = _day(required=False)
    clauses = _several(required=False)
    field_order = ("kind", "number", "from_", "until", "clauses", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        filed = {name: word for name, word in PAPERS.items() if name not in MADE}
        self.choose("kind", choices(filed, self.language))
        self.choose("clauses", choices(CLAUSES, self.language))


class OnePaper(Form):
    """Names a paper."""

    paper = forms.ChoiceField()


class CaseForm(Form):
    """Asks for a case of clause 4, with its evidence."""

    case = forms.ChoiceField()
    items = _several(required=False)
    until = _day(required=False)
    statute = _text(required=False)
    body = _text(required=False)
    document = _text(required=False)
    scope = _text(required=False)
    facts = _text(required=False)
    difficulty = _text(required=False)
    impediment = _text(required=False)
    deal = _text(required=False)
    stage = forms.ChoiceField(required=False)
    purposes = _several(required=False)
    sensitive = forms.ChoiceField(required=False)
    exception = _text(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        none = ("", said(FORMS["empty"], self.language))
        self.choose("case", choices(CASES, self.language))
        self.choose("stage", [none, *choices(STAGES, self.language)])
        for name, field in self.fields.items():
            if cases := " · ".join(cite for cite, rule in RULES.items() if name in rule.shows):
                needed = said(FORMS["for_cases"], self.language).format(cases=cases)
                field.help_text = " ".join(filter(None, (needed, str(field.help_text))))


class DataSetForm(Because):
    """Asks which items a purpose needs, and why."""

    purpose = forms.ChoiceField()
    items = _several()
    field_order = ("purpose", "items", "reason")


class OneSet(Form):
    """Names a data set."""

    set = forms.ChoiceField()


class RecallForm(Because):
    """Asks what is recalled, and by when."""

    purpose = forms.ChoiceField(required=False)
    until = _day()
    field_order = ("purpose", "until", "reason")


class CertificateForm(WithFile):
    """Asks for the certificate of deletion."""

    recall = forms.ChoiceField()
    number = _text()
    deleted_on = _day()
    file = forms.FileField()
    field_order = ("recall", "number", "deleted_on", "file")


class IncidentForm(Form):
    """Asks what a contractor reports."""

    report = _text()
    knew_at = forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    people = forms.IntegerField(required=False, min_value=0)
    suspend = forms.BooleanField(required=False)


class ClosingForm(Form):
    """Asks which incident is over, and what came of it."""

    incident = forms.ChoiceField()
    outcome = _text()


class StatementForm(Form):
    """Asks for the items of APPI 27(5)(iii)."""

    joint = forms.CharField(max_length=40)
    title_ja = _text()
    title_en = _text()
    items = _several()
    partners = _several()
    range_ja = _text()
    range_en = _text()
    purposes = _several()
    address_ja = _text()
    address_en = _text()
    representative_ja = _text()
    representative_en = _text()
    from_ = _day()
    until = _day(required=False)


class FeedForm(Form):
    """Asks for a feed of a partner."""

    joint = forms.ChoiceField()
    party = forms.ChoiceField()
    client = forms.CharField(max_length=64)
    purpose = forms.ChoiceField()
    items = _several()


class HandForm(Form):
    """Asks what is to be handed over to whom."""

    party = forms.ChoiceField()
    items = _several()
    purpose = forms.ChoiceField(required=False)
    case = forms.ChoiceField(required=False)
    whose = forms.CharField(required=False, widget=forms.Textarea)
    format = forms.ChoiceField(
        choices=[("csv", "CSV"), ("jsonl", "JSON Lines"), ("parquet", "Parquet")]
    )
    cipher = forms.ChoiceField(choices=[("age", "age"), ("openpgp", "OpenPGP")])
    days = forms.IntegerField(min_value=1, max_value=366, initial=7)
    acknowledge_days = forms.IntegerField(min_value=1, max_value=366, initial=14)
