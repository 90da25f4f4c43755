"""Inquiries, handlings and counts in an installation of its own."""

from contextlib import suppress

from tests.gate.samples import CLIENT, OFFERS, USE, stored
from tests.parties.samples import registered

from mamoru.console.figures.counting import count_on
from mamoru.desk.receive import NewInquiry, receive
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import opened
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read
from mamoru.paths import named_policy

TEXT = "登録した情報は、いつまで保存されますか。\n変更した住所についても教えてください。"


def fill() -> str:
    """Fill an installation, and return the name of an inquiry."""
    with opened(policy=named_policy()) as door:
        person = stored(door)
        registered(door, "contractor", name="見本倉庫株式会社")
        for _ in range(3):
            read(door, OFFICER, USE, person.ref)
        with suppress(HandlingRefusedError):
            read(door, CLIENT, Wish(act="use", purpose=OFFERS), person.ref)
        names: list[str] = []
        for kind in ("complaint", "question", "question"):
            new = NewInquiry(
                text=f"{TEXT} ({len(names)})", kind=kind, email="tsukuri@writer.example",
                subject="保存期間について",
            )  # fmt: skip
            names.append(receive(door, OFFICER, new).inquiry)
        door.sequencer.integrate(door.clock())
        count_on(door)
        return names[-1]
