"""Keys of parties: whether something can be sealed to them, and for how long."""

from datetime import timedelta

import pyrage
import pytest
from pysequoia import Tsk
from tests.gate.samples import NOON, Clock
from tests.parties.samples import registered

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.parties import queries
from mamoru.parties.errors import InvalidKeyError, KeyTakenError
from mamoru.parties.keys import read_key
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey

YEAR = 365 * 24 * 3600


def age_key() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def openpgp_key(seconds: int = 100 * YEAR) -> Tsk:
    return Tsk.generate("Sample Trading <desk@example.jp>", validity_seconds=seconds)


def certificate(key: Tsk) -> str:
    return str(key.extract_certificate())


def reason(kind: str, text: str) -> str:
    with pytest.raises(InvalidKeyError) as wrong:
        read_key(kind, text, NOON)  # type: ignore[arg-type]  # each kind is tried
    assert text.strip()[:20] not in wrong.value.message("en")
    return wrong.value.message("en")


def test_a_key_is_kept_with_its_fingerprint_and_its_end(door: Door) -> None:
    party = registered(door)
    cert = certificate(openpgp_key())

    age = register.add_key(door, OFFICER, party.ref, NewKey(kind="age", text=age_key() + "\n"))
    pgp = register.add_key(door, OFFICER, party.ref, NewKey(kind="openpgp", text=cert))

    assert (len(age.fingerprint), age.expires_at) == (64, None)
    assert len(pgp.fingerprint) == 40
    assert pgp.expires_at is not None
    assert queries.key_for(party.ref, NOON) == pgp
    assert queries.key_for(party.ref, NOON, kind="age") == age


@pytest.mark.parametrize("kind", ["age", "openpgp"])
def test_what_is_no_key_is_refused_and_not_repeated(kind: str) -> None:
    assert "it is no" in reason(kind, "surely no key of any kind at all")


def test_a_private_key_is_never_taken_in() -> None:
    identity = pyrage.x25519.Identity.generate()

    assert "private key" in reason("age", str(identity))
    assert "private key" in reason("openpgp", str(openpgp_key()))


def test_a_certificate_that_ran_out_is_refused() -> None:
    cert = certificate(openpgp_key(seconds=1))

    with pytest.raises(InvalidKeyError) as wrong:
        read_key("openpgp", cert, NOON + timedelta(days=36500))

    assert "expired" in wrong.value.message("en")


def test_nothing_is_sealed_to_a_key_that_ended_or_was_revoked(door: Door, clock: Clock) -> None:
    party = registered(door)
    until = NOON + timedelta(days=10)
    old = register.add_key(door, OFFICER, party.ref, NewKey(kind="age", text=age_key()))
    new = register.add_key(
        door, OFFICER, party.ref, NewKey(kind="age", text=age_key(), until=until)
    )
    assert queries.key_for(party.ref, NOON) == new

    assert queries.key_for(party.ref, until) == old
    register.revoke_key(door, OFFICER, party.ref, old.ref)
    assert queries.key_for(party.ref, until) is None


def test_a_key_opens_packages_of_one_party_only(door: Door) -> None:
    one, other = registered(door), registered(door, name="架空商会ムムム")
    key = NewKey(kind="age", text=age_key())
    register.add_key(door, OFFICER, one.ref, key)

    with pytest.raises(KeyTakenError):
        register.add_key(door, OFFICER, other.ref, key)


def test_the_keys_of_a_party_that_was_merged_are_revoked(door: Door) -> None:
    one, other = registered(door), registered(door, name="架空商会ムムム")
    register.add_key(door, OFFICER, one.ref, NewKey(kind="age", text=age_key()))

    register.merge(door, OFFICER, one.ref, other.ref, "deal:1")

    assert queries.key_for(one.ref, NOON) is None
