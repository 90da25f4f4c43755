"""What people are told of single edits of the reference policy: sentence, clauses, articles."""

import pytest
from tests.policy.edits import Edit, book, changed, edited, shipped, text_of

from mamoru.policy.diff.difference import Asks, Change, Difference, Direction, difference

SHARE = "data: [registration, supplied, partner_supplied, observed]"
CASE_B = "      b:\n        ja: 利用状況を分析し、統計資料を作成するため"
CASE_C = """\
      c:
        ja: 行動履歴の統計のため
        en: For statistics of behaviour.
        data: [behaviour]
        for: ["2(1)d"]
        is: [consent]
"""
STATISTICS: Edit = (CASE_B, CASE_C + CASE_B)
PURPOSE_G = "          g:\n            ja: サービスに"
RESEARCH = """\
          h:
            ja: 研究のため
            en: To do research.
            kind: research
"""
GROUNDLESS = '          "[groundless]":\n'
HINDRANCE = """\
          z:
            ja: 業務に支障がある場合
            en: It hinders us.
            is: [business_hindrance]
"""
APPROVED: Edit = ("is: [by_law]\n        law", "is: [by_law, approved]\n        law")
REVIEW = "            every: {period}\n            evidence: entitlement_review"


def only(found: Difference) -> Change:
    [change] = found.changes
    return change


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_a_policy_does_not_differ_from_itself(name: str) -> None:
    found = difference(shipped(name), shipped(name))

    assert found.is_empty
    assert (found.changes, found.particulars, found.texts, found.importance) == ((), (), (), ())
    assert found.asks is Asks.NOTHING


def test_a_new_case_of_joint_use_is_told_with_its_condition() -> None:
    change = only(changed(STATISTICS))

    assert change.ja.startswith(
        "当社は、個人を識別できない行動履歴及びサービス利用状況を、"
        "サービスの改善に役立てる統計資料を作成するために業務提携先と共同利用できるようになります"
        "(本人の同意がある場合、かつ、共同利用に関する事項を公表した場合)。"
    )
    assert change.en.startswith(
        "We may now share behaviour and service usage that identify nobody with business partners "
        "to compile statistics that help us improve the service (with the person's consent and "
        "once the joint use has been published)."
    )
    assert (change.direction, change.clauses) == (Direction.WIDENED, ("6c",))
    assert change.facts == ("consent", "joint_use_published")
    assert (change.asks, change.law) == (Asks.CONSENT, ("APPI 27(5)(iii)",))


def test_data_that_is_no_longer_shared_is_told_and_asks_nothing() -> None:
    change = only(changed((SHARE, "data: [registration, supplied, observed]")))

    assert change.direction is Direction.NARROWED
    assert change.values["data"] == ("partner_supplied",)
    assert "共同利用できなくなります" in change.ja
    assert change.en.startswith("We may no longer share information received from business")
    assert (change.clauses, change.asks, change.law) == (("6a", "6b"), Asks.NOTHING, ())


def test_a_fact_asked_for_in_addition_is_told_as_from_now_on_only() -> None:
    change = changed(APPROVED).changes[0]

    assert (change.direction, change.facts) == (Direction.NARROWED, ("by_law",))
    assert "今後は、責任者の承認がある場合に限る" in change.ja
    assert "from now on only with the approval of the officer in charge" in change.en


def test_a_fact_no_longer_asked_for_is_told_as_so_far_only() -> None:
    change = difference(book(edited("kusavee", APPROVED)), shipped("kusavee")).changes[0]

    assert change.direction is Direction.WIDENED
    assert "これまでは、責任者の承認がある場合に限る" in change.ja
    assert "so far only with the approval of the officer in charge" in change.en


def test_who_acts_is_named_where_it_is_not_the_company_alone() -> None:
    change = changed((PURPOSE_G, RESEARCH + PURPOSE_G)).changes[0]

    assert change.ja.startswith("当社、業務提携先及び業務委託先は、利用者情報を、研究のために利用")
    assert change.en.startswith(
        "We, business partners and contractors may now use user information"
    )
    assert (change.asks, change.law) == (Asks.CONSENT, ("APPI 17(2)", "APPI 18(1)"))


def test_purposes_that_a_clause_lists_are_named_by_the_clause() -> None:
    change = only(changed((SHARE, "data: [registration, supplied, observed]")))

    assert "2(1)に掲げる目的のために" in change.ja
    assert "for the purposes listed in 2(1)" in change.en


def test_a_ban_that_is_cut_back_is_told_within_what_other_clauses_permit() -> None:
    change = only(changed(("never: [use, share, entrust]", "never: [use, entrust]")))

    assert (change.direction, change.clauses) == (Direction.WIDENED, ("7[stopped]",))
    assert change.facts == ("use_suspended",)
    assert change.permitted_by == ("6a", "6b")
    assert "(利用停止中の場合)。ほかの条項が認める範囲に限ります。" in change.ja
    assert "(while use is suspended). Only as far as other clauses permit it." in change.en
    assert (change.asks, change.law) == (Asks.CONSENT, ("APPI 27(5)(iii)",))


def test_what_no_clause_asks_for_takes_in_a_new_word_in_one_sentence() -> None:
    found = changed(("parties:\n", "parties:\n  bank: {ja: 銀行, en: Bank, role: third_party}\n"))

    *provided, last = found.changes
    assert {one.facts for one in provided} == {
        ("consent_prior",),
        ("by_law",),
        ("life_body_property", "consent_difficult"),
        ("public_health", "consent_difficult"),
    }
    assert {(one.asks, one.law) for one in provided} == {(Asks.NOTICE, ("APPI 27(1)",))}
    assert last.values["to"] == ("bank",)
    assert "提供先に「銀行」が加わり" in last.ja
    assert last.en == (
        "New recipient: “Bank”. What is permitted whatever the recipient is now extends to it."
    )
    assert last.asks is Asks.NOTHING


