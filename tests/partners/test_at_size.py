"""A delivery that goes on for long takes no more of either process than at its beginning."""

import pytest
from bench.partners import MAPPING
from bench.partners_at_size import PARTS, chunks, part, sample, staged
from tests.partners.samples import known_partner

from mamoru.collection.partners.announce import announce
from mamoru.collection.partners.deliver import deliver
from mamoru.collection.partners.models import Delivery
from mamoru.collection.partners.staged_files import place_of, stage
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door

ROWS = 3_000
SLACK_MB = 8


SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""Of the memory of our own processes both databases say the same."""


@SQLITE
def test_memory_of_writer_and_reader_is_the_same_at_the_end_as_in_the_middle(door: Door) -> None:
    known_partner(door)
    made = announce(door, OFFICER, "shop-a", "contract-1", MAPPING.encode())
    stage(door, made.key, chunks(ROWS))
    samples = [sample(0)]

    report = deliver(
        door, made.key, tell=lambda far: samples.append(sample(far.accepted)), rows=100
    )

    assert report.accepted == ROWS
    middle, end = (
        part([one for one in samples if start * ROWS <= one.rows <= stop * ROWS])
        for start, stop in (PARTS["middle"], PARTS["end"])
    )
    assert end["writer_mb"] <= middle["writer_mb"] + SLACK_MB
    assert end["reader_mb"] <= middle["reader_mb"] + SLACK_MB


@SQLITE
def test_a_file_is_staged_and_read_in_the_memory_of_a_few_blocks_and_leaves_nothing(
    door: Door,
) -> None:
    known_partner(door)

    figures = staged(door, 0.02)

    assert figures["bytes"] > 18_000_000
    assert figures["staging_more_mb"] + figures["reading_more_mb"] < 12
    assert not place_of(Delivery.objects.get()).exists()
