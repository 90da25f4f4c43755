"""What can be wrong with hand-overs. No message repeats anything of anybody.

MamoruError
├── BadInputError
│   ├── InvalidHandOverError       something of what was asked for cannot be done so
│   └── CodeWrongError             this is not the code that lies in the package
├── NotFoundError
│   ├── UnknownHandOverError       there is no such hand-over
│   └── LinkUnknownError           no package can be taken by this link
├── ConflictError
│   ├── HandOverStateError         it is not at the point where this can be done
│   ├── HandOverElsewhereError     another process went on with it
│   ├── HandOverEndedError         it ended while it was prepared, and why
│   ├── LinkUsedError              the package was taken by this link before
│   └── LinkUnmailableError        a link cannot be mailed to this party from here, and why
├── RefusedError
│   ├── OwnApprovalError           whoever planned it cannot approve it
│   ├── ApprovalMissingError       somebody else has to approve it first
│   ├── NobodyLeftError            nobody is left who may be in it
│   └── RecipientKeyError          the party has no key that it could be sealed to
└── UnavailableError
    ├── PackagesFullError          the disk is full; nothing half made is left
    └── RecipientSilentError       the recipient's server does not take it; it is tried again
"""

from mamoru.errors import (
    BadInputError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)


class InvalidHandOverError(BadInputError):
    """Something of what was asked for cannot be done so."""

    code = "invalid-hand-over"
    ja = "「{item}」を受け付けられません。{reason_ja}。"
    en = "The value of {item!r} cannot be taken: {reason_en}."


class CodeWrongError(BadInputError):
    """A code is not the one that lies in the package."""

    code = "package-code-wrong"
    ja = "受領の符号が違います。パッケージの中の receipt.txt にある符号を送ってください。"
    en = "This is not the code of the package. Send the one in its receipt.txt."


class UnknownHandOverError(NotFoundError):
    """There is no such hand-over."""

    code = "unknown-hand-over"
    ja = "その提供・預託・共有は見つかりません。"
    en = "There is no such hand-over."


class LinkUnknownError(NotFoundError):
    """No package can be taken by this link: there never was one, or it ended."""

    code = "package-link-unknown"
    ja = "このリンクで受け取れるパッケージはありません。送り主に確かめてください。"
    en = "No package can be taken by this link. Ask whoever sent it."


class LinkUsedError(ConflictError):
    """The package was taken by this link before; that it was tried again is on record."""

    code = "package-link-used"
    ja = "リンクは使用済みです。受け取っていなければ送り主に知らせ、新しいリンクを求めてください。"
    en = "This link was used. If it was not you, tell the sender, and ask for another link."


class LinkUnmailableError(ConflictError):
    """A link cannot be mailed: something is missing, here or in the register."""

    code = "package-link-unmailable"
    ja = "リンクをメールで送れません({reason_ja})。"
    en = "The link cannot be mailed: {reason_en}."


class HandOverStateError(ConflictError):
    """The hand-over is not at the point where this can be done."""

    code = "hand-over-state"
    ja = "{hand} は {state} のため、この操作はできません。"
    en = "{hand} is {state}, so this cannot be done."


class HandOverElsewhereError(ConflictError):
    """Another process went on with the hand-over."""

    code = "hand-over-elsewhere"
    ja = "{hand} は別の処理が進めています。"
    en = "Another process works on {hand}."


class HandOverEndedError(ConflictError):
    """The hand-over ended while it was prepared; `reason` is the code of why."""

    code = "hand-over-ended"
    ja = "{hand} は中止されました({reason})。計画からやり直してください。"
    en = "{hand} ended ({reason}). Plan it anew."


class OwnApprovalError(RefusedError):
    """Whoever planned a hand-over that does not rest on consent cannot approve it."""

    code = "own-approval"
    ja = "計画した人は承認できません。別の担当者が承認してください。"
    en = "Whoever planned it cannot approve it. Somebody else has to."


class ApprovalMissingError(RefusedError):
    """It does not rest on consent, and nobody has approved it yet."""

    code = "approval-missing"
    ja = "同意に基づかないため、別の担当者の承認が必要です。"
    en = "It does not rest on consent, so somebody else has to approve it first."


class NobodyLeftError(RefusedError):
    """Nobody is left of whom it may be handed over."""

    code = "nobody-left"
    ja = "引き渡してよい人が残っていません。"
    en = "Nobody is left of whom this may be handed over."


class RecipientKeyError(RefusedError):
    """The party has no key of this kind that is valid now, or it is no key."""

    code = "recipient-key"
    ja = "提供先に有効な {kind} の鍵がありません。鍵を登録してください。"
    en = "The party has no valid {kind} key. Register one."


class PackagesFullError(UnavailableError):
    """The disk is full; nothing half made is left, and it goes on once there is room."""

    code = "packages-full"
    ja = "パッケージを置く場所がいっぱいです。空きができれば続きから作られます。"
    en = "There is no room for packages. Once there is, it goes on where it was."


class RecipientSilentError(UnavailableError):
    """The recipient's server cannot be reached, or does not take it; it is tried again."""

    code = "recipient-silent"
    ja = "送り先のサーバーが受け取りません({reason})。あとで再試行されます。"
    en = "The recipient's server does not take it ({reason}). It is tried again later."
