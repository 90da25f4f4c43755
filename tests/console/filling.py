"""Something of everything that the console's pages show, in an installation of its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.gate.samples import COLLECT, given
from tests.notices.texts import WIDER, revised
from tests.packages.samples import Recipient, agreed, law, made, people, wanted
from tests.parties.samples import registered
from tests.systems.company import sqlite_company
from tests.systems.shop import MAP, stock

from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import opened
from mamoru.gate.evidence_files import keep
from mamoru.gate.systems.checking import check_system
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.notices.draft import draft
from mamoru.notices.sheets import begin
from mamoru.parties import scopes
from mamoru.paths import named_policy
from mamoru.provision.entrust.incidents import NewIncident, report
from mamoru.provision.packages.plan import plan

ILLNESS = "父が糖尿病で、私も糖尿病の治療を受けています。"


def fill(place: str) -> dict[str, str]:
    """Fill an installation, and return what things in it are called."""
    shop = sqlite_company(Path(place))
    stock(shop)
    later = (datetime.now(UTC).date() + timedelta(days=45)).isoformat()
    with opened(policy=named_policy()) as door:
        recipient = Recipient(door)
        contractor = registered(door, "contractor", name="見本倉庫株式会社")
        registered(door, "joint_user", name="見本グループ株式会社")
        agreed(door, people(door, 4), recipient.ref)
        package = made(door, recipient.ref)
        grounds = law(door, recipient)
        hand = plan(door, OFFICER, wanted(recipient.ref, grounds=grounds), "officer").hand.hand
        report(
            door, OFFICER, contractor.ref,
            NewIncident(report="report:7", knew_at=datetime.now(UTC) - timedelta(hours=2)),
        )  # fmt: skip
        items: dict[str, Any] = {"name": "Zenbu Tsukuribanashi", "inquiry_text": ILLNESS}
        held = create(door, OFFICER, COLLECT, [given(items=items)])[0].quarantined[0].ref
        text = MAP.replace("kind: member", "kind: individual")
        register(door, OFFICER, NewSystem(url=shop.url, map=text))
        check_system(door, "shop")
        draft(door, OFFICER, revised(later, WIDER))
        sheet = begin(door, OFFICER, later)
        kept = keep(door, OFFICER, contractor.ref, "application/pdf", [b"%PDF-1.7 made up"])
        return {
            "evidence": kept.file, "contractor": contractor.ref, "hand": hand,
            "case": scopes.cases()[0].ref,
            "held": held, "draft": later, "sheet": sheet, "shop": shop.url,
            "made": package,
        }  # fmt: skip
