"""What each secret of the vault is sealed for: the associated data of every ciphertext.

A ciphertext that is copied to another row does not open there, because its place differs.
"""

from mamoru.crypto.envelope import place


def epoch_key(kek_id: str) -> bytes:
    """Place of an epoch's key under its key-encryption key."""
    return place("epoch", kek_id)


def index_key(epoch: int, kind: str) -> bytes:
    """Place of the index key of one kind of identifier."""
    return place("index", epoch, kind)


def person_key(epoch: int, tenant: int, ref: str, serial: int) -> bytes:
    """Place of a person's key under an epoch's key."""
    return place("person", epoch, tenant, ref, serial)


def field(tenant: int, ref: str, serial: int, data: str, item: str, version: int) -> bytes:
    """Place of a value: tenant, person, key id, field, version."""
    return place("field", tenant, ref, serial, data, item, version)


def identifier(tenant: int, ref: str, serial: int, kind: str, version: int) -> bytes:
    """Place of an identifier as it was given."""
    return place("identifier", tenant, ref, serial, kind, version)


def birth_date(tenant: int, ref: str, serial: int) -> bytes:
    """Place of the birth date that decides about guardians' consent."""
    return place("birth", tenant, ref, serial)
