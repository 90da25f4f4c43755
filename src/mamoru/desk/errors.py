"""What can be wrong with inquiries. No message repeats anything of anybody.

MamoruError
├── BadInputError
│   ├── InvalidInquiryError        something of it cannot be taken so
│   └── TemplateBrokenError        a template has a placeholder that is not known
├── NotFoundError
│   ├── UnknownInquiryError        there is no such inquiry, message or attachment
│   └── UnknownTemplateError       there is no such template
├── ConflictError
│   ├── InquiryStateError          it is not at the point where this can be done
│   ├── InquiryDiffersError        something else was handed in under this key
│   ├── InquiryErasedError         its person was erased, and its content with them
│   ├── ContentWithheldError       it may be sensitive, and waits for a reviewer
│   └── MailboxElsewhereError      another process is fetching the mail
├── RefusedError
│   └── NoAddressError             there is no address that an answer could go to
├── ConfigurationError
│   ├── DeskMisconfiguredError     a setting of the desk has not the form it needs
│   ├── MailboxUnnamedError        no mailbox is named
│   └── MailboxRefusesError        the mail server does not accept us, or proves not to be ours
└── UnavailableError
    └── MailboxSilentError         the mail server does not answer
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)


class InvalidInquiryError(BadInputError):
    """Something of it cannot be taken so."""

    code = "invalid-inquiry"
    ja = "「{item}」を受け付けられません。{reason_ja}。"
    en = "The value of {item!r} cannot be taken: {reason_en}."


class TemplateBrokenError(BadInputError):
    """A template has a placeholder that is not known, or a lone dollar sign."""

    code = "template-broken"
    ja = "ひな形の差し込みに誤りがあります(使えるもの: {known}。$ そのものは $$)。"
    en = "The template has a placeholder that is not known (known: {known}; $$ for a dollar sign)."


class UnknownInquiryError(NotFoundError):
    """There is no such inquiry, message or attachment."""

    code = "unknown-inquiry"
    ja = "その問い合わせ、メッセージ又は添付ファイルはありません。"
    en = "There is no such inquiry, message or attachment."


class UnknownTemplateError(NotFoundError):
    """There is no such template."""

    code = "unknown-template"
    ja = "そのひな形はありません(あるもの: {known})。"
    en = "There is no such template (there are: {known})."


class InquiryStateError(ConflictError):
    """It is not at the point where this can be done."""

    code = "inquiry-state"
    ja = "問い合わせ {inquiry} は「{state}」なので、これは行えません。"
    en = "The inquiry {inquiry} is {state!r}, where this cannot be done."


class InquiryDiffersError(ConflictError):
    """Something else was handed in under this key before."""

    code = "inquiry-differs"
    ja = "同じキーで、別の問い合わせが受け付けられています。"
    en = "Something else was handed in under this key before."


class InquiryErasedError(ConflictError):
    """The person whose inquiry it was is erased, and what they wrote with them."""

    code = "inquiry-erased"
    ja = "問い合わせ {inquiry} の本人は消去され、内容は残っていません。"
    en = "The person of the inquiry {inquiry} was erased, and what they wrote with them."


class ContentWithheldError(ConflictError):
    """It may be sensitive, and nobody reads it until a reviewer has settled that."""

    code = "content-withheld"
    ja = "機微情報を含むおそれがあり、確認が済むまで読めません。"
    en = "It may be sensitive, and cannot be read until a reviewer has settled that."


class MailboxElsewhereError(ConflictError):
    """Another process is fetching the mail."""

    code = "mailbox-elsewhere"
    ja = "ほかの処理がメールを取り込んでいます。"
    en = "Another process is fetching the mail."


class NoAddressError(RefusedError):
    """There is no address that an answer could go to."""

    code = "inquiry-without-address"
    ja = "返信先のメールアドレスがありません。ほかの方法で回答し、それを記してください。"
    en = "There is no address for a mail. Answer in another way, and note that."


class DeskMisconfiguredError(ConfigurationError):
    """A setting of the desk has not the form it needs; its value is not repeated."""

    code = "desk-misconfigured"
    ja = "{name} の設定に誤りがあります(正しい形:{what})。"
    en = "{name} is set up wrongly (it should be: {what})."


class MailboxUnnamedError(ConfigurationError):
    """No mailbox is named."""

    code = "mailbox-unnamed"
    ja = "MAMORU_IMAP が設定されていません。"
    en = "MAMORU_IMAP is not set."


class MailboxRefusesError(ConfigurationError):
    """The mail server does not accept us, or proves not to be ours; somebody must act."""

    code = "mailbox-refuses"
    ja = "メールサーバーから取り込めません。{reason_ja}。"
    en = "Mail cannot be fetched from the server: {reason_en}."


class MailboxSilentError(UnavailableError):
    """The mail server does not answer now; nothing is lost, it is tried again."""

    code = "mailbox-silent"
    ja = "メールサーバーが応答しません({reason_ja})。"
    en = "The mail server does not answer ({reason_en})."
