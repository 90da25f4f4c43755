import pytest
from tests.store import Store
from tests.vault.samples import NOON

from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring


@pytest.fixture
def keys(store: Store) -> Keyring:
    keyring = Keyring(KeyDirectory(store.home / "keys"))
    keyring.start(NOON)
    return keyring
