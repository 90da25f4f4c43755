"""The words of answers, in Japanese and in English."""

from mamoru.policy.words import Word

TITLE = Word("{kind}のご請求への回答", "Answer to your request: {kind}")
ARRIVED = Word(
    "請求番号 {request}、到達日 {arrived}、決定日 {decided}。",
    "Request {request}, arrived on {arrived}, decided on {decided}.",
)
OUTCOMES = {
    "whole": Word("ご請求のとおり対応しました。", "Your request was met as you made it."),
    "part": Word(
        "ご請求の一部に対応しました。対応しない部分は、下記のとおりです。",
        "Your request was met in part. What was not done is said below.",
    ),
    "refused": Word("ご請求には応じられません。", "Your request cannot be met."),
    "substitute": Word(
        "ご請求の措置に代えて、あなたの権利利益を保護するために必要な措置をとりました。",
        "In place of what you asked for, other measures that protect your rights were taken.",
    ),
    "nothing_held": Word(
        "ご請求の対象となる情報は、保有していません。",
        "We hold nothing about you that your request is about.",
    ),
    "duplicate": Word(
        "同じ内容のご請求を先に受け付けているため、そちらで対応します。",
        "An earlier request of yours asks for the same. It is answered there.",
    ),
    "abandoned": Word(
        "ご請求の取下げ、又は手続が進められなかったため、対応を終えました。",
        "Your request was taken back, or could not be gone on with. It has ended.",
    ),
}
GROUND = Word("理由: {ground}({articles})", "Ground: {ground} ({articles})")
REASONS = Word("説明: {reasons}", "Explanation: {reasons}")
METHOD = Word(
    "ご希望の方法によることが困難なため、{method}により回答します。",
    "The form that you chose is difficult, so the answer is given {method}.",
)
METHODS = {
    "electronic": Word("電磁的方法", "electronically"),
    "paper": Word("書面", "on paper"),
    "other": Word("その他の方法", "in another form"),
}
FEES = {
    "paid": Word("手数料 {yen} 円({invoice})", "Fee: {yen} yen ({invoice})"),
    "waived": Word("手数料は免除しました({invoice})。", "The fee was waived ({invoice})."),
}
DESK = Word(
    "根拠: {article}。お問い合わせ・苦情の窓口: {company} {contact}",
    "Basis: {article}. For questions and complaints: {company}, {contact}",
)
PURPOSES = Word("利用目的", "Purposes of use")
CATEGORIES = Word("情報の種類", "Categories of information")
SOURCES = Word("取得元", "Where it came from")
RECIPIENTS = Word("提供先になり得る者", "Who may receive it")
LEFT_OUT = Word("開示しない項目", "What is not disclosed")
VALUES = Word("保有している情報", "What is held")
ROWS = Word("社内のデータベースにある情報", "What our databases hold")
IDENTITIES = Word("識別に用いる情報", "By what you are found")
QUARANTINED = Word("隔離中の情報", "In quarantine")
EVENTS = Word("観測した情報", "What was observed")
FILES = Word("ファイル", "Files")
TOO_LARGE = Word(
    "回答に収められるファイルは合計 {limit} MiB までです。"
    "このファイル({size} バイト)は入っていません。別途お渡ししますので、窓口にお知らせください。",
    "An answer holds {limit} MiB of files at most, so this one ({size} bytes) is not in it. Write"
    " to the desk, and it is given to you separately.",
)
GONE = Word(
    "決定の後に消去されたため、入っていません。",
    "Not in the answer: it was erased after the decision.",
)
HANDLINGS = Word("取扱いの記録", "What happened with it")
RECORDS = {
    "handed": Word("受け取った者", "Who received it"),
    "provided": Word("第三者提供の記録", "Records of provision"),
    "received": Word("第三者から受けた記録", "Records of receipt"),
}
NAME = Word("名称", "Name")
VALUE = Word("内容", "Content")
VALUE_COLUMNS = (
    Word("種類", "Category"), Word("項目", "Item"), VALUE, Word("取得元", "Source"),
    Word("取得日", "Collected"), Word("更新日", "Replaced"),
)  # fmt: skip
CHANGES = Word("訂正・追加・削除の内容", "What was corrected, added or deleted")
CHANGE_COLUMNS = (
    Word("種類", "Category"), Word("項目", "Item"), Word("措置", "What was done"),
    Word("現在の内容", "What is held now"),
)  # fmt: skip
DONE = {
    "correct": Word("訂正しました", "corrected"),
    "add": Word("追加しました", "added"),
    "delete": Word("削除しました", "deleted"),
}
NOT_CHANGED = Word("訂正・追加・削除をしない項目", "What was not corrected, added or deleted")
INQUIRIES = Word("お問い合わせと回答", "What you asked, and what was answered")
INQUIRY_COLUMNS = (
    Word("お問い合わせ番号", "Inquiry"), Word("日時", "When"), Word("発信者", "From"),
    Word("件名", "Subject"), VALUE, Word("添付ファイル", "Attachments"),
)  # fmt: skip
YOU = Word("ご本人", "you")
US = Word("当社", "us")
ERASED = Word("(消去済み)", "(erased)")
ROW_COLUMNS = (
    Word("システム", "System"), Word("表", "Table"), Word("項目", "Item"), VALUE,
    Word("経路", "How it is yours"),
)  # fmt: skip
HIDDEN = Word("(ほかの方の情報のため伏せています)", "(not shown: it is another's)")
KEPT = Word("法令により {last_day} まで保存", "kept by law until {last_day}")
HANDLING_COLUMNS = (
    Word("日時", "When"), Word("行為", "What"), Word("判断", "Decision"), Word("種類", "Category"),
    Word("利用目的", "Purpose"), Word("相手", "Recipient"), Word("条項", "Clauses"),
    Word("台帳", "Entry"),
)  # fmt: skip
ANSWERS = {
    "allow": Word("可", "allowed"),
    "refuse": Word("不可", "refused"),
    "needs": Word("根拠待ち", "needs evidence"),
    "not_covered": Word("定めなし", "not covered"),
}
OWN_ACTS = {
    "withdraw": Word("撤回", "withdrawal"),
    "review": Word("隔離中の確認", "review in quarantine"),
    "decline": Word("拒否", "refusal by the person"),
    "show_notice": Word("通知の表示", "notice shown"),
    "recall_choices": Word("選択の照会", "choices shown"),
    "hold": Word("法令による保存", "kept apart by law"),
    "search": Word("請求のための検索", "search for a request"),
    "unknown": Word("不明", "unknown"),
}
CERTIFICATE = Word("実施の証明", "Certificate")
REQUEST = Word("請求番号", "Request")
DONE_AT = Word("実施日時", "Carried out at")
ITEMS = Word("対象", "About")
EVERYTHING = Word("すべて", "everything")
