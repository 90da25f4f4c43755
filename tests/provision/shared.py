"""An invented joint use with made-up partners."""

from datetime import date
from typing import Any

import msgspec
from tests.parties.samples import DAY, new_party

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.parties.party import Party
from mamoru.parties.register import NewPaper
from mamoru.provision.joint.publish import PublishedStatement, publish
from mamoru.provision.joint.statement import Statement
from mamoru.provision.parties import register

TODAY = date(2026, 11, 24)


def partner(door: Door, name: str = "架空提携ヌヌヌ") -> Party:
    """Register a joint user who has agreed, but of whom nothing has been published."""
    party = register.add(door, OFFICER, new_party("joint_user", name=name))
    register.file_paper(door, OFFICER, party.ref, NewPaper(kind="joint_use_agreement", from_=DAY))
    return party


def statement(*partners: Party, **changes: Any) -> Statement:
    given: dict[str, Any] = {
        "key": "service",
        "title": {"ja": "架空サービスの運営", "en": "Running the made-up service"},
        "items": ["name", "employer"],
        "partners": [one.ref for one in partners],
        "range": {"ja": "下に掲げる提携先", "en": "The partners named below"},
        "purposes": [
            {"id": "2(1)d", "ja": "利用状況の統計を作成するため", "en": "To compile statistics"}
        ],
        "responsible": {
            "name": {"ja": "架空運営ヌヌヌ", "en": "Made-up Operator"},
            "address": {"ja": "架空県架空市1-1", "en": "1-1 Kaku, Kaku"},
            "representative": {"ja": "代表者 甲", "en": "Representative A"},
        },
        "in_force_from": TODAY,
    }
    return msgspec.convert(given | changes, Statement)


def published(door: Door, *partners: Party, **changes: Any) -> PublishedStatement:
    return publish(door, OFFICER, statement(*partners, **changes))
