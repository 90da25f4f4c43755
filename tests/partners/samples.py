"""An invented partner, its confirmations, and what it delivers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mamoru.collection.partners.announce import announce
from mamoru.collection.partners.deliver import deliver
from mamoru.collection.partners.mapping import Plan, plan_of
from mamoru.collection.partners.models import Delivery
from mamoru.collection.partners.origins import NewOrigin, add_origin
from mamoru.collection.partners.register import NewPartner, PartnerConfirmed, add, confirm
from mamoru.collection.partners.report import DeliveryReport, rejections
from mamoru.collection.partners.staged_files import stage
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.read import disclose
from mamoru.gate.read import find as find_person
from mamoru.paths import reference_policy
from mamoru.policy.load import load

DAY = date(2026, 11, 2)
POLICY = load(reference_policy())
COLUMNS = """
columns:
  顧客番号: {identifier: partner_id, item: partner_customer_id}
  連絡先: {item: partner_contact}
  契約: {item: partner_contract}
  備考: {item: partner_note}
  社内: {drop: true}
"""
HEADER = "顧客番号,連絡先,契約,備考,社内"
ASKED: dict[str, str | None] = {"request": "request:21", "identity_verified": "identity:21"}


def mapping(more: str = "", *, form: str = "csv", columns: str = COLUMNS) -> bytes:
    return f"mamoru: 1\nformat: {form}\nwhose: individual\nresidence: JP\n{more}{columns}".encode()


def planned(more: str = "", *, form: str = "csv", columns: str = COLUMNS) -> Plan:
    return plan_of(mapping(more, form=form, columns=columns), POLICY)


def partner(key: str = "shop-a", **changes: Any) -> NewPartner:
    asked: dict[str, Any] = {
        "key": key, "party": "partner", "name": "架空提携ヌヌヌ", "address": "架空県見本市 1-2-3",
        "representative": "代表者 甲", "contact": "desk@example.com",
    }  # fmt: skip
    return NewPartner(**asked | changes)


def origin(key: str = "contract-1", **changes: Any) -> NewOrigin:
    asked: dict[str, Any] = {
        "key": key, "told": "会員登録の際に、提供の同意を得て本人から取得", "basis": "consent",
        "consent": "form:3", "method": "document", "evidence": "contract:2026-11",
        "confirmed_on": DAY,
    }  # fmt: skip
    return NewOrigin(**asked | changes)


def confirmed(
    *items: str, method: str = "document", evidence: str = "registry:1"
) -> PartnerConfirmed:
    every: Any = items or ("name", "address", "representative")
    how: Any = method
    return PartnerConfirmed(items=every, method=how, evidence=evidence, confirmed_on=DAY)


def known_partner(door: Door, key: str = "shop-a", **changes: Any) -> None:
    """Register a partner of which everything is confirmed."""
    add(door, partner(key))
    confirm(door, key, confirmed())
    add_origin(door, key, origin(**changes))


def row(number: int, **changes: str) -> str:
    cells = {
        "id": f"K{number:05d}", "contact": f"u{number}@example.jp", "contract": "月額",
        "note": "次回更新は来月", "inner": "x",
    }  # fmt: skip
    return ",".join((cells | changes).values())


def csv(rows: Iterable[str]) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def staged(door: Door, content: bytes, more: str = "", **asked: Any) -> DeliveryReport:
    """Announce a delivery and hand over its file."""
    made = announce(door, OFFICER, "shop-a", "contract-1", mapping(more, **asked))
    return stage(door, made.key, [content])


def received(door: Door, content: bytes, more: str = "", **asked: Any) -> DeliveryReport:
    """Receive a delivery to its end."""
    return deliver(door, staged(door, content, more, **asked).key, rows=50)


def reasons(report: DeliveryReport) -> list[tuple[int, str]]:
    """Return row and reason of everything that was not taken as it came."""
    return [
        (number, one.reason)
        for one in rejections(report.key)
        for number in range(one.first, one.last + 1)
    ]


def ref_of(door: Door, identifier: str, kind: str = "partner_id") -> str | None:
    return find_person(door, OFFICER, Wish(act="use", purpose="2(1)a"), kind, identifier)


def values_of(door: Door, ref: str) -> dict[str, list[str]]:
    """Return every value that is held of a person, former ones first."""
    answer, _ = disclose(door, OFFICER, Wish(act="disclose", grounds=ASKED), ref)
    found: dict[str, list[str]] = {}
    for one in sorted(answer.values, key=lambda value: value.version):
        found.setdefault(one.item, []).append(one.value)
    return found


def row_of(report: DeliveryReport) -> Delivery:
    return Delivery.objects.get(key=report.key)
