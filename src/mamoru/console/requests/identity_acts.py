"""Acts that show who asks: numbers, identity documents, checks, the mandate of an agent."""

from collections.abc import Mapping
from typing import Any

from django import forms

from mamoru.console.requests import words
from mamoru.console.requests.act import Act, Fields, Once, chosen, reference, written
from mamoru.console.requests.call import Call
from mamoru.law.requests import request_rules
from mamoru.policy.words import Word
from mamoru.rights.requests import codes, mandate
from mamoru.rights.requests.identify import DocumentSent, Vouched, keep_document, vouch
from mamoru.rights.requests.state import RequestState
from mamoru.screening.proofs import Document

_WAYS = {one.name: one.word for one in request_rules().ways if one.name != "code"}
_BY = {
    "mail": Word("登録済みのメールアドレスに送る", "to the mail address on file"),
    "post": Word(
        "手紙に印刷して登録済みの住所に送る", "printed on a letter to the address on file"
    ),
}
_MANDATES = {"statutory": Word("法定代理人", "statutory (parent, guardian)"),
             "appointed": Word("任意代理人", "appointed by the person")}  # fmt: skip
_RESULT = {
    "yes": Word("本人と確認できた", "it is the person"),
    "no": Word("確認できなかった", "that could not be shown"),
}


def _send(call: Call, said: Mapping[str, Any]) -> Once | None:
    by_post = said["by"] == "post"
    made = codes.send_code(call.door, call.asker, call.row.ref, by_post=by_post)
    if made.code is None:
        return None
    return Once(
        lines=((Word("手紙に印刷する確認番号", "The number to print on the letter"), made.code),)
    )


def _try(call: Call, said: Mapping[str, Any]) -> None:
    codes.try_code(call.door, call.asker, call.row.ref, said["code"].strip())


def _vouch(call: Call, said: Mapping[str, Any]) -> None:
    vouched = Vouched(
        way=said["way"], reference=said["reference"], last4=said["last4"],
        document=Document(said["document"]) if said["document"] else None,
        is_passed=said["result"] == "yes",
    )  # fmt: skip
    vouch(call.door, call.asker, call.row.ref, vouched)


def _vouching(call: Call) -> Fields:
    return {
        "way": chosen(call, Word("確認の方法", "How"), _WAYS),
        "document": chosen(
            call, Word("書類の種類", "Document"), words.DOCUMENTS, is_needed=False,
            told=Word("本人確認書類による場合だけ選びます。", "Only where it was a document."),
        ),
        "last4": forms.RegexField(
            r"^[0-9A-Za-z]{0,4}$", required=False, max_length=4,
            label=call.word(Word("番号の下 4 桁", "Last four of its number")),
            help_text=call.word(Word("個人番号の桁は書かないでください。", "Not of a My Number.")),
        ),
        "reference": reference(call),
        "result": chosen(call, Word("結果", "Result"), _RESULT),
    }  # fmt: skip


def _keep(call: Call, said: Mapping[str, Any]) -> None:
    image = said["image"].read() if said["image"] else b""
    sent = DocumentSent(document=Document(said["document"]), text=said["text"], image=image)
    keep_document(call.door, call.asker, call.row.ref, sent)


def _keeping(call: Call) -> Fields:
    return {
        "document": chosen(call, Word("書類の種類", "Document"), words.DOCUMENTS),
        "image": forms.FileField(
            label=call.word(Word("画像(JPEG か PNG、8 MiB まで)", "Image (JPEG or PNG, to 8 MiB)")),
            required=False, validators=[_picture(call)],
        ),
        "text": written(
            call, Word("読み取った文字", "What was read of it"),
            Word("画像の代わりに。番号などは隠して保存します。",
                 "In place of the image. Numbers are masked before it is kept."),
        ),
    }  # fmt: skip


def _picture(call: Call) -> Any:  # noqa: ANN401 - a validator of Django's
    def check(file: Any) -> None:  # noqa: ANN401
        if picture_kind(file.read(16)) is None:
            raise forms.ValidationError(
                call.word(
                    Word("JPEG か PNG の画像ではありません。", "This is no JPEG or PNG image.")
                )
            )
        file.seek(0)

    return check


def picture_kind(content: bytes) -> str | None:
    """Return the media type of an image, by its content; `None` for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8\xff") else None


def _mandate(call: Call, said: Mapping[str, Any]) -> None:
    new = mandate.NewMandate(
        kind=said["kind"], documents=(said["reference"],), expires_on=said["expires_on"],
        kinds=(call.row.kind,),
    )  # fmt: skip
    mandate.show_mandate(call.door, call.asker, call.row.ref, new)


def _mandating(call: Call) -> Fields:
    return {
        "kind": chosen(call, Word("代理の種類", "Kind"), _MANDATES),
        "reference": reference(call, Word("委任状などの番号", "Where the papers are kept")),
        "expires_on": forms.DateField(
            label=call.word(Word("代理権の期限", "Holds until")),
            required=False,
            widget=forms.DateInput({"type": "date"}),
        ),
    }


S = RequestState
IDENTITY: tuple[Act, ...] = (
    Act(
        name="send-code",
        states=(S.IDENTITY,),
        run=_send,
        article="法37(1)、令12(iii)",
        word=Word("確認番号を送る", "Send a number"),
        fields=lambda call: {"by": chosen(call, Word("送り方", "How"), _BY)},
        told=Word(
            "登録済みの宛先に番号を送り、本人だけが答えられるようにします。",
            "A number goes to what is on file, so that only the person can tell it.",
        ),
        undo=Word(
            "新しい番号を送ると、前の番号は使えなくなります。", "A new number ends an earlier one."
        ),
    ),
    Act(
        name="try-code",
        states=(S.IDENTITY,),
        run=_try,
        article="法37(1)、令12(iii)",
        word=Word("確認番号を試す", "Try the number"),
        fields=lambda call: {
            "code": forms.CharField(
                label=call.word(Word("本人が伝えた番号", "The number they told you")),
                max_length=32,
                widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
            )
        },
        told=Word(
            "合っていれば本人と確認したことになります。試せる回数には限りがあります。",
            "If it fits, it is the person. It can be tried a few times only.",
        ),
    ),
    Act(
        name="document",
        states=(S.IDENTITY, S.MANDATE),
        run=_keep,
        fields=_keeping,
        article="法37(1)、令12(iii)",
        word=Word("本人確認書類を預かる", "Keep an identity document"),
        told=Word(
            "確認のために短い間だけ、封をして預かります。確認が終わると消去されます。",
            "It is kept sealed for the check, and erased once that is over.",
        ),
    ),
    Act(
        name="vouch",
        states=(S.IDENTITY,),
        run=_vouch,
        fields=_vouching,
        article="法37(1)、令12(iii)",
        word=Word("確認の結果を記録する", "Note a check"),
        told=Word(
            "あなたが行った本人確認の方法と結果を記録します。",
            "What you checked, how, and what came of it.",
        ),
    ),
    Act(
        name="mandate",
        states=(S.MANDATE,),
        run=_mandate,
        fields=_mandating,
        article="法37(3)、令13",
        word=Word("代理権を記録する", "Note the mandate"),
        told=Word(
            "代理人が本人のために請求できることを示す書類を記録します。",
            "What shows that the agent may ask for the person.",
        ),
    ),
)
