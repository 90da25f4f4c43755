"""The words that every policy shares: acts, roles, places, facts and evidence.

A policy brings its own purposes, categories, parties and classes of person; these words are fixed,
because the law's table decides with them as well. Japanese terms follow the Act on the Protection
of Personal Information (APPI, 個人情報の保護に関する法律).
"""

from typing import Literal, NamedTuple


class Word(NamedTuple):
    """A word as people read it, in both languages."""

    ja: str
    en: str


ARTICLE_FORM = (
    r"(?:[A-Z][A-Z0-9-]{0,15} "
    r"|(?:[A-Z][A-Za-z-]{0,20} ){0,5}(?:Act|Code|Guidelines|Law|Order|Q&A|Regulation|Rules) "
    r"|[\u3040-\u30ff\u4e00-\u9fff]{0,30}[法律令則例針] ?第?)"
    r"[0-9][0-9A-Za-z().\[\]_-]{0,39}"
)
"""How a place in a law is written: `APPI 27(1)(i)`, `Medical Practitioners Act 24(2)`, `法27(1)`.

The name of a statute is an abbreviation in capitals or ends in a word for statutes, so that no
person's name is one: citations go into the ledger.
"""

Origin = Literal["claim", "owed", "person"]
"""Who brings a fact: the asker claims it, the company owes it anyway, or the person's state has it.

A claimed fact without evidence makes the answer NEEDS; one never claimed leaves a near miss. A fact
that is owed counts as claimed always, so that its evidence is asked for. A person's fact comes from
the vault and the consent record, never from the asker.
"""


class FactWord(NamedTuple):
    """A fact that a rule may ask for, and the evidence that shows it."""

    ja: str
    en: str
    evidence: str
    origin: Origin


ACTS: dict[str, Word] = {
    "collect": Word("取得", "collection"),
    "use": Word("利用", "use"),
    "provide": Word("第三者提供", "provision to a third party"),
    "entrust": Word("委託", "entrustment"),
    "share": Word("共同利用", "joint use"),
    "explain_purpose": Word("利用目的の通知", "notice of purposes"),
    "disclose": Word("開示", "disclosure"),
    "disclose_records": Word("第三者提供記録の開示", "disclosure of provision records"),
    "correct": Word("訂正", "correction"),
    "add": Word("追加", "addition"),
    "erase": Word("削除", "erasure"),
    "suspend_use": Word("利用停止", "suspension of use"),
    "suspend_provision": Word("第三者提供の停止", "suspension of provision"),
    "dispose": Word("退会者等の情報の処理", "disposal"),
    "amend": Word("改定", "amendment"),
    "publish": Word("公表", "publication"),
    "answer": Word("問い合わせへの対応", "answering an inquiry"),
}

SOURCES: dict[str, Word] = {
    "person": Word("本人", "the person"),
    "agent": Word("本人から委託を受けた者", "somebody the person entrusted"),
    "automatic": Word("自動取得", "automatic collection"),
    "partner": Word("業務提携先等", "a business partner"),
    "module": Word("情報収集モジュール", "a module in the page"),
    "third_party": Word("その他の第三者", "another third party"),
}

ROLES: dict[str, Word] = {
    "company": Word("事業者", "the company"),
    "person": Word("本人", "the person"),
    "agent": Word("代理人", "the person's agent"),
    "contractor": Word("委託先", "contractor"),
    "joint_user": Word("共同利用者", "joint user"),
    "successor": Word("事業の承継者", "successor of the business"),
    "state_body": Word("国の機関・地方公共団体", "state or local body"),
    "third_party": Word("第三者", "third party"),
}

PLACES: dict[str, Word] = {
    "JP": Word("日本", "Japan"),
    "designated": Word("指定国(EEA・英国)", "a designated country (EEA, UK)"),
    "abroad": Word("その他の外国", "any other foreign country"),
}

RESIDENCES: dict[str, Word] = {
    "JP": Word("日本", "Japan"),
    "EEA": Word("欧州経済領域", "European Economic Area"),
    "UK": Word("英国", "United Kingdom"),
    "other": Word("その他", "elsewhere"),
}

PURPOSE_KINDS: dict[str, Word] = {
    "service": Word("サービスの提供", "providing the service"),
    "inquiry": Word("問い合わせ対応", "answering inquiries"),
    "marketing": Word("広告宣伝", "direct marketing"),
    "statistics": Word("統計・分析", "statistics and analysis"),
    "development": Word("企画・開発", "planning and development"),
    "transaction": Word("取引", "transactions"),
    "notice": Word("重要な連絡", "important notices"),
    "misuse": Word("不正利用の防止", "preventing misuse"),
    "identity": Word("本人確認", "checking identity"),
    "personalisation": Word("個別最適化", "personalisation"),
    "advertising": Word("行動ターゲティング広告", "behavioural advertising"),
    "care": Word("診療", "care"),
    "research": Word("研究", "research"),
    "employment": Word("雇用管理", "employment"),
    "legal": Word("法令上の義務の履行", "legal duties"),
}

PERSON_KINDS: dict[str, Word] = {
    "natural": Word("個人", "natural person"),
    "corporate": Word("法人", "corporation"),
}

SENSITIVE_LAWS: dict[str, Word] = {
    "special_care": Word("要配慮個人情報", "special-care-required personal information"),
    "other": Word("その他の機微情報", "other sensitive information"),
}

