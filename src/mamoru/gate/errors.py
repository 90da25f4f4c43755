"""What the door answers when something may not, or cannot, be done.

MamoruError
├── BadInputError
│   ├── UnknownItemError           a field that no category of the policy has
│   ├── NumberNotKeptError         a file that holds a number nobody may keep
│   ├── InvalidValueError          a value that is not of the form its field needs
│   └── InvalidClientError         a client's name, scope or purpose that cannot be registered
├── RefusedError
│   ├── HandlingRefusedError       policy or law does not allow it
│   │   ├── EvidenceNeededError    it would be allowed with evidence
│   │   ├── PurposeUnregisteredError  the client names no purpose it is registered for
│   │   ├── PartyUnnamedError      see `mamoru.gate.recipient_errors`
│   │   └── NotCoveredError        the policy does not know a word of it
│   └── ScopeMissingError          the client's key does not reach so far
├── ConfigurationError
│   ├── KeysMisconfiguredError     no key provider can be made of the settings
│   ├── QuarantineDaysError        the settings name no time after which things are purged
│   └── OtherPolicyError           this installation keeps people under another policy
├── NotFoundError
│   ├── UnknownClientError         no such client, or its key is revoked
│   └── ClientAbsentError          no client of this name has a key that could be revoked
├── ConflictError
│   ├── ClientNameTakenError       a client has, or had, this name
│   ├── SubmissionDiffersError     something else was handed in under this key
│   └── SubmissionErasedError      whoever it was about was erased since
├── IntegrityError
│   ├── EvidenceAlteredError       the references to evidence are not those of an entry
│   ├── ChoicesAlteredError        what is kept of choices is not what an entry commits to
│   ├── ChoiceUncommittedError     a choice is kept that no entry commits to
│   └── ConsentReceiptBrokenError  a receipt of a choice does not hold
└── UnavailableError
    ├── DoorClosedError            the door is being closed
    ├── RecordFailedError          the record could not be made durable; nothing was done
    └── OutcomeUnknownError        the database went away while it committed
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    IntegrityError,
    Language,
    MamoruError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.gate.misses import REFUSED as REFUSED
from mamoru.gate.misses import TAKEN as TAKEN
from mamoru.gate.misses import UNAGREED as UNAGREED
from mamoru.gate.misses import UNREGISTERED as UNREGISTERED
from mamoru.gate.misses import taken as taken
from mamoru.gate.misses import unregistered as unregistered
from mamoru.gate.scopes import Scopes as Scopes  # asked for beside the error about them
from mamoru.law.citing import cited
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.errors import StalePersonError as StalePersonError  # the ways in ask for its kind

if TYPE_CHECKING:
    from mamoru.gate.transaction import Record


class UnknownItemError(BadInputError):
    """No category of the policy has this field, so nothing can be decided about it."""

    code = "unknown-item"
    ja = "ポリシーのどの種類にも属さない項目があります(使えるもの: {known})。"
    en = "There is an item that no category of the policy has (known: {known})."


class InvalidValueError(BadInputError):
    """A value is not of the form that its field needs; the value itself is not repeated."""

    code = "invalid-value"
    ja = "「{item}」の値の形が正しくありません。"
    en = "The value of {item!r} has not the form it needs."


class NumberNotKeptError(BadInputError):
    """A file holds a number that nobody may write down without a statute for it."""

    code = "number-not-kept"
    ja = "マイナンバーなど、控えてはならない番号を含むファイルです。番号を伏せて送ってください。"
    en = "The file holds a number that may not be kept, such as a My Number. Send it masked."


class InvalidClientError(BadInputError):
    """A client cannot be registered like this."""

    code = "invalid-client"
    ja = "クライアントを登録できません({what})。"
    en = "The client cannot be registered: {what}."


class HandlingRefusedError(RefusedError):
    """Policy or law does not allow it; the refusal is on record."""

    code = "handling-refused"
    ja = "ポリシーまたは法令により認められません({cites})。"
    en = "Policy or law does not allow this ({cites})."

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        cites = ", ".join([*decision.cites, *decision.law]) or "—"
        super().__init__(cites=cites)

    def message(self, language: Language = "en") -> str:
        """Return why, with what decided as people cite it in a language."""
        return cited(super().message(language), language)


class EvidenceNeededError(HandlingRefusedError):
    """It would be allowed with evidence that is missing."""

    code = "evidence-needed"
    ja = "証拠が必要です({cites})。"
    en = "Evidence is needed ({cites})."


class NotCoveredError(HandlingRefusedError):
    """The policy does not know a word of it, which is a defect to report."""

    code = "not-covered"
    ja = "ポリシーに定めがありません。用語を確かめてください。"
    en = "The policy does not cover this; check the words."


class PurposeUnregisteredError(HandlingRefusedError):
    """The client names no purpose that it is registered for; the refusal is on record."""

    code = "purpose-unregistered"
    ja = "登録された利用目的が示されていません。"
    en = "The client names no purpose that it is registered for."


class ScopeMissingError(RefusedError):
    """The client's key was not given this scope."""

    code = "scope-missing"
    ja = "この鍵には権限「{scope}」がありません。"
    en = "This key does not have the scope {scope!r}."


