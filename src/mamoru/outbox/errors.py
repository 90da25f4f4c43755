"""What can go wrong with mail. No message names an address, nor repeats a password.

MamoruError
├── BadInputError
│   ├── InvalidLetterError         a letter that cannot be sent as it is
│   └── BounceUnreadableError      what was given is no report about a delivery
├── NotFoundError
│   ├── UnknownLetterError         no letter has this key
│   └── UnknownBounceError         a report about no delivery of ours
├── ConflictError
│   └── LetterChangedError         another letter has this key
├── ConfigurationError
│   ├── MailMisconfiguredError     a setting for mail has not the form it needs
│   ├── MailServerMissingError     no mail server is named
│   └── MailServerRefusesError     the mail server does not accept us, or proves not to be ours
└── UnavailableError
    └── MailServerSilentError      the mail server does not answer, or not now
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    NotFoundError,
    UnavailableError,
)


class InvalidLetterError(BadInputError):
    """A letter cannot be sent as it is; its text is not repeated."""

    code = "invalid-letter"
    ja = "このメールは送れません({part} の形が正しくありません)。"
    en = "This letter cannot be sent: its {part} has not the form it needs."


class BounceUnreadableError(BadInputError):
    """What was given is no report about one delivery (RFC 3464); nothing of it is repeated."""

    code = "bounce-unreadable"
    ja = "配信結果の通知(RFC 3464)として読み取れません:{reason_ja}。"
    en = "This is no report about a delivery (RFC 3464): {reason_en}."


class UnknownLetterError(NotFoundError):
    """No letter has this key."""

    code = "unknown-letter"
    ja = "該当するメールはありません。mamoru outbox list で確かめてください。"
    en = "There is no such letter; `mamoru outbox list` names them."


class UnknownBounceError(NotFoundError):
    """A report tells of no delivery of ours, or of one that is forgotten; nothing was changed."""

    code = "unknown-bounce"
    ja = "この通知に当たる配信の記録はありません。何も変更していません。"
    en = "This report is about no delivery that is known here. Nothing was changed."


class LetterChangedError(ConflictError):
    """A letter with this key says something else, and some may have got it."""

    code = "letter-changed"
    ja = "同じ名前で内容の異なるメールがすでにあります。別の名前を付けてください。"
    en = "There is a letter with this key that says something else. Give it another key."


class MailMisconfiguredError(ConfigurationError):
    """A setting for mail has not the form it needs; its value is not repeated."""

    code = "mail-misconfigured"
    ja = "{name} の設定に誤りがあります(正しい形:{what})。"
    en = "{name} is set up wrongly (it should be: {what})."


class MailServerMissingError(ConfigurationError):
    """No mail server is named, so letters wait."""

    code = "mail-server-missing"
    ja = (
        "MAMORU_SMTP が設定されていないため、送信しません。"
        "送信待ち: {waiting} 件。設定すれば送信します。"
    )
    en = "MAMORU_SMTP is not set, so nothing is sent. Deliveries that wait for it: {waiting}."


class MailServerRefusesError(ConfigurationError):
    """The mail server does not accept us, or cannot prove that it is the one named."""

    code = "mail-server-refuses"
    ja = (
        "メールサーバーを利用できません:{reason_ja}。MAMORU_SMTP を確かめてください。"
        "送っていないメールは待っています。"
    )
    en = "The mail server cannot be used: {reason_en}. Check MAMORU_SMTP; letters wait."


class MailServerSilentError(UnavailableError):
    """The mail server does not answer, or not now; what was not sent waits."""

    code = "mail-server-silent"
    ja = "メールサーバーに送れません:{reason_ja}。送れなかった送っていないメールは待っています。"
    en = "The mail server takes nothing now: {reason_en}. What was not sent waits."
