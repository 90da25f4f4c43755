"""The words of the pages of registers."""

from mamoru.policy.words import Word

INDEX: dict[str, Word] = {
    "title": Word("記録・帳簿", "Registers"),
    "lead": Word(
        "法令とポリシーが求める記録です。画面で見るほか、CSV・Excel・PDF で渡せます。"
        "保存期限が過ぎたものは、サーバーが毎日消去し、台帳に残します。",
        "The records that law and policy ask for: as pages, CSV, Excel and PDF. What was kept for "
        "its time is erased by the server every day, which is in the ledger.",
    ),
    "law": Word("根拠", "Asked for by"),
    "period": Word("保存期間", "Kept for"),
    "own": Word("社内の帳簿", "a register of our own"),
    "unverified": Word("条文は未確認", "the article was not verified"),
}
ONE: dict[str, Word] = {
    "back": Word("記録・帳簿の一覧へ", "All registers"),
    "files": Word("ファイルで受け取る", "Take it as a file"),
    "files_why": Word(
        "渡したことは、ファイルのハッシュとともに台帳に記録します。",
        "That it was taken is on record with the file's hash.",
    ),
    "since": Word("この日から", "From this day"),
    "until": Word("この日まで", "Until this day"),
    "form": Word("形式", "Form"),
    "download": Word("ダウンロード", "Download"),
    "law": INDEX["law"], "period": INDEX["period"], "own": INDEX["own"],
    "unverified": INDEX["unverified"],
    "too_many": Word(
        "{most} 行を超えます。日を区切ってください。", "More than {most} rows: choose fewer days."
    ),
    "wrong_days": Word("最初の日が最後の日より後です。", "The first day is after the last."),
}  # fmt: skip
COLUMN: dict[str, Word] = {
    "key": Word("記録番号", "Record"), "article": Word("条文", "Article"),
    "clause": Word("条項", "Clause"), "party": Word("相手方", "Party"), "act": Word("行為", "Act"),
    "people": Word("本人の数", "People"), "first": Word("初日", "First day"),
    "last": Word("末日", "Last day"), "made": Word("作成", "Made"),
    "kept": Word("保存期限", "Kept until"), "kind": Word("種類", "Kind"),
    "state": Word("状態", "State"), "arrived": Word("受付", "Received"),
    "due": Word("期限", "Due"), "answered": Word("回答", "Answered"),
    "outcome": Word("結果", "Outcome"), "ground": Word("理由", "Ground"),
    "way": Word("方法", "Way"), "checked": Word("確認日", "Checked"),
    "by": Word("担当者", "Officer"), "closed": Word("終了", "Closed"),
    "name": Word("名称", "Name"), "country": Word("国", "Country"), "since": Word("日時", "Since"),
    "number": Word("番号", "Number"), "from": Word("開始", "From"),
    "until": Word("終了日", "Until"),
    "withdrawn": Word("取下げ", "Withdrawn"), "asked": Word("申請", "Asked"),
    "decided": Word("決定", "Decided"), "policy": Word("ポリシーの版", "Policy version"),
    "published": Word("公表", "Published"), "late": Word("遅れ", "Late"),
    "knew": Word("知った日時", "Known"), "tell_by": Word("報告期限", "To be told by"),
    "report": Word("報告の番号", "Report"), "clock": Word("保存の根拠", "Clock"),
    "at": Word("日時", "When"), "alarm": Word("警告", "Alarm"), "refused": Word("拒否", "Refused"),
    "ended": Word("終了", "Ended"), "left": Word("退会", "Left"),
    "erase_by": Word("消去期限", "Erase by"), "erased": Word("消去", "Erased"),
    "unreadable": Word("復元不能", "Unreadable"), "map": Word("マップの版", "Map"),
    "categories": Word("情報の種類", "Information"), "roles": Word("役割", "Roles"),
    "active": Word("有効", "Active"), "handle": Word("台帳での名", "Name in the ledger"),
    "language": Word("言語", "Language"), "version": Word("版", "Version"),
    "digest": Word("ハッシュ", "Hash"), "what": Word("対象", "What"),
    "purpose": Word("利用目的", "Purpose"), "reason": Word("理由", "Reason"),
    "reference": Word("根拠の番号", "Where it is shown"), "shown": Word("データベース", "Database"),
    "in_force": Word("適用開始", "In force from"), "score": Word("評価(%)", "Score (%)"),
    "passed": Word("合格", "Passed"),
}  # fmt: skip
YES_NO: dict[str, Word] = {"True": Word("はい", "yes"), "False": Word("いいえ", "no")}
