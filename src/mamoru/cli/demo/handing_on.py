"""Clauses 4 to 6: providing, entrusting, using jointly."""

from mamoru.cli.demo.recipients import approved, published, registered
from mamoru.cli.demo.stage import Stage, Step, asked
from mamoru.consent.choices import Choice, Kind
from mamoru.policy.handling import Decision, Outcome

ALLOW, REFUSE, NEEDS = Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS
GIVER = 1
"""The person who consents to a provision, and takes the consent back."""


def _consented(stage: Stage) -> Decision:
    stage.choose(GIVER, Choice(kind=Kind.CONSENT, data="registration", recipient="other"))
    return stage.read(GIVER, "provide", to="other")


def _under_case(stage: Stage) -> Decision:
    police = stage.recipient("state_body")
    case = approved(stage.door, police, "4(2)")
    return stage.read(GIVER, "provide", to="state_body", by_law=case)


def _unfounded(stage: Stage) -> Decision:
    case = approved(stage.door, stage.recipient("other"), "4(3)")
    return stage.read(GIVER, "provide", to="other", life_body_property=case, consent_difficult=None)


def _entrusted(stage: Stage, party: str) -> Decision:
    return stage.read(
        GIVER, "entrust", purpose="2(1)a", to="processor", party=party, items=["name", "address"]
    )


def _published(stage: Stage) -> Decision:
    published(stage.door, stage.recipient("partner"))
    return stage.read(4, "share", purpose="2(1)a", to="partner")


def _withdrawn(stage: Stage) -> Decision:
    stage.take_back(GIVER, "other")
    return stage.read(GIVER, "provide", to="other")


STEPS: tuple[Step, ...] = (
    asked(
        "4", REFUSE, "4",
        "氏名とメールを他社に提供。同意なし",
        "Provide name and e-mail to another company, without consent",
        lambda stage: stage.read(GIVER, "provide", to="other"),
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
        lambda stage: stage.read(GIVER, "provide", to="state_body", by_law=None),
    ),
    asked(
        "4", ALLOW, "4(2)",
        "同じ提供。根拠法令と照会書があり、別の担当者が承認",
        "The same, with the statute and the inquiry, approved by a second officer",
        _under_case,
    ),
    asked(
        "4", NEEDS, "4(3)",
        "人命のため病院に提供。同意を得にくい事情の記録なし",
        "Provide to a hospital to save a life; no note why consent is hard to obtain",
        _unfounded,
    ),
    asked(
        "5", REFUSE, "5a",
        "発送を国内の業務委託先に預託。審査と契約の記録なし",
        "Entrust deliveries to a contractor in Japan, neither examined nor under contract",
        lambda stage: _entrusted(stage, registered(stage.door, "processor", bare=True)),
    ),
    asked(
        "5", ALLOW, "5[needed]",
        "審査と守秘契約の後、同じ預託",
        "The same, once examined and bound to confidentiality",
        lambda stage: _entrusted(stage, stage.recipient("processor")),
    ),
    asked(
        "5", REFUSE, "5",
        "国外の業務委託先に預託",
        "Entrust to a contractor abroad",
        lambda stage: _entrusted(stage, registered(stage.door, "processor", country="US")),
    ),
    asked(
        "6", REFUSE, "6",
        "業務提携先と共同利用。公表なし",
        "Use jointly with a partner, nothing published",
        lambda stage: stage.read(4, "share", purpose="2(1)a", to="partner"),
    ),
    asked(
        "6", ALLOW, "6a",
        "共同利用の事項を公表した後、同じ共同利用",
        "The same, once the joint use is published",
        _published,
    ),
    asked(
        "6", REFUSE, "6",
        "個別最適化のために共同利用",
        "Use jointly for personalisation",
        lambda stage: stage.read(
            4, "share", purpose="2(3)a", to="partner"
        ),
    ),
)  # fmt: skip
