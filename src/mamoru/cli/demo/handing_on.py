"""Clauses 4 to 6: providing, entrusting, using jointly."""

from mamoru.cli.demo.stage import Stage, Step, asked
from mamoru.consent.choices import Choice, Kind
from mamoru.policy.handling import Decision, Outcome

ALLOW, REFUSE, NEEDS = Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS
GIVER = 1
"""The person who consents to a provision, and takes the consent back."""
ENTRUSTED = {
    "needed_for_purpose": "scope:31",
    "suitability": "vendor:8",
    "confidentiality": "contract:8",
}


def _consented(stage: Stage) -> Decision:
    stage.choose(GIVER, Choice(kind=Kind.CONSENT, data="registration", recipient="other"))
    return stage.read(GIVER, "provide", to="other", place="JP")


def _withdrawn(stage: Stage) -> Decision:
    stage.take_back(GIVER, "other")
    return stage.read(GIVER, "provide", to="other", place="JP")


STEPS: tuple[Step, ...] = (
    asked(
        "4", REFUSE, "4",
        "氏名とメールを他社に提供。同意なし",
        "Provide name and e-mail to another company, without consent",
        lambda stage: stage.read(GIVER, "provide", to="other", place="JP"),
    ),
    asked(
        "4", ALLOW, "4(1)",
        "本人が事前に同意した後、同じ提供",
        "The same, once the person has consented beforehand",
        _consented,
    ),
    asked(
        "4", REFUSE, "4",
        "本人が同意を撤回した後、同じ提供",
        "The same, after the person took the consent back",
        _withdrawn,
    ),
    asked(
        "4", NEEDS, "4(2)",
        "法令に基づくとして警察に提供。照会の文書なし",
        "Provide to the police because the law requires it, with no document",
        lambda stage: stage.read(GIVER, "provide", to="state_body", place="JP", by_law=None),
    ),
    asked(
        "4", ALLOW, "4(2)",
        "同じ提供。根拠法令と照会書あり",
        "The same, with the statute and the written inquiry",
        lambda stage: stage.read(
            GIVER, "provide", to="state_body", place="JP", by_law="inquiry:2026-118"
        ),
    ),
    asked(
        "4", NEEDS, "4(3)",
        "人命のため病院に提供。同意を得にくい事情の記録なし",
        "Provide to a hospital to save a life; no note why consent is hard to obtain",
        lambda stage: stage.read(
            GIVER, "provide", to="other", place="JP",
            life_body_property="incident:2", consent_difficult=None,
        ),
    ),
    asked(
        "5", NEEDS, "5[needed]",
        "発送を国内の業務委託先に預託。審査と契約の記録なし",
        "Entrust deliveries to a contractor in Japan, neither examined nor under contract",
        lambda stage: stage.read(
            GIVER, "entrust", purpose="2(1)a", to="processor", place="JP",
            items=["name", "address"], needed_for_purpose="scope:31",
        ),
    ),
    asked(
        "5", ALLOW, "5[needed]",
        "審査と守秘契約の後、同じ預託",
        "The same, once examined and bound to confidentiality",
        lambda stage: stage.read(
            GIVER, "entrust", purpose="2(1)a", to="processor", place="JP",
            items=["name", "address"], **ENTRUSTED,
        ),
    ),
    asked(
        "5", REFUSE, "5",
        "国外の業務委託先に預託",
        "Entrust to a contractor abroad",
        lambda stage: stage.read(
            GIVER, "entrust", purpose="2(1)a", to="processor", place="abroad",
            items=["name", "address"], **ENTRUSTED,
        ),
    ),
    asked(
        "6", NEEDS, "6a",
        "業務提携先と共同利用。公表なし",
        "Use jointly with a partner, nothing published",
        lambda stage: stage.read(4, "share", purpose="2(1)a", to="partner", place="JP"),
    ),
    asked(
        "6", ALLOW, "6a",
        "共同利用の事項を公表した後、同じ共同利用",
        "The same, once the joint use is published",
        lambda stage: stage.read(
            4, "share", purpose="2(1)a", to="partner", place="JP", joint_use_published="statement:1"
        ),
    ),
    asked(
        "6", REFUSE, "6",
        "個別最適化のために共同利用",
        "Use jointly for personalisation",
        lambda stage: stage.read(
            4, "share", purpose="2(3)a", to="partner", place="JP", joint_use_published="statement:1"
        ),
    ),
)  # fmt: skip
