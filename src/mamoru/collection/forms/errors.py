"""What can go wrong with forms. No message repeats a value, nor a name that somebody made up.

MamoruError
├── BadInputError
│   ├── PolicyFileError
│   │   └── FormFileError          the file of a form cannot be used
│   ├── FieldsRefusedError         values that do not fit the fields of the form
│   ├── FileTypeRefusedError       the form does not take files of this type in this field
│   ├── FileTooLargeError          more bytes than the field takes
│   └── FileCutOffError            fewer bytes came than were announced
├── NotFoundError
│   └── UnknownFormError           no form of this name takes submissions
├── ConflictError
│   ├── FormTakenError             this version of the form is another text
│   └── FormRetiredError           the form is retired already
└── RefusedError
    ├── HandlingRefusedError
    │   ├── NoticeUnfitError       what was shown does not prove notice of this
    │   └── MandateUnfitError      the mandate does not reach this
    └── FormUnusableError          the policy in force does not know what the form asks for
"""

from collections.abc import Iterable

from mamoru.collection.forms.findings import FormFinding
from mamoru.errors import BadInputError, ConflictError, NotFoundError, RefusedError
from mamoru.gate.errors import HandlingRefusedError
from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.handling import Decision
from mamoru.policy.words import Word


class FormFileError(PolicyFileError):
    """The file of a form cannot be used; every finding says where and why."""

    code = "form-file"
    ja = "様式のファイルに {count} 件の誤りがあります。"
    en = "The file of the form has {count} error(s)."

    def __init__(self, findings: Iterable[Finding], *, file: str = "") -> None:
        super().__init__([FormFinding(*one) for one in findings], file=file)


class FieldsRefusedError(BadInputError):
    """Values do not fit the fields; `fields` names those of the form, each with a reason's code."""

    code = "fields-refused"
    ja = "様式に合わない欄があります({fields})。"
    en = "Some fields do not fit the form: {fields}."


class FileTypeRefusedError(BadInputError):
    """The content of a file is of a type that the field does not take, whatever it is called."""

    code = "file-type-refused"
    ja = "この種類のファイルは受け付けられません(受け付けるもの: {allowed})。"
    en = "Files of this type are not taken here (taken: {allowed})."


class FileTooLargeError(BadInputError):
    """The file has more bytes than the field takes; nothing of it was kept."""

    code = "file-too-large"
    ja = "ファイルが大きすぎます(上限 {limit} バイト)。"
    en = "The file is too large (limit {limit} bytes)."


class FileCutOffError(BadInputError):
    """The sending ended before all that was announced had come; nothing of it was kept."""

    code = "file-cut-off"
    ja = "ファイルが最後まで届きませんでした。もう一度お送りください。"
    en = "The file did not come to its end. Send it again."


class UnknownFormError(NotFoundError):
    """No form of this name takes submissions."""

    code = "unknown-form"
    ja = "該当する様式はないか、受け付けを終えています。"
    en = "There is no such form, or it takes no submissions any more."


class FormTakenError(ConflictError):
    """A form of this version says something else, or is retired and stays so."""

    code = "form-taken"
    ja = "この版の様式は別の内容で登録されているか、廃止されています。新しい版を付けてください。"
    en = "This version of the form was another text, or is retired. Give it a new version."


class FormRetiredError(ConflictError):
    """The form is retired already; it stays so."""

    code = "form-retired"
    ja = "この様式はすでに廃止されています。"
    en = "This form has been retired already."


class NoticeUnfitError(HandlingRefusedError):
    """What was shown does not prove that notice of this was given before; that is on record."""

    code = "notice-unfit"
    ja = "通知を事前に示した証拠として使えません:{reason_ja}({cites})。"
    en = "This does not prove that the notice was shown before: {reason_en} ({cites})."

    def __init__(self, decision: Decision, reason: Word) -> None:
        super().__init__(decision)
        self.facts |= {"reason_ja": reason.ja, "reason_en": reason.en}


class MandateUnfitError(HandlingRefusedError):
    """The mandate does not reach what is handed in; that is on record."""

    code = "mandate-unfit"
    ja = "この委任では受け付けられません:{reason_ja}({cites})。"
    en = "The mandate does not reach this: {reason_en} ({cites})."

    def __init__(self, decision: Decision, reason: Word) -> None:
        super().__init__(decision)
        self.facts |= {"reason_ja": reason.ja, "reason_en": reason.en}


class FormUnusableError(RefusedError):
    """The policy in force does not know what the form asks for, so it takes nothing."""

    code = "form-unusable"
    ja = (
        "適用中のポリシーに合わないため、この様式は受け付けていません({unknown})。"
        "様式を改めて登録してください。"
    )
    en = (
        "The policy in force does not know what this form asks for ({unknown}). "
        "Register the form anew."
    )
