"""What happened, in words, by the codes that entries have for it."""

from mamoru.console.inquiries.words import STEPS
from mamoru.console.parties.words import CHANGES as OF_PARTY
from mamoru.console.requests.words import CHANGES as OF_REQUEST
from mamoru.policy.words import Word

_OF_SYSTEM: dict[str, Word] = {
    "client_registered": Word("システムの鍵を登録", "key of a system registered"),
    "client_revoked": Word("システムの鍵を失効", "key of a system revoked"),
    "clock_back": Word("時計が戻った", "the clock went back"),
    "events_declared": Word("イベントの定義を登録", "events declared"),
    "exported": Word("ファイルとして書き出し", "written out as a file"),
    "form_registered": Word("フォームを登録", "form registered"),
    "form_retired": Word("フォームを終了", "form ended"),
    "hand_in_refused": Word("サービスからの引継ぎを拒否", "hand-in of a service refused"),
    "holds_published": Word("法令による保存の定めを公表", "rules of holds published"),
    "joint_use_published": Word("共同利用を公表", "joint use published"),
    "leaving_account_chosen": Word("退会者の行を確認", "account of whoever left settled"),
    "leaving_account_refused": Word("退会者の行ではないと確認", "account of somebody else found"),
    "leaving_certified": Word("退会と消去を証明", "leaving certified"),
    "officer_ended": Word("担当者の登録を終了", "officer ended"),
    "officer_let_in_again": Word("担当者のログインを再開", "officer let in again"),
    "officer_registered": Word("担当者を登録", "officer registered"),
    "officer_roles_given": Word("担当者の役割を変更", "roles of an officer changed"),
    "record_made": Word("法定の記録を作成", "statutory record made"),
    "record_purged": Word("法定の記録を消去", "statutory record erased"),
    "references_swept": Word("不要な参照を整理", "references swept"),
    "retention_refused": Word("期限による消去を拒否", "erasure by time refused"),
    "retention_settled": Word("止まった消去を判断", "stopped erasure settled"),
    "retention_stopped": Word("期限による消去が停止", "erasure by time stopped"),
    "service_distrusted": Word("サービスの信頼を取消し", "service trusted no more"),
    "service_trusted": Word("サービスを信頼", "service trusted"),
    "started": Word("開始", "started"),
    "system_mapped": Word("対応表を登録", "map registered"),
    "system_registered": Word("社内システムを登録", "company's system registered"),
    "system_removed": Word("社内システムの登録を外した", "company's system removed"),
    "tag_published": Word("タグの設定を公表", "settings of the tag published"),
}
_OF_HAND_OVER: dict[str, Word] = {
    "acknowledged": Word("受領を確認", "acknowledged"),
    "approval_refused": Word("承認を拒否", "approval refused"),
    "approved": Word("承認", "approved"),
    "arrived": Word("一部が到着", "a part arrived"),
    "delivered": Word("相手が受け取った", "delivered"),
    "expired": Word("期限切れ", "expired"),
    "failed": Word("失敗", "failed"),
    "link_mailed": Word("リンクをメールした", "link mailed"),
    "link_not_mailed": Word("リンクをメールできない", "link not mailed"),
    "not_removed": Word("相手のサーバーに残った", "left on the recipient's server"),
    "opened_again": Word("使用済みのリンクが開かれた", "used link opened"),
    "overdue": Word("受領の確認が期限切れ", "not acknowledged in time"),
    "planned": Word("計画", "planned"),
    "ready": Word("作成済み", "made"),
    "remade": Word("作り直し", "made anew"),
    "removed": Word("相手のサーバーから取り除いた", "removed from the recipient's server"),
    "resumed": Word("転送を再開", "transfer resumed"),
    "revoked": Word("取戻し", "called back"),
}
_OF_INQUIRY: dict[str, Word] = STEPS | {
    "template_changed": Word("ひな形を変更", "template changed"),
}
_OF_PARTY: dict[str, Word] = OF_PARTY | {
    "key_added": Word("鍵を追加", "key added"),
    "key_revoked": Word("鍵を失効", "key revoked"),
    "paper_filed": Word("書類を登録", "paper filed"),
    "paper_withdrawn": Word("書類を取下げ", "paper withdrawn"),
    "feed_added": Word("共同利用の配信を開始", "feed of joint use set up"),
    "feed_ended": Word("共同利用の配信を終了", "feed of joint use ended"),
    "file_kept": Word("証拠ファイルを保管", "evidence file kept"),
    "file_opened": Word("証拠ファイルを開いた", "evidence file opened"),
    "file_erased": Word("証拠ファイルを消去", "evidence file erased"),
    "case_asked": Word("第 4 条の事例の承認を申請", "case of clause 4 asked for"),
    "case_approved": Word("第 4 条の事例を承認", "case of clause 4 approved"),
    "case_refused": Word("第 4 条の事例を不承認", "case of clause 4 refused"),
    "case_closed": Word("第 4 条の事例を終了", "case of clause 4 closed"),
    "approval_refused": Word("申請した人による承認を拒否", "approval by whoever asked refused"),
    "data_set_fixed": Word("業務に必要な項目を決定", "items that a purpose needs fixed"),
    "data_set_ended": Word("項目の範囲を終了", "items that a purpose needs ended"),
    "recalled": Word("回収を要求", "return or deletion demanded"),
    "recall_ended": Word("回収を終了", "return or deletion certified"),
    "incident_reported": Word("事故の報告を受けた", "incident reported"),
    "incident_closed": Word("事故への対応を終了", "incident closed"),
}
_TOUCHED: dict[str, Word] = {
    "looked": Word("行を探した", "rows looked for"),
    "unreachable": Word("接続できなかった", "not reached"),
    "planned": Word("変更を計画", "changes planned"),
    "begun": Word("変更を開始", "changes begun"),
    "done": Word("変更を完了", "changes made, and read back"),
    "partial": Word("変更が一部残った", "changes made in part"),
    "blocked": Word("変更が中断", "changes stopped"),
}
_OF_REVISION: dict[str, Word] = {
    "drafted": Word("草案を登録", "draft laid down"),
    "approved": Word("草案を承認", "draft approved"),
    "approval_refused": Word("書いた人による承認を拒否", "approval by whoever wrote it refused"),
    "draft_withdrawn": Word("草案を取下げ", "draft withdrawn"),
    "withdrawn": Word("適用前の版を取下げ", "version withdrawn before it came into force"),
}
_OF_KEY: dict[str, Word] = {
    "epoch_created": Word("暗号鍵を作成", "encryption key made"),
    "epoch_retired": Word("暗号鍵の使用を終了", "encryption key used no more"),
    "epoch_destroyed": Word("暗号鍵を破棄", "encryption key destroyed"),
}
CHANGES: dict[str, dict[str, Word]] = {
    "system": _OF_SYSTEM, "hand_over": _OF_HAND_OVER, "inquiry": _OF_INQUIRY, "request": OF_REQUEST,
    "party": _OF_PARTY, "company_system": _TOUCHED, "revision": _OF_REVISION, "key": _OF_KEY,
}  # fmt: skip
"""By the kind of entry."""
