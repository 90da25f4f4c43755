"""Clauses 10 to 13: modules in the page, advertising, revision, inquiries."""

from mamoru.cli.demo.stage import Stage, Step, asked
from mamoru.policy.handling import Decision, Handling, Outcome

ALLOW, REFUSE, NEEDS = Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS
LEAVER = 5


def _module(*, identifying: bool) -> Handling:
    return Handling(
        act="collect", data="cookie", source="module", purpose="2(1)d", identifying=identifying
    )


def _to_ad_firm(data: str, *, identifying: bool, **grounds: str | None) -> Handling:
    return Handling(
        act="provide", data=data, purpose="ad", recipient="ad_firm", place="JP",
        identifying=identifying, grounds=grounds,
    )  # fmt: skip


def _desk(stage: Stage) -> Decision:
    stage.register("desk", ["2(1)b"])
    return stage.consider(Handling(act="answer"), asker="desk")


STEPS: tuple[Step, ...] = (
    asked(
        "10", ALLOW, "10",
        "解析モジュールが、個人を識別しないCookieを統計のために取得",
        "An analytics module collects cookies that identify nobody, for statistics",
        lambda stage: stage.consider(_module(identifying=False)),
    ),
    asked(
        "10", REFUSE, "10",
        "会員と結び付いたCookieを同じモジュールで取得",
        "The same module collects cookies tied to a member",
        lambda stage: stage.consider(_module(identifying=True)),
    ),
    asked(
        "11", NEEDS, "11.2",
        "個人を識別しない行動履歴を広告配信事業者に提供。提供先が個人と結び付けるかは未確認",
        "Provide behaviour that identifies nobody to an advertising distributor, without confirming"
        " what it makes of it",
        lambda stage: stage.consider(_to_ad_firm("behaviour", identifying=False)),
    ),
    asked(
        "11", ALLOW, "11.2",
        "個人と結び付けないことを確認した後、同じ提供",
        "The same, once it is confirmed that it ties nothing to a person",
        lambda stage: stage.consider(
            _to_ad_firm(
                "behaviour", identifying=False, recipient_consent_confirmed="confirmation:8"
            )
        ),
    ),
    asked(
        "11", REFUSE, "4",
        "個人を識別できる端末情報を広告配信事業者に提供",
        "Provide device information that identifies a person to the distributor",
        lambda stage: stage.consider(_to_ad_firm("device", identifying=True)),
    ),
    asked(
        "11", REFUSE, "2",
        "登録情報(メール)を広告に利用",
        "Use registered e-mail addresses for advertising",
        lambda stage: stage.read(7, purpose="ad", items=["email"]),
    ),
    asked(
        "12", NEEDS, "12[important]",
        "利用目的を加える改定。責任者の承認のみで告知なし",
        "Add a purpose to the policy: approved, not announced",
        lambda stage: stage.consider(Handling(act="amend", grounds={"approved": "approval:40"})),
    ),
    asked(
        "12", ALLOW, "12[important]",
        "同じ改定の草案を、適用の 30 日前に公表。差を記録し、全員への手紙を送信箱に入れる",
        "Publish the draft 30 days ahead: its difference is on record, and letters to all wait",
        lambda stage: stage.revise(days=30, approved="approval:40"),
    ),
    asked(
        "12", ALLOW, "12[minor]",
        "誤字の修正。軽微との判断を記録",
        "Correct a misprint, assessed as minor",
        lambda stage: stage.consider(
            Handling(
                act="amend", grounds={"approved": "approval:41", "minor_change": "assessment:41"}
            )
        ),
    ),
    asked(
        "13", ALLOW, "13",
        "窓口が問い合わせに回答",
        "The desk answers an inquiry",
        _desk,
    ),
    asked(
        "13", NEEDS, "9[stop][inquiry]",
        "退会した方への回答にメールを利用。受付の記録なし",
        "Use the e-mail of somebody who left to answer; no inquiry on record",
        lambda stage: stage.read(LEAVER, purpose="2(1)b", items=["email"], asker="desk"),
    ),
    asked(
        "13", ALLOW, "9[stop][inquiry]",
        "問い合わせの受付を記録した後、同じ回答",
        "The same, with the inquiry on record",
        lambda stage: stage.read(
            LEAVER, purpose="2(1)b", items=["email"], asker="desk", request="inquiry:55"
        ),
    ),
    asked(
        "13", REFUSE, "",
        "窓口が案内の送付(登録にない目的)に同じメールを利用",
        "The desk uses an e-mail for offers, a purpose it is not registered for",
        lambda stage: stage.read(3, purpose="2(1)c", items=["email"], asker="desk"),
    ),
)  # fmt: skip
