"""What shows that a fact holds or a duty was done."""

from mamoru.policy.words import Word


def is_evidence(reference: str | None) -> bool:
    """Return whether `reference` names something: an empty one, or one of blanks, does not."""
    return bool(reference and reference.strip())


EVIDENCE: dict[str, Word] = {
    "consent_record": Word("同意の記録", "record of consent"),
    "foreign_consent_record": Word("外国提供の同意の記録", "record of consent to provision abroad"),
    "statute_and_document": Word("根拠法令と要求文書", "statute, article and document"),
    "incident_note": Word("危険の事実の記録", "note of the danger"),
    "approval": Word("承認の記録", "record of approval"),
    "written_request": Word("書面による要請", "written request"),
    "attempt_note": Word("同意取得が困難な事情の記録", "note why consent is hard to obtain"),
    "impediment_note": Word("支障の事情の記録", "note of the impediment"),
    "succession_contract": Word("承継の契約", "contract of succession"),
    "heirship_document": Word("相続関係書類", "document of heirship"),
    "scope_note": Word("必要範囲の記録", "note of scope"),
    "publication_source": Word("公開元の記録", "where it is public"),
    "observation_note": Word("外形の記録", "note of what is visible"),
    "misuse_record": Word("不正利用の記録", "record of the misuse"),
    "referral": Word("紹介・診療の記録", "referral or treatment record"),
    "measures_check": Word("相当措置の確認記録", "check of equivalent measures"),
    "anonymisation_record": Word("匿名加工の記録", "record of anonymisation"),
    "assessment": Word("判断の記録", "assessment"),
    "identity_check": Word("本人確認の記録", "identity check"),
    "investigation_note": Word("調査の記録", "note of the investigation"),
    "request_record": Word("請求の受付記録", "record of the request"),
    "mandate": Word("委任の証明", "proof of mandate"),
    "notice_record": Word("明示・公表の記録", "record of the notice"),
    "receipt_record": Word("受領時の確認・記録", "statutory record of receipt"),
    "vendor_assessment": Word("委託先の審査記録", "assessment of the contractor"),
    "contract": Word("契約", "contract"),
    "joint_use_statement": Word("共同利用の公表文", "public statement of joint use"),
    "recipient_confirmation": Word("提供先への確認記録", "confirmation by the recipient"),
    "announcement": Word("告知の記録", "announcement"),
    "agreement_record": Word("規約同意の記録", "record of agreement"),
    "suspension_record": Word("停止の記録", "record of suspension"),
    "withdrawal_record": Word("退会の記録", "record of withdrawal"),
    "birth_date": Word("生年月日", "birth date"),
    "retention_record": Word("保存期間の記録", "record of retention"),
    # shown after the act, by duties
    "provision_record": Word("第三者提供の記録", "statutory record of provision"),
    "review": Word("見直しの記録", "review"),
    "response_record": Word("対応の記録", "record of the response"),
    "change_record": Word("変更の記録", "record of the change"),
    "access_log": Word("アクセスの記録", "access log"),
    "entitlement_review": Word("権限の見直し記録", "review of entitlements"),
    "inventory": Word("導入状況の一覧", "inventory"),
    "measure_register": Word("安全管理措置の台帳", "register of measures"),
    "appointment": Word("任命の記録", "appointment"),
    "disposal_record": Word("処理・消去の記録", "record of disposal"),
    "notice": Word("告知", "notice"),
    "inbox_check": Word("窓口の稼働確認", "check of the desk"),
    "transmission_list": Word("外部送信の一覧", "list of external transmissions"),
    "breach_report": Word("漏えい等の報告", "breach report"),
    "publication": Word("公表文", "publication"),
    "answer_record": Word("回答の記録", "record of the answer"),
    "invoice": Word("手数料の請求書", "invoice"),
    "opt_out_route": Word("配信停止の導線", "route to opt out"),
}
