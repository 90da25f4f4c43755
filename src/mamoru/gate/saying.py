"""What stands of a person's word on each purpose, for whoever shows a banner or takes in events."""

from collections.abc import Iterable

from mamoru.consent.purposes import Said, said_of
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record


def purposes_said(door: Door, ref: str, purposes: Iterable[str]) -> dict[str, Said]:
    """Return what the person said of each of `purposes`, as it stands now.

    It is no permission: what is then done with the person's information is decided at the door,
    which leaves the entry. Raises `UnknownPersonError`, `InvalidValueError` for a purpose that the
    policy has not got.
    """
    wanted = tuple(purposes)
    look = Look(ref, items=())

    def unit(record: Record) -> dict[str, Said]:
        about = door.about(record, record.sight.held(look), door.clock())
        policy = about.book.policy
        if not set(wanted) <= set(policy.purposes):
            raise InvalidValueError(item="purpose")
        return said_of(policy, about.standing, wanted, at=about.at)

    return door.writer.run(unit, changes=False, look=look)[0]
