"""Who an inquiry is of: held here or not, by the address that it came from."""

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import normalised
from mamoru.desk.handling import answering_purpose
from mamoru.gate.asking import DESK, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import find

EMAIL = "email"


def same_spelling(address: str) -> str:
    """Return an address as its spellings share it; empty where it is none."""
    try:
        return normalised(EMAIL, address)
    except InvalidIdentifierError:
        return ""


def person_of(door: Door, address: str, trace: str) -> str:
    """Return the ref of whoever has the address; empty for nobody. The look is on record.

    That a mail names an address shows nothing of who wrote it: nothing is told to anybody for it.
    """
    if not same_spelling(address):
        return ""
    wish = Wish(act="use", purpose=answering_purpose(door.policy))
    asker = Asker(system=DESK.system, request=trace)
    try:
        return find(door, asker, wish, EMAIL, address) or ""
    except (HandlingRefusedError, InvalidIdentifierError):
        return ""
