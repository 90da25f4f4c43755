"""Clauses 1 to 3: collecting, using, and what is sensitive."""

from mamoru.cli.demo.people import PEOPLE, sample_people
from mamoru.cli.demo.stage import Stage, Step, asked
from mamoru.consent.choices import Choice, Kind
from mamoru.policy.handling import Decision, Outcome

ALLOW, REFUSE, NEEDS, NOT_COVERED = (
    Outcome.ALLOW,
    Outcome.REFUSE,
    Outcome.NEEDS,
    Outcome.NOT_COVERED,
)
READER, PATIENT, CLIENT = 3, 1, 6
"""The person who opts in to offers, the one who tells of an illness, and a partner's client."""
NOTICE = "notice:2022-02-04"


def _opted_in(stage: Stage) -> Decision:
    stage.choose(READER, Choice(kind=Kind.OPT_IN, purpose="2(1)c"))
    return stage.read(READER, purpose="2(1)c", items=["email"])


def _ill(stage: Stage, **grounds: str | None) -> Decision:
    told = {"inquiry_text": "見本の相談:通院のため、来月の訪問を延期してほしい。"}
    return stage.put(
        PATIENT, "collect", told, source="person", kind="health", notice_shown=NOTICE, **grounds
    )


def _ill_with_consent(stage: Stage) -> Decision:
    stage.choose(PATIENT, Choice(kind=Kind.CONSENT, data="supplied", sensitive="health"))
    return _ill(stage, business_necessity="approval:17", needed_for_purpose="scope:17")


STEPS: tuple[Step, ...] = (
    asked(
        "1", NEEDS, "1(1)a",
        "登録フォームから氏名などを取得。利用目的を示した記録なし",
        "Collect names and more by a form, with no record that the purposes were shown",
        lambda stage: stage.collect(sample_people()[:1], source="person"),
    ),
    asked(
        "1", ALLOW, "1(1)a",
        f"同じ取得を {PEOPLE} 名分。利用目的を示した記録あり",
        f"The same for {PEOPLE} people, with the notice on record",
        lambda stage: stage.collect(sample_people(), source="person", notice_shown=NOTICE),
    ),
    asked(
        "1", NEEDS, "1[mandate][shown]",
        "代理の方から希望を受け取る。委任の証明なし",
        "Take a preference from somebody acting for the user, without a mandate",
        lambda stage: stage.put(
            2, "collect", {"preference": "連絡は平日のみ"}, source="agent", notice_shown=NOTICE
        ),
    ),
    asked(
        "1", ALLOW, "1(2)a",
        "サービス利用時のアクセスログを自動的に取得",
        "Record an access log as the service is used",
        lambda stage: stage.put(
            PATIENT, "collect", {"access_log_entry": "GET /mihon 200"}, source="automatic"
        ),
    ),
    asked(
        "1", REFUSE, "1",
        "業務提携先から氏名を受領",
        "Receive a name from a business partner",
        lambda stage: stage.put(
            CLIENT, "collect", {"name": "見本 見本"}, source="partner",
            source_confirmed="receipt:5",
        ),
    ),
    asked(
        "1", ALLOW, "1(3)",
        "業務提携先から契約状況を受領。提供元と取得の経緯を確認済み",
        "Receive the state of a contract from a partner, source and manner confirmed",
        lambda stage: stage.put(
            CLIENT, "collect", {"partner_contract": "見本プラン 契約中"},
            source="partner", source_confirmed="receipt:5",
        ),
    ),
    asked(
        "2", ALLOW, "2(1)a",
        "サービス提供のため氏名とメールを利用",
        "Use name and e-mail to provide the service",
        lambda stage: stage.read(PATIENT, purpose="2(1)a"),
    ),
    asked(
        "2", REFUSE, "2",
        "案内を送るため利用。本人は受信を希望していない",
        "Use them for offers; the person has not asked for any",
        lambda stage: stage.read(READER, purpose="2(1)c", items=["email"]),
    ),
    asked(
        "2", ALLOW, "2(1)c",
        "本人が受信を希望した後、同じ利用",
        "The same, once the person has opted in",
        _opted_in,
    ),
    asked(
        "2", NEEDS, "2(2)b",
        "不正利用が生じたとして本人確認に利用。その記録なし",
        "Check an identity because of misuse, with no record of the misuse",
        lambda stage: stage.read(4, purpose="2(2)b", misuse_event=None),
    ),
    asked(
        "2", NOT_COVERED, "",
        "ポリシーにない利用目的「resale」で利用",
        "Use them for a purpose the policy does not know, \"resale\"",
        lambda stage: stage.read(4, purpose="resale"),
    ),
    asked(
        "3", REFUSE, "3",
        "本人から健康に関する相談を取得。例外の根拠なし",
        "Take down an inquiry about health, on no ground",
        _ill,
    ),
    asked(
        "3", REFUSE, "3",
        "問合せの文面に病気の記述を検出。隔離し、誰も読めない",
        "An illness is found in the text of an inquiry; it is kept from everybody",
        lambda stage: stage.put(
            2, "collect", {"inquiry_text": "見本の相談:私は糖尿病の治療を受けています。"},
            source="person", notice_shown=NOTICE,
        ),
    ),
    asked(
        "3", NEEDS, "3(6)",
        "業務上必要な範囲で同じ取得。同意は口頭のみで記録なし",
        "The same as far as the business needs it; the consent is not on record",
        lambda stage: _ill(
            stage, business_necessity="approval:17", needed_for_purpose="scope:17", consent=None
        ),
    ),
    asked(
        "3", ALLOW, "3(6)",
        "本人の同意を記録した後、同じ取得",
        "The same, once the person's consent is recorded",
        _ill_with_consent,
    ),
    asked(
        "3", REFUSE, "4",
        "相続手続のためとして健康情報を第三者に提供",
        "Provide it to a third party, for an inheritance procedure",
        lambda stage: stage.read(
            PATIENT, "provide", to="other", items=["inquiry_text"],
            inheritance="heirs:3", needed_for_purpose="scope:18",
        ),
    ),
)  # fmt: skip
