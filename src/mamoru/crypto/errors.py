"""What can go wrong between a secret and its key.

MamoruError
├── BadInputError
│   ├── UnknownIdentifierKindError   no index key exists for such an identifier
│   └── InvalidIdentifierError       not an e-mail address, phone number, … of that kind
├── ConfigurationError
│   ├── MissingKeyError              the key is not where it should be
│   └── WrongKeyError                the key at hand never sealed this
└── IntegrityError
    ├── UnreadableCiphertextError    damaged, moved to another place, or not ours
    └── DestroyedKeyError            the key was destroyed on purpose; nothing brings it back
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    IntegrityError,
)


class UnknownIdentifierKindError(BadInputError):
    """No identifier of that kind can be looked up."""

    code = "unknown-identifier-kind"
    ja = "この種類の識別子は使えません。使える種類:{kinds}"
    en = "There is no such kind of identifier. Known kinds: {kinds}."


class InvalidIdentifierError(BadInputError):
    """The value is not an identifier of its kind, so it would never be found again."""

    code = "invalid-identifier"
    ja = "識別子の形式が正しくありません(種類:{kind})。"
    en = "The value is not a valid identifier of kind {kind}."


class MissingKeyError(ConfigurationError):
    """The key is not where it should be; without it nothing can be read."""

    code = "missing-key"
    ja = "鍵 {key} が見つかりません。鍵ディレクトリを元に戻すか、その控えから復元してください。"
    en = "Key {key} is missing. Put the key directory back, or restore it from its own backup."


class WrongKeyError(ConfigurationError):
    """The key at hand does not open what it should; another key directory belongs here."""

    code = "wrong-key"
    ja = "鍵 {key} は、このデータベースの鍵ではありません。正しい鍵ディレクトリを指定してください。"
    en = "Key {key} does not belong to this database. Point Mamoru to the right key directory."


class UnreadableCiphertextError(IntegrityError):
    """A sealed value was altered, damaged, or moved to a place it was not sealed for."""

    code = "unreadable-ciphertext"
    ja = "暗号化された値を復号できません。破損または改ざんのおそれがあります。"
    en = "A sealed value cannot be opened. It may be damaged or tampered with."


class DestroyedKeyError(IntegrityError):
    """The key was destroyed on purpose, so what it sealed is gone for good."""

    code = "destroyed-key"
    ja = "鍵 {key} は破棄されています。この鍵で暗号化された情報は復元できません。"
    en = "Key {key} was destroyed. What it sealed cannot be recovered."
