"""What can be done with an inquiry besides answering it, each a form of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from mamoru.console.inquiries.thread_words import ONE
from mamoru.console.inquiries.words import KIND, OUTCOMES
from mamoru.console.officers import who_may
from mamoru.console.worded import choices, said
from mamoru.desk import handle, strangers
from mamoru.desk.models import Inquiry
from mamoru.desk.state import InquiryState, Lane
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.scopes import Scopes
from mamoru.law.citing import clause
from mamoru.policy.model import Policy
from mamoru.policy.words import Word

Fields = dict[str, forms.Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: what it is called and does, what it asks, and when it can be done."""

    name: str
    word: Word
    told: Word
    run: Callable[[Door, Asker, str, Mapping[str, Any]], object]
    is_fit: Callable[[Inquiry], bool]
    fields: Callable[[HttpRequest, Inquiry, Language], Fields] = lambda _, __, ___: {}
    is_danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An act, as it is offered on the page of an inquiry."""

    word: str
    told: str
    address: str
    form: forms.Form
    is_danger: bool
    is_wrong: bool


def _is_open(row: Inquiry) -> bool:
    return row.state != InquiryState.CLOSED


def _choice(word: Word, offered: list[tuple[str, str]], language: Language, first: str) -> Fields:
    field = forms.ChoiceField(label=said(word, language), choices=offered, initial=first)
    return {"chosen": field}


def _officers(_: HttpRequest, row: Inquiry, language: Language) -> Fields:
    offered = list(who_may(Scopes.INQUIRIES_HANDLE).items())
    return _choice(Word("担当者", "Officer"), offered, language, row.assignee)


def _kinds(_: HttpRequest, row: Inquiry, language: Language) -> Fields:
    return _choice(Word("種類", "Kind"), choices(KIND, language), language, row.kind)


def _outcomes(_: HttpRequest, __: Inquiry, language: Language) -> Fields:
    return _choice(Word("結果", "Outcome"), choices(OUTCOMES, language), language, "answered")


def clauses_of(policy: Policy, language: Language) -> list[tuple[str, str]]:
    """Return every clause that decides something, with how its text begins."""
    return [
        (cite, f"{clause(cite, language)} {_begin(policy, cite, language)}")
        for cite in dict.fromkeys(rule.cite for rule in policy.rules)
    ]


def _begin(policy: Policy, cite: str, language: Language) -> str:
    text = policy.said.get(cite)
    return Truncator(said(Word(text.ja, text.en), language)).chars(40) if text else ""


def _links(request: HttpRequest, row: Inquiry, language: Language) -> Fields:
    policy = door_of(request).policy
    cites = [("", "–"), *clauses_of(policy, language)]
    named: tuple[tuple[str, Word, str], ...] = (
        ("request", Word("請求の番号(req_ で始まる)", "Request (begins with req_)"), row.request),
        ("incident", Word("漏えい等の案件の番号", "Case of a breach"), row.incident),
    )
    fields: Fields = {
        name: forms.CharField(
            label=said(word, language), required=False, max_length=64, initial=held,
            widget=forms.TextInput({"autocomplete": "off"}),
        )
        for name, word, held in named
    }  # fmt: skip
    fields["topic"] = forms.ChoiceField(
        label=said(Word("ポリシーの条項", "Clause of the policy"), language), choices=cites,
        required=False, initial=row.topic,
    )  # fmt: skip
    return fields


def _link(door: Door, by: Asker, ref: str, given: Mapping[str, Any]) -> None:
    links = msgspec.convert(
        {name: given[name].strip() for name in ("request", "incident")}, handle.Links
    )
    handle.link(door, by, ref, msgspec.structs.replace(links, topic=given["topic"] or None))


ACTS: tuple[Act, ...] = (
    Act(
        name="assign", word=Word("担当者を決める", "Assign"), is_fit=_is_open, fields=_officers,
        told=Word("誰が答えるかを決めます。", "Who is to answer."),
        run=lambda door, by, ref, given: handle.assign(door, by, ref, given["chosen"]),
    ),
    Act(
        name="kind", word=Word("種類を決める", "Say what it is"), is_fit=lambda _: True,
        fields=_kinds,
        told=Word(
            "苦情(法40)にすると、苦情の記録に載り、その期間保存します。",
            "A complaint (APPI 40) stands in the register, and is kept for its time.",
        ),
        run=lambda door, by, ref, given: handle.choose_kind(door, by, ref, given["chosen"]),
    ),
    Act(
        name="link", word=Word("関連を付ける", "Say what it goes with"), is_fit=lambda _: True,
        fields=_links,
        told=Word("請求、案件、条項と結び付けます。", "A request, a case, a clause."),
        run=_link,
    ),
    Act(
        name="release", word=Word("窓口に移す", "Move it to the desk"),
        is_fit=lambda row: row.lane != Lane.DESK,
        told=Word(
            "本物の問い合わせなら、窓口の一覧に移して期限内に答えます。",
            "Where it is meant, it goes to the queue and is answered in time.",
        ),
        run=lambda door, by, ref, _: handle.release(door, by, ref),
    ),
    Act(
        name="close", word=Word("終了する", "Close"), is_fit=_is_open, fields=_outcomes,
        told=Word(
            "あとからメールが来れば再び開きます。", "A mail that comes later opens it again."
        ),
        run=lambda door, by, ref, given: handle.close(door, by, ref, given["chosen"]),
    ),
    Act(
        name="reopen", word=Word("再開する", "Reopen"), is_fit=lambda row: not _is_open(row),
        told=Word("期限は今日から数え直します。", "Its time is counted anew from today."),
        run=lambda door, by, ref, _: handle.reopen(door, by, ref),
    ),
)  # fmt: skip


def acts_of(
    request: HttpRequest, row: Inquiry, sent: tuple[str, forms.Form] | None = None
) -> tuple[Offered, ...]:
    """Return what can be done with an inquiry now; something is wrong with the form `sent`."""
    language = language_of(request)
    wrong = dict([sent]) if sent else {}
    return tuple(
        Offered(
            word=said(act.word, language), told=said(act.told, language),
            address=reverse(f"console_inquiry_{act.name}", args=[row.ref]),
            form=wrong.get(act.name) or _form(act, request, row), is_danger=act.is_danger,
            is_wrong=act.name in wrong,
        )
        for act in ACTS
        if act.is_fit(row)
    )  # fmt: skip


def acting(act: Act) -> Callable[..., HttpResponseBase]:
    """Return the view of an act."""

    @for_officer(Scopes.INQUIRIES_HANDLE)
    @require_POST
    def view(request: HttpRequest, ref: str) -> HttpResponse:
        from mamoru.console.inquiries.one import row_of, shown  # it shows the acts

        row, language = row_of(ref), language_of(request)
        form = _form(act, request, row, request.POST)
        status = 400
        if form.is_valid():
            try:
                act.run(door_of(request), asker_of(request), ref, form.cleaned_data)
                messages.success(request, said(ONE["done"], language))
                return HttpResponseRedirect(reverse("console_inquiry", args=[ref]))
            except MamoruError as error:
                form.add_error(None, error.message(language))
                status = status_of(error)
            except msgspec.ValidationError:
                form.add_error(None, said(_UNFIT, language))
        return shown(request, row, act=(act.name, form), status=status)

    return view


@for_officer(Scopes.INQUIRIES_HANDLE)
@require_POST
def settled(request: HttpRequest, ref: str, message: str) -> HttpResponse:
    """Let a message of a stranger in, or set it apart."""
    door, by = door_of(request), asker_of(request)
    if request.POST.get("way") == "separate":
        ref = strangers.separate(door, by, ref, message)
    else:
        strangers.accept(door, by, ref, message)
    messages.success(request, said(ONE["done"], language_of(request)))
    return HttpResponseRedirect(reverse("console_inquiry", args=[ref]))


_UNFIT = Word("番号の形が合いません。", "A number has not the form that is needed.")


def _form(act: Act, request: HttpRequest, row: Inquiry, sent: Any = None) -> forms.Form:  # noqa: ANN401 - Django's
    made = forms.Form(sent, prefix=act.name, label_suffix="")
    made.fields.update(act.fields(request, row, language_of(request)))
    return made
