"""The words of the pages about people who leave."""

from mamoru.policy.words import Word

LIST: dict[str, Word] = {
    "title": Word("退会者の行の確認", "Whose accounts, of people who left"),
    "lead": Word(
        "社内システムで複数の行が識別子に当てはまるため、消去を待っている退会です。どの行が退会者のものかを"
        "決めると、消去が進みます。",
        "These wait to be erased, since their identifiers fit several accounts of a system. Say "
        "which of them is theirs, and it goes on.",
    ),
    "none": Word("待っているものはありません。", "Nothing waits."),
    "left": Word("退会", "Left"),
    "erase_by": Word("消去の期限", "To be erased by"),
    "systems": Word("システム", "Systems"),
    "see": Word("行を見て決める", "See the accounts, and settle"),
    "done": Word("記録しました。", "It is on record."),
}
ACCOUNTS: dict[str, Word] = {
    "title": Word("誰の行かの確認", "Whose accounts these are"),
    "lead": Word(
        "退会の申出や契約の記録と見比べて、退会者のものか、ほかの人のものかを、すべての行について選びます。"
        "行をまとめることはなく、一つの表から退会者のものとできるのは一つです。",
        "Hold each against what is known of whoever left, and say of every one whether it is "
        "theirs or somebody else's. Accounts are never made one: of a table one is theirs at most.",
    ),
    "told": Word(
        "決めたことは記録され、退会者のものとした行はすぐに消去されます。元に戻せません。",
        "What you say is on record, and the account that is theirs is erased at once. This cannot "
        "be undone.",
    ),
    "candidate": Word("候補", "Account"),
    "fits": Word("当てはまる識別子", "Fits by"),
    "whose": Word("誰のものか", "Whose it is"),
    "open": Word("選んでください", "choose"),
    "theirs": Word("退会者のもの", "theirs who left"),
    "other": Word("ほかの人のもの", "somebody else's"),
    "none": Word(
        "候補の行はもうありません。サーバーが 1 時間以内にもう一度探します。",
        "There is no account in question any more. A server searches again within the hour.",
    ),
    "reference": Word("根拠の番号", "Where that is shown"),
    "reference_help": Word(
        "案件や文書の番号です。氏名などの個人情報は書かないでください。",
        "A number of a case or document. Write nothing about anybody.",
    ),
    "settle": Word("記録して消去を進める", "Put on record, and erase"),
    "back": Word("戻る", "Go back"),
}
