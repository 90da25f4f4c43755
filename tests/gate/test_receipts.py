"""Receipts of choices: given to the person, and checked by anybody, byte by byte."""

import json
import warnings
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from tests.consent.notice_samples import BANNER, notice
from tests.gate.samples import COLLECT, EMPLOYER, ERASE, NAME, entries, last, stored
from tests.policy.test_exports import published

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.errors import UnknownChoiceError
from mamoru.errors import IntegrityError
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import choose_many, opt_out, withdraw
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import ConsentReceiptBrokenError
from mamoru.gate.recall import history, receipt_of
from mamoru.gate.receipt import PROOF, RECORD, check
from mamoru.gate.showing import Display, register, show
from mamoru.ledger.tree.notes import Signer
from mamoru.vault.errors import UnknownPersonError

STATISTICS, PERSONAL, OFFERS = "2(1)d", "2(3)a", "2(1)c"
BARE = Wish(act="collect", source="person")


class Given:
    """Somebody who chose under a notice, and the receipt of it."""

    def __init__(self, door: Door) -> None:
        register(door, OFFICER, notice())
        shown = show(door, OFFICER, Display(name="banner", language="ja")).shown.reference
        self.one = stored(door)
        self.references = choose_many(
            door, OFFICER, BARE, self.one.ref,
            [
                Choice(kind=Kind.CONSENT, purpose=STATISTICS, data="observed", shown=shown),
                Choice(kind=Kind.REFUSAL, purpose=PERSONAL, shown=shown),
                Choice(kind=Kind.OPT_IN, purpose=OFFERS, by_guardian=True, guardian="family:7"),
                Choice(kind=Kind.REFUSAL, source=Source.GPC),
            ],
            data="supplied",
        )  # fmt: skip
        self.vkey = door.sequencer.vkey
        self.raw = receipt_of(door, OFFICER, self.one.ref, self.references[0])


@pytest.fixture
def chosen(door: Door) -> Given:
    return Given(door)


def parsed(raw: bytes) -> Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=raw, format="json-ld")


def test_a_receipt_says_what_was_chosen_under_which_notice_and_holds(chosen: Given) -> None:
    found = check(chosen.raw, chosen.vkey)

    told = {one["dct:identifier"]: one for one in found.record["dpv:hasProcess"]}
    assert list(told) == list(chosen.references)
    states = [one["dpv:hasConsentStatus"]["@id"] for one in told.values()]
    given, refused = "dpv:ConsentGiven", "dpv:ConsentRefused"
    assert states == [given, refused, given, refused]
    assert found.record["dpv:hasNotice"]["dct:hasVersion"] == BANNER["version"]
    assert json.loads(chosen.raw)[PROOF]["mamoru:notice"] == BANNER["text"]


def test_all_that_was_chosen_together_has_one_receipt(door: Door, chosen: Given) -> None:
    records = {
        json.dumps(json.loads(receipt_of(door, OFFICER, chosen.one.ref, one))[RECORD])
        for one in chosen.references
    }

    assert len(records) == 1


def test_a_receipt_holds_the_fields_of_the_standard_in_published_terms(chosen: Given) -> None:
    graph = parsed(chosen.raw)
    nodes = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    dpv = "https://w3id.org/dpv#"
    used = {
        node.removeprefix(dpv) for node in nodes if node.startswith(dpv) and "/" not in node[21:]
    }

    assert used - published("dpv") == set()
    assert used >= {
        "ConsentReceipt", "ConsentRecord", "ConsentNotice", "hasDataSubject", "hasDataController",
        "hasNotice", "hasPurpose", "hasLegalBasis", "hasPersonalData", "hasConsentStatus",
        "isIndicatedAtTime", "isIndicatedBy", "hasIndicationMethod",
    }  # fmt: skip


def test_a_receipt_holds_nothing_of_the_person_but_the_pseudonym(chosen: Given) -> None:
    text = chosen.raw.decode()

    for secret in (NAME, EMPLOYER, "@example.jp", "1901", chosen.one.ref, "family:7"):
        assert secret not in text
    assert f"urn:mamoru:person:{chosen.one.pseudonym.hex()}" in text


def test_the_entry_holds_a_commitment_and_no_word_of_the_choice(chosen: Given) -> None:
    entry = json.loads(chosen.raw)[PROOF]["mamoru:entry"]

    assert len(msgspec.json.decode(entry)["choices"]) == 1
    for word in (STATISTICS, PERSONAL, OFFERS, *chosen.references):
        assert word not in entry


def test_a_withdrawal_has_a_receipt_with_the_scope_of_what_it_takes_back(
    door: Door, chosen: Given
) -> None:
    taken = withdraw(door, OFFICER, chosen.one.ref, chosen.references[0])

    record = check(receipt_of(door, OFFICER, chosen.one.ref, taken), chosen.vkey).record

    (told,) = record["dpv:hasProcess"]
    assert told["dpv:hasConsentStatus"]["@id"] == "dpv:ConsentWithdrawn"
    assert told["dpv:hasPurpose"]["dct:identifier"] == STATISTICS
    assert told["mamoru:withdraws"]["@id"].endswith(chosen.references[0])
    assert check(chosen.raw, chosen.vkey).index >= 0


