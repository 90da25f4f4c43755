"""The blind index by which holds are found: tokens of what led to somebody, as the vault has them.

A token is that of the epoch on which the hold's key hangs, and is made anew as the hold moves.
"""

from mamoru.crypto.envelope import Seal
from mamoru.crypto.index import KINDS
from mamoru.errors import BadInputError
from mamoru.vault import places
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import Kept
from mamoru.vault.queries import LiveEpoch


def token_of(keys: Keyring, epoch: LiveEpoch, sort: str, item: str, value: str) -> bytes | None:
    """Return the token of an identifier, or of an item that could be one; else `None`."""
    if item not in KINDS or sort not in ("identifier", "value"):
        return None
    try:
        return keys.token(epoch, item, value)
    except BadInputError:  # an item that is no identifier as it was written
        return None


def retoken(keys: Keyring, number: int, ref: str, seal: Seal, epoch: LiveEpoch) -> None:
    """Give what a hold is found by the tokens of another epoch."""
    for one in Kept.objects.filter(hold_id=number, token__isnull=False):
        at = places.kept(ref, one.sort, one.item, one.serial)
        one.token = keys.token(epoch, one.item, seal.unseal(bytes(one.sealed), at).decode())
        one.save(update_fields=["token"])
