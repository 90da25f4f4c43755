"""The words of the pages about the ledger."""

from mamoru.policy.words import Word

KINDS: dict[str, Word] = {
    "handling": Word("取扱い", "handling"), "publication": Word("ポリシーの公表", "publication"),
    "revision": Word("ポリシーの改定作業", "revision"), "notice": Word("通知文の登録", "notice"),
    "key": Word("鍵", "key"), "system": Word("仕組みの変更", "installation"),
    "hand_over": Word("引渡し", "hand-over"),
    "company_system": Word("社内システム", "company's system"),
    "party": Word("提供先・委託先", "party"), "request": Word("請求", "request"),
    "inquiry": Word("問い合わせ", "inquiry"),
}  # fmt: skip
OUTCOMES: dict[str, Word] = {
    "allow": Word("認めた", "allowed"), "refuse": Word("認めない", "refused"),
    "needs": Word("証拠不足", "needs evidence"), "not_covered": Word("定めなし", "not covered"),
}  # fmt: skip
TAGS = {"allow": "good", "refuse": "bad", "needs": "warn", "not_covered": "warn"}
LIST: dict[str, Word] = {
    "title": Word("台帳", "Ledger"),
    "lead": Word(
        "個人情報の取扱いと、その判断の記録です。書き換えたり消したりすると分かる仕組みで、"
        "誰の情報かは、記録の中の乱数でしか示しません。",
        "What was done with people's information, and why it was decided. A change or a gap shows. "
        "Whose information it was is a random name in the entry.",
    ),
    "standing": Word("台帳の状態", "How the ledger stands"),
    "entries": Word("署名済みの記録", "Entries under signature"),
    "signed": Word("最新の署名", "Last checkpoint"),
    "is_signed": Word("署名と木の根が一致", "signed, and the tree has this root"),
    "not_signed": Word(
        "署名が一致しません。管理者に連絡してください",
        "the signature does not hold: tell the administrator",
    ),
    "whole": Word("最後の全件検証", "Whole verification"),
    "whole_at": Word(
        "{size} 件目まで、すべて確認済み。その後の {more} 件は署名のみ確認",
        "all {size} entries held then; of the {more} since, the signature alone is checked now",
    ),
    "continues": Word(
        "いまの台帳は、そのとき確認した内容の続きです",
        "the ledger of now continues what was verified then",
    ),
    "forked": Word(
        "いまの台帳は、そのとき確認した内容と違います。管理者に連絡してください",
        "the ledger of now is not the one that was verified then: tell the administrator",
    ),
    "never": Word(
        "まだありません。サーバーで mamoru ledger verify を実行してください。",
        "never; run mamoru ledger verify on the server.",
    ),
    "checkpoint": Word("署名の原文と検証用の鍵", "The checkpoint, and the key it is verified with"),
    "earlier": Word("それより前の署名", "Checkpoints before it"),
    "size": Word("記録の数", "Entries"),
    "none": Word("署名された記録はまだありません。", "Nothing is signed yet."),
    "find": Word("探す", "Find entries"),
    "kind": Word("種類", "Kind"),
    "act": Word("行為", "Act"),
    "outcome": Word("判断", "Outcome"),
    "purpose": Word("利用目的", "Purpose"),
    "clause": Word("条項", "Clause"),
    "clause_help": Word("例: 4(1)", "as in 4(1)"),
    "party": Word("提供先・委託先の番号", "Party"),
    "caller": Word("担当者・システム", "Officer or system"),
    "on": Word("この日まで", "Up to this day"),
    "number": Word("この番号まで", "Up to this number"),
    "search": Word("探す", "Find"),
    "any": Word("すべて", "any"),
    "wrong": Word("形が合いません。", "This has not the form that is needed."),
    "caption": Word("見つかった記録(新しい順)", "Entries, the latest first"),
    "position": Word("番号", "Number"),
    "at": Word("日時", "When"),
    "what": Word("内容", "What"),
    "clauses": Word("条項・条文", "Clauses and articles"),
    "who": Word("誰が", "Who"),
    "looked": Word(
        "{looked} 件を調べて {found} 件を表示しています。",
        "{looked} entries were looked through; {found} are shown.",
    ),
    "more": Word("これより前を探す", "Look further back"),
    "start": Word("最新に戻る", "Back to the latest"),
    "nothing": Word("この範囲に該当する記録はありません。", "Nothing in this stretch."),
    "person": Word("一人に関する記録", "Entries about one person"),
    "person_help": Word(
        "記録の中の「本人」の乱数(32 文字)です。氏名やメールアドレスでは探せません。",
        "The random name that entries have for the person: 32 characters. Names and addresses find "
        "nothing.",
    ),
    "pseudonym": Word("本人の乱数", "The person's random name"),
    "export": Word("書き出す", "Write out a range"),
    "export_why": Word(
        "書き出したことは、ファイルのハッシュとともに台帳に記録します。一度に {most} 件、"
        "証明は {receipts} 件までです。",
        "That it was written out is on record with the file's hash. {most} entries at once, "
        "{receipts} receipts.",
    ),
    "first": Word("最初の番号", "First number"),
    "last": Word("最後の番号", "Last number"),
    "form": Word("形式", "Form"),
    "jsonl": Word("JSON Lines(原文)", "JSON Lines, the entries as they are"),
    "csv": Word("CSV(表計算で安全に開ける)", "CSV, safe to open in a spreadsheet"),
    "receipts": Word("証明(レシート)つき JSON Lines", "JSON Lines with receipts"),
    "download": Word("ダウンロード", "Download"),
    "too_many": Word(
        "範囲が正しくないか、大きすぎます。", "The range is none, or it is too large."
    ),
}
ENTRY: dict[str, Word] = {
    "title": Word("台帳の記録 {number}", "Entry {number} of the ledger"),
    "pending": Word("台帳の記録(番号待ち)", "Entry without a number yet"),
    "back": Word("台帳へ", "The ledger"),
    "before": Word("前の記録", "The entry before"),
    "after": Word("次の記録", "The next entry"),
    "words": Word("判断", "The decision"),
    "needs": Word("足りなかった証拠", "Evidence that was missing"),
    "clauses": Word("判断した条項", "Clauses that decided"),
    "no_clause": Word("判断した条項はありません。", "No clause decided it."),
    "law": Word("判断した法令の条文", "Articles that decided"),
    "no_text": Word(
        "その版の本文はここにありません。", "The text of that version is not held here."
    ),
    "facts": Word("記録の内容", "What the entry holds"),
    "proof": Word("この記録が台帳にあることの証明", "Proof that the ledger holds this entry"),
    "proof_why": Word(
        "次の値をたどると、署名された木の根に着きます。記録を一文字でも変えると着きません。",
        "From the entry's hash these lead to the root that is signed; with one letter changed they "
        "do not.",
    ),
    "holds": Word("証明を確かめました", "the proof was checked now, and holds"),
    "broken": Word(
        "証明が成り立ちません。管理者に連絡してください",
        "the proof does not hold: tell the administrator",
    ),
    "not_yet": Word("番号が付くと証明できます。", "It can be proved once it has its number."),
    "receipt": Word("証明をダウンロード", "Download the receipt"),
    "raw": Word("原文", "The entry as it is"),
}