def test_opting_out_has_a_receipt_too(door: Door, chosen: Given) -> None:
    assert opt_out(door, OFFICER, chosen.one.ref, OFFERS) == 1

    (event,) = [one for one in history(door, OFFICER, chosen.one.ref).events if one.withdraws]

    assert check(receipt_of(door, OFFICER, chosen.one.ref, event.reference), chosen.vkey).record


def test_a_receipt_holds_after_its_person_was_erased(door: Door, chosen: Given) -> None:
    erase(door, OFFICER, ERASE, chosen.one.ref)
    door.settle()

    assert check(chosen.raw, chosen.vkey).index >= 0
    with pytest.raises(UnknownPersonError):
        receipt_of(door, OFFICER, chosen.one.ref, chosen.references[0])


def test_a_receipt_of_another_ledger_does_not_hold(chosen: Given) -> None:
    other = Signer(chosen.vkey.partition("+")[0], Ed25519PrivateKey.generate()).verifier

    with pytest.raises(IntegrityError):
        check(chosen.raw, other.vkey)


def test_nobody_gets_the_receipt_of_another(door: Door, chosen: Given) -> None:
    other = stored(door, "Betsu Tsukuri")

    with pytest.raises(UnknownChoiceError):
        receipt_of(door, OFFICER, other.ref, chosen.references[0])


def test_history_tells_everything_in_order_and_looking_is_on_record(
    door: Door, chosen: Given
) -> None:
    withdraw(door, OFFICER, chosen.one.ref, chosen.references[0])

    events = history(door, OFFICER, chosen.one.ref).events

    assert [one.kind for one in events] == [
        Kind.CONSENT, Kind.REFUSAL, Kind.OPT_IN, Kind.REFUSAL, Kind.WITHDRAWAL,
    ]  # fmt: skip
    assert events[-1].withdraws == chosen.references[0]
    assert events[0].withdrawn_at == events[-1].at
    assert (last().act, last().subject) == ("recall_choices", chosen.one.pseudonym.hex())


def strings(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a receipt."""
    pairs = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from strings(value, (*path, key))
        else:
            yield (*path, key)


def altered(raw: bytes, path: tuple[Any, ...]) -> bytes:
    """Return a receipt in its own form, in which one value is another."""
    receipt = json.loads(raw)
    place = receipt
    for key in path[:-1]:
        place = place[key]
    value = place[path[-1]]
    place[path[-1]] = f"{value[:-1]}{chr(ord(value[-1]) ^ 1)}" if isinstance(value, str) else None
    encoded = msgspec.json.Encoder(order="sorted").encode(receipt)
    return msgspec.json.format(encoded, indent=2) + b"\n"


def test_no_value_of_a_receipt_can_be_another(chosen: Given) -> None:
    paths = list(strings(json.loads(chosen.raw)))
    assert len(paths) > 80

    for path in paths:
        with pytest.raises(IntegrityError):
            check(altered(chosen.raw, path), chosen.vkey)


def test_no_byte_of_a_receipt_can_be_another(chosen: Given) -> None:
    @settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(0, len(chosen.raw) - 1), st.integers(1, 255))
    def holds(place: int, change: int) -> None:
        raw = bytearray(chosen.raw)
        raw[place] ^= change
        with pytest.raises((IntegrityError, ValueError)):
            check(bytes(raw), chosen.vkey)

    holds()


def test_a_receipt_with_something_added_or_another_layout_does_not_hold(chosen: Given) -> None:
    receipt = json.loads(chosen.raw)
    inclusion = receipt[PROOF]["mamoru:inclusion"]
    extra = inclusion.replace("\nindex", "\nextra AAAA\nindex", 1)
    for changed in (
        json.dumps(receipt).encode(),
        chosen.raw + b" ",
        chosen.raw.replace(b'"@id"', b'"@id": "x", "@id"', 1),
        chosen.raw.replace(msgspec.json.encode(inclusion), msgspec.json.encode(extra)),
        msgspec.json.format(msgspec.json.encode({**receipt, "more": 1}, order="sorted"), indent=2),
        b"[]",
        b"{}",
    ):
        assert changed != chosen.raw
        with pytest.raises(IntegrityError):
            check(changed, chosen.vkey)


def test_a_record_cannot_be_passed_off_under_another_entry(door: Door, chosen: Given) -> None:
    other = stored(door, "Betsu Tsukuri")
    (reference,) = choose_many(
        door, OFFICER, COLLECT, other.ref,
        [Choice(kind=Kind.CONSENT, purpose=STATISTICS)], data="supplied",
    )  # fmt: skip
    theirs = json.loads(receipt_of(door, OFFICER, other.ref, reference))
    mine = json.loads(chosen.raw)
    mine[PROOF] = {**theirs[PROOF], "mamoru:notice": mine[PROOF]["mamoru:notice"]}
    raw = msgspec.json.format(msgspec.json.encode(mine, order="sorted"), indent=2) + b"\n"

    with pytest.raises(ConsentReceiptBrokenError) as broken:
        check(raw, chosen.vkey)

    assert broken.value.facts == {"part": "record"}


def test_receipts_never_were_for_what_is_not_allowed(door: Door, chosen: Given) -> None:
    assert all(
        getattr(entry, "outcome", "") == "allow"
        for entry in entries()
        if getattr(entry, "choices", ())
    )
