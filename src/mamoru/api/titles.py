"""What each problem is called: its title (RFC 9457, 3.1.3), the same each time it occurs.

What is to be done about it depends on the case, and so is said by the detail and not here. Errors
that only an operator can set right are called by their kind.
"""

from mamoru.errors import MamoruError
from mamoru.policy.words import Word

TITLES: dict[str, Word] = {
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
    "unknown-identifier-kind": Word(
        "この種類の識別子は使えません。", "There is no such kind of identifier."
    ),
    "invalid-identifier": Word("識別子の形式が正しくありません。", "The identifier is not valid."),
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
    "origin-unknown": Word(
        "このページからの送信は受け付けていません。", "Nothing is taken from this page."
    ),
    "too-many-choices": Word("選択の送信が多すぎます。", "Too many choices are coming in."),
    "people-mismatch": Word("記録の対象者が一致しません。", "The people do not match their entry."),
}


def title_of(error: MamoruError, kinds: tuple[type[MamoruError], ...]) -> Word:
    """Return the title of a problem: that of its code, or else what its kind says."""
    kind = next((one for one in kinds if isinstance(error, one)), MamoruError)
    return TITLES.get(error.code, Word(kind.ja, kind.en))
