"""What can be wrong with a record of provision.

MamoruError
├── BadInputError
│   └── WayNotOpenError            a record of this kind cannot be made in this way
├── NotFoundError
│   └── UnknownRecordKeyError      there is no record of this name, or it was purged
└── RefusedError
    ├── RecordIncompleteError      an item that the law asks for is not known
    └── RecordKeptError            its time of keeping is not over
"""

from mamoru.errors import BadInputError, NotFoundError, RefusedError


class WayNotOpenError(BadInputError):
    """A record of this kind cannot be made in this way."""

    code = "record-way"
    ja = "この記録は {way} の方法では作成できません(使えるもの: {ways})。"
    en = "This record cannot be made as {way} (open: {ways})."


class UnknownRecordKeyError(NotFoundError):
    """There is no record of this name, or its time is over and it was purged."""

    code = "unknown-record-key"
    ja = "その名前の記録はありません。保存期間を過ぎて消去した可能性があります。"
    en = "There is no record of this name; it may have been purged after its time."


class RecordIncompleteError(RefusedError):
    """An item that the record must hold is not known, so nothing is handed over under it."""

    code = "record-incomplete"
    ja = "記録に必要な項目がありません: {names_ja}。"
    en = "The record lacks what it must hold: {names_en}."


class RecordKeptError(RefusedError):
    """The time for which the record has to be kept is not over."""

    code = "record-kept"
    ja = "この記録は {until} まで保存しなければなりません({article})。"
    en = "This record must be kept until {until} ({article_en})."
