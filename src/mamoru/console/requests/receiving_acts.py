"""Acts before a request is looked into: whose it is, who asks, by what right, for which part."""

from collections.abc import Mapping
from typing import Any

from django import forms

from mamoru.console.requests.act import Act, Fields, chosen, reference
from mamoru.console.requests.call import Call
from mamoru.policy.words import Word
from mamoru.rights.requests import fee, matching, scope
from mamoru.rights.requests.state import ERASE, RequestState


def _match(call: Call, said: Mapping[str, Any]) -> None:
    matching.settle(call.door, call.asker, call.row.ref, said["people"])


def _people(call: Call) -> Fields:
    return {"people": forms.MultipleChoiceField(
        label=call.word(Word("候補", "Candidates")), required=False,
        choices=[(one, one) for one in call.row.candidates],
        widget=forms.CheckboxSelectMultiple,
        help_text=call.word(Word(
            "複数を選ぶと、それぞれ別の請求になります。選ばなければ、該当する人はいないことになります。",
            "Each of several gets a request of their own. With none, it is about nobody held.",
        )),
    )}  # fmt: skip


def _scope(call: Call, said: Mapping[str, Any]) -> None:
    items = None if said["all"] else tuple(said["items"])
    if items is not None and not items:
        raise forms.ValidationError(
            call.word(Word("すべてか、項目を選んでください。", "Choose everything, or some of it."))
        )
    scope.agree(call.door, call.asker, call.row.ref, items)


def _scoping(call: Call) -> Fields:
    known = call.door.shelf.policy(call.now).categories
    every = forms.BooleanField(label=call.word(Word("すべて", "Everything")), required=False)
    if call.row.kind == ERASE:
        every.help_text = call.word(Word("消去は全部が対象です。", "An erasure is of everything."))
    return {
        "all": every,
        "items": forms.MultipleChoiceField(
            label=call.word(Word("情報の種類", "Categories")), required=False,
            choices=[(name, call.word(one.word)) for name, one in known.items()],
            widget=forms.CheckboxSelectMultiple,
        ),
    }  # fmt: skip


def _fee(call: Call, said: Mapping[str, Any]) -> None:
    fee.ask_fee(call.door, call.asker, call.row.ref, said["yen"])


def _settle(call: Call, said: Mapping[str, Any]) -> None:
    fee.settle_fee(
        call.door, call.asker, call.row.ref, said["reference"], is_waived=said["how"] == "waived"
    )


def _end(call: Call, said: Mapping[str, Any]) -> None:
    matching.abandon(call.door, call.asker, call.row.ref, said["reference"])


S = RequestState
RECEIVING: tuple[Act, ...] = (
    Act(
        name="match",
        states=(S.MATCHING,),
        run=_match,
        fields=_people,
        article="法37(1)、令12",
        word=Word("誰の請求かを決める", "Say whose it is"),
        told=Word(
            "示された識別子が複数の人に当てはまります。識別子は本人の証明ではないので、"
            "この後、それぞれの本人確認に進みます。",
            "What was given leads to several people. It is no proof: each of those you choose goes "
            "on to an identity check of their own.",
        ),
    ),
    Act(
        name="continue",
        states=(S.REPEATED,),
        article="法37(1)",
        word=Word("続ける", "Let it go on"),
        run=lambda call, _: matching.let_go_on(call.door, call.asker, call.row.ref),
        told=Word(
            "重なっていても、別の請求として続けます。", "It goes on as a request of its own."
        ),
    ),
    Act(
        name="join",
        states=(S.REPEATED,),
        article="法37(1)",
        is_fit=lambda row: bool(row.joins),
        word=Word("重複とする", "Join as a duplicate"),
        is_danger=True,
        run=lambda call, _: matching.join(call.door, call.asker, call.row.ref),
        told=Word(
            "先の請求と同じものとし、本人にそう知らせて終えます。元に戻せませんが、"
            "本人はもう一度請求できます。",
            "It is the one it repeats; the person is told so, and it ends. They can ask again.",
        ),
    ),
    Act(
        name="scope",
        states=(S.SCOPE,),
        run=_scope,
        fields=_scoping,
        article="法37(2)",
        word=Word("対象を決める", "Agree what it is about"),
        told=Word(
            "本人と確かめた対象を記録し、探索に進めます。",
            "What the person means; the search begins.",
        ),
        undo=Word(
            "確認の段階で「対象の指定を求める」を選ぶと、やり直せます。",
            "Ask what it is about again, during the review.",
        ),
    ),
    Act(
        name="fee",
        states=(S.SCOPE, S.FEE),
        run=_fee,
        article="法38",
        word=Word("手数料を求める", "Ask for a fee"),
        fields=lambda call: {
            "yen": forms.IntegerField(
                label=call.word(Word("金額(円)", "Yen")), min_value=1, max_value=fee.MOST
            )
        },
        told=Word(
            "実費を考えた合理的な額に限ります。納付か免除まで、先に進みません。",
            "A reasonable amount against the actual cost. It waits until paid or waived.",
        ),
        undo=Word("「免除」を選ぶと取り消せます。", "Waive it."),
    ),
    Act(
        name="payment",
        states=(S.FEE,),
        run=_settle,
        article="法38",
        word=Word("納付・免除を記録する", "Note payment or waiver"),
        fields=lambda call: {
            "how": chosen(
                call,
                Word("どちらか", "Which"),
                {
                    "paid": Word("納められた", "paid"),
                    "waived": Word("免除する", "waived"),
                },
            ),
            "reference": reference(call),
        },
        told=Word("請求を先に進めます。", "It goes on."),
    ),
)
ABANDON: tuple[Act, ...] = (
    Act(
        name="abandon",
        states=matching.OPEN,
        run=_end,
        article="法37(1)",
        is_danger=True,
        word=Word("取り下げられたとして終える", "End it as taken back"),
        fields=lambda call: {"reference": reference(call)},
        told=Word(
            "本人が取り下げたことを示す記録が必要です。元に戻せませんが、本人はもう一度請求できます。",
            "Show where the person took it back. They can ask again at any time.",
        ),
    ),
)
