"""What the vault knows of a person that decisions depend on."""

from mamoru.policy.handling import Standing
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held


def standing(keys: Keyring, held: Held) -> Standing:
    """Return the vault's part of the person's standing; choices are the consent room's part."""
    return Standing(
        use_suspended=held.use_suspended,
        provision_suspended=held.provision_suspended,
        left=held.left_at is not None,
        birth_date=None
        if held.birth_date is None
        else keys.person(held).open_birth_date(held.birth_date),
        whose=held.whose,
        residence=held.residence,
    )
