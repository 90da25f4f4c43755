"""Made-up recipients with their papers, as a register has them."""

from datetime import date
from typing import Any

import msgspec
from tests.gate.samples import SERVICE

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day
from mamoru.parties.cases import DataSet
from mamoru.parties.papers import Paper
from mamoru.parties.party import Party
from mamoru.parties.ready import CONTRACT
from mamoru.parties.register import NewPaper, NewParty
from mamoru.provision.entrust.data_sets import NewDataSet, fix
from mamoru.provision.joint.publish import PublishedStatement, publish
from mamoru.provision.joint.statement import Statement
from mamoru.provision.parties import register

DAY = date(2026, 11, 1)
"""When every paper of the samples begins; the clock of the tests stands at 24 November 2026."""
TEXT = {"ja": "架空の記載", "en": "made up"}
PAPERS: dict[str, tuple[NewPaper, ...]] = {
    "contractor": (
        NewPaper(kind="assessment", from_=DAY, until=date(2027, 10, 31), clauses=("passed",)),
        NewPaper(kind="contract", from_=DAY, until=date(2028, 3, 31), clauses=CONTRACT),
    ),
    "joint_user": (NewPaper(kind="joint_use_agreement", from_=DAY),),
    "successor": (NewPaper(kind="succession_contract", from_=DAY),),
}


def new_party(kind: str = "third_party", **changes: Any) -> NewParty:
    given: dict[str, Any] = {
        "kind": kind, "name": "架空商会ヌヌヌ", "address": "架空県架空市1-1",
        "representative": "架空 一", "contact": "desk@example.jp",
    }  # fmt: skip
    if kind == "third_party":
        given["word"] = "other"
    if kind == "ad_distributor":
        given["word"] = "ad_firm"
    return NewParty(**given | changes)


def registered(door: Door, kind: str = "third_party", **changes: Any) -> Party:
    """Return a party that has every paper it needs."""
    party = register.add(door, OFFICER, new_party(kind, **changes))
    for one in PAPERS.get(kind, ()):
        paper(door, party, one)
    if kind == "contractor":
        fixed(door, party)
    if kind == "joint_user":
        shared(door, party)
    return party


def shared(door: Door, party: Party, **changes: Any) -> PublishedStatement:
    """Publish that names and employers are used jointly with a party, from today on."""
    given: dict[str, Any] = {
        "key": f"with-{party.ref[-8:]}", "title": TEXT, "items": ["name", "employer"],
        "partners": [party.ref], "range": TEXT,
        "purposes": [{"id": SERVICE, **TEXT}, {"id": "2(1)d", **TEXT}],
        "responsible": {"name": TEXT, "address": TEXT, "representative": TEXT},
        "in_force_from": tokyo_day(door.clock()),
    }  # fmt: skip
    return publish(door, OFFICER, msgspec.convert(given | changes, Statement))


def fixed(door: Door, party: Party, **changes: Any) -> DataSet:
    """Return what a contractor needs for the service."""
    given: dict[str, Any] = {"purpose": SERVICE, "items": ("name", "email"), "reason": "scope:1"}
    return fix(door, OFFICER, party.ref, NewDataSet(**given | changes))


def filed(door: Door, party: Party, kind: Any, **given: Any) -> Paper:
    return paper(door, party, NewPaper(kind=kind, **{"from_": DAY} | given))


def paper(door: Door, party: Party, new: NewPaper) -> Paper:
    """File a paper of any kind, as what makes it would; the officer can file only some by hand."""
    now = door.clock()
    return door.writer.run(lambda record: register.filed(record, OFFICER, party.ref, new, now))[0]
