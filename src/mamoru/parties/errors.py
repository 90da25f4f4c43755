"""What can be wrong with parties, their keys and their papers.

MamoruError
├── BadInputError
│   ├── InvalidPartyError      a party or paper that cannot be kept so
│   └── InvalidKeyError        a key that nothing can be sealed to
├── NotFoundError
│   ├── UnknownPartyError      no party has this reference
│   ├── UnknownPaperError      no paper has this reference
│   ├── UnknownKeyError        the party has no such key
│   ├── UnknownEvidenceError   there is no such evidence file
│   ├── UnknownCaseError       there is no such case
│   └── UnknownDataSetError    there is no such data set
└── ConflictError
    ├── PartyChangedError      the party is at another version
    ├── PartyEndedError        the party ended or became part of another
    └── KeyTakenError          the key is registered already
"""

from mamoru.errors import BadInputError, ConflictError, NotFoundError


class InvalidPartyError(BadInputError):
    """A party or paper cannot be kept as it is; the value is not repeated."""

    code = "invalid-party"
    ja = "「{item}」を受け付けられません。{reason_ja}。"
    en = "The value of {item!r} cannot be taken: {reason_en}."


class InvalidKeyError(BadInputError):
    """Nothing can be sealed to this key."""

    code = "invalid-key"
    ja = "この鍵は使えません。{reason_ja}。"
    en = "The key cannot be used: {reason_en}."


class UnknownPartyError(NotFoundError):
    """No party has this reference."""

    code = "unknown-party"
    ja = "その提供先は登録されていません。"
    en = "No party is registered under this reference."


class UnknownPaperError(NotFoundError):
    """No paper has this reference, or it was withdrawn."""

    code = "unknown-paper"
    ja = "その書類は登録されていません。"
    en = "There is no such paper."


class UnknownKeyError(NotFoundError):
    """The party has no such key, or none that is valid."""

    code = "unknown-key"
    ja = "提供先 {party} に、使える鍵がありません。"
    en = "The party {party} has no such key that is valid."


class UnknownEvidenceError(NotFoundError):
    """There is no such evidence file."""

    code = "unknown-evidence"
    ja = "その証拠ファイルはありません。"
    en = "There is no such evidence file."


class UnknownCaseError(NotFoundError):
    """There is no such case."""

    code = "unknown-case"
    ja = "そのケースはありません。"
    en = "There is no such case."


class UnknownDataSetError(NotFoundError):
    """There is no such data set, or it has ended."""

    code = "unknown-data-set"
    ja = "そのデータの範囲は定められていないか、終了しています。"
    en = "There is no such data set, or it has ended."


class PartyChangedError(ConflictError):
    """The party is at another version than the change rests on."""

    code = "party-changed"
    ja = "提供先 {party} は版 {version} に変わっています。読み直してください。"
    en = "The party {party} is at version {version} now. Read it again."


class PartyEndedError(ConflictError):
    """The party ended, or became part of another; nothing of it changes any more."""

    code = "party-ended"
    ja = "提供先 {party} の登録は終了しています。"
    en = "The party {party} has ended."


class KeyTakenError(ConflictError):
    """The key is registered already, for this party or another."""

    code = "key-taken"
    ja = "この鍵はすでに登録されています。"
    en = "This key is registered already."
