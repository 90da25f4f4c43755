"""Recipients of the demonstration: made up, registered with their papers when first needed."""

from datetime import timedelta

from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day
from mamoru.parties.cases import Evidence, NewCase
from mamoru.parties.papers import Kind
from mamoru.parties.papers import Kind as PaperKind
from mamoru.parties.party import Kind as PartyKind
from mamoru.parties.ready import CONTRACT
from mamoru.parties.register import NewPaper, NewParty
from mamoru.provision.cases.ask import approve, ask
from mamoru.provision.entrust.assess import ContractorAnswers, assess
from mamoru.provision.entrust.data_sets import NewDataSet, fix
from mamoru.provision.entrust.questionnaire import Answer, questions
from mamoru.provision.joint.publish import publish
from mamoru.provision.joint.statement import Bilingual, Purpose, Responsible, Statement
from mamoru.provision.parties import register

KINDS: dict[str, PartyKind] = {
    "other": "third_party",
    "ad_firm": "ad_distributor",
    "state_body": "state_body",
    "processor": "contractor",
    "partner": "joint_user",
}
"""The policy's words for the recipients of the demonstration."""
NAMES = {
    "other": "架空書店", "ad_firm": "架空広告", "state_body": "架空市役所", "processor": "架空配送",
    "partner": "架空商会",
}  # fmt: skip
"""Made-up names of them."""
SECOND = Asker(system="second-officer")
_PAPERS: dict[str, tuple[PaperKind, ...]] = {
    "processor": ("contract",),
    "partner": ("joint_use_agreement",),
}
_CLAUSES: dict[str, tuple[str, ...]] = {"contract": CONTRACT}


def registered(door: Door, word: str, *, bare: bool = False, country: str = "JP") -> str:
    """Return the reference of a new recipient, with every paper it needs unless it is `bare`."""
    new = NewParty(
        kind=KINDS[word], word=word, name=NAMES[word], address="架空県架空市1-1",
        representative="架空 一", country=country,
    )  # fmt: skip
    party = register.add(door, OFFICER, new).ref
    if not bare:
        for kind in _PAPERS.get(word, ()):
            filed(door, party, kind)
        if word == "processor":
            fit: dict[str, Answer] = {one.name: "yes" for one in questions()}
            assess(door, OFFICER, party, ContractorAnswers(answers=fit))
            items = ("name", "address")
            fix(door, OFFICER, party, NewDataSet(purpose="2(1)a", items=items, reason="scope:31"))
    return party


def filed(door: Door, party: str, kind: Kind) -> None:
    """File a paper that begins today."""
    day = tokyo_day(door.clock())
    until = day + timedelta(days=364)
    register.file_paper(
        door, OFFICER, party,
        NewPaper(kind=kind, from_=day, until=until, clauses=_CLAUSES.get(kind, ())),
    )  # fmt: skip


def published(door: Door, party: str) -> None:
    """Publish that names and addresses of mail are used jointly with a party to run the service."""
    text = Bilingual(ja="見本", en="sample")
    new = Statement(
        key="service", title=text, items=("name", "email"), partners=(party,), range=text,
        purposes=(Purpose(id="2(1)a", ja="サービスの運営", en="To run the service"),),
        responsible=Responsible(name=text, address=text, representative=text),
        in_force_from=tokyo_day(door.clock()),
    )  # fmt: skip
    publish(door, OFFICER, new)


def approved(door: Door, party: str, case: str) -> str:
    """Return the reference of a case for name and address of mail, approved by a second officer."""
    evidence = {
        "4(2)": Evidence(
            statute="法197(2)", body="架空警察署", document="inquiry:2026-118", scope="scope:118"
        ),
        "4(3)": Evidence(facts="incident:2", difficulty="note:2"),
    }
    until = tokyo_day(door.clock()) + timedelta(days=30)
    asked = ask(
        door, OFFICER,
        NewCase(party=party, case=case, items=("name", "email"), until=until,  # type: ignore[arg-type]  # of the two above
                evidence=evidence[case]),
    )  # fmt: skip
    return approve(door, SECOND, asked.ref).ref
