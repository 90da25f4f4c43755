"""What happened, in words, by the codes that entries have for it."""

from mamoru.console.inquiries.words import STEPS
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
CHANGES: dict[str, dict[str, Word]] = {
    "system": _OF_SYSTEM, "hand_over": _OF_HAND_OVER, "inquiry": _OF_INQUIRY, "request": OF_REQUEST,
}  # fmt: skip
"""By the kind of entry."""
