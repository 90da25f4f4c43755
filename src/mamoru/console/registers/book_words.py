"""The words of the registers of choices, grounds, recipients abroad, disposals, transmissions."""

from mamoru.policy.words import Word

COLUMN: dict[str, Word] = {
    "choice": Word("内容", "What"), "chosen": Word("日時", "When"),
    "recipient": Word("提供先", "Recipient"), "scope": Word("対象", "About"),
    "wording": Word("文言の版", "Wording"), "channel": Word("示した場所", "Channel"),
    "method": Word("方法", "How"), "guardian": Word("法定代理人", "Guardian"),
    "withdrawn": Word("撤回", "Withdrawn"), "withdraws": Word("撤回の対象", "Takes back"),
    "stopped": Word("配信停止", "Stopped"), "decided": Word("決定", "Decided"),
    "data": Word("情報の種類", "Information"), "sensitive": Word("配慮の種類", "It is"),
    "exception": Word("例外", "Exception"), "evidence": Word("証拠", "Evidence"),
    "decided_by": Word("決定者", "Decided by"), "came": Word("受け取った場所", "Came in"),
    "entry": Word("台帳の記録番号", "Ledger ticket"), "route": Word("根拠", "Ground"),
    "papers": Word("書面", "Papers"), "looked": Word("最後の確認", "Checked"),
    "check_by": Word("次の確認期限", "Check by"), "last": Word("最後の提供", "Provided last"),
    "why": Word("理由", "Why"), "data_set": Word("対象", "What was erased"),
    "operator": Word("担当", "By"), "backups": Word("バックアップの失効", "Backups expire"),
    "module": Word("モジュール", "Module"), "service": Word("サービス", "Service"),
    "receiver": Word("送信先", "Sent to"), "sends": Word("送る情報", "What is sent"),
    "sender_purpose": Word("当社の目的", "Our purpose"),
    "recipient_purpose": Word("送信先の目的", "Their purpose"),
    "needs": Word("条件", "Sent only"), "opt_out": Word("停止の方法", "Opt out"),
    "used": Word("送信中", "In use"),
}  # fmt: skip
CHOICE: dict[str, Word] = {
    "consent": Word("同意", "consent"), "opt_in": Word("受信の同意", "opt-in to mail"),
    "agreement": Word("規約への同意", "agreement to a text"), "refusal": Word("拒否", "refusal"),
    "withdrawal": Word("撤回", "withdrawal"),
}  # fmt: skip
CHANNEL: dict[str, Word] = {
    "web": Word("ウェブ", "web"), "app": Word("アプリ", "app"), "paper": Word("書面", "paper"),
    "mail": Word("メール", "mail"), "phone": Word("電話", "telephone"),
    "counter": Word("窓口", "counter"),
}  # fmt: skip
SOURCE: dict[str, Word] = {
    "person": Word("本人の操作", "by the person"),
    "gpc": Word("ブラウザーの信号(GPC)", "signal of the browser (GPC)"),
}
WHOSE: dict[str, Word] = {
    "guardian": Word("代理人による", "by the guardian"),
    "foreign": Word("外国への提供を含む", "also abroad"),
}
CAME: dict[str, Word] = {
    "record": Word("登録・送信された情報", "what was stored of people"),
    "inquiry": Word("問い合わせ", "an inquiry"),
}
ROUTE: dict[str, Word] = {
    "designated": Word("同等と認められた国(法28(1))", "recognised country (APPI 28(1))"),
    "measures": Word("相当措置(法28(3))", "equivalent measures (APPI 28(3))"),
    "consent": Word("本人の同意(法28(2))", "consent of the person (APPI 28(2))"),
    "stores": Word("国内の相手(保存先などが外国)", "in Japan, and kept abroad"),
    "none": Word("根拠なし(渡せません)", "none: nothing may be given"),
}
DISPOSED: dict[str, Word] = {
    "leaving": Word("退会", "leaving"), "erase": Word("消去の請求", "request for erasure"),
    "delete": Word("削除の請求", "request for deletion"), "time": Word("保存期限", "its time"),
    "everything": Word("本人の情報すべて", "everything of one person"),
    "nothing": Word("なし", "nothing"),
}  # fmt: skip
WAY: dict[str, Word] = {
    "keys": Word("消去と鍵の破棄", "erased, and its key destroyed"),
    "rows": Word("消去", "erased"),
}
GONE: dict[str, Word] = {
    "values": Word("値", "values"), "identifiers": Word("識別子", "identifiers"),
    "choices": Word("選択", "choices"),
    "entries_unlinked": Word("台帳との結びつき", "ties to entries"),
    "events": Word("イベント", "events"), "visitors": Word("閲覧者", "visitors"),
    "files": Word("ファイル", "files"), "items": Word("項目", "items"),
    "holds": Word("法令による保存", "holds"), "quarantine": Word("判断待ち", "quarantined"),
    "letters": Word("手紙", "letters"), "plans": Word("計画", "plans"),
    "evidence_files": Word("証拠ファイル", "evidence files"),
    "grounds": Word("例外の根拠", "grounds"), "receipts": Word("受領の記録", "receipts"),
    "leavings": Word("退会の記録", "leavings"), "requests": Word("請求", "requests"),
    "answers": Word("回答", "answers"), "documents": Word("本人確認書類", "identity documents"),
    "inquiries": Word("問い合わせ", "inquiries"), "records": Word("提供の記録", "records"),
}  # fmt: skip
RUNS: dict[str, Word] = {
    "running": Word("実行中", "running"), "stopped": Word("警報で停止", "stopped by an alarm"),
    "done": Word("完了", "done"), "dropped": Word("取りやめ", "dropped"),
}  # fmt: skip
ALARMS: dict[str, Word] = {
    "share": Word("保有する情報に占める割合が大きい", "a large share of what is held"),
    "number": Word("これまでより件数が多い", "many more than ever before"),
    "clock_ahead": Word("時計が進みすぎている", "the clock is too far ahead"),
    "clock_back": Word("時計が戻っている", "the clock went back"),
}
LEFT: dict[str, Word] = {
    "left": Word("消去待ち", "to be erased"), "erased": Word("消去済み", "erased"),
    "closed": Word("終了", "closed"),
}  # fmt: skip
LANGUAGES: dict[str, Word] = {
    "ja": Word("日本語", "Japanese"), "en": Word("英語", "English"),
}  # fmt: skip
OPENED: dict[str, Word] = {
    "quarantined": Word("分けて置いた情報", "what was held apart"),
    "inquiry_suspect": Word(
        "問い合わせの中の要配慮個人情報", "what may be sensitive in an inquiry"
    ),
    "inquiry": Word("問い合わせの内容", "what an inquiry says"),
    "inquiry_file": Word("問い合わせの添付ファイル", "file of an inquiry"),
    "leaving_accounts": Word("退会者の行", "accounts of whoever left"),
    "party_file": Word("相手の証拠ファイル", "evidence file of a party"),
    "request_accounts": Word("請求に当てはまる行", "accounts that fit a request"),
    "request_answer": Word("請求への回答", "answer to a request"),
    "request_document": Word("本人確認書類", "identity document"),
    "request_paper": Word("本人が送った書類", "paper that the person sent"),
    "request_papers": Word("請求の書面", "what a request says"),
    "request_values": Word("請求の対象の値", "values that a request is about"),
}
USED: dict[str, Word] = {"True": Word("はい", "yes"), "False": Word("いいえ", "no")}
