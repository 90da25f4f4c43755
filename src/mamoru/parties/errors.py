"""What can be wrong with parties, their keys and their papers.

MamoruError
├── BadInputError
│   ├── InvalidPartyError      a party or paper that cannot be kept so
│   ├── InvalidKeyError        a key that nothing can be sealed to
│   └── PaperMadeError         a paper that is made by something else and never filed by hand
├── NotFoundError
│   ├── UnknownPartyError      no party has this reference
│   ├── UnknownPaperError      no paper has this reference
│   ├── UnknownKeyError        the party has no such key
│   ├── UnknownEvidenceError   there is no such evidence file
│   ├── UnknownCaseError       there is no such case
│   └── UnknownDataSetError    there is no such data set
├── IntegrityError
│   ├── PartyAlteredError      what is kept about a party is not what its entry commits to
│   └── PartyUncommittedError  something is kept about a party that no entry commits to
└── ConflictError
    ├── PartyChangedError      the party is at another version
    ├── PartyEndedError        the party ended or became part of another
    └── KeyTakenError          the key is registered already
"""

from mamoru.errors import BadInputError, ConflictError, IntegrityError, NotFoundError
from mamoru.parties.papers import MADE


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


class PaperMadeError(BadInputError):
    """Papers of this kind show what was done here, so doing that makes them, and nobody files one.

    A statement is published (`mamoru joint publish`), a contractor is examined (`entrust assess`).
    """

    code = "paper-made"
    ja = "種類「{kind}」の書類は手で登録できません。{reason_ja}によって作られます。"
    en = "A paper of the kind {kind} is not filed by hand. What makes it: {reason_en}."

    def __init__(self, *, kind: str) -> None:
        super().__init__(kind=kind, reason_ja=MADE[kind].ja, reason_en=MADE[kind].en)


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


class PartyAlteredError(IntegrityError):
    """What is kept about a party is not what its entry commits to."""

    code = "party-altered"
    ja = "エントリの整理番号 {ticket} の提供先に関する記録が、エントリと一致しません。"
    en = "What is kept about a party under ticket {ticket} does not agree with its entry."


class PartyUncommittedError(IntegrityError):
    """A party or paper is kept, or a paper withdrawn, and no entry of the ledger commits to it."""

    code = "party-uncommitted"
    ja = "提供先の登録簿に、台帳の裏付けのない記録があります: {ref}。"
    en = "The register of recipients has something that the ledger does not commit to: {ref}."


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