FACTS: dict[str, FactWord] = {
    # grounds that the asker claims
    "consent": FactWord("本人の同意", "the person's consent", "consent_record", "claim"),
    "consent_prior": FactWord(
        "本人の事前の同意", "the person's prior consent", "consent_record", "claim"
    ),
    "foreign_consent": FactWord(
        "外国にある第三者への提供の同意(必要な情報の提供後)",
        "consent to provision abroad, after being told of country, system and measures",
        "foreign_consent_record",
        "claim",
    ),
    "by_law": FactWord("法令に基づく", "required by law", "statute_and_document", "claim"),
    "life_body_property": FactWord(
        "人の生命・身体・財産の保護",
        "protection of life, body or property",
        "incident_note",
        "claim",
    ),
    "public_health": FactWord(
        "公衆衛生・児童の健全な育成",
        "public health or sound growth of children",
        "approval",
        "claim",
    ),
    "state_function": FactWord(
        "法令の定める事務への協力",
        "cooperation with duties of the state",
        "written_request",
        "claim",
    ),
    "consent_difficult": FactWord(
        "本人の同意を得ることが困難", "consent is hard to obtain", "attempt_note", "claim"
    ),
    "consent_impedes": FactWord(
        "同意を得ることが事務の遂行に支障",
        "asking for consent would impede the duty",
        "impediment_note",
        "claim",
    ),
    "succession": FactWord(
        "事業の承継", "succession of the business", "succession_contract", "claim"
    ),
    "inheritance": FactWord(
        "相続手続の遂行", "inheritance procedure", "heirship_document", "claim"
    ),
    "business_necessity": FactWord(
        "適切な業務運営の必要性", "needed for proper running of the business", "approval", "claim"
    ),
    "needed_for_purpose": FactWord(
        "利用目的の達成に必要な範囲", "within what the purpose needs", "scope_note", "claim"
    ),
    "published": FactWord("公開されている情報", "already public", "publication_source", "claim"),
    "visible": FactWord("外形上明らか", "visible to anybody", "observation_note", "claim"),
    "misuse_event": FactWord("不正利用の発生", "misuse has happened", "misuse_record", "claim"),
    "treats_person": FactWord(
        "本人の診療に関与", "takes part in treating the person", "referral", "claim"
    ),
    "equivalent_measures": FactWord(
        "相当措置の継続的な実施の確保", "equivalent measures are ensured", "measures_check", "claim"
    ),
    "anonymised": FactWord(
        "匿名加工情報の基準に適合",
        "meets the anonymisation standard",
        "anonymisation_record",
        "claim",
    ),
    # grounds on which an officer refuses a request
    "harm_to_rights": FactWord(
        "生命・身体・財産その他の権利利益を害するおそれ",
        "harm to life, body, property or other rights",
        "assessment",
        "claim",
    ),
    "business_hindrance": FactWord(
        "業務の適正な実施に著しい支障", "grave hindrance to the business", "assessment", "claim"
    ),
    "violates_law": FactWord("法令に違反", "would break a law", "statute_and_document", "claim"),
    "identity_unverifiable": FactWord(
        "本人であることを確認できない", "the person cannot be verified", "identity_check", "claim"
    ),
    "content_true": FactWord(
        "内容が事実である", "the content is true", "investigation_note", "claim"
    ),
    "no_ground_to_stop": FactWord(
        "停止等の理由がない", "there is no ground to stop", "investigation_note", "claim"
    ),
    # what the company owes before the act
    "request": FactWord("本人の請求", "the person's request", "request_record", "owed"),
    "identity_verified": FactWord("本人確認済み", "identity verified", "identity_check", "owed"),
    "agent_mandate": FactWord("本人からの委託", "the person's mandate", "mandate", "owed"),
    "notice_shown": FactWord(
        "利用目的の明示・公表", "purpose shown or published", "notice_record", "owed"
    ),
    "source_confirmed": FactWord(
        "提供元と取得経緯の確認",
        "source and manner of acquisition confirmed",
        "receipt_record",
        "owed",
    ),
    "suitability": FactWord("適格性の審査", "suitability examined", "vendor_assessment", "owed"),
    "confidentiality": FactWord("守秘義務等の契約", "confidentiality contract", "contract", "owed"),
    "joint_use_published": FactWord(
        "共同利用に関する事項の公表", "joint use published", "joint_use_statement", "owed"
    ),
    "recipient_consent_confirmed": FactWord(
        "提供先での同意取得の確認",
        "the recipient's consent confirmed",
        "recipient_confirmation",
        "owed",
    ),
    "investigated": FactWord("必要な調査", "investigated", "investigation_note", "owed"),
    "announced": FactWord("改定の告知", "the change was announced", "announcement", "owed"),
    "approved": FactWord("責任者の承認", "approved by the officer in charge", "approval", "owed"),
    # what the person is or chose
    "opted_in": FactWord("受信の同意", "opted in", "consent_record", "person"),
    "agreed": FactWord("本規約への同意", "agreed to this text", "agreement_record", "person"),
    "use_suspended": FactWord("利用停止中", "use is suspended", "suspension_record", "person"),
    "provision_suspended": FactWord(
        "第三者提供の停止中", "provision is suspended", "suspension_record", "person"
    ),
    "left": FactWord("退会済み", "the account is deleted", "withdrawal_record", "person"),
    "minor": FactWord("年少者", "under the age of consent", "birth_date", "person"),
    "guardian_consent": FactWord(
        "法定代理人の同意", "the guardian's consent", "consent_record", "person"
    ),
    "retention_over": FactWord(
        "保存期間の経過", "the retention period is over", "retention_record", "person"
    ),
}

IMPLIES: dict[str, str] = {"consent_prior": "consent", "foreign_consent": "consent"}
"""A fact that carries another: consent given beforehand is consent."""
