"""What each problem is called: its title (RFC 9457, 3.1.3), the same each time it occurs.

What is to be done about it depends on the case, and so is said by the detail and not here. Errors
that only an operator can set right are called by their kind.
"""

from mamoru.api.handing_titles import HANDING
from mamoru.api.inquiry_titles import INQUIRIES
from mamoru.api.leaving_titles import LEAVING
from mamoru.api.request_titles import REQUESTS
from mamoru.errors import MamoruError
from mamoru.gate.systems.titles import OF_SYSTEMS
from mamoru.policy.words import Word

TITLES: dict[str, Word] = {
    **HANDING,
    **LEAVING,
    **REQUESTS,
    **INQUIRIES,
    **OF_SYSTEMS,
    "body-unreadable": Word("本文を読み取れません。", "The body cannot be read."),
    "body-invalid": Word("本文の形が正しくありません。", "The body does not have the right form."),
    "body-too-large": Word("本文が大きすぎます。", "The body is too large."),
    "media-unsupported": Word(
        "この種類の本文は受け付けられません。", "A body of this type cannot be taken."
    ),
    "parameter-invalid": Word(
        "パラメーターまたはヘッダーを受け付けられません。", "A parameter or header cannot be taken."
    ),
    "parameter-missing": Word("パラメーターが足りません。", "A parameter is missing."),
    "method-unknown": Word("このメソッドは使えません。", "This method cannot be used here."),
    "version-expected": Word(
        "どの版に基づく変更かが示されていません。",
        "The change does not say which version it rests on.",
    ),
    "key-missing": Word("鍵が示されていません。", "No key came with the call."),
    "address-unknown": Word("このアドレスには何もありません。", "Nothing is at this address."),
    "tile-unknown": Word("そのタイルはまだありません。", "There is no such tile yet."),
    "bodies-slow": Word(
        "本文の受信を待っている要求が多すぎます。", "Too many calls are still sending their bodies."
    ),
    "analyses-busy": Word("ほかの本文を分析しています。", "Other texts are being analysed."),
    "text-too-hard": Word(
        "時間内に分析できない本文です。", "This text cannot be analysed in the time there is."
    ),
    "ledger-files": Word("台帳のファイルを使えません。", "The files of the ledger cannot be used."),
    "events-unreadable": Word(
        "イベントとして読み取れません。", "The body cannot be read as events."
    ),
    "events-too-large": Word("イベントが大きすぎます。", "The events are too large."),
    "origin-unknown": Word(
        "このサイトからは受け付けていません。", "Events from this site are not accepted."
    ),
    "nothing-declared": Word("イベントの定義がありません。", "No events are declared here."),
    "declaration-file": Word(
        "イベントの定義に誤りがあります。", "The declarations of events have errors."
    ),
    "declaration-version": Word(
        "この版は別の内容で登録されています。", "The version was declared with another content."
    ),
    "collector-busy": Word("イベントが集中しています。", "Too many events come in."),
    "sender-limited": Word(
        "書き込みキーの上限を超えています。", "More than one write key may send."
    ),
    "declarations-moved": Word(
        "イベントの定義が変わりました。", "The declarations of events have changed."
    ),
    "party-unnamed": Word(
        "登録された提供先が示されていません。", "No party of the register is named."
    ),
    "party-merged": Word("提供先は統合されました。", "The party became part of another."),
    "party-inactive": Word("提供先は受け取れない状態です。", "The party may receive nothing."),
    "party-not-ready": Word(
        "提供先の書類が足りません。", "A paper of the party is missing, or has expired."
    ),
    "case-not-holding": Word(
        "承認済みのケースがありません。", "No approved case shows the ground."
    ),
    "beyond-scope": Word(
        "渡すことのできない項目です。", "Items are asked for that may not be handed over."
    ),
    "invalid-party": Word("提供先を登録できません。", "The party or paper cannot be kept so."),
    "invalid-key": Word("公開鍵として使えません。", "Nothing can be sealed to the key."),
    "unknown-party": Word("提供先がありません。", "There is no such party."),
    "unknown-paper": Word("書類がありません。", "There is no such paper."),
    "unknown-key": Word("鍵がありません。", "There is no such key."),
    "unknown-evidence": Word("証拠ファイルがありません。", "There is no such evidence file."),
    "unknown-case": Word("ケースがありません。", "There is no such case."),
    "unknown-data-set": Word("データの範囲がありません。", "There is no such data set."),
    "unknown-recall": Word("回収がありません。", "There is no such recall."),
    "unknown-incident": Word("事故がありません。", "There is no such incident."),
    "party-changed": Word("提供先が変更されています。", "The party has changed since."),
    "party-ended": Word("提供先の登録は終了しています。", "The party has ended."),
    "key-taken": Word("鍵は登録済みです。", "The key is registered already."),
    "case-lacking": Word("ケースに必要なものが足りません。", "The case lacks evidence."),
    "case-decided": Word("この状態のケースにはできません。", "The case is not at this point."),
    "opt-out-unreserved": Word(
        "オプトアウトによる提供は認められません。", "Provision by opting out is refused."
    ),
    "four-eyes": Word("申請した者は承認できません。", "Whoever asked cannot decide."),
    "data-set-stands": Word("項目は定められています。", "A data set stands for the purpose."),
    "recall-ended": Word("回収は終了しています。", "The recall has ended."),
    "incident-closed": Word("事故の対応は終了しています。", "The incident is closed."),
    "failed": Word("内部の問題により処理できませんでした。", "This failed for a reason inside."),
    "unknown-item": Word(
        "ポリシーにない項目があります。", "There is an item that the policy does not have."
    ),
    "invalid-value": Word(
        "値の形が正しくありません。", "A value does not have the form that it needs."
    ),
    "handling-refused": Word(
        "ポリシーまたは法令により認められません。", "Policy or law does not allow this."
    ),
    "evidence-needed": Word("証拠が必要です。", "Evidence is needed."),
    "not-covered": Word("ポリシーに定めがありません。", "The policy does not cover this."),
    "purpose-unregistered": Word(
        "登録された利用目的が示されていません。",
        "No purpose is named that the client is registered for.",
    ),
    "scope-missing": Word("鍵の権限が足りません。", "The key does not reach so far."),
    "unknown-client": Word("鍵を確認できません。", "The key is not known."),
    "closing": Word("停止処理中です。", "The server is shutting down."),
    "record-failed": Word("記録を保存できませんでした。", "The record could not be stored."),
    "outcome-unknown": Word(
        "処理されたかどうかを確認できません。", "It is not known whether this was done."
    ),
    "invalid-person": Word(
        "この内容では保存できません。", "The person cannot be stored as they were given."
    ),
    "unknown-person": Word("該当する人は見つかりません。", "There is no such person."),
    "unknown-withheld": Word(
        "隔離中の該当する情報はありません。", "There is nothing of that name in quarantine."
    ),
    "duplicate-identifier": Word(
        "識別子はすでに登録されています。", "The identifier is registered already."
    ),
    "stale-person": Word(
        "読み込み後に変更されています。", "The person was changed after they were read."
    ),
    "key-service-silent": Word(
        "鍵管理サービスが応答しません。", "The key service does not answer."
    ),
    "database-busy": Word("データベースが使用中です。", "The database is busy."),
    "database-full": Word("データベースの空き容量がありません。", "The database has no room left."),
    "invalid-choice": Word("この選択は記録できません。", "The choice cannot be recorded."),
    "unknown-choice": Word("該当する選択の記録はありません。", "There is no such choice."),
    "choice-withdrawn": Word(
        "この選択はすでに撤回されています。", "The choice has been withdrawn already."
    ),
    "invalid-notice": Word("この通知は登録できません。", "The notice cannot be registered."),
    "unknown-notice": Word("該当する通知はありません。", "There is no such notice."),
    "notice-not-shown": Word(
        "通知を事前に示した記録がありません。", "No notice is on record as shown beforehand."
    ),
    "receipt-absent": Word("この選択には受領証がありません。", "The choice has no receipt."),
    "notice-taken": Word(
        "この版の通知は別の内容です。", "This version of the notice says something else."
    ),
    "notice-stale": Word("示された通知は現行のものではありません。", "The notice is not current."),
    "unknown-file": Word("該当するファイルはありません。", "There is no such file."),
    "content-absent": Word(
        "ファイルの中身が見つかりません。", "The content of the file is missing."
    ),
    "files-waiting": Word(
        "提出を待つファイルが多すぎます。", "Too many files wait to be handed in."
    ),
    "contents-full": Word("ファイルの空き容量がありません。", "There is no room for the file."),
    "submission-differs": Word(
        "この鍵では別の内容が提出されています。", "Something else was submitted under this key."
    ),
    "submission-erased": Word(
        "この提出の内容はすでに消去されています。", "What was submitted has been erased."
    ),
    "number-not-kept": Word(
        "控えてはならない番号を含むファイルです。", "The file holds a number that may not be kept."
    ),
    "form-file": Word("様式のファイルに誤りがあります。", "The file of the form has errors."),
    "fields-refused": Word("様式に合わない欄があります。", "Some fields do not fit the form."),
    "file-type-refused": Word(
        "この種類のファイルは受け付けられません。", "Files of this type are not taken."
    ),
    "file-too-large": Word("ファイルが大きすぎます。", "The file is too large."),
    "file-cut-off": Word(
        "ファイルが最後まで届きませんでした。", "The file did not come to its end."
    ),
    "unknown-form": Word("該当する様式はありません。", "There is no such form."),
    "form-taken": Word("この版の様式は登録されています。", "This version of the form is taken."),
    "form-retired": Word("様式はすでに廃止されています。", "The form has been retired already."),
    "form-unusable": Word(
        "適用中のポリシーに合わない様式です。", "The form does not fit the policy in force."
    ),
    "notice-unfit": Word(
        "事前に示した証拠として使えない通知です。", "The notice that was shown proves nothing here."
    ),
    "mandate-unfit": Word("この委任では受け付けられません。", "The mandate does not reach this."),
    "unknown-identifier-kind": Word(
        "この種類の識別子は使えません。", "There is no such kind of identifier."
    ),
    "invalid-identifier": Word("識別子の形式が正しくありません。", "The identifier is not valid."),
    "epoch-moved": Word("鍵が更新されました。", "The keys were renewed meanwhile."),
    "body-cut-off": Word("本文が途中で切れています。", "The body was cut off."),
    "invalid-partner": Word(
        "提携先の内容を受け付けられません。", "What was said of the partner cannot be taken."
    ),
    "mapping-file": Word("列の対応表に誤りがあります。", "The mapping of the columns has errors."),
    "delivery-unreadable": Word(
        "納品ファイルを受け入れられません。", "The file of the delivery cannot be taken."
    ),
    "unknown-partner": Word("該当する提携先はありません。", "There is no such partner."),
    "unknown-origin": Word("該当する取得の経緯はありません。", "There is no such origin."),
    "unknown-delivery": Word("該当する納品はありません。", "There is no such delivery."),
    "partner-key-taken": Word("この名前はすでに使われています。", "The key is taken already."),
    "delivery-repeated": Word(
        "同じファイルを受け取り済みです。", "The same file was received before."
    ),
    "delivery-elsewhere": Word(
        "別のプロセスが処理を引き継ぎました。", "Another process goes on with the delivery."
    ),
    "delivery-state": Word(
        "この状態の納品にはできない操作です。", "The delivery is not at the point for this."
    ),
    "reader-gone": Word("読み取りの処理が終了しました。", "The reading process ended."),
    "confirmation-missing": Word(
        "受領の前に確認と記録が必要です。", "Something must be confirmed and recorded first."
    ),
    "entry-unknown": Word("そのエントリは記録にありません。", "The log has no such entry."),
    "ticket-unknown": Word("その整理番号の記録はありません。", "No entry has this ticket."),
    "version-order": Word("版の日付の順が正しくありません。", "The version is out of order."),
    "history-lost": Word(
        "改定履歴に公表済みの版がありません。", "The history leaves out a published version."
    ),
    "effective-in-past": Word("適用開始日が過ぎています。", "The date of effect is past."),
    "effective-order": Word(
        "適用開始日の順が正しくありません。", "The dates of effect are out of order."
    ),
    "revision-too-soon": Word(
        "重要な変更の告知に必要な期間がありません。",
        "There is too little time to announce an important change.",
    ),
    "nothing-changed": Word("公表済みの本文と同じです。", "This text is published already."),
    "draft-contradicts": Word("本文に矛盾があります。", "The text contradicts itself."),
    "unknown-draft": Word("その版の草案はありません。", "There is no draft of that version."),
    "draft-exists": Word("この版にはすでに草案があります。", "This version has a draft already."),
    "draft-not-approved": Word(
        "草案がまだ承認されていません。", "Nobody else has approved the draft yet."
    ),
    "own-draft": Word(
        "自分で置いた草案は承認できません。", "Whoever laid a draft down cannot approve it."
    ),
    "version-taken": Word(
        "取り下げた別の本文の版です。", "The version was another text, which was withdrawn."
    ),
    "base-moved": Word(
        "草案の後に別の版が公表されました。", "Another version was published since the draft."
    ),
    "revision-in-force": Word("すでに適用されている版です。", "The version is in force already."),
    "later-revision": Word(
        "この版を元に後の版が公表されています。", "A later version was published on top of it."
    ),
    "another-policy": Word("別のポリシーです。", "This is another policy."),
    "policy-file": Word("ポリシーのファイルに誤りがあります。", "The policy file has errors."),
    "bad-invariant": Word("不変条件を読み取れません。", "The invariant cannot be read."),
    "other-draft": Word("別のポリシーの草案です。", "The draft is of another policy."),
    "entry-field": Word(
        "記録の項目の形式が正しくありません。", "A field of the entry does not have its form."
    ),
    "tag-file": Word("タグの設定に誤りがあります。", "The tag's configuration has errors."),
    "tag-unchanged": Word("公表済みの設定と同じです。", "This configuration is published already."),
    "unknown-tag": Word(
        "タグの設定は公表されていません。", "No such configuration of the tag is published."
    ),
    "stale-choice": Word("お尋ねしている内容が変わりました。", "What is asked has changed."),
    "page-not-listed": Word(
        "このページにタグを置くことはできません。", "This page may not carry the tag."
    ),
    "too-many-choices": Word("選択の送信が多すぎます。", "Too many choices are coming in."),
    "people-mismatch": Word("記録の対象者が一致しません。", "The people do not match their entry."),
}


def title_of(error: MamoruError, kinds: tuple[type[MamoruError], ...]) -> Word:
    """Return the title of a problem: that of its code, or else what its kind says."""
    kind = next((one for one in kinds if isinstance(error, one)), MamoruError)
    return TITLES.get(error.code, Word(kind.ja, kind.en))
