"""A made-up recipient who can open packages, people who agreed, and what became of a package."""

import io
import json
import tarfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyrage
from tests.gate.samples import COLLECT, entries, given
from tests.parties.samples import registered

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.choose import give
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.ledger.entries import HandedOver
from mamoru.ledger.tree.notes import Verifier
from mamoru.parties.cases import Evidence, NewCase
from mamoru.parties.party import Party
from mamoru.provision.cases import ask as cases
from mamoru.provision.packages.links import offer, take
from mamoru.provision.packages.manifest import vkey
from mamoru.provision.packages.plan import NewHandOver, plan
from mamoru.provision.packages.produce import produce
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey

PLANNER, APPROVER = "officer-a", "officer-b"
ITEMS = ("name", "employer")
SECOND = Asker(system="second-officer")


class Recipient:
    """A party that holds the private half of its key."""

    def __init__(self, door: Door, kind: str = "third_party", **changes: Any) -> None:
        self.identity = pyrage.x25519.Identity.generate()
        self.party: Party = registered(door, kind, **changes)
        self.key = register.add_key(
            door, OFFICER, self.party.ref,
            NewKey(kind="age", text=str(self.identity.to_public())),
        )  # fmt: skip

    @property
    def ref(self) -> str:
        return self.party.ref

    def opened(self, sealed: bytes) -> bytes:
        return bytes(pyrage.decrypt(sealed, [self.identity]))

    def received(self, archive: bytes) -> "Received":
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            files = {
                one.name.partition("/")[2]: (tar.extractfile(one) or io.BytesIO()).read()
                for one in tar.getmembers()
            }
        return Received(files, self)


class Received:
    """A package as its recipient opens it."""

    def __init__(self, files: dict[str, bytes], recipient: Recipient) -> None:
        self.files = files
        self.note = files["manifest.note"].decode()
        text = Verifier.parse(vkey()).open(self.note)
        self.manifest: dict[str, Any] = json.loads(text.partition("\n")[2])
        self._recipient = recipient

    @property
    def lines(self) -> list[str]:
        """The rows of every part, as they stand in it."""
        parts = [self.files[name] for name in sorted(self.files) if name.startswith("part-")]
        return [line for part in parts for line in self._lines(part)]

    @property
    def code(self) -> str:
        [name] = [name for name in self.files if name.startswith("receipt")]
        return self._recipient.opened(self.files[name]).decode().split("\n")[1]

    def _lines(self, part: bytes) -> list[str]:
        return self._recipient.opened(part).decode().splitlines()[1:]


def people(door: Door, count: int, *, first: int = 0) -> list[str]:
    """Store people, and return their refs."""
    new = [
        given(
            f"Person{first + n}", identifiers={"email": f"person{first + n}@example.jp"},
            items={"name": f"Person{first + n}", "employer": "架空商事ヌヌヌ"},
        )
        for n in range(count)
    ]  # fmt: skip
    return [one.ref for one in create(door, OFFICER, COLLECT, new)[0].people]


def agreed(door: Door, refs: Sequence[str], party: str, **scope: Any) -> list[str]:
    """Let people consent to provision to one party, and return the references of that."""
    choice = Choice(kind=Kind.CONSENT, recipient=party, **scope)
    return [give(door, OFFICER, COLLECT, ref, choice, data="supplied") for ref in refs]


def wanted(party: str, **changes: Any) -> NewHandOver:
    asked: dict[str, Any] = {"party": party, "act": "provide", "items": ITEMS}
    return NewHandOver(**asked | changes)


def law(door: Door, recipient: Recipient) -> dict[str, str | None]:
    """Return the grounds of an approved case under a law."""
    evidence = Evidence(
        statute="APPI 27(1)(i)", body="架空警察署", document="doc:7", scope="scope:7"
    )
    asked = cases.ask(
        door, OFFICER,
        NewCase(
            party=recipient.ref, case="4(2)", items=ITEMS, until=date(2026, 12, 31),
            evidence=evidence,
        ),
    )  # fmt: skip
    return dict(cases.approve(door, SECOND, asked.ref).facts)


def planned(door: Door, party: str, **changes: Any) -> str:
    """Plan a hand-over, and return its name."""
    return plan(door, OFFICER, wanted(party, **changes), PLANNER).hand.hand


def made(door: Door, party: str, *, lot: int = 4, part: int = 6, **changes: Any) -> str:
    """Plan and make a package, and return its name."""
    ref = planned(door, party, **changes)
    produce(door, ref, lot=lot, part=part)
    return ref


def taken(door: Door, ref: str, recipient: Recipient) -> Received:
    """Take a package by a new link."""
    package = take(door, offer(door, ref).token)
    archive = b"".join(package.content)
    assert len(archive) == package.size
    return recipient.received(archive)


def changes(ref: str) -> list[str]:
    """Return what the ledger says of a hand-over, in its order."""
    return [e.change for e in entries() if isinstance(e, HandedOver) and e.hand == ref]
