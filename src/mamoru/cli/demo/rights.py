"""Clauses 7 to 9: what people may ask, how information is kept safe, and leaving."""

from mamoru.cli.demo.people import PEOPLE
from mamoru.cli.demo.stage import Stage, Step, asked
from mamoru.policy.handling import Decision, Handling, Outcome

ALLOW, REFUSE, NEEDS = Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS
MOVER, LEAVER, CORPORATION = 1, 5, PEOPLE - 1
"""The person who has moved, the one who leaves, and a corporation."""
ASKED: dict[str, str | None] = {"request": "request:21", "identity_verified": "identity:21"}
MOVED = {"address": "東京都架空区見本町9-9-9"}


def _withheld(stage: Stage) -> Decision:
    stage.suspend(MOVER, "suspend_provision", **ASKED)
    return stage.read(MOVER, "provide", to="other", consent_prior="consent:paper-4")


def _newsletter(stage: Stage) -> Decision:
    stage.register("newsletter", ["2(1)c"])
    return stage.read(3, purpose="2(1)c", items=["email"], asker="newsletter")


STEPS: tuple[Step, ...] = (
    asked(
        "7", NEEDS, "7(1)",
        "保有情報の開示の請求。本人確認の記録なし",
        "A request for disclosure; the identity was not checked",
        lambda stage: stage.disclose(MOVER, request="request:21"),
    ),
    asked(
        "7", ALLOW, "7(1)",
        "本人確認の後、すべての保有情報を本人に開示",
        "Disclose everything to the person, once the identity is checked",
        lambda stage: stage.disclose(MOVER, **ASKED),
    ),
    asked(
        "7", REFUSE, "7(1)d",
        "本人と確認できない方からの開示の請求",
        "A request from somebody who cannot be verified",
        lambda stage: stage.disclose(
            MOVER, request="request:22", identity_unverifiable="identity:22"
        ),
    ),
    asked(
        "7", REFUSE, "7",
        "法人からの開示の請求",
        "A request for disclosure from a corporation",
        lambda stage: stage.disclose(CORPORATION, **ASKED),
    ),
    asked(
        "7", ALLOW, "7(2)",
        "転居による住所の訂正。調査済み",
        "Correct an address after a move, investigated",
        lambda stage: stage.put(MOVER, "correct", MOVED, investigated="inquiry:21", **ASKED),
    ),
    asked(
        "7", REFUSE, "7(2)[true]",
        "内容が事実であると調査で分かった訂正の請求",
        "A correction of what the investigation found to be true",
        lambda stage: stage.put(
            MOVER, "correct", {"name": "見本 別人"},
            investigated="inquiry:23", content_true="inquiry:23", **ASKED,
        ),
    ),
    asked(
        "7", ALLOW, "7(3)",
        "利用の停止の請求に応じる",
        "Stop the use of one person's information",
        lambda stage: stage.suspend(4, "suspend_use", **ASKED),
    ),
    asked(
        "7", REFUSE, "7[stopped]",
        "停止した方の情報をサービス提供に利用",
        "Use that person's information for the service",
        lambda stage: stage.read(4, purpose="2(1)a"),
    ),
    asked(
        "7", REFUSE, "7[withheld]",
        "提供の停止の後、以前の同意により他社に提供",
        "After a stop of provision, provide on the strength of an older consent",
        _withheld,
    ),
    asked(
        "8", ALLOW, "2(1)c",
        "案内配信の仕組みが、登録された目的で自分の鍵により読む",
        "The newsletter system reads with its own key, for the purpose it is registered for",
        _newsletter,
    ),
    asked(
        "8", REFUSE, "",
        "同じ仕組みが、登録にない目的(本人確認)で読む",
        "The same system names a purpose it is not registered for, checking identities",
        lambda stage: stage.read(
            3, purpose="2(2)b", asker="newsletter", misuse_event="misuse:1"
        ),
    ),
    asked(
        "9", ALLOW, "9",
        "本人が退会。以後の処理が義務として残る",
        "A person deletes the account; what becomes of the rest is owed",
        lambda stage: stage.leave(LEAVER),
    ),
    asked(
        "9", REFUSE, "9[stop]",
        "退会した方の情報をサービス提供に利用",
        "Use the information of that person for the service",
        lambda stage: stage.read(LEAVER, purpose="2(1)a"),
    ),
    asked(
        "9", NEEDS, "9[unneeded]",
        "退会前の不要な情報の消去。責任者の承認なし",
        "Dispose of what is no longer needed before leaving, without approval",
        lambda stage: stage.consider(Handling(act="dispose", data="registration")),
    ),
)  # fmt: skip
