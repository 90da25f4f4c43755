import pytest
from tests.ledger.logs import NOON, handling, write, write_singles
from tests.store import Store

from mamoru.ledger.sequencer import Sequencer, from_settings


@pytest.fixture
def sequencer(store: Store) -> Sequencer:
    """A log of 608 entries under four checkpoints, and 5 entries pending."""
    assert store.home.exists()
    sequencer = from_settings()
    for count in (1, 300, 300):
        write_singles(1000 * count, count)
        sequencer.integrate(NOON)
    write([handling(*range(4000, 4300)), handling(7, 9000), handling(*range(4096))])
    write_singles(10, 4)
    sequencer.integrate(NOON)
    write_singles(20, 4)
    write([handling(1, 2, 3)])
    return sequencer
