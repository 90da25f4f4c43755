"""What can go wrong with choices.

MamoruError
├── BadInputError
│   ├── InvalidChoiceError      a choice that says too little, or whose end cannot be
│   └── InvalidNoticeError      a notice that names what the policy has not got, or says nothing
├── NotFoundError
│   ├── UnknownChoiceError      the person made no such choice
│   ├── UnknownNoticeError      no notice has this name, or not in this language
│   ├── NoticeNotShownError     no such notice was shown to this person before
│   └── ReceiptAbsentError      the choice has no receipt
└── ConflictError
    ├── ChoiceWithdrawnError    the choice was withdrawn already
    ├── NoticeTakenError        this version of the notice says something else already
    └── NoticeStaleError        the notice that was shown is not the one to be shown now
"""

from mamoru.errors import BadInputError, ConflictError, NotFoundError


class InvalidChoiceError(BadInputError):
    """The choice says too little to be one, is over before it begins, or ends beyond all time."""

    code = "invalid-choice"
    ja = "この選択は記録できません:{reason_ja}。"
    en = "This choice cannot be recorded: {reason_en}."


class UnknownChoiceError(NotFoundError):
    """The person made no such choice."""

    code = "unknown-choice"
    ja = "該当する選択の記録はありません。"
    en = "There is no record of such a choice."


class ChoiceWithdrawnError(ConflictError):
    """The choice was withdrawn already; it stays so."""

    code = "choice-withdrawn"
    ja = "この選択はすでに撤回されています。"
    en = "This choice has been withdrawn already."


class InvalidNoticeError(BadInputError):
    """The notice names what the policy has not got, is empty or too long; none of it is repeated.

    `part` is a field of the notice.
    """

    code = "invalid-notice"
    ja = "この通知は登録できません({part} を確かめてください)。"
    en = "This notice cannot be registered: look at its {part}."


class UnknownNoticeError(NotFoundError):
    """No notice has this name, or none in this version, in this language and on this channel."""

    code = "unknown-notice"
    ja = "該当する通知は登録されていません。"
    en = "There is no such notice."


class NoticeNotShownError(NotFoundError):
    """No such notice is on record as shown to this person before."""

    code = "notice-not-shown"
    ja = "その通知を事前に示した記録がありません。"
    en = "There is no record that this notice was shown beforehand."


class ReceiptAbsentError(NotFoundError):
    """The choice was recorded without a commitment in the ledger, so it has no receipt."""

    code = "receipt-absent"
    ja = "この選択には受領証がありません。"
    en = "There is no receipt of this choice."


class NoticeTakenError(ConflictError):
    """A version of the notice says something else already, or is an earlier one."""

    code = "notice-taken"
    ja = "この版の通知は別の内容で登録されています。新しい版の名前を付けてください。"
    en = "This version of the notice is registered with other content. Name a new version."


class NoticeStaleError(ConflictError):
    """The notice that was shown is not the one to be shown now; it has to be shown anew."""

    code = "notice-stale"
    ja = "示された通知は現行のものではありません({why})。現行の通知を示してください。"
    en = "The notice that was shown is not current ({why}). Show the current one."
