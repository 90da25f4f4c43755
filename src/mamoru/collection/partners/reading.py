"""Reads a delivery in a process of its own: parse, check, screen, seal; the writer only stores.

Run as `python -m mamoru.collection.partners.reading`, with an `Order` on standard input; answers
with frames on standard output. What a hostile file does to a parser happens here, where there is no
database and memory is limited. Standard error leads nowhere, since a trace could hold a value.
"""

import gc
import io
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import msgspec

from mamoru import cores
from mamoru.collection.partners.checking import Wrong, checked
from mamoru.collection.partners.csv_rows import csv_rows
from mamoru.collection.partners.errors import DeliveryUnreadableError
from mamoru.collection.partners.frames import Batch, Order, Refusal, Stopped, receive, send
from mamoru.collection.partners.json_rows import json_rows
from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.parquet_rows import parquet_rows
from mamoru.collection.partners.raw_rows import Raw
from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.gate.incoming import Item, Line, Preparing, Suspected
from mamoru.gate.screen import looked_at
from mamoru.gate.staging import StagedFile
from mamoru.screening.findings import Finding

MEMORY = 3 << 30
"""Bytes of memory that reading may take."""
IDENTIFIER = "identifier"
"""A value that is no identifier of its kind."""
MASKED = "masked"
"""A number that may not be kept was masked; the rest of the row was taken."""
_ROWS = {"csv": csv_rows, "jsonl": json_rows, "parquet": parquet_rows}


def main() -> int:
    """Answer one order."""
    cores.roam()
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    order = receive(source, msgspec.msgpack.Decoder(Order))
    if order is None:
        return 1
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"  # whose memory the limit counts
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    gc.disable()  # rows are many and refer to nothing that refers to them
    try:
        for batch in batches(order):
            send(target, batch)
    except DeliveryUnreadableError as error:
        send(target, Stopped(str(error.facts["reason_ja"]), str(error.facts["reason_en"])))
    except MemoryError:
        send(target, Stopped("展開が大きすぎます", "it unfolds to too much"))
    except BrokenPipeError:  # whoever asked has gone; somebody else goes on from where they were
        os._exit(1)
    return 0


def rows_of(file: BinaryIO, plan: Plan) -> Iterator[Raw]:
    """Yield every row of an opened delivery; raises `DeliveryUnreadableError`."""
    return _ROWS[plan.format](file, plan)


def batches(order: Order) -> Iterator[Batch]:
    """Yield the rows of a delivery after those that were dealt with, checked and sealed.

    Of several readers, each goes through all rows and yields the lots that are its own.
    """
    staged = StagedFile(Path(order.path), order.name, order.key)
    with io.BufferedReader(staged, 1 << 20) as file:
        making, lot = _Making(order), 0
        for raw in rows_of(file, order.plan):
            if raw.row <= order.after:
                continue
            is_mine = lot % order.parts == order.part
            making.take(raw, is_mine=is_mine)
            if making.count >= order.rows:
                batch = making.done(is_last=False)
                lot += 1
                if is_mine:
                    yield batch
        if lot % order.parts == order.part:
            yield making.done(is_last=True)


@lru_cache(maxsize=20_000)
def _looked_at(given: Item) -> tuple[Item, Sequence[Finding]]:
    """Return what `looked_at` says; columns such as the kind of a contract say the same often."""
    return looked_at(given)


class _Making:
    """A batch in the making."""

    def __init__(self, order: Order) -> None:
        self._plan = order.plan
        self._preparing = Preparing(order.keys)
        self._kinds = order.kinds
        self._last = order.after
        self._clear()

    def _clear(self) -> None:
        self.count = 0
        self._lines: list[Line] = []
        self._refusals: list[Refusal] = []
        self._masked: list[Refusal] = []

    def take(self, raw: Raw, *, is_mine: bool) -> None:
        """Add a row, or only count it where it is another reader's."""
        self.count += 1
        self._last = raw.row
        if is_mine:
            self._take(raw)

    def _take(self, raw: Raw) -> None:
        if raw.reason:
            self._refuse(raw.row, raw.reason, raw.detail)
            return
        found = checked(self._plan, raw.values)
        if isinstance(found, Wrong):
            self._refuse(raw.row, found.reason, found.detail)
            return
        clean, suspects = self._sifted(raw.row, found.items)
        try:
            self._lines.append(
                self._preparing.line(
                    raw.row, found.whose, found.residence, found.identities, clean, suspects
                )
            )
        except InvalidIdentifierError as error:
            self._refuse(raw.row, IDENTIFIER, str(error.facts["kind"]))

    def _sifted(self, row: int, items: list[Item]) -> tuple[list[Item], list[Suspected]]:
        """Return the items that are plain, and those in which something was found."""
        clean, suspects = [], []
        for given in items:
            item, found = _looked_at(given)
            if item.value != given.value:
                self._masked.append(Refusal(row, MASKED, item.item))
            if found and not self._kinds.isdisjoint(one.kind for one in found):
                suspects.append(Suspected(item, tuple(found)))
            else:
                clean.append(item)
        return clean, suspects

    def _refuse(self, row: int, reason: str, detail: str) -> None:
        self._refusals.append(Refusal(row, reason, detail))

    def done(self, *, is_last: bool) -> Batch:
        """Return the batch, and begin another."""
        batch = Batch(self._last, self._lines, self._refusals, self._masked, is_last)
        self._clear()
        return batch


if __name__ == "__main__":
    sys.exit(main())
