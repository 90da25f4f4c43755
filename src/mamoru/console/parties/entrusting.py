"""What officers do about contractors: examine, fix, recall, and deal with incidents (clause 5)."""

from typing import Any

import msgspec
from django import forms

from mamoru.console.acting import Asking, filled
from mamoru.console.items import purposes_of
from mamoru.console.parties.acts import PartyAct, kept_file, reference, there
from mamoru.console.parties.form_words import FORMS
from mamoru.console.parties.forms import (
    CertificateForm,
    ClosingForm,
    DataSetForm,
    Form,
    IncidentForm,
    OneSet,
    RecallForm,
    items_of,
)
from mamoru.console.parties.words import ANSWERS
from mamoru.console.worded import Worded, choices, said
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.parties import scopes
from mamoru.parties.party import Party
from mamoru.policy.words import Word
from mamoru.provision.entrust import data_sets, incidents, recall
from mamoru.provision.entrust.assess import ContractorAnswers, assess
from mamoru.provision.entrust.data_sets import NewDataSet
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.entrust.questionnaire import questions
from mamoru.provision.entrust.recall import Certificate, NewRecall

_DONE = Word("記録しました。", "It is on record.")


class Questionnaire(Form):
    """Asks every question of the guidelines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        for one in questions():
            must = Word("(必須の措置)", " (nobody may lack it)") if one.is_must else Word("", "")
            self.fields[one.name] = forms.ChoiceField(
                label=said(one.word, self.language) + said(must, self.language),
                choices=choices(ANSWERS, self.language), widget=forms.RadioSelect,
            )  # fmt: skip


def _is_contractor(party: Party) -> bool:
    return party.kind == "contractor" and party.status != "ended"


def _assess(asking: Asking) -> str:
    given = msgspec.convert({"answers": dict(asking.given)}, ContractorAnswers)
    assess(asking.door, asking.asker, asking.ref, given)
    return there(asking.ref)


def _of_policy(form: Worded, asking: Asking) -> None:
    policy = asking.door.policy
    if "items" in form.fields:
        form.choose("items", items_of(policy, asking.language))
    none = [] if form.fields["purpose"].required else [("", said(FORMS["empty"], asking.language))]
    form.choose("purpose", [*none, *purposes_of(policy, asking.language)])


def _fix(asking: Asking) -> str:
    new = NewDataSet(
        purpose=asking.given["purpose"], items=tuple(asking.given["items"]),
        reason=reference(asking),
    )  # fmt: skip
    data_sets.fix(asking.door, asking.asker, asking.ref, new)
    return there(asking.ref)


def _sets(form: Worded, asking: Asking) -> None:
    with looking():
        found = scopes.data_sets(asking.ref)
    form.choose("set", [(one.ref, one.purpose) for one in found if one.ended_at is None])


def _end_set(asking: Asking) -> str:
    data_sets.end(asking.door, asking.asker, asking.ref, asking.given["set"])
    return there(asking.ref)


def _recall(asking: Asking) -> str:
    new = NewRecall(
        purpose=asking.given["purpose"] or None, until=asking.given["until"],
        reason=reference(asking),
    )  # fmt: skip
    recall.recall(asking.door, asking.asker, asking.ref, new)
    return there(asking.ref)


def _recalls(form: Worded, asking: Asking) -> None:
    with looking():
        found = recall.recalls(asking.ref)
    running = [one for one in found if not one.is_ended]
    form.choose("recall", [(one.ref, f"{one.ref} {one.due_at:%Y-%m-%d}") for one in running])


def _certify(asking: Asking) -> str:
    given = Certificate(
        number=asking.given["number"], deleted_on=asking.given["deleted_on"],
        file=kept_file(asking) or "",
    )  # fmt: skip
    recall.certify(asking.door, asking.asker, asking.given["recall"], given)
    return there(asking.ref)


def _report(asking: Asking) -> str:
    new = msgspec.convert(
        {
            **filled(asking.given, "knew_at", "people", "suspend"),
            "report": reference(asking, "report"),
        },
        NewIncident,
    )
    incidents.report(asking.door, asking.asker, asking.ref, new)
    return there(asking.ref)


def _incidents(form: Worded, asking: Asking) -> None:
    with looking():
        found = incidents.incidents(asking.ref)
    form.choose("incident", [(one.ref, f"{one.ref} {one.report}") for one in found if one.is_open])


def _close(asking: Asking) -> str:
    outcome = reference(asking, "outcome")
    incidents.close(asking.door, asking.asker, asking.given["incident"], outcome)
    return there(asking.ref)


ACTS_OF_CONTRACTOR: tuple[PartyAct, ...] = (
    PartyAct(
        name="assessment", title=Word("委託先を審査する", "Examine the contractor"),
        lead=Word(
            "ガイドラインの安全管理措置についての質問です。"
            "80 % 以上で、必須の措置がすべてあれば合格です。",
            "The safety measures of the guidelines. It passes with 80 % and every measure that "
            "nobody may lack.",
        ),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=Questionnaire, do=_assess, back=there,
        fits=_is_contractor,
    ),
    PartyAct(
        name="data_set", title=Word("業務に必要な項目を決める", "Fix what a purpose needs"),
        lead=Word(
            "決めた項目のほかは、何も委託できません。", "Nothing beyond these items is entrusted."
        ),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=DataSetForm, do=_fix, back=there,
        prepare=_of_policy, fits=_is_contractor,
    ),
    PartyAct(
        name="data_set_end", title=Word("項目の範囲を終了する", "End a data set"),
        lead=Word(
            "その業務では、もう何も委託しません。", "Nothing more is entrusted for its purpose."
        ),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=OneSet, do=_end_set, back=there,
        prepare=_sets, fits=_is_contractor,
    ),
    PartyAct(
        name="recall", title=Word("委託したものを回収する", "Recall what was entrusted"),
        lead=Word(
            "期日までに返還または消去し、証明を出すよう求めます。",
            "It is returned or deleted by a day, and a certificate shows it.",
        ),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=RecallForm, do=_recall, back=there,
        prepare=_of_policy, fits=lambda party: party.kind == "contractor", is_danger=True,
    ),
    PartyAct(
        name="certificate", title=Word("消去の証明を受け取る", "Take in a certificate of deletion"),
        lead=Word("回収を終えた証明の書類です。", "The paper that ends a recall."),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=CertificateForm, do=_certify, back=there,
        prepare=_recalls, fits=lambda party: party.kind == "contractor",
    ),
    PartyAct(
        name="incident", title=Word("事故の報告を受ける", "Open the case of an incident"),
        lead=Word(
            "委託先が知った日時から、報告の期限を数えます。",
            "The periods for reporting count from when the contractor knew.",
        ),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=IncidentForm, do=_report, back=there,
        fits=lambda party: party.kind == "contractor",
    ),
    PartyAct(
        name="incident_closing", title=Word("事故への対応を終える", "Close an incident"),
        lead=Word("結果の記録を示して終えます。", "It ends with where the outcome is kept."),
        done=_DONE, scope=Scopes.ENTRUST_MANAGE, form=ClosingForm, do=_close, back=there,
        prepare=_incidents, fits=lambda party: party.kind == "contractor",
    ),
)  # fmt: skip
