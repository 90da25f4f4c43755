"""What became of a delivery: counts, and every row that was not taken with its reason."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from mamoru.collection.partners.errors import UnknownDeliveryError
from mamoru.collection.partners.models import Delivery, Rejection
from mamoru.policy.words import Word


class Stage(StrEnum):
    """How far a delivery has come."""

    ANNOUNCED = "announced"
    """It is allowed, and its file is waited for."""
    WAITING = "waiting"
    """Its file is staged."""
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    """Its file as a whole cannot be read on; `problem` says why."""


class RowGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Rows beside each other that were not taken for the same reason; never what stands in them."""

    first: int
    last: int
    reason: str
    detail: str


class DeliveryReport(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery and how far it came."""

    key: str
    partner: str
    origin: str
    receipt: str | None
    """The record of receipt, until its time of keeping is over."""
    state: Stage
    problem: str
    rows: int
    """The last row that was dealt with."""
    accepted: int
    created: int
    """New people."""
    added: int
    """Known people whose values were added."""
    rejected: int
    quarantined: int
    """Accepted rows of which a value is in quarantine."""
    announced_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None


def report_of(row: Delivery) -> DeliveryReport:
    """Return a delivery as it is told."""
    return DeliveryReport(
        key=row.key, partner=row.origin.partner.key, origin=row.origin.key,
        receipt=row.receipt.key if row.receipt else None,
        state=Stage(row.state), problem=row.problem, rows=row.rows,
        accepted=row.created + row.added, created=row.created, added=row.added,
        rejected=row.rejected, quarantined=row.quarantined, announced_at=row.announced_at,
        begun_at=row.begun_at, ended_at=row.ended_at,
    )  # fmt: skip


def delivery(key: str) -> Delivery:
    """Return the row of a delivery; raises `UnknownDeliveryError`."""
    rows = Delivery.objects.select_related("origin__partner", "receipt")
    row = rows.filter(key=key).first()
    if row is None:
        raise UnknownDeliveryError
    return row


def deliveries(partner: str | None = None) -> tuple[DeliveryReport, ...]:
    """Return every delivery, of one partner if it is named, the latest first."""
    rows = Delivery.objects.select_related("origin__partner", "receipt").order_by("-pk")
    if partner is not None:
        rows = rows.filter(origin__partner__key=partner)
    return tuple(report_of(row) for row in rows)


def rejections(key: str, *, after: int = 0, limit: int | None = None) -> Iterator[RowGroup]:
    """Yield the rows after one that were not taken, in their order, `limit` groups at most."""
    found = Rejection.objects.filter(delivery__key=key, first_row__gt=after).order_by("first_row")
    for one in (found if limit is None else found[:limit]).iterator(chunk_size=2_000):
        yield RowGroup(first=one.first_row, last=one.last_row, reason=one.reason, detail=one.detail)


REASONS = {
    "encoding": Word("文字コードが違います", "it is not in the encoding of the file"),
    "quotes": Word("引用符が閉じていません", "a quote is not closed"),
    "too-long": Word("長すぎます", "it is too long"),
    "columns": Word("列の数が違います", "it has another number of columns"),
    "character": Word("使えない文字があります", "there is a character that no value has"),
    "not-json": Word("JSON のオブジェクトではありません", "it is no JSON object"),
    "nested": Word("値が文字や数ではありません", "a value is neither text nor a number"),
    "key-twice": Word("同じキーが 2 度あります", "a key stands twice"),
    "unknown-key": Word("対応表にないキーがあります", "a key is not in the mapping"),
    "empty": Word("必須の値がありません", "a value that is required is missing"),
    "no-identifier": Word("本人を見つける手がかりがありません", "nothing identifies the person"),
    "unknown-class": Word("対応表にない区分です", "the mapping has no class for a value"),
    "identifier": Word("識別子の形式が正しくありません", "an identifier has not its form"),
    "person-twice": Word("同じ人の行がすでにあります", "an earlier row is about the same person"),
    "identifiers-disagree": Word(
        "識別子が別々の人を指しています", "its identifiers lead to different people"
    ),
    "refused": Word("ポリシーまたは法令により認められません", "policy or law does not allow it"),
    "masked": Word(
        "保管できない番号を伏せました", "taken, with a number masked that may not be kept"
    ),
    "sensitive": Word(
        "機微情報の可能性がある値を隔離しました", "taken, but for a value in quarantine"
    ),
}
"""Every reason for which a row is not taken."""
