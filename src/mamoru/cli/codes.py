"""Exit codes, and what each kind of error ends with.

65, 70, 74 and 75 are those of BSD's sysexits.h; 130 and 141 are what shells use for signals.
"""

from mamoru.cli.errors import FileUnreadableError, NotSignedError, UsageError
from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    IntegrityError,
    MamoruError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.policy.words import Word

YES, NO, USAGE, CONFIGURATION, INTEGRITY, NOT_FOUND, CONFLICT, NOT_SIGNED, TEXT_ONLY = range(9)
INPUT, DEFECT, FILES, TRY_AGAIN, INTERRUPTED, PIPE_CLOSED = 65, 70, 74, 75, 130, 141

CODES: dict[int, Word] = {
    YES: Word("はい。行われた、認められた、正しい", "yes: done, allowed, holds"),
    NO: Word(
        "いいえ。認められない、証拠が足りない、誤りがある、取扱いが変わる",
        "no: refused, evidence needed, findings, handling changes",
    ),
    USAGE: Word("コマンドの使い方の誤り", "the command was not understood"),
    CONFIGURATION: Word("設定の誤り。管理者の対応が必要", "set up wrongly: an operator must act"),
    INTEGRITY: Word(
        "記録の整合性が確認できない", "a stored record does not verify: tampering or damage"
    ),
    NOT_FOUND: Word("見つからない", "not found"),
    CONFLICT: Word("ほかの処理と競合した", "conflicts with another change"),
    NOT_SIGNED: Word(
        "行われたが、台帳に署名できなかった。繰り返さない",
        "done, but the ledger could not be signed: do not repeat it",
    ),
    TEXT_ONLY: Word(
        "文言だけが変わり、取扱いは変わらない", "texts differ, and no handling changes"
    ),
    INPUT: Word("入力を受け付けられない", "the input cannot be accepted"),
    DEFECT: Word("mamoru の不具合", "a defect of mamoru"),
    FILES: Word("ファイルを読み書きできない", "a file cannot be read or written"),
    TRY_AGAIN: Word("一時的に利用できない。再試行できる", "unavailable now: try again"),
    INTERRUPTED: Word("中断された", "interrupted"),
    PIPE_CLOSED: Word("出力先が閉じられた", "nobody reads the output any more"),
}

_KINDS: tuple[tuple[type[MamoruError], int], ...] = (
    (UsageError, USAGE),
    (FileUnreadableError, FILES),
    (NotSignedError, NOT_SIGNED),
    (RefusedError, NO),
    (ConfigurationError, CONFIGURATION),
    (IntegrityError, INTEGRITY),
    (NotFoundError, NOT_FOUND),
    (ConflictError, CONFLICT),
    (BadInputError, INPUT),
    (UnavailableError, TRY_AGAIN),
)

"""The first row that fits gives the code."""


def code_of(error: MamoruError) -> int:
    """Return the exit code that `error` ends a command with."""
    return next((code for kind, code in _KINDS if isinstance(error, kind)), DEFECT)
