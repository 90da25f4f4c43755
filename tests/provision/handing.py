"""An invented recipient, and what it is handed, without the packages that carry it."""

from typing import Any

from tests.gate.samples import COLLECT

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.provision.records.make import Handed, Receiver, record_for
from mamoru.provision.records.models import ProvisionRecord

SHOP = Receiver(
    ref="party_0000000000000001", role="third_party", name="架空商店ヌヌヌ",
    address="架空県見本市 1-2-3", representative="代表者 甲",
)  # fmt: skip
HAND = "hand_0000000000000001"


def handed(**changes: Any) -> Handed:
    asked: dict[str, Any] = {
        "hand": HAND, "act": "provide", "clause": "4(1)", "to": SHOP, "place": "JP",
        "facts": {"consent_prior": None}, "items": ("name", "employer"), "people": 1,
    }  # fmt: skip
    return Handed(**asked | changes)


def noted(door: Door, **changes: Any) -> ProvisionRecord:
    """Put on record what was handed over."""
    return door.writer.run(lambda record: record_for(record, handed(**changes), door.clock()))[0]


def consented(door: Door, ref: str) -> str:
    """Let somebody consent to provision to others."""
    choice = Choice(kind=Kind.CONSENT, recipient="other")
    return give(door, OFFICER, COLLECT, ref, choice, data="supplied")
