"""The commands `mamoru entrust …`: examining contractors and watching over them."""

from argparse import Namespace
from datetime import UTC, datetime

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.reading import done, from_input, shown
from mamoru.gate.asking import OFFICER
from mamoru.parties import scopes
from mamoru.provision.entrust import data_sets, incidents, recall, watch
from mamoru.provision.entrust.assess import ContractorAnswers, assess
from mamoru.provision.entrust.data_sets import NewDataSet
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.entrust.questionnaire import questions
from mamoru.provision.entrust.recall import Certificate, NewRecall

RECALL = ("ref", "purpose", "due_at", "certificate", "is_ended")
INCIDENT = ("ref", "knew_at", "told_at", "was_told_late", "answer_by", "is_open")
SET = ("ref", "purpose", "items", "reason", "ended_at")


def list_questions(asked: Namespace) -> int:
    """List the questionnaire."""
    found = [
        {"name": one.name, "ja": one.word.ja, "en": one.word.en, "measure": one.measure,
         "must": one.is_must}
        for one in questions()
    ]  # fmt: skip
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [[one.name, getattr(one.word, language()), one.measure] for one in questions()]
    tell(table(("name", "question", "measure"), rows))
    return YES


def assess_contractor(asked: Namespace) -> int:
    """Score the answers on standard input."""
    given = from_input(ContractorAnswers)
    return done(asked, lambda door: assess(door, OFFICER, asked.ref, given), ("score", "paper"))


def fix_set(asked: Namespace) -> int:
    """Fix the data set on standard input."""
    new = from_input(NewDataSet)
    return done(asked, lambda door: data_sets.fix(door, OFFICER, asked.ref, new), SET)


def end_set(asked: Namespace) -> int:
    """End a data set."""
    return done(asked, lambda door: data_sets.end(door, OFFICER, asked.ref, asked.set), SET)


def list_due(asked: Namespace) -> int:
    """List what is due, the most urgent first."""
    from mamoru.cli.reminder import say_who_is_told  # its imports are for this command alone

    fields = ("party", "what", "state", "due_at", "ref", "clause")
    code = shown(asked, lambda: watch.calendar(datetime.now(UTC)), fields)
    say_who_is_told()
    return code


def show_contractor(asked: Namespace) -> int:
    """Show what a contractor may have, what was recalled, what it reported."""
    check_installed()
    parts = {
        "data_sets": scopes.data_sets(asked.ref),
        "recalls": recall.recalls(asked.ref),
        "incidents": incidents.incidents(asked.ref),
    }
    if asked.format == "json":
        tell(as_json(parts))
        return YES
    for fields, part in zip((SET, RECALL, INCIDENT), parts.values(), strict=True):
        tell(table(fields, [[str(getattr(one, field)) for field in fields] for one in part]))
    return YES


def recall_from(asked: Namespace) -> int:
    """Recall what was entrusted."""
    new = NewRecall(purpose=asked.purpose, until=asked.until, reason=asked.reason)
    return done(asked, lambda door: recall.recall(door, OFFICER, asked.ref, new), RECALL)


def certify_deletion(asked: Namespace) -> int:
    """Take in a deletion certificate."""
    given = Certificate(number=asked.number, deleted_on=asked.on, file=asked.file)
    return done(asked, lambda door: recall.certify(door, OFFICER, asked.recall, given), RECALL)


def report_incident(asked: Namespace) -> int:
    """Open the case of the incident on standard input."""
    new = from_input(NewIncident)
    return done(asked, lambda door: incidents.report(door, OFFICER, asked.ref, new), INCIDENT)


def close_incident(asked: Namespace) -> int:
    """Close an incident."""
    return done(
        asked, lambda door: incidents.close(door, OFFICER, asked.incident, asked.outcome), INCIDENT
    )
