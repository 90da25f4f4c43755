"""A transfer that broke goes on by the secret of whoever opened it; nothing else opens it again."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.gate.samples import Clock
from tests.packages.samples import Recipient, agreed, changes, made, people

from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import withdraw
from mamoru.gate.door import Door
from mamoru.provision.packages import files
from mamoru.provision.packages.ending import expire_due
from mamoru.provision.packages.errors import LinkUnknownError, LinkUsedError
from mamoru.provision.packages.links import Package, offer, take
from mamoru.provision.packages.ready import File
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.resume import resume
from mamoru.provision.packages.tar import tar_size, tarred
from mamoru.provision.packages.transfer import ON_ITS_WAY, RESUMABLE
from mamoru.provision.records.models import ProvisionRecord


class Broken(NamedTuple):
    """A transfer of which only the first bytes arrived."""

    ref: str
    token: str
    package: Package
    arrived: bytes


@pytest.fixture
def recipient(door: Door) -> Recipient:
    return Recipient(door)


@pytest.fixture
def refs(door: Door, recipient: Recipient) -> list[str]:
    return people(door, 12)


@pytest.fixture
def consents(door: Door, recipient: Recipient, refs: list[str]) -> list[str]:
    return agreed(door, refs, recipient.ref)


@pytest.fixture
def broken(door: Door, recipient: Recipient, consents: list[str]) -> Broken:
    ref = made(door, recipient.ref)
    token = offer(door, ref).token
    package = take(door, token)
    return Broken(ref, token, package, arrived(package.content))


def arrived(content: Iterator[bytes]) -> bytes:
    """Return some of the archive, which breaks then in the middle of its first part."""
    some_pieces = b"".join(islice(content, 5))
    content.close()  # type: ignore[attr-defined]  # a generator, as a server that lost its client ends it
    return some_pieces[:-100]


def test_a_transfer_that_broke_goes_on_with_the_same_bytes(
    door: Door, recipient: Recipient, broken: Broken
) -> None:
    people(door, 1, first=50)
    door.settle()  # another checkpoint, of which a new proof would tell
    rest = resume(door, broken.token, broken.package.secret, len(broken.arrived))
    whole = broken.arrived + b"".join(rest.content)

    assert len(whole) == broken.package.size == rest.size
    assert len(recipient.received(whole).lines) == 12
    assert changes(broken.ref)[-2:] == ["delivered", "resumed"]
    assert ProvisionRecord.objects.get().people == 12


def test_what_was_lost_after_its_last_byte_went_out_goes_on_for_two_minutes_and_no_longer(
    door: Door, recipient: Recipient, broken: Broken, clock: Clock
) -> None:
    b"".join(resume(door, broken.token, broken.package.secret, 1000).content)
    clock.now += ON_ITS_WAY - timedelta(seconds=1)

    rest = resume(door, broken.token, broken.package.secret, len(broken.arrived))

    whole = broken.arrived + b"".join(rest.content)
    assert len(recipient.received(whole).lines) == 12
    clock.now += timedelta(seconds=1)  # counted from the first time
    with pytest.raises(LinkUsedError):
        resume(door, broken.token, broken.package.secret, 1000)

    assert hand_over(broken.ref).opened_again == 1


@pytest.mark.parametrize(("secret", "first"), [("", 1000), ("guess", 1000), (None, 0)])
def test_neither_the_link_alone_nor_a_second_opening_takes_anything_and_that_is_on_record(
    door: Door, broken: Broken, secret: str | None, first: int
) -> None:
    with pytest.raises(LinkUsedError):
        resume(door, broken.token, broken.package.secret if secret is None else secret, first)
    with pytest.raises(LinkUsedError):
        take(door, broken.token)

    assert hand_over(broken.ref).opened_again == 2
    assert changes(broken.ref)[-2:] == ["opened_again", "opened_again"]


def test_a_byte_that_is_not_in_it_is_not_sent(door: Door, broken: Broken) -> None:
    with pytest.raises(LinkUsedError):
        resume(door, broken.token, broken.package.secret, broken.package.size)


def test_it_goes_on_within_an_hour_and_no_later(door: Door, broken: Broken, clock: Clock) -> None:
    clock.now += RESUMABLE - timedelta(seconds=1)
    again = resume(door, broken.token, broken.package.secret, 1000)
    arrived(again.content)
    clock.now += RESUMABLE - timedelta(seconds=1)
    arrived(resume(door, broken.token, broken.package.secret, 1000).content)
    clock.now += RESUMABLE

    with pytest.raises(LinkUsedError):
        resume(door, broken.token, broken.package.secret, 1000)


def test_what_somebody_withdrew_from_meanwhile_does_not_go_on(
    door: Door, broken: Broken, refs: list[str], consents: list[str]
) -> None:
    withdraw(door, OFFICER, refs[3], consents[3])

    with pytest.raises(LinkUsedError):
        resume(door, broken.token, broken.package.secret, 1000)

    assert hand_over(broken.ref).taken_out == 1
    assert changes(broken.ref)[-1] == "opened_again"


def test_what_was_called_back_does_not_go_on(door: Door, broken: Broken) -> None:
    revoke(door, broken.ref, caller="officer", reason="doc:mistake-1")

    with pytest.raises(LinkUnknownError):
        resume(door, broken.token, broken.package.secret, 1000)


def test_a_new_link_ends_what_could_go_on(door: Door, broken: Broken) -> None:
    offer(door, broken.ref)

    with pytest.raises(LinkUnknownError):
        resume(door, broken.token, broken.package.secret, 1000)


def test_what_was_opened_in_time_can_go_on_for_an_hour_after_its_time(
    door: Door, recipient: Recipient, consents: list[str], clock: Clock
) -> None:
    ref = made(door, recipient.ref, days=1)
    token = offer(door, ref).token
    clock.now += timedelta(days=1) - timedelta(minutes=1)
    package = take(door, token)
    begun = arrived(package.content)
    clock.now += timedelta(minutes=2)
    expire_due(door)

    rest = resume(door, token, package.secret, len(begun))

    assert len(recipient.received(begun + b"".join(rest.content)).lines) == 12
    assert expire_due(door) == 0
    clock.now += ON_ITS_WAY
    assert expire_due(door) == 1
    assert not files.folder_of(ref).exists()


def test_neither_secret_is_kept_anywhere(door: Door, broken: Broken) -> None:
    row = hand_over(broken.ref)
    kept = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]

    assert not any(broken.package.secret in value for value in kept)


@settings(max_examples=60, deadline=None)
@given(
    contents=some.lists(some.binary(max_size=1500), min_size=1, max_size=4),
    first=some.integers(min_value=0, max_value=9000),
)
def test_an_archive_goes_on_at_any_byte_with_what_follows_there(
    contents: list[bytes], first: int
) -> None:
    listed = [
        File(name=f"file-{at}", size=len(content), content=content)
        for at, content in enumerate(contents)
    ]
    whole = b"".join(tarred("hand_0", listed))

    assert len(whole) == tar_size(listed)
    assert b"".join(tarred("hand_0", listed, first)) == whole[first:]