def test_several_new_words_are_told_in_the_plural_and_few_clauses_by_name() -> None:
    firm = "  firm: {ja: 事業者, en: Firm, is: corporate}\n"
    visitor = "  visitor: {ja: 来訪者, en: Visitor, is: natural}\n"
    bare = ("people:\n", f"people:\n{firm}{visitor}")
    last = changed(bare, name="shop").changes[-1]

    assert last.en.startswith("New kinds of person: “Firm” and “Visitor”. What ")
    assert last.en.endswith("whatever the kind of person is now extends to them.")


def test_purposes_of_which_the_law_asks_differently_are_told_apart() -> None:
    related, unrelated = RESEARCH.replace("research", "development"), RESEARCH.replace("h:", "i:")
    found = changed((PURPOSE_G, related + unrelated + PURPOSE_G))

    asked = {one.clauses: one.asks for one in found.changes if one.values["act"] == ("use",)}
    assert asked == {("2(1)h",): Asks.NOTICE, ("2(1)i",): Asks.CONSENT}


def test_a_purpose_that_is_a_sentence_is_quoted() -> None:
    case = (
        '      "(9)":\n        ja: 確認のため\n        en: For a check.\n        by: [company]\n'
        '        to: [other]\n        for: ["2(2)b"]\n'
    )
    change = only(
        changed(
            (
                '    only_when:\n      "(1)":\n        ja: あらかじめ',
                f'    only_when:\n{case}      "(1)":\n        ja: あらかじめ',
            )
        )
    )

    assert "for the purpose “once misuse has happened, to check identities" in change.en


def test_acts_on_the_same_information_are_told_in_one_list() -> None:
    visible = text_of("kusavee")
    start, end = visible.index('      "[visible]":\n'), visible.index('    also:\n      "[young]"')
    change = only(changed((visible[start:end], "")))

    assert "provide, entrust, share, correct or add to sensitive information" in change.en


def test_a_fact_that_every_permit_drops_is_told_in_one_sentence() -> None:
    found = changed(("binds: those_who_agreed", "binds: everyone"), name="shop")

    change = only(found)
    assert change.direction is Direction.WIDENED
    assert "本人が本ポリシーに同意した場合に限られていましたが" in change.ja
    assert "was allowed only where the person has agreed to this policy" in change.en
    assert [one.code for one in found.particulars] == ["binds"]


def test_a_duty_is_told_with_its_text_and_its_time() -> None:
    found = changed(("            within: disclosure_reply\n", "            within: P30D\n"))

    change = only(found)
    assert (change.direction, change.clauses) == (Direction.DUTY_ADDED, ("7(1)",))
    assert change.owed is not None
    assert change.owed.within == "P30D"
    assert change.ja.endswith(
        "次の義務が加わります:請求の結果を、遅滞なくご本人にお知らせします(期限は30日)。"
    )
    assert change.en.endswith(
        "a duty is added: The person is told the outcome without delay (within 30 days)."
    )


def test_a_standing_duty_is_told_although_no_handling_brings_it_about() -> None:
    found = changed((REVIEW.format(period="P3M"), REVIEW.format(period="P1Y")))

    assert [(one.direction, one.clauses) for one in found.changes] == [
        (Direction.DUTY_ADDED, ("8.1b",)),
        (Direction.DUTY_REMOVED, ("8.1b",)),
    ]
    assert "every 1 year" in found.changes[0].en
    assert "3か月ごと" in found.changes[1].ja


def test_a_right_that_is_narrowed_asks_for_notice() -> None:
    change = only(changed((GROUNDLESS, HINDRANCE + GROUNDLESS)))

    assert (change.direction, change.clauses) == (Direction.NARROWED, ("7(3)z",))
    assert change.values["act"] == ("suspend_use", "suspend_provision")
    assert (change.asks, change.law) == (Asks.NOTICE, ("APPI 32(1)",))
    assert "利用停止又は第三者提供の停止を行わなくなります" in change.ja
    assert "will no longer stop the use of or stop the provision of" in change.en


def test_three_edits_are_told_in_few_sentences() -> None:
    found = changed(
        (SHARE, "data: [registration, supplied, observed, behaviour]"),
        ("            within: disclosure_reply\n", "            within: P30D\n"),
        ("title: {ja: 安全管理の体制, en: Safety measures}", "title: {ja: 安全管理, en: Safety}"),
    )

    assert len(found.changes) == 3
    assert [one.cite for one in found.texts] == ["8 title"]


def test_only_what_can_identify_is_told_to_be_in_a_form_that_does() -> None:
    limited = "        to: [ad_firm]\n        for: [ad]\n        identifying: false\n"
    wider = only(changed((limited, limited.replace("        identifying: false\n", ""))))

    assert wider.values["data"] == ("device", "behaviour")
    assert wider.en.startswith("We may now provide device information (not sensitive information) ")
    assert "(in a form that identifies the person) to advertising distributors" in wider.en
    assert "個人を識別できる形の端末情報(機微情報を除く)を、" in wider.ja


def test_the_form_is_told_unless_nobody_could_be_told_anyway() -> None:
    modules = "    from: [module]\n    data: [cookie]\n"
    more, never = (
        only(changed((modules, modules.replace("[cookie]", f"[cookie, {data}]"))))
        for data in ("device", "behaviour")
    )

    assert "device information (in a form that identifies nobody) by modules" in more.en
    assert "collect behaviour and service usage that identify nobody by modules" in never.en
