"""Acts from the review to the end: the plan, the decision, the answer and how it is given."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings

from mamoru.console.requests import words
from mamoru.console.requests.act import Act, Fields, Once, chosen, reference, written
from mamoru.console.requests.call import Call
from mamoru.gate.scopes import Scopes
from mamoru.law.requests import request_rules
from mamoru.policy.words import Word
from mamoru.rights.answer import offer
from mamoru.rights.requests import scope, work
from mamoru.rights.requests.decide import PROCEDURE, Deciding, decide
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import WORKED, RequestState
from mamoru.rights.requests.systems import plan_systems

ANSWERS = "/api/v1/answers"
"""Where a link takes an answer (`mamoru.api.answers`, which is a floor above)."""
_OPEN = tuple(
    name for name in words.OUTCOMES if name not in ("duplicate", "abandoned", "substitute")
)


def _outcomes(call: Call) -> dict[str, Word]:
    if call.row.state != RequestState.DECISION:
        return {"refused": words.OUTCOMES["refused"]}
    offered = [*_OPEN, "substitute"] if "no_ground_to_stop" in call.kind.refuse else _OPEN
    return {name: words.OUTCOMES[name] for name in offered}


def _grounds(call: Call) -> dict[str, Word]:
    """Return the grounds on which the law lets this kind be refused, each with its article."""
    rules = request_rules().grounds
    known = {
        name: Word(
            f"{rules[name].word.ja}({article})",
            f"{rules[name].word.en} ({call.article(article)})",
        )
        for name, article in call.kind.refuse.items()
    }
    if call.row.state == RequestState.DECISION:
        return known
    return {name: word for name, word in known.items() if call.row.state in PROCEDURE.get(name, ())}


def _deciding(call: Call) -> Fields:
    return {
        "outcome": chosen(call, Word("決定", "Decision"), _outcomes(call)),
        "ground": chosen(
            call, Word("応じない理由", "Ground"), _grounds(call), is_needed=False,
            told=Word(
                "全部又は一部に応じない場合に選びます。法律が認め、ポリシーが定める理由に限ります。",
                "Where it is not met in whole: one that the law knows and the policy reserves.",
            ),
        ),
        "reasons": written(
            call, Word("本人に示す理由(法36)", "Reasons for the person (APPI 36)"),
            Word(
                "全部又は一部に応じない場合、分かりやすく説明します。封をして保存し、回答に載せます。",
                "Where it is not met in whole, explain why, plainly. Sealed, and in the answer.",
            ),
        ),
    }  # fmt: skip


def _decide(call: Call, said: Mapping[str, Any]) -> None:
    if said["outcome"] in ("refused", "part") and not said["reasons"].strip():
        raise forms.ValidationError(
            call.word(Word("理由を書いてください(法36)。", "Say why (APPI 36)."))
        )
    told = Deciding(outcome=said["outcome"], ground=said["ground"], reasons=said["reasons"].strip())
    decide(call.door, call.asker, call.row.ref, told)


def _link(call: Call, _: Mapping[str, Any]) -> Once:
    made = offer.offer(call.door, call.asker, call.row.ref)
    lines = [(Word("本人に伝えるアドレス", "The address for the person"),
              f"{settings.URL}{ANSWERS}/{made.token}")]  # fmt: skip
    if made.passphrase is not None:
        lines.append(
            (
                Word(
                    "合言葉(アドレスとは別の方法で伝えます)",
                    "The passphrase; tell it by another way",
                ),
                made.passphrase,
            )
        )
    return Once(lines=tuple(lines))


def _give(call: Call, said: Mapping[str, Any]) -> None:
    offer.hand_over(call.door, call.asker, call.row.ref, said["reference"], said["method"])


def _given(call: Call) -> Fields:
    return {
        "method": chosen(call, Word("渡した方法", "How"), words.METHODS),
        "reference": reference(call, Word("発送などの記録の番号", "Proof of posting or the like")),
    }


def _is_dead(row: Request) -> bool:
    return row.next_try_at is None


S = RequestState
DECIDING: tuple[Act, ...] = (
    Act(
        name="ask-scope",
        states=(S.REVIEW, S.SCOPE),
        article="法37(2)",
        run=lambda call, _: scope.ask_scope(call.door, call.asker, call.row.ref),
        word=Word("対象の指定を求める", "Ask what it is about"),
        told=Word(
            "本人が何を求めているのか分からないとき、特定に役立つ情報を添えて尋ねます。",
            "Where it is not clear what is meant; the person is helped to say it.",
        ),
        undo=Word("対象を決めると、先に進みます。", "Agree the scope, and it goes on."),
    ),
    Act(
        name="plan",
        states=(S.DECISION,),
        article="法34(2)、法35",
        scope=Scopes.REQUESTS_DECIDE,
        run=lambda call, _: plan_systems(call.door, call.row),
        word=Word("実施の計画を立てる", "Make the plan"),
        told=Word(
            "応じた場合に社内システムで何件を変えるかを、変える前に数えて表に示します。何も変わりません。",
            "Counts what would be changed in the company's systems, and shows it in the table. "
            "Nothing is changed.",
        ),
        undo=Word("計画は何度でも立て直せます。", "It can be made anew at any time."),
    ),
    Act(
        name="decide",
        states=(S.DECISION, *(one for several in PROCEDURE.values() for one in several)),
        run=_decide,
        fields=_deciding,
        article="法33から法36まで",
        scope=Scopes.REQUESTS_DECIDE,
        again=True,
        is_danger=True,
        word=Word("決定する", "Decide"),
        told=Word(
            "応じる場合は、そのまま実施に進みます。準備をした人は決定できないことがあります。",
            "What is met is carried out next. Whoever prepared it may not be the one to decide.",
        ),
    ),
    Act(
        name="method",
        states=(S.DECISION, S.READY),
        article="法33(2)、法33(3)",
        run=lambda call, said: offer.choose_method(
            call.door, call.asker, call.row.ref, said["method"]
        ),
        fields=lambda call: {"method": chosen(call, Word("方法", "Method"), words.METHODS)},
        word=Word("回答の方法を改める", "Answer otherwise than asked"),
        told=Word(
            "本人が望む方法が難しいときだけ使います。回答にその旨を書きます。",
            "Only where what the person chose is difficult; the answer says so.",
        ),
        undo=Word("もう一度選べます。", "Choose again."),
    ),
    Act(
        name="link",
        states=(S.READY, S.ANSWERED, S.CLOSED),
        run=_link,
        article="法33(2)",
        again=True,
        word=Word("受取りのリンクを作る", "Make a link to the answer"),
        told=Word(
            "一度だけ回答を受け取れるアドレスを作ります。封のされた回答で、合言葉が要ります。",
            "An address that takes the answer once. It is encrypted, and needs the passphrase.",
        ),
        undo=Word(
            "新しいリンクを作ると、前のものは使えなくなります。", "A new link ends an earlier one."
        ),
    ),
    Act(
        name="hand-over",
        states=(S.READY,),
        run=_give,
        fields=_given,
        article="法33(2)",
        word=Word("渡したことを記録する", "Note that it was handed over"),
        told=Word(
            "郵送など、リンク以外の方法で渡したことを記録し、請求を終えます。",
            "By post, for instance. The request ends.",
        ),
    ),
    Act(
        name="retry",
        states=WORKED,
        article="",
        is_fit=_is_dead,
        run=lambda call, _: work.retry(call.door, call.asker.system, call.row.ref),
        word=Word("もう一度試す", "Try again"),
        told=Word(
            "止まっている自動処理を、もう一度始めます。", "The server takes up its work again."
        ),
    ),
)
