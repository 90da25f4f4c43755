"""What the command line itself cannot do.

MamoruError
├── BadInputError
│   ├── UsageError              the arguments are not those of a command
│   ├── FileUnreadableError     a file that was named cannot be read
│   ├── FileUnwritableError     a file that was named cannot be written
│   ├── LineBrokenError         one line of the input is no handling
│   ├── PageUnusableError       a page that was named is no text, or beyond the bounds
│   └── InputBrokenError        the whole input is not what the command takes
├── IntegrityError
│   └── PackageBrokenError      a file of a package is not the one that was signed
├── UnavailableError
│   └── PageUnreachableError    nobody answers with a page where one was named
└── ConfigurationError
    ├── NotSignedError          the work was done, but the ledger could not be signed
    ├── NothingHereError        there is no installation, or a part of it is missing
    ├── PolicyInForceError      the policy in force has errors
    └── StrangeDirectoryError   the demonstration would have to delete what it did not make
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    Fact,
    IntegrityError,
    UnavailableError,
)


class UsageError(BadInputError):
    """The arguments are not those of a command; what was typed is not repeated.

    `usage` says to people how the command is used, or the whole help where none was named.
    """

    code = "usage"
    ja = "引数が正しくありません: {reason_ja}。"
    en = "The arguments are wrong: {reason_en}."

    def __init__(self, usage: str, **facts: Fact) -> None:
        super().__init__(**facts)
        self.usage = usage


class FileUnreadableError(BadInputError):
    """A file that was named on the command line cannot be read."""

    code = "file-unreadable"
    ja = "{path} を読み取れません({reason_ja})。"
    en = "{path} cannot be read: {reason_en}."


class FileUnwritableError(BadInputError):
    """A file that was named on the command line cannot be written."""

    code = "file-unwritable"
    ja = "{path} に書き込めません({reason_ja})。"
    en = "{path} cannot be written: {reason_en}."


class LineBrokenError(BadInputError):
    """One line of the input is not what belongs there; its content is not repeated."""

    code = "line-broken"
    ja = "{line} 行目を読み取れません({reason})。"
    en = "Line {line} cannot be read: {reason}."


class InputBrokenError(BadInputError):
    """The input of a command is not what it takes; its content is not repeated."""

    code = "input-broken"
    ja = "入力を読み取れません({reason})。"
    en = "The input cannot be read: {reason}."


class PageUnusableError(BadInputError):
    """A page is no text, or is larger, slower or further away than it may be."""

    code = "page-unusable"
    ja = "このページは調べられません({reason_ja})。"
    en = "This page cannot be looked at: {reason_en}."


class PageUnreachableError(UnavailableError):
    """Nobody answers with a page at the address that was named."""

    code = "page-unreachable"
    ja = "ページを取得できません({reason_ja})。アドレスを確かめてください。"
    en = "The page cannot be fetched: {reason_en}. Check its address."


class StrangeDirectoryError(ConfigurationError):
    """The demonstration only ever empties a directory that it made itself."""

    code = "strange-directory"
    ja = (
        "{path} は mamoru demo が作ったものではないため、消さずに終了します。"
        "MAMORU_HOME に別の場所を指定してください。"
    )
    en = (
        "{path} was not made by `mamoru demo`, so it is left alone. Name another place in "
        "MAMORU_HOME."
    )


class NotSignedError(ConfigurationError):
    """The work was done and is on record, but the ledger could not be signed afterwards.

    Unlike its kind, it does not mean that nothing was done, and so it has an exit code of its own.
    """

    code = "not-signed"
    ja = (
        "処理は終わり、記録されていますが、台帳に署名できませんでした。同じ処理を繰り返さないで"
        "ください。原因を取り除けば、次のコマンドか動いているサーバーが署名します。原因: {reason}"
    )
    en = (
        "This was done and is on record, but the ledger could not be signed. Do not repeat it; "
        "once the cause is removed, the next command or a running server signs. Cause: {reason}"
    )


class NothingHereError(ConfigurationError):
    """There is no installation here, or a part of it is missing; nothing is made in its place."""

    code = "nothing-here"
    ja = (
        "{home} に {what} がありません。"
        "MAMORU_HOME を確かめるか、バックアップから復元するか、"
        "mamoru serve で新しく作ってください。"
    )
    en = (
        "There is no {what} in {home}. Check MAMORU_HOME, restore it from its backup, "
        "or make an installation with mamoru serve."
    )


class PolicyInForceError(ConfigurationError):
    """The policy file in force cannot be used, so nothing can be decided."""

    code = "policy-in-force"
    ja = "施行中のポリシーに {count} 件の誤りがあります。mamoru policy check で確かめてください。"
    en = "The policy in force has {count} error(s); `mamoru policy check` names them."


class PackageBrokenError(IntegrityError):
    """A file of a package is not the one whose hash was signed."""

    code = "package-broken"
    ja = "{name} は署名された内容と一致しません。受け取ったものを使わず、送り主に知らせてください。"
    en = "{name} is not what was signed. Do not use what you received, and tell the sender."
