"""Publishing a configuration of the tag: checked against the policy in force, kept, recorded."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged
from mamoru.tag.configuration import Configuration
from mamoru.tag.errors import TagUnchangedError, UnknownTagError
from mamoru.tag.load import load
from mamoru.tag.models import Configuration as Row


class PublishedTag(msgspec.Struct, frozen=True, kw_only=True):
    """A published configuration. Its number is its version."""

    number: int
    text_hash: str
    policy_version: str
    published_at: datetime


def publish(door: Door, asker: Asker, text: bytes) -> PublishedTag:
    """Keep `text` as the configuration from now on, and record that it was published.

    Raises `TagFileError`, `TagUnchangedError`.
    """

    def unit(record: Record) -> PublishedTag:
        now = door.clock()
        policy = door.shelf.policy(now)
        configuration = load(text, policy)
        last = Row.objects.order_by("-pk").first()
        if last is not None and last.text_hash == configuration.text_hash:
            raise TagUnchangedError(number=last.pk)
        row = Row.objects.create(
            text=text, text_hash=configuration.text_hash, policy_version=policy.version,
            published_at=now, caller=asker.system,
        )  # fmt: skip
        record.add(
            SystemChanged(
                at=now, change="tag_published", system=asker.system, text=configuration.text_hash
            )
        )
        return _published(row)

    return door.writer.run(unit)[0]


def every() -> Sequence[PublishedTag]:
    """Return what was published, the latest last."""
    return [_published(row) for row in Row.objects.defer("text").order_by("pk")]


def text_of(number: int) -> bytes:
    """Return the file of a configuration, byte by byte; raises `UnknownTagError`."""
    row = Row.objects.filter(pk=number).first()
    if row is None:
        raise UnknownTagError
    return bytes(row.text)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration that was published, loaded."""

    number: int
    published_at: datetime
    configuration: Configuration


def in_force() -> Held:
    """Return the configuration that was published last; raises `UnknownTagError`."""
    last = Row.objects.defer("text").order_by("-pk").first()
    if last is None:
        raise UnknownTagError
    if last.text_hash not in _loaded:
        _loaded.clear()  # one is in force; those before it are not asked for again
        _loaded[last.text_hash] = load(bytes(last.text))
    return Held(
        number=last.pk, published_at=last.published_at, configuration=_loaded[last.text_hash]
    )


_loaded: dict[str, Configuration] = {}


def _published(row: Row) -> PublishedTag:
    return PublishedTag(
        number=row.pk, text_hash=row.text_hash, policy_version=row.policy_version,
        published_at=row.published_at,
    )  # fmt: skip
