"""What the form for a new request says."""

from mamoru.policy.words import Word

NEW: dict[str, Word] = {
    "title": Word("請求を受け付ける", "Take down a request"),
    "lead": Word(
        "電話、郵便、窓口で受けた請求を記録します。受付は断れません。期限は、記録した今から数えます。",
        "A request that came by telephone, by post or at the counter. It cannot be turned away. "
        "Its time counts from now.",
    ),
    "kind": Word("請求の種類", "Kind"),
    "claim": Word("本人が示した理由", "Ground shown"),
    "claim_help": Word(
        "利用停止、消去、第三者提供の停止の場合に選びます(法35)。",
        "For suspension, erasure and the stop of provision (APPI 35).",
    ),
    "channel": Word("届いた方法", "Came by"),
    "by": Word("請求者", "Made by"),
    "email": Word("本人のメールアドレス", "Mail address of the person"),
    "email_help": Word(
        "誰の請求かを探すために使います。本人の証明にはなりません。",
        "To find whose it is. It proves nothing about who asks.",
    ),
    "person": Word("保管庫での名前(p_…)", "Their name in the vault (p_...)"),
    "person_help": Word("分かっている場合だけ。", "Only where it is known."),
    "everything": Word("すべてについての請求である", "It is about everything"),
    "items": Word("対象の情報", "About"),
    "changed": Word("訂正・追加する項目", "Item to be corrected or added"),
    "changed_help": Word("訂正・追加の場合だけ。", "For a correction or addition only."),
    "value": Word("正しい内容", "What it is to be"),
    "text": Word("請求の内容", "What they ask"),
    "text_help": Word(
        "請求ごとの鍵で封をして保存します。", "Sealed under a key of this request alone."
    ),
    "name": Word("氏名", "Name"),
    "address": Word("住所", "Address"),
    "phone": Word("電話番号", "Telephone"),
    "method": Word("回答の方法", "Answer wanted"),
    "language": Word("回答の言語", "Language of the answer"),
    "said_on": Word("本人が請求したという日", "Day on which they say they made it"),
    "said_on_help": Word("期限はこの日からは数えません。", "No clock counts from it."),
    "receive": Word("受け付ける", "Take it down"),
    "done": Word("受け付けました。", "It was received."),
    "back": Word("請求の一覧", "All requests"),
}
