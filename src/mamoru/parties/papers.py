"""Papers of a party: contracts, assessments, reviews, agreements, what was looked into abroad."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from mamoru.policy.words import Word

Kind = Literal[
    "contract",
    "assessment",
    "review",
    "joint_use_agreement",
    "joint_use_statement",
    "foreign_information",
    "foreign_measures",
    "measures_check",
    "written_request",
    "succession_contract",
    "due_diligence_contract",
    "deletion_certificate",
    "recipient_confirmation",
]
KINDS: dict[str, Word] = {
    "contract": Word("契約", "contract"),
    "assessment": Word("委託先の審査", "assessment of the contractor"),
    "review": Word("委託先の見直し", "review of the contractor"),
    "joint_use_agreement": Word("共同利用の取決め", "agreement on joint use"),
    "joint_use_statement": Word("共同利用の公表文", "public statement of joint use"),
    "foreign_information": Word(
        "外国の制度と提供先の措置の情報", "information on the foreign system and measures"
    ),
    "foreign_measures": Word("相当措置の取決め", "arrangement for equivalent measures"),
    "measures_check": Word("相当措置の定期的な確認", "regular check of equivalent measures"),
    "written_request": Word("書面による要請", "written request"),
    "succession_contract": Word("承継の契約", "contract of succession"),
    "due_diligence_contract": Word(
        "承継前の調査に関する契約", "contract on due diligence before the succession"
    ),
    "deletion_certificate": Word("消去の証明", "deletion certificate"),
    "recipient_confirmation": Word("提供先での同意の確認", "confirmation of the recipient"),
}
MADE: dict[str, Word] = {
    "joint_use_statement": Word("公表文の公表", "publishing a statement of joint use"),
    "assessment": Word(
        "委託先への質問への回答", "the answers to the questionnaire for contractors"
    ),
}
"""Kinds that nobody files by hand, and what makes them."""
CLAUSES: dict[str, Word] = {
    "purpose": Word("目的と範囲", "purpose and scope"),
    "no_other_use": Word("範囲外の利用と照合の禁止", "no use outside the scope, no matching"),
    "confidentiality": Word("秘密の保持", "confidentiality"),
    "safety": Word("安全管理措置", "safety measures"),
    "sub_entrustment": Word("再委託の承認", "approval of sub-entrustment"),
    "return_and_deletion": Word("返還と消去", "return and deletion"),
    "audit": Word("監査", "audit"),
    "incident_report": Word("事故の報告の期限", "hours in which incidents are reported"),
    "location": Word("取扱いの場所", "location"),
    "liability": Word("責任", "liability"),
    "term": Word("期間", "term"),
    "handling": Word("調査のための取扱い", "handling for the due diligence"),
    "return_on_failure": Word("不成立の場合の返還・消去", "return or deletion if it fails"),
    "country": Word("国名", "the country"),
    "system": Word("外国の制度", "the country's system"),
    "measures": Word("提供先の措置", "the recipient's measures"),
    "passed": Word("合格", "passed"),
    "users": Word("利用する者の範囲", "range of users"),
    "items": Word("項目", "items"),
}
"""What a paper may lay down, or say."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as it is kept, without its file."""

    ref: str
    party: str
    kind: Kind
    number: str
    from_: date = msgspec.field(name="from")
    """First day on which it holds, in Japan; of a review or check, the day of it."""
    until: date | None
    """Last day on which it holds."""
    clauses: tuple[str, ...]
    file: str | None
    """The evidence file that shows it."""

    def holds(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.from_ <= on and (self.until is None or on <= self.until)


def latest(papers: Iterable[Paper], *kinds: str) -> Paper | None:
    """Return the paper of these kinds that begins last."""
    return max(
        (one for one in papers if one.kind in kinds), key=lambda one: one.from_, default=None
    )


def holding(papers: Iterable[Paper], on: date, *kinds: str) -> Paper | None:
    """Return the paper of these kinds that holds on a day; of several that begins last."""
    return latest((one for one in papers if one.holds(on)), *kinds)
