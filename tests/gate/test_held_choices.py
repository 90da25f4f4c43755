"""What somebody chose is held as the proof of it, and opens a commitment of the ledger."""

import zlib
from base64 import b64decode

import msgspec
from tests.gate.samples import COLLECT, OFFERS, entries, last, stored

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, opt_out
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.holding.open import open_hold
from mamoru.gate.holding.publish import publish
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Handled

RULES = """\
mamoru_holds: 1
holds:
  consent:
    ja: 同意の記録
    en: records of consent
    record: R02
    for: "2(1)g"
    choices: true
    naming: [name]
""".encode()
ERASE = Wish(act="erase", grounds={"request": "req:1", "identity_verified": "idc:1"})
AUDIT = Wish(act="use", grounds={"by_law": "audit:2027-1"})


def test_choices_are_held_with_when_they_were_made_and_taken_back(door: Door) -> None:
    one = stored(door)
    publish(door, OFFICER, RULES)
    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")
    opt_out(door, OFFICER, one.ref, OFFERS)
    grounds = {**ERASE.grounds, "investigated": "inv:1"}
    wish = msgspec.structs.replace(ERASE, grounds=grounds)

    certificate, _ = erase(door, OFFICER, wish, one.ref)

    [held] = [one for one in certificate.held if one.kind == "consent"]
    assert (held.clock, held.items) == ("R02", ("name", "choice"))
    content = open_hold(door, OFFICER, AUDIT, held.ref, kind="consent")[0].content
    assert last().subject == held.pseudonym
    kept = [msgspec.json.decode(one.value) for one in content if one.sort == "choice"]
    made = {
        commit(b64decode(one["salt"]), zlib.decompress(b64decode(one["content"]))) for one in kept
    }
    recorded = {one for entry in entries() if isinstance(entry, Handled) for one in entry.choices}
    assert (len(made), made <= recorded) == (2, True)  # given, and taken back