class QuarantineDaysError(ConfigurationError):
    """The settings do not say after how many days what is in quarantine is purged."""

    code = "quarantine-days"
    ja = "MAMORU_QUARANTINE_DAYS は 1 から 366 までの日数で指定してください。"
    en = "MAMORU_QUARANTINE_DAYS must be a number of days from 1 to 366."


class KeysMisconfiguredError(ConfigurationError):
    """No key provider can be made of what the environment says; no secret is repeated."""

    code = "keys-misconfigured"
    ja = "{name} の設定に誤りがあります(正しい形:{what})。"
    en = "{name} is set up wrongly (it should be: {what})."


class OtherPolicyError(ConfigurationError):
    """People are kept here under another policy, whose promises to them would not be kept."""

    code = "other-policy"
    ja = (
        "ここは {known} のポリシーで情報を保管しています。MAMORU_POLICY は {other} を示しています。"
    )
    en = "This home keeps people under the policy {known}; MAMORU_POLICY names {other}."


class ClientAbsentError(NotFoundError):
    """No client of this name has a key that could be revoked."""

    code = "client-absent"
    ja = "そのような仕組みは登録されていないか、すでに取り消されています。"
    en = "There is no such client, or it is revoked already."


class ClientNameTakenError(ConflictError):
    """A client has, or had, this name: entries of the ledger name it, so it means one for ever."""

    code = "client-name-taken"
    ja = "名前 {name} は使われています。取り消した名前は再び使えません。"
    en = "The name {name} is taken; a revoked name is not used again."


class SubmissionDiffersError(ConflictError):
    """Something else was handed in under this key before; nothing was done."""

    code = "submission-differs"
    ja = "この鍵では、別の内容がすでに提出されています。新しい提出には新しい鍵を付けてください。"
    en = "Something else was submitted under this key. Give a new submission a new key."


class SubmissionErasedError(ConflictError):
    """It was handed in before, and the person was erased since; it is not taken in again."""

    code = "submission-erased"
    ja = "この鍵の提出は受け付け済みで、その人の情報はその後消去されました。"
    en = "This was submitted before, and what it held has been erased since."


class UnknownClientError(NotFoundError):
    """No such client, or its key is revoked."""

    code = "unknown-client"
    ja = "クライアントの鍵を確認できません。"
    en = "The client's key is not known."


class EvidenceAlteredError(IntegrityError):
    """The references kept beside an entry are not those that it commits to."""

    code = "evidence-altered"
    ja = "エントリの整理番号 {ticket} の証拠の参照が、エントリと一致しません。"
    en = "The references to evidence under ticket {ticket} do not agree with their entry."


class ChoicesAlteredError(IntegrityError):
    """What is kept of somebody's choices is not what their entry commits to."""

    code = "choices-altered"
    ja = "エントリの整理番号 {ticket} の選択の記録が、エントリと一致しません。"
    en = "The record of choices under ticket {ticket} does not agree with its entry."


class ChoiceUncommittedError(IntegrityError):
    """A choice is kept that no entry commits to, and it is none from before there were receipts."""

    code = "choice-uncommitted"
    ja = "台帳の裏付けのない選択の記録があります。"
    en = "There is a record of a choice that the ledger does not commit to."


class ConsentReceiptBrokenError(IntegrityError):
    """A receipt of a choice does not hold; `part` says where: form, format, notice, record, entry.

    Something of it was changed, or it was never given by this ledger.
    """

    code = "consent-receipt-broken"
    ja = "選択の受領証が正しくありません({part})。"
    en = "The receipt of a choice does not hold: its {part}."


class DoorClosedError(UnavailableError):
    """The door is being closed; nothing was done."""

    code = "closing"
    ja = "停止処理中です。しばらくしてからお試しください。"
    en = "Shutting down. Try again shortly."


class RecordFailedError(UnavailableError):
    """The record could not be made durable, so nothing was done."""

    code = "record-failed"
    ja = "記録を保存できなかったため、処理は行われませんでした。"
    en = "The record could not be stored, so nothing was done."


class OutcomeUnknownError(UnavailableError):
    """The database went away while it committed, so it was done wholly, or not at all."""

    code = "outcome-unknown"
    ja = "保存中に接続が切れました。処理されたかどうかを確かめてから、やり直してください。"
    en = "The database went away while saving. Look whether it was done before you try again."


class OnRecord(Exception):  # noqa: N818 - it carries an error, and is none for anybody outside
    """Something cannot be done, and that it was tried goes on record all the same.

    Whatever the unit changed is taken back; then `note` adds the entry, and `error` is raised.
    """

    def __init__(self, error: MamoruError, note: Callable[["Record"], None]) -> None:
        super().__init__(error.code)
        self.error = error
        self.note = note


_REFUSALS: dict[Outcome, type[HandlingRefusedError]] = {
    Outcome.REFUSE: HandlingRefusedError,
    Outcome.NEEDS: EvidenceNeededError,
    Outcome.NOT_COVERED: NotCoveredError,
}


def refusal_of(decision: Decision) -> HandlingRefusedError:
    """Return the error that says why `decision` is not an allowance."""
    if decision.near == (UNREGISTERED,):
        return PurposeUnregisteredError(decision)
    return _REFUSALS[decision.outcome](decision)
