"""What can be wrong with a leaving.

MamoruError
├── NotFoundError
│   ├── UnknownLeavingError         no leaving has this name
│   └── UnknownToldError            nobody was told under this name
├── ConflictError
│   ├── LeavingUnfinishedError      the person is not erased yet
│   ├── LeavingNotUnclearError      no account is to be settled now
│   └── AlreadyConfirmedError       it was confirmed before
├── BadInputError
│   └── AccountsUnsaidError         what was said of accounts cannot be taken
└── IntegrityError
    └── LeavingCertificateBrokenError   a certificate does not hold
"""

from mamoru.errors import BadInputError, ConflictError, IntegrityError, NotFoundError


class UnknownLeavingError(NotFoundError):
    """No leaving has this name."""

    code = "unknown-leaving"
    ja = "その名前の退会は見つかりません。"
    en = "There is no leaving of that name."


class UnknownToldError(NotFoundError):
    """Nobody was told under this name."""

    code = "unknown-told"
    ja = "その名前の消去の依頼は見つかりません。"
    en = "Nobody was asked to erase anything under that name."


class LeavingUnfinishedError(ConflictError):
    """There is nothing to certify yet: the person is still held."""

    code = "leaving-unfinished"
    ja = "消去がまだ済んでいないため、証明書を発行できません(状態: {state})。"
    en = "Nothing is erased yet, so there is nothing to certify (state: {state})."


class LeavingNotUnclearError(ConflictError):
    """No system waits for somebody to say whose an account is, or somebody works on it just now."""

    code = "leaving-not-unclear"
    ja = "この退会について、いま決めるべき行はありません。"
    en = "No account is to be settled for this leaving now."


class AccountsUnsaidError(BadInputError):
    """What was said of the accounts in question cannot be taken."""

    code = "accounts-unsaid"
    ja = "行についての指定を受け付けられません。{reason_ja}。"
    en = "What was said of the accounts cannot be taken: {reason_en}."


class AlreadyConfirmedError(ConflictError):
    """The recipient's word was noted before."""

    code = "already-confirmed"
    ja = "消去の確認はすでに記録されています。"
    en = "That they erased it is noted already."


class LeavingCertificateBrokenError(IntegrityError):
    """A certificate is not what the ledger holds."""

    code = "leaving-certificate-broken"
    ja = "証明書の「{part}」が台帳と合いません。"
    en = "The certificate does not hold: {part}."
