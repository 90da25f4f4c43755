"""What can be wrong with partners and their deliveries. No message repeats what was delivered.

MamoruError
├── BadInputError
│   ├── InvalidPartnerError        a partner, confirmation or origin that cannot be kept so
│   ├── MappingFileError           the mapping cannot be used; every finding says where and why
│   └── DeliveryUnreadableError    the delivery as a whole is not what the mapping says
├── NotFoundError
│   ├── UnknownPartnerError        no partner has this key
│   ├── UnknownOriginError         the partner has no origin of this key
│   └── UnknownDeliveryError       there is no such delivery
├── ConflictError
│   ├── PartnerKeyTakenError       a partner or origin has this key already
│   ├── DeliveryRepeatedError      the same file of the same partner was received before
│   ├── DeliveryElsewhereError     another process went on with the delivery
│   └── DeliveryStateError         the delivery is not at the point where this can be done
├── RefusedError
│   └── ConfirmationMissingError   what must be confirmed first is not; that is on record
├── IntegrityError
│   └── StagedLeftError            something of a staged file is still there
└── UnavailableError
    └── ReaderGoneError            the process that reads ended; the delivery can go on
"""

from collections.abc import Iterable, Sequence

from mamoru.errors import (
    BadInputError,
    ConflictError,
    IntegrityError,
    Language,
    NotFoundError,
    UnavailableError,
)
from mamoru.gate.errors import EvidenceNeededError
from mamoru.policy.errors import Finding
from mamoru.policy.handling import Decision
from mamoru.policy.words import Word


class InvalidPartnerError(BadInputError):
    """A partner, confirmation or origin cannot be kept as it is; the value is not repeated."""

    code = "invalid-partner"
    ja = "「{item}」を受け付けられません。{reason_ja}。"
    en = "The value of {item!r} cannot be taken: {reason_en}."


class MappingFileError(BadInputError):
    """The mapping cannot be used; every finding says where and why."""

    code = "mapping-file"
    ja = "列の対応表に {count} 件の誤りがあります。"
    en = "The mapping of columns has {count} error(s)."

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(dict.fromkeys(findings), key=lambda one: one.place))
        super().__init__(count=len(self.findings))

    def message(self, language: Language = "en") -> str:
        """Return every finding on a line of its own, after the count."""
        lines = [
            f"{one.place.line}:{one.place.column}: {one.message(language)} [{one.code}]"
            for one in self.findings
        ]
        return "\n".join([super().message(language), *lines])


class DeliveryUnreadableError(BadInputError):
    """The delivery as a whole is not what its mapping says, or not as its partner sent it."""

    code = "delivery-unreadable"
    ja = "納品ファイルを受け入れられません。{reason_ja}。"
    en = "The delivery cannot be taken: {reason_en}."


class UnknownPartnerError(NotFoundError):
    """No partner has this key."""

    code = "unknown-partner"
    ja = "その名前の提携先は登録されていません。"
    en = "No partner is registered under this key."


class UnknownOriginError(NotFoundError):
    """The partner has no origin of this key."""

    code = "unknown-origin"
    ja = "その名前の取得の経緯は登録されていません。"
    en = "No origin is registered under this key."


class UnknownDeliveryError(NotFoundError):
    """There is no such delivery, or it belongs to somebody else."""

    code = "unknown-delivery"
    ja = "該当する納品はありません。"
    en = "There is no such delivery."


class PartnerKeyTakenError(ConflictError):
    """A partner or an origin has this key already; records name it."""

    code = "partner-key-taken"
    ja = "名前 {key} はすでに使われています。"
    en = "The key {key} is taken."


class DeliveryRepeatedError(ConflictError):
    """The same bytes came from the same partner before: receiving them again would double them."""

    code = "delivery-repeated"
    ja = "同じファイルを納品 {delivery} として受け取り済みです。"
    en = "The same file was received before, as delivery {delivery}."


class DeliveryElsewhereError(ConflictError):
    """Another process went on with the delivery; this one has stopped, and nothing is doubled."""

    code = "delivery-elsewhere"
    ja = "納品 {delivery} の処理は、別のプロセスが引き継ぎました。"
    en = "Another process has gone on with delivery {delivery}."


class DeliveryStateError(ConflictError):
    """The delivery is not at the point where this can be done."""

    code = "delivery-state"
    ja = "納品 {delivery} の状態({state})では、この操作はできません。"
    en = "This cannot be done with delivery {delivery}, which is {state}."


class ConfirmationMissingError(EvidenceNeededError):
    """What the law wants confirmed before anything is received is not; the refusal is on record."""

    code = "confirmation-missing"
    ja = "受領の前に確認と記録が必要です(足りないもの: {missing_ja})。根拠: {cites}"
    en = "Confirm and record these before receiving: {missing_en}. Decided by: {cites}"

    def __init__(self, decision: Decision, missing: Sequence[tuple[str, Word]]) -> None:
        super().__init__(decision)
        self.missing = tuple(item for item, _ in missing)
        self.facts["missing_ja"] = "、".join(word.ja for _, word in missing)
        self.facts["missing_en"] = ", ".join(word.en for _, word in missing)


class StagedLeftError(IntegrityError):
    """Something of a staged file is still there after it was destroyed."""

    code = "staged-left"
    ja = "一時保管したファイルを消去できませんでした(納品 {delivery})。"
    en = "The staged file of delivery {delivery} could not be destroyed."


class ReaderGoneError(UnavailableError):
    """The process that reads a delivery ended without a word; what was stored by then stands."""

    code = "reader-gone"
    ja = "納品 {delivery} を読み取る処理が途中で終了しました。再開できます。"
    en = "The process that reads delivery {delivery} ended. The delivery can be resumed."
