"""How a fact is said as a condition: ja before 場合, en after a comma or in brackets."""

from mamoru.policy.words import FactWord, Word

CONDITIONS: dict[str, Word] = {
    "consent": Word("本人の同意がある場合", "with the person's consent"),
    "consent_prior": Word("あらかじめ本人の同意がある場合", "with the person's prior consent"),
    "foreign_consent": Word(
        "必要な情報を示した上で、外国への提供に本人の同意がある場合",
        "with the person's consent to provision abroad, given after the information required",
    ),
    "by_law": Word("法令に基づく場合", "where the law requires it"),
    "life_body_property": Word(
        "人の生命、身体又は財産の保護に必要な場合",
        "where it protects somebody's life, body or property",
    ),
    "public_health": Word(
        "公衆衛生又は児童の健全な育成に必要な場合",
        "where public health or the sound growth of children needs it",
    ),
    "state_function": Word(
        "法令の定める事務への協力に必要な場合",
        "where it helps a public body in a duty laid down by law",
    ),
    "consent_difficult": Word(
        "本人の同意を得ることが困難な場合", "where the person's consent is hard to obtain"
    ),
    "consent_impedes": Word(
        "同意を求めると事務に支障が生じる場合", "where asking for consent would impede that duty"
    ),
    "succession": Word("事業の承継に伴う場合", "where the business passes to a successor"),
    "inheritance": Word("相続の手続に必要な場合", "where an inheritance procedure needs it"),
    "business_necessity": Word(
        "業務の適切な運営に必要な場合", "where the proper running of the business needs it"
    ),
    "needed_for_purpose": Word(
        "利用目的の達成に必要な範囲の場合", "as far as the purpose needs it"
    ),
    "published": Word("既に公開されている場合", "where it is public already"),
    "visible": Word("外形上明らかな場合", "where anybody can see it"),
    "misuse_event": Word("不正利用が発生した場合", "once misuse has happened"),
    "treats_person": Word(
        "本人の診療に関与する場合", "where the recipient takes part in treating the person"
    ),
    "equivalent_measures": Word(
        "相当措置の継続的な実施を確保した場合", "where equivalent measures are ensured"
    ),
    "anonymised": Word(
        "匿名加工情報の基準に適合する場合", "where it meets the anonymisation standard"
    ),
    "harm_to_rights": Word(
        "権利利益を害するおそれがある場合", "where it could harm somebody's rights or interests"
    ),
    "business_hindrance": Word(
        "業務に著しい支障を及ぼすおそれがある場合", "where it could gravely hinder the business"
    ),
    "violates_law": Word("法令に違反することとなる場合", "where it would break a law"),
    "identity_unverifiable": Word(
        "本人であることを確認できない場合", "where the person cannot be verified"
    ),
    "content_true": Word("内容が事実である場合", "where the content is true"),
    "no_ground_to_stop": Word("停止等の理由がない場合", "where there is no ground to stop"),
    "request": Word("本人の請求がある場合", "at the person's request"),
    "identity_verified": Word("本人確認をした場合", "once the person's identity is verified"),
    "agent_mandate": Word("本人からの委託を確認した場合", "once the person's mandate is shown"),
    "notice_shown": Word(
        "利用目的を明示又は公表した場合", "once the purpose has been shown or published"
    ),
    "source_confirmed": Word(
        "提供元と取得の経緯を確認した場合", "once source and manner of acquisition are confirmed"
    ),
    "suitability": Word("適格性を審査した場合", "once the recipient's fitness is examined"),
    "confidentiality": Word(
        "守秘義務等の契約がある場合", "under a contract that lays down confidentiality"
    ),
    "joint_use_published": Word(
        "共同利用に関する事項を公表した場合", "once the joint use has been published"
    ),
    "recipient_consent_confirmed": Word(
        "提供先での同意の取得を確認した場合", "once the consent at the recipient's is confirmed"
    ),
    "investigated": Word("必要な調査をした場合", "after the investigation that is needed"),
    "announced": Word("改定を告知した場合", "once the change has been announced"),
    "approved": Word("責任者の承認がある場合", "with the approval of the officer in charge"),
    "opted_in": Word("本人が受信を希望した場合", "where the person has opted in"),
    "agreed": Word("本人が本ポリシーに同意した場合", "where the person has agreed to this policy"),
    "use_suspended": Word("利用停止中の場合", "while use is suspended"),
    "provision_suspended": Word("第三者提供の停止中の場合", "while provision is suspended"),
    "left": Word("本人が退会した場合", "once the person has left"),
    "minor": Word("本人が年少の場合", "where the person is under the age of consent"),
    "guardian_consent": Word("法定代理人の同意がある場合", "with the guardian's consent"),
    "retention_over": Word("保存期間が過ぎた場合", "once the retention period is over"),
}


def condition(name: str, fact: FactWord) -> Word:
    """Return a fact as a condition; a policy's own fact by its own words."""
    return CONDITIONS.get(name) or Word(f"「{fact.ja}」の場合", f"given that: {fact.en}")
