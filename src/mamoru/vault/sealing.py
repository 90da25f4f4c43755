"""One person's key at work: what it seals and opens, each value for its own place."""

from collections.abc import Sequence
from datetime import date

from mamoru.crypto.envelope import Seal
from mamoru.vault import places
from mamoru.vault.errors import not_text
from mamoru.vault.person import Identity, Item, Sealed
from mamoru.vault.storage import Row


class PersonSeal:
    """Seals and opens the values of one person."""

    __slots__ = ("_owner", "_seal", "_tenant", "number")

    def __init__(self, key: bytes, *, number: int, tenant: int, ref: str, serial: int) -> None:
        self.number = number
        self._seal = Seal(key)
        self._tenant = tenant
        self._owner = places.owner(tenant, ref, serial)

    def field_rows(self, items: Sequence[Item], version: int, at: object) -> list[Row]:
        """Return the rows of `vault_field` that hold `items` from `version` on."""
        owner, number = self._owner, self.number
        sealed = self._seal.seal_all(
            [(encoded(i.value), owner + places.field(i.data, i.item, version)) for i in items]
        )
        return [
            (number, i.data, i.item, version, value, i.sensitive, i.source, at)
            for i, value in zip(items, sealed, strict=True)
        ]

    def open_field(self, field: Sealed) -> str:
        """Return the value, or raise `UnreadableCiphertextError`."""
        place = self._owner + places.field(field.data, field.item, field.version)
        return self._seal.unseal(field.sealed, place).decode()

    def open_value(self, place: bytes, sealed: bytes) -> str:
        """Return the value sealed for the field at `place`, or raise `UnreadableCiphertextError`.

        What `open_field` does, for whoever opens millions.
        """
        return self._seal.unseal(sealed, self._owner + place).decode()

    def identifier_row(self, identity: Identity, version: int, epoch: int, token: bytes) -> Row:
        """Return the row of `vault_identifier` by which the person is found."""
        place = self._owner + places.identifier(identity.kind, version)
        sealed = self._seal.seal(encoded(identity.value), place)
        return self.number, self._tenant, identity.kind, epoch, token, version, sealed

    def open_identifier(self, kind: str, version: int, sealed: bytes) -> Identity:
        """Return the identifier as it was given."""
        place = self._owner + places.identifier(kind, version)
        return Identity(kind=kind, value=self._seal.unseal(sealed, place).decode())

    def seal_withheld(self, ref: str, content: bytes) -> bytes:
        """Return `content` of the quarantined item with this name, for `vault_withheld`."""
        return self._seal.seal(content, self._owner + places.withheld(ref))

    def open_withheld(self, ref: str, sealed: bytes) -> bytes:
        """Return the content of a quarantined item."""
        return self._seal.unseal(sealed, self._owner + places.withheld(ref))

    def seal_events(self, day: int, contents: Sequence[bytes]) -> list[bytes]:
        """Return `contents` of events that came in on a day, for rows of `mamoru.events`."""
        at = self._owner + places.event(day)
        if len(contents) == 1:
            return [self._seal.seal(contents[0], at)]
        return self._seal.seal_all([(content, at) for content in contents])

    def open_event(self, day: int, sealed: bytes) -> bytes:
        """Return the content of an event, or raise `UnreadableCiphertextError`."""
        return self._seal.unseal(sealed, self._owner + places.event(day))

    def seal_letter(self, letter: str, content: bytes) -> bytes:
        """Return what is enclosed in a letter to this person alone, for the outbox."""
        return self._seal.seal(content, self._owner + places.letter(letter))

    def open_letter(self, letter: str, sealed: bytes) -> bytes:
        """Return what is enclosed in a letter, or raise `UnreadableCiphertextError`."""
        return self._seal.unseal(sealed, self._owner + places.letter(letter))

    def seal_paper_key(self, owner: str, key: bytes) -> bytes:
        """Return the key of the paper `owner`, which can be opened only while the person is."""
        return self._seal.seal(key, self._owner + places.paper_key(owner))

    def open_paper_key(self, owner: str, wrapped: bytes) -> bytes:
        """Return the key of a paper, or raise `UnreadableCiphertextError`."""
        return self._seal.unseal(wrapped, self._owner + places.paper_key(owner))

    def seal_birth_date(self, day: date) -> bytes:
        """Return the birth date for `vault_person`."""
        return self._seal.seal(day.isoformat().encode(), self._owner + places.BIRTH_DATE)

    def open_birth_date(self, sealed: bytes) -> date:
        """Return the birth date that decides about guardians' consent."""
        opened = self._seal.unseal(sealed, self._owner + places.BIRTH_DATE)
        return date.fromisoformat(opened.decode())

    def seal_file(self, name: str, key: bytes, label: str | None) -> tuple[bytes, bytes | None]:
        """Return the key of a file's content, and what the file was called, for `vault_file`."""
        wrapped = self._seal.seal(key, self._owner + places.file_key(name))
        if label is None:
            return wrapped, None
        return wrapped, self._seal.seal(encoded(label), self._owner + places.file_label(name))

    def open_file_key(self, name: str, wrapped: bytes) -> bytes:
        """Return the key that opens the content, or raise `UnreadableCiphertextError`."""
        return self._seal.unseal(wrapped, self._owner + places.file_key(name))

    def open_label(self, name: str, sealed: bytes | None) -> str | None:
        """Return what the file was called, if anything."""
        if sealed is None:
            return None
        return self._seal.unseal(sealed, self._owner + places.file_label(name)).decode()


def encoded(value: str) -> bytes:
    """Return `value` as UTF-8, or raise `InvalidPersonError` where it holds half characters."""
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise not_text() from None
