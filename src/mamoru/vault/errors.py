"""What can go wrong in the vault. No message says whose, or which value.

MamoruError
├── BadInputError
│   └── InvalidPersonError          a draft or change that cannot be stored
├── NotFoundError
│   ├── UnknownPersonError          nobody has this reference (any more)
│   ├── UnknownWithheldError        nothing in quarantine has this name (any more)
│   ├── UnknownFileError            the person has no such file, or nobody sent it
│   ├── UnknownHoldError            no hold has this name (any more)
│   └── ContentAbsentError          the content of a file is not on the disk
├── ConflictError
│   ├── DuplicateIdentifierError    somebody is already found by that identifier
│   └── StalePersonError            the person changed since the caller read it
├── ConfigurationError
│   ├── KeyDirectoryError           key directory open to others, or not ours
│   │   └── DamagedKeyFileError     a key file that does not hold a key
│   ├── KeyServiceRefusedError      the key service does not accept us
│   ├── VaultNotStartedError        there is no epoch yet
│   └── ContentsUnwritableError     the directory of files cannot be written
├── IntegrityError
│   ├── ErasureIncompleteError      something of an erased person is still there
│   └── FilesLeftError              a file whose key was destroyed could not be removed
└── UnavailableError
    ├── EpochMovedError             new keys came into use between sealing and storing
    ├── KeyServiceSilentError       the key service does not answer
    ├── DatabaseBusyError           another process holds the database
    ├── DatabaseFullError           no room is left
    ├── FilesWaitingError           too many files of one system wait to be handed in
    └── ContentsFullError           no room is left for files
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    IntegrityError,
    NotFoundError,
    UnavailableError,
)


class InvalidPersonError(BadInputError):
    """A person or a change that cannot be stored as it is."""

    code = "invalid-person"
    ja = "この内容では保存できません:{reason_ja}。"
    en = "This cannot be stored as it is: {reason_en}."


class UnknownPersonError(NotFoundError):
    """Nobody has this reference, or nobody has it any more."""

    code = "unknown-person"
    ja = "該当する人は見つかりません。"
    en = "There is no such person."


class UnknownHoldError(NotFoundError):
    """No hold has this name: it never did, or its last day has passed and it is gone."""

    code = "unknown-hold"
    ja = "その名前の保存分はありません。期限が過ぎて消去されたものは示せません。"
    en = "There is no hold of that name. What was kept until its last day is gone after it."


class UnknownWithheldError(NotFoundError):
    """Nothing in quarantine has this name: it was never there, or it was settled or purged."""

    code = "unknown-withheld"
    ja = "隔離中の該当する情報はありません。"
    en = "There is nothing of that name in quarantine."


class DuplicateIdentifierError(ConflictError):
    """An identifier leads to one person only, and this one is taken."""

    code = "duplicate-identifier"
    ja = "この識別子はすでに登録されています(種類:{kind})。"
    en = "An identifier of kind {kind} is registered already."


class StalePersonError(ConflictError):
    """Somebody else changed the person since the caller read it; nothing was written."""

    code = "stale-person"
    ja = "読み込み後に他の処理で変更されました(想定:{expected} 版)。読み直してください。"
    en = "The person was changed since version {expected} was read. Read again, then retry."


class KeyDirectoryError(ConfigurationError):
    """The key directory could be read or changed by somebody else, so it is not used."""

    code = "key-directory"
    ja = "鍵の保管場所 {name} は安全ではありません:{reason_ja}"
    en = "{name} is not a safe place for keys: {reason_en}."


class DamagedKeyFileError(KeyDirectoryError):
    """A key file does not hold a key; nothing is guessed and nothing is overwritten."""

    code = "damaged-key-file"
    ja = "鍵ファイル {name} が破損しています。バックアップから復元してください。"
    en = "Key file {name} is damaged. Restore it from its backup."


class KeyServiceRefusedError(ConfigurationError):
    """The key service answered, and does not let us do this."""

    code = "key-service-refused"
    ja = "鍵管理サービスが要求を拒否しました(状態 {status})。アドレスと権限を確認してください。"
    en = "The key service refused (status {status}). Check its address and our permissions."


class VaultNotStartedError(ConfigurationError):
    """No epoch has begun, so there is no key to store anybody with."""

    code = "vault-not-started"
    ja = "保管庫がまだ初期化されていません。サーバーを一度起動してください。"
    en = "The vault has no keys yet. Start the server once."


class KeyServiceSilentError(UnavailableError):
    """The key service does not answer, or is sealed."""

    code = "key-service-silent"
    ja = "鍵管理サービスが応答しません。しばらくしてからお試しください。"
    en = "The key service does not answer. Try again shortly."


class ErasureIncompleteError(IntegrityError):
    """Rows of an erased person were still there when read back; the erasure must be undone."""

    code = "erasure-incomplete"
    ja = "消去後の確認で {rows} 行が残っていました。消去を取り消します。"
    en = "{rows} rows were still there after erasure. The erasure is rolled back."


class DatabaseBusyError(UnavailableError):
    """Another process held the database for longer than we wait; nothing was written."""

    code = "database-busy"
    ja = "データベースが使用中です。しばらくしてからお試しください。"
    en = "The database is busy. Try again shortly."


class DatabaseFullError(UnavailableError):
    """No room is left to write; nothing was written, nothing was lost."""

    code = "database-full"
    ja = "データベースの空き容量がありません。管理者に連絡してください。"
    en = "The database has no room left. Ask the operator to add some."


class UnknownFileError(NotFoundError):
    """The person has no such file, or nobody sent it here, or not any more."""

    code = "unknown-file"
    ja = "該当するファイルはありません。"
    en = "There is no such file."


class ContentAbsentError(NotFoundError):
    """The file is on record, and its content is not on the disk."""

    code = "content-absent"
    ja = "ファイルの中身が保存場所にありません。管理者に連絡してください。"
    en = "The content of the file is not where it is kept. Tell the operator."


class ContentsUnwritableError(ConfigurationError):
    """The directory of files cannot be written."""

    code = "contents-unwritable"
    ja = "ファイルの保存場所に書き込めません。権限を確認してください。"
    en = "The directory of files cannot be written. Check who may write there."


class FilesLeftError(IntegrityError):
    """The person is erased and the keys of their files with them; ciphertext is still there."""

    code = "files-left"
    ja = (
        "消去は完了し、鍵も破棄しましたが、暗号化されたファイル {files} 件を取り除けませんでした。"
        "次の起動時に再び試みます。"
    )
    en = (
        "The erasure is done and the keys are destroyed, but {files} sealed file(s) could not be "
        "removed. The next start tries again."
    )


class FilesWaitingError(UnavailableError):
    """A system has sent as many files as may wait, and has handed in none of them."""

    code = "files-waiting"
    ja = "提出を待つファイルが多すぎます(上限 {limit} 件)。提出するか、時間をおいてお試しください。"
    en = "Too many files wait to be handed in (limit {limit}). Hand them in, or try again later."


class ContentsFullError(UnavailableError):
    """No room is left for a file; nothing of it was kept, and nothing else was lost."""

    code = "contents-full"
    ja = "ファイルを保存する空き容量がありません。管理者に連絡してください。"
    en = "There is no room left for files. Ask the operator to add some."


def twice() -> InvalidPersonError:
    """Return the error for an item that is given two values at once."""
    return InvalidPersonError(
        reason_ja="同じ項目が二度指定されています", reason_en="an item is given twice"
    )


def not_text() -> InvalidPersonError:
    """Return the error for a value with half characters, which no encoding can store."""
    return InvalidPersonError(
        reason_ja="文字として正しくない値があります", reason_en="a value is not valid text"
    )


class EpochMovedError(UnavailableError):
    """Other keys came into use between sealing and storing; nothing was stored."""

    code = "epoch-moved"
    ja = "処理中に鍵が更新されました。もう一度お試しください。"
    en = "The keys were renewed meanwhile. Try again."
