"""What every page that settles something sensitive asks for: what shows that it may be kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from mamoru.console.sensitive.words import ITEM
from mamoru.console.worded import Worded, said
from mamoru.faces.here import account_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.models import Revealed
from mamoru.gate.asking import is_reference
from mamoru.law.citing import clause
from mamoru.policy.model import Kind, Policy
from mamoru.policy.words import Word

NOTICE = "notice_shown"


class Clearing(Worded):
    """Asks what shows that a value may be collected at all."""

    words: Mapping[str, Word] = ITEM
    notice = forms.CharField(max_length=200)

    def clean_notice(self) -> str:
        """Return where it is shown that purposes were told."""
        return self._reference("notice")

    def _reference(self, name: str) -> str:
        shown: str = self.cleaned_data[name].strip()
        if not is_reference(shown):
            raise forms.ValidationError(said(ITEM["unfit"], self.language))
        return shown

    @property
    def grounds(self) -> dict[str, str | None]:
        """What shows it, by fact."""
        return {NOTICE: self.cleaned_data["notice"]}


class Claiming(Clearing):
    """Asks for the exception as well, and for what shows that it holds."""

    exception = forms.ChoiceField()
    evidence = forms.CharField(max_length=200)
    field_order = ("exception", "evidence", "notice")

    def clean_evidence(self) -> str:
        """Return where the evidence is."""
        return self._reference("evidence")

    def grounds_of(self, policy: Policy) -> dict[str, str | None]:
        """Return what shows it, by fact of the exception."""
        facts = exceptions(policy)[self.cleaned_data["exception"]]
        return {**dict.fromkeys(facts, self.cleaned_data["evidence"]), **self.grounds}


def exceptions(policy: Policy) -> dict[str, frozenset[str]]:
    """Return the exceptions of a text for collecting what is sensitive, with their facts."""
    return {
        rule.cite: rule.facts
        for rule in policy.rules
        if rule.kind is Kind.LIFT
        and "sensitive" in rule.accepts
        and "collect" in rule.accepts.get("act", ())
        and all(policy.facts[fact].origin == "claim" for fact in rule.facts)
    }


def claiming_form(request: HttpRequest, sent: Any = None) -> Claiming:  # noqa: ANN401 - Django's
    """Return the form for an exception, with those of the policy in force."""
    policy, language = door_of(request).policy, language_of(request)
    form = Claiming(sent, language=language, prefix="claim")
    form.choose(
        "exception",
        [
            (cite, f"{clause(cite, language)} {said(Word(place.ja, place.en), language)}")
            for cite in exceptions(policy)
            if (place := policy.said.get(cite))
        ],
    )
    return form


def clearing_form(request: HttpRequest, sent: Any = None) -> Clearing:  # noqa: ANN401 - Django's
    """Return the form for what is not sensitive after all."""
    return Clearing(sent, language=language_of(request), prefix="clear")


def has_looked(request: HttpRequest, what: str, ref: str) -> bool:
    """Tell whether whoever is signed in has opened it."""
    mine = Revealed.objects.filter(account=account_of(request), what=what, ref=ref)
    return mine.exclude(ticket=None).exists()


def check_looked(request: HttpRequest, what: str, ref: str) -> None:
    """Raise `PermissionDenied` where whoever is signed in has not opened it."""
    if not has_looked(request, what, ref):
        raise PermissionDenied
