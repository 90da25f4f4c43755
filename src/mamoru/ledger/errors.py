"""What can be wrong with a ledger, beyond what `mamoru.ledger.tree.errors` knows of its tree.

BadInputError
├── EntryFieldError           a field of an entry does not have the form that keeps it impersonal
└── PeopleMismatchError       an entry commits to other people than those that come with it
NotFoundError
├── EntryUnknownError         the log has no such entry (yet)
└── TicketUnknownError        no entry has this ticket
ConfigurationError
├── FieldUnblindedError       a kind of entry does not say how a field is kept impersonal
├── NoTransactionError        an entry was appended outside a transaction
├── SigningKeyExposedError    others can read the signing key
├── SigningKeyInvalidError    the signing key cannot be read, or belongs to another origin
└── SigningStateMissingError  there is a key, but not the note of what it signed last
IntegrityError
├── LogRolledBackError        the database is older than what was signed last
├── LogForkedError            the database has another history than what was signed last
├── EntryMalformedError       a stored entry is not in its canonical form
├── BatchMisplacedError       a stored batch has no place, or one that does not fit
├── PeopleAlteredError        the index of people does not agree with an entry
└── TileStrayError            there is a tile that the tree does not have
UnavailableError
└── LedgerFilesError          the directory of key and note cannot be read or written now
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    IntegrityError,
    NotFoundError,
    UnavailableError,
)


class EntryFieldError(BadInputError):
    """A field of an entry does not have the form that keeps it free of personal data."""

    code = "entry-field"
    ja = "記録の項目 {kind}.{field} が、定められた形式ではありません。"
    en = "The entry field {kind}.{field} does not have its declared form."


class PeopleMismatchError(BadInputError):
    """An entry commits to other people than those that come with it."""

    code = "people-mismatch"
    ja = "記録の対象者と、コミットメントまたは人数が一致しません。"
    en = "The people given do not match the entry's commitment or count."


class EntryUnknownError(NotFoundError):
    """The log has no such entry, or has not integrated it yet."""

    code = "entry-unknown"
    ja = "エントリ {entry} は記録にありません。"
    en = "The log has no entry {entry}."


class TicketUnknownError(NotFoundError):
    """No entry has this ticket: none was appended with it."""

    code = "ticket-unknown"
    ja = "整理番号 {ticket} の記録はありません。"
    en = "No entry has the ticket {ticket}."


class FieldUnblindedError(ConfigurationError):
    """A kind of entry does not declare how a field is kept free of personal data."""

    code = "field-unblinded"
    ja = "記録の項目 {kind}.{field} に、個人情報を含まない方法の宣言がありません。"
    en = "The entry field {kind}.{field} does not declare how it is kept impersonal."


class NoTransactionError(ConfigurationError):
    """An entry was appended outside a transaction, so it could be kept without its effect."""

    code = "no-transaction"
    ja = "記録はトランザクションの中で行う必要があります。"
    en = "Entries must be appended inside a transaction."


class SigningKeyExposedError(ConfigurationError):
    """Others than the owner can read the signing key."""

    code = "signing-key-exposed"
    ja = "署名鍵が他の利用者から読めます。chmod 600 を実行し、鍵の交換を検討してください。"
    en = "Others can read the signing key. Run chmod 600, and consider replacing the key."


class SigningKeyInvalidError(ConfigurationError):
    """The signing key cannot be read, or belongs to another origin."""

    code = "signing-key-invalid"
    ja = "{origin} の署名鍵を読み取れません。"
    en = "There is no readable signing key for {origin}."


class SigningStateMissingError(ConfigurationError):
    """There is a key, but not the note of what it signed last; signing could fork the log."""

    code = "signing-state-missing"
    ja = "署名済みの状態の記録(signed.json)がないか、読み取れません。署名も検証もできません。"
    en = "The note of what was signed last (signed.json) is missing: nothing is signed or verified."


class LogRolledBackError(IntegrityError):
    """The database is older than what was signed last."""

    code = "log-rolled-back"
    ja = "記録は {found} 件ですが、{signed} 件まで署名済みです。データベースが巻き戻っています。"
    en = "The database holds {found} entries, but {signed} were signed: it was rolled back."


class LogForkedError(IntegrityError):
    """The database has another history than what was signed last."""

    code = "log-forked"
    ja = "データベースの記録が、署名済みの {size} 件までの内容と一致しません。"
    en = "The database does not continue the log of {size} entries that was signed."


class EntryMalformedError(IntegrityError):
    """A stored entry is not in its canonical form."""

    code = "entry-malformed"
    ja = "エントリ {entry} の形式が正しくありません。"
    en = "Entry {entry} is not in its canonical form."


class BatchMisplacedError(IntegrityError):
    """A stored batch has no place in the log, or one that does not fit."""

    code = "batch-misplaced"
    ja = "追記の単位 {batch} の位置または件数が正しくありません。"
    en = "Batch {batch} has no place in the log, or one that does not fit."


class PeopleAlteredError(IntegrityError):
    """The index of people does not agree with what an entry commits to."""

    code = "people-altered"
    ja = "エントリの整理番号 {ticket} の対象者の索引が、エントリと一致しません。"
    en = "The index of people under ticket {ticket} does not agree with its entry."


class TileStrayError(IntegrityError):
    """There is a tile that the tree does not have."""

    code = "tile-stray"
    ja = "木に属さないタイル {tile} があります。"
    en = "Tile {tile} does not belong to the tree."


class LedgerFilesError(UnavailableError):
    """The directory of key and note cannot be read or written now; what waits stays pending."""

    code = "ledger-files"
    ja = "台帳のディレクトリを読み書きできません({reason})。保存済みの記録は署名を待っています。"
    en = "The ledger's directory cannot be read or written ({reason}). Entries are kept, unsigned."
