"""Contractors over HTTP: examined, given what a purpose needs, watched, made to return it."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.parties import scopes
from mamoru.parties.cases import DataSet
from mamoru.provision.entrust import data_sets, incidents, recall, watch
from mamoru.provision.entrust.assess import Assessed, ContractorAnswers, assess
from mamoru.provision.entrust.data_sets import NewDataSet
from mamoru.provision.entrust.incidents import IncidentShown, NewIncident
from mamoru.provision.entrust.questionnaire import questions
from mamoru.provision.entrust.recall import Certificate, NewRecall, Recalled
from mamoru.provision.entrust.watch import Due

_encode = msgspec.json.Encoder().encode
SCOPE = Scopes.ENTRUST_MANAGE


class QuestionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A question for contractors, in both languages, with the measure it is about."""

    name: str
    ja: str
    en: str
    measure: str
    must: bool


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """Every question, in the order of the guidelines."""

    questions: tuple[QuestionShown, ...]


class OfContractor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one contractor only."""

    party: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """What is due about contractors, the most urgent first."""

    due: tuple[Due, ...]


class Entrusted(msgspec.Struct, frozen=True, kw_only=True):
    """What a contractor may receive, what was recalled from it, and what it reported."""

    data_sets: tuple[DataSet, ...]
    recalls: tuple[Recalled, ...]
    incidents: tuple[IncidentShown, ...]


class Closing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it is kept what came of an incident."""

    outcome: Reference


def asked(_: Call) -> Reply:
    """Return the questionnaire."""
    found = tuple(
        QuestionShown(
            name=one.name, ja=one.word.ja, en=one.word.en, measure=one.measure, must=one.is_must
        )
        for one in questions()
    )
    return Reply(body=_encode(Questionnaire(questions=found)))


def due(call: Call) -> Reply:
    """Return what is due."""
    wanted: OfContractor = call.query
    with looking():
        found = watch.calendar(call.worker.door.clock(), wanted.party)
    return Reply(body=_encode(Calendar(due=found)))


def shown(call: Call) -> Reply:
    """Return what a contractor may receive, what was recalled, what it reported."""
    party = call.path["party"]
    with looking():
        found = Entrusted(
            data_sets=scopes.data_sets(party), recalls=recall.recalls(party),
            incidents=incidents.incidents(party),
        )  # fmt: skip
    return Reply(body=_encode(found))


def assessed(call: Call) -> Reply:
    """Score a contractor's answers."""
    made = assess(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def fixed(call: Call) -> Reply:
    """Fix what a contractor needs for a purpose."""
    made = data_sets.fix(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def set_ended(call: Call) -> Reply:
    """End a data set."""
    door, party, ref = call.worker.door, call.path["party"], call.path["set"]
    return Reply(body=_encode(data_sets.end(door, call.asker, party, ref)))


def recalled(call: Call) -> Reply:
    """Recall what was entrusted."""
    made = recall.recall(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def certified(call: Call) -> Reply:
    """Take in a deletion certificate."""
    made = recall.certify(call.worker.door, call.asker, call.path["recall"], call.body)
    return Reply(body=_encode(made))


def reported(call: Call) -> Reply:
    """Open the case of an incident."""
    made = incidents.report(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def incident_closed(call: Call) -> Reply:
    """Close an incident."""
    wanted: Closing = call.body
    door, ref = call.worker.door, call.path["incident"]
    return Reply(body=_encode(incidents.close(door, call.asker, ref, wanted.outcome)))


_CONTRACTOR = "/contractors/{party}"
ENDPOINTS = (
    Endpoint(
        method="GET", path="/contractors/questionnaire", name="questionnaire",
        summary="What contractors are asked before anything is entrusted to them", verb=asked,
        scope=SCOPE, gives=Questionnaire,
    ),
    Endpoint(
        method="GET", path="/contractors/due", name="listDueOfContractors",
        summary="What is due about contractors, and what is late", verb=due, scope=SCOPE,
        query=OfContractor, gives=Calendar,
    ),
    Endpoint(
        method="GET", path=_CONTRACTOR, name="showEntrusted",
        summary="Data sets, recalls and incidents of a contractor", verb=shown, scope=SCOPE,
        gives=Entrusted,
    ),
    Endpoint(
        method="POST", path=f"{_CONTRACTOR}/assessments", name="assessContractor",
        summary="Score a contractor's answers", verb=assessed, scope=SCOPE, takes=ContractorAnswers,
        gives=Assessed, status=201,
    ),
    Endpoint(
        method="POST", path=f"{_CONTRACTOR}/data-sets", name="fixDataSet",
        summary="Fix the least that a contractor needs for a purpose", verb=fixed, scope=SCOPE,
        takes=NewDataSet, gives=DataSet, status=201,
    ),
    Endpoint(
        method="POST", path=_CONTRACTOR + "/data-sets/{set}/end", name="endDataSet",
        summary="End a data set: nothing more is entrusted for its purpose", verb=set_ended,
        scope=SCOPE, gives=DataSet,
    ),
    Endpoint(
        method="POST", path=f"{_CONTRACTOR}/recalls", name="recallEntrusted",
        summary="Recall what was entrusted, by a day", verb=recalled, scope=SCOPE,
        takes=NewRecall, gives=Recalled, status=201,
    ),
    Endpoint(
        method="POST", path="/recalls/{recall}/certificate", name="certifyDeletion",
        summary="Take in the certificate that what was recalled is deleted", verb=certified,
        scope=SCOPE, takes=Certificate, gives=Recalled,
    ),
    Endpoint(
        method="POST", path=f"{_CONTRACTOR}/incidents", name="reportIncident",
        summary="Open the case of an incident that a contractor reports", verb=reported,
        scope=SCOPE, takes=NewIncident, gives=IncidentShown, status=201,
    ),
    Endpoint(
        method="POST", path="/incidents/{incident}/closing", name="closeIncident",
        summary="Close an incident", verb=incident_closed, scope=SCOPE, takes=Closing,
        gives=IncidentShown,
    ),
)  # fmt: skip
