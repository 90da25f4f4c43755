"""What each secret of the vault is sealed for: the associated data of every ciphertext.

A ciphertext that is copied to another row does not open there, because its place differs.
"""

from functools import lru_cache

from mamoru.crypto.envelope import place


def index_key(epoch: int, kind: str) -> bytes:
    """Place of the index key of one kind of identifier."""
    return place("index", epoch, kind)


_part = lru_cache(maxsize=256)(place)
"""A part that many places share: a place is its parts one after the other."""


def _named(ref: str) -> bytes:
    """Return `place(ref)`, in a fraction of the time: no two people share it."""
    return b"%d:%b" % (len(ref), ref.encode())


def person_key(epoch: int, tenant: int, ref: str, serial: int) -> bytes:
    """Place of a person's key under an epoch's key."""
    return _part("person", epoch, tenant) + _named(ref) + _part(serial)


def owner(tenant: int, ref: str, serial: int) -> bytes:
    """First half of every place of a person's values: tenant, person, key id."""
    return _part("of", tenant) + _named(ref) + _part(serial)


@lru_cache(maxsize=4096)
def field(data: str, item: str, version: int) -> bytes:
    """Second half of the place of a value: field and version."""
    return place("field", data, item, version)


@lru_cache(maxsize=256)
def identifier(kind: str, version: int) -> bytes:
    """Second half of the place of an identifier as it was given."""
    return place("identifier", kind, version)


BIRTH_DATE = place("birth_date")
"""Second half of the place of the birth date that decides about guardians' consent."""


def withheld(ref: str) -> bytes:
    """Second half of the place of a value in quarantine."""
    return place("withheld", ref)


@lru_cache(maxsize=256)
def event(day: int) -> bytes:
    """Second half of the place of an event that came in on a day."""
    return place("event", day)


def file_key(name: str) -> bytes:
    """Second half of the place of the key of a file's content."""
    return place("file", name)


def file_label(name: str) -> bytes:
    """Second half of the place of what a file was called."""
    return place("label", name)


def hold_key(epoch: int, ref: str) -> bytes:
    """Place of the key of a hold under an epoch's key."""
    return place("hold", epoch, ref)


def kept(ref: str, sort: str, item: str, serial: int) -> bytes:
    """Place of a value in a hold."""
    return place("kept", ref, sort, item, serial)


def letter(key: str) -> bytes:
    """Second half of the place of what is enclosed in a letter."""
    return place("letter", key)


def paper_key(owner: str) -> bytes:
    """Second half of the place of the key of a paper that goes when its person goes."""
    return place("paper key", owner)
