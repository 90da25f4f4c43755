"""The form of a request: what its kind needs, and no more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from mamoru.errors import Language
from mamoru.law.citing import in_full
from mamoru.law.requests import RequestKind
from mamoru.notices.places import in_language
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.portal.asking.kinds import CHANGING, CLAIMS, PARTED
from mamoru.portal.asking.wording import FORM, NEW
from mamoru.portal.floods import AT_ONCE, QUICKEST, is_good
from mamoru.rights.requests.receive import NewRequest

ROWS = 3
"""Items that one form corrects or adds."""
LONGEST = 20_000
_GROUPED = tuple[str, list[tuple[str, str]]]


class RequestForm(forms.Form):
    """What somebody fills in for one kind of request."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=400)

    def __init__(
        self, data: QueryDict | None, *, kind: RequestKind, policy: Policy, language: Language,
        is_public: bool, now: datetime,
    ) -> None:  # fmt: skip
        super().__init__(data, auto_id="ask-%s")
        self._now = now
        self.kind, self.is_public, self._language = kind, is_public, language
        for name, field in self._wanted(policy):
            self.fields[name] = field

    def _say(self, key: str) -> str:
        return in_language(FORM[key], self._language)

    def _help(self, name: str) -> str:
        return self._say(f"{name}_help" if self.is_public else f"{name}_help_agent")

    def _wanted(self, policy: Policy) -> Iterable[tuple[str, forms.Field]]:
        yield "whose", self._radio("whose", ("self", "guardian", "agent"))
        yield "name", forms.CharField(
            label=self._say("name"), help_text=self._help("name"), max_length=200,
            required=self.is_public,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip
        yield "email", forms.EmailField(
            label=self._say("email"), help_text=self._help("email"), max_length=254,
            required=self.is_public, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )  # fmt: skip
        yield from self._of_kind(policy)
        yield "text", forms.CharField(
            label=self._say("text"), help_text=self._say("text_help"), max_length=LONGEST,
            required=False, widget=forms.Textarea(attrs={"rows": 5}),
        )  # fmt: skip
        yield "method", self._radio("method", ("electronic", "paper"))
        yield "address", forms.CharField(
            label=self._say("address"), help_text=self._say("address_help"), max_length=500,
            required=False, widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        )  # fmt: skip
        if self.is_public:
            yield "website", forms.CharField(
                label=self._say("website"), required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
            )  # fmt: skip

    def _of_kind(self, policy: Policy) -> Iterable[tuple[str, forms.Field]]:
        if self.kind.claims:
            choices = [(one, self._claim(one)) for one in self.kind.claims]
            yield "claim", forms.ChoiceField(
                label=self._say("claim"), help_text=self._say("claim_help"), choices=choices,
                widget=forms.RadioSelect,
            )  # fmt: skip
        if self.kind.name in PARTED:
            yield "scope", self._radio("scope", ("everything", "some"))
            known = [(name, self._in(one.word)) for name, one in policy.categories.items()]
            yield "parts", forms.MultipleChoiceField(
                label=self._say("parts"), choices=known, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        if self.kind.name == "delete":
            yield "items", forms.MultipleChoiceField(
                label=self._say("items"), help_text=self._say("items_help"),
                choices=self._items(policy), widget=forms.SelectMultiple(attrs={"size": "8"}),
            )  # fmt: skip
        if self.kind.name in CHANGING:
            for at in range(1, ROWS + 1):
                yield f"item_{at}", forms.ChoiceField(
                    label=self._say("item").format(at=at), required=at == 1,
                    choices=[("", "–"), *self._items(policy)],
                )  # fmt: skip
                yield (
                    f"value_{at}",
                    forms.CharField(
                        label=self._say("value").format(at=at), max_length=1000, required=at == 1
                    ),
                )

    def _items(self, policy: Policy) -> list[_GROUPED]:
        return [
            (self._in(one.word), [(item, self._in(word)) for item, word in one.items.items()])
            for one in policy.categories.values()
            if one.identifies != "never" and one.items
        ]

    def _claim(self, name: str) -> str:
        return f"{self._in(CLAIMS[name])} ({in_full(self.kind.claims[name], self._language)})"

    def _radio(self, name: str, values: tuple[str, ...]) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=self._say(name), choices=[(one, self._say(f"{name}_{one}")) for one in values],
            initial=values[0], widget=forms.RadioSelect,
        )  # fmt: skip

    def _in(self, word: Word) -> str:
        return in_language(word, self._language)

    def clean(self) -> dict[str, Any]:
        """Ask for what one answer makes needed by another."""
        found = self.cleaned_data
        quickest = QUICKEST if self.is_public else AT_ONCE
        if found.get("website") or not is_good(found.get("sheet", ""), self._now, quickest):
            self.add_error(None, in_language(NEW["robot"], self._language))
        if found.get("scope") == "some" and not found.get("parts"):
            self.add_error("parts", self._say("parts_needed"))
        if found.get("method") == "paper" and not found.get("address"):
            self.add_error("address", self._say("address_needed"))
        if found.get("whose") not in (None, "self"):
            for name in ("name", "email"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, self._say(f"{name}_needed"))
        for at in range(1, ROWS + 1):
            pair = (found.get(f"item_{at}"), found.get(f"value_{at}"))
            if any(pair) and not all(pair) and f"value_{at}" not in self.errors:
                self.add_error(f"value_{at}", self._say("pair_needed"))
        return found

    @property
    def is_for_another(self) -> bool:
        """Whether somebody asks for somebody else."""
        return str(self.cleaned_data["whose"]) != "self"

    def new_request(self, key: str, person: str | None) -> NewRequest:
        """Return what is asked for, of `person` where it is known who that is."""
        said = self.cleaned_data
        values = {
            said[f"item_{at}"]: said[f"value_{at}"]
            for at in range(1, ROWS + 1)
            if said.get(f"item_{at}")
        }
        items = tuple(said.get("items") or (said.get("parts") if self._is_parted else ()) or ())
        known = {"name": said["name"], "email": said["email"], "address": said["address"]}
        contact = {name: value for name, value in known.items() if value}
        if self.is_for_another:
            contact["as"] = said["whose"]
        return NewRequest(
            kind=self.kind.name, claim=said.get("claim", ""),
            person=None if self.is_for_another else person,
            identifiers=self._identifiers(person),
            by="agent" if self.is_for_another else "person", language=self._language,
            method=said["method"], is_everything=not items and not values, items=items,
            values=values, text=said["text"], contact=contact, key=key,
        )  # fmt: skip

    @property
    def _is_parted(self) -> bool:
        return str(self.cleaned_data.get("scope")) == "some"

    def _identifiers(self, person: str | None) -> dict[str, str]:
        """Return by what somebody is looked for; nothing where it is known whose it is."""
        email = self.cleaned_data["email"]
        is_known = person is not None and not self.is_for_another
        return {"email": email} if email and not is_known else {}


class CodeForm(forms.Form):
    """The number that came by mail."""

    code = forms.CharField(max_length=32, min_length=4)


class FollowForm(forms.Form):
    """What leads somebody without an account to their request."""

    number = forms.CharField(max_length=40)
    code = forms.CharField(max_length=64)
