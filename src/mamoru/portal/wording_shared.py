"""The words of what was done with a person's information, and of checking it."""

from mamoru.policy.words import Word

SHARED: dict[str, Word] = {
    "title": Word("取扱いの記録", "Who received it, and what was done"),
    "lead": Word(
        "あなたの情報に触れた取扱いを、新しい順に示しています。認められなかったものも載ります。記録は"
        "あとから書き換えられない台帳にあり、一件ずつ受領証で確かめられます。",
        "Every time your information was touched, the newest first, refusals included. The record "
        "stands in a ledger that cannot be rewritten; a receipt lets you check each entry.",
    ),
    "nothing": Word("まだ記録はありません。", "Nothing is on record yet."),
    "data": Word("情報の種類", "Information"),
    "items": Word("渡した項目", "What was handed over"),
    "purpose": Word("利用目的", "For"),
    "recipient": Word("受け取った相手", "Received by"),
    "country": Word("国", "country"),
    "clause": Word("根拠となる条項", "By"),
    "receipt": Word("受領証を保存", "Save the receipt"),
    "check": Word("自分で確かめる", "Check it yourself"),
    "waits": Word(
        "この記録は台帳に置かれる途中です。数秒後にもう一度お試しください。",
        "This entry is on its way into the ledger. Please try again in a few seconds.",
    ),
    "looks": Word("あなたがこのページなどを見た記録", "You looked at your own pages"),
    "times": Word("回", "times"),
    "more": Word("もっと前の記録", "Earlier entries"),
    "newest": Word("最新の記録に戻る", "Back to the newest"),
    "receipt_is": Word(
        "受領証は、その記録が台帳にあることを、当社を信じなくても確かめられる証明です。",
        "A receipt proves that the entry is in the ledger, without having to trust us.",
    ),
}
JAPAN = Word("日本", "Japan")
DEEDS: dict[str, Word] = {
    "other": Word("台帳への記録", "an entry"),
    "own_look": Word("あなたご自身による閲覧", "You looked"),
    "withdraw": Word("選択の撤回", "you took a choice back"),
    "review": Word("機微情報の確認", "a check of what may be sensitive"),
    "decline": Word("拒否の意思表示", "you said no"),
    "show_notice": Word("お知らせの表示", "a notice was shown"),
    "recall_choices": Word("選択の表示", "your choices were shown"),
    "hold": Word("法令による保存", "kept because the law requires it"),
    "search": Word("ご請求のための検索", "a search for your request"),
}
OUTCOMES: dict[str, Word] = {
    "allow": Word("認められました", "allowed"),
    "refuse": Word("認められませんでした", "refused"),
    "needs": Word("根拠が足りず、行いませんでした", "not done: evidence was missing"),
    "not_covered": Word("定めがなく、行いませんでした", "not done: the policy is silent"),
}
CHECK: dict[str, Word] = {
    "title": Word("自分で確かめる", "Check it yourself"),
    "lead": Word(
        "受領証をこのブラウザの中で確かめます。受領証はどこにも送られません。",
        "A receipt is checked here, in your own browser. It is sent nowhere.",
    ),
    "this": Word("この記録を確かめる", "Check this entry"),
    "file": Word("保存した受領証を選ぶ", "Choose a receipt that you saved"),
    "key": Word("台帳の検証鍵", "The ledger's verifier key"),
    "key_is": Word(
        "この鍵が本物かどうかは、当社のほかの掲載場所や、知人に表示される鍵と見比べてください。同じで"
        "あれば、あなたにだけ別の台帳を見せているのではないと分かります。",
        "Compare this key with one that you got elsewhere, or that somebody else is shown. If they "
        "are the same, we are not showing you a ledger of your own.",
    ),
    "means": Word("確かめると分かること", "What it means when a receipt holds"),
    "means_1": Word(
        "その記録は、一文字も変わらずに台帳にあります。",
        "The entry stands in the ledger, unchanged to the letter.",
    ),
    "means_2": Word(
        "台帳のその時点の全体に、鍵の持ち主が署名しています。",
        "Whoever holds the key has signed the ledger as it was then.",
    ),
    "means_not": Word("分からないこと", "What it does not mean"),
    "means_not_1": Word(
        "記録に書かれた取扱いが正しかったかどうか。", "That what was done was right."
    ),
    "means_not_2": Word(
        "記録されなかった取扱いがないかどうか。",
        "That nothing was done without being recorded.",
    ),
    "by_hand": Word("JavaScript を使わずに確かめる", "Without JavaScript"),
    "by_hand_is": Word(
        "受領証を保存し、Mamoru のコマンドで確かめられます。データベースは要りません。",
        "Save the receipt and check it with Mamoru's command line. It needs no database.",
    ),
    "good": Word(
        "正しい受領証です。この記録の番号と、台帳にある記録の数:",
        "The receipt holds. Number of this entry, and how many the ledger has:",
    ),
    "unsigned": Word(
        "記録が台帳にあることは正しいのですが、このブラウザは署名(Ed25519)を確かめられません。下の"
        "コマンドをお使いください。",
        "The entry leads to the ledger's head, but this browser cannot check the signature "
        "(Ed25519). Use the command below.",
    ),
    "bad": Word(
        "この受領証は正しくありません。記録か受領証が変えられています。",
        "This receipt does not hold. The entry or the receipt was changed.",
    ),
    "bad_key": Word(
        "この受領証は、上の鍵で署名されていません。",
        "This receipt is not signed by the key above.",
    ),
    "unreadable": Word("受領証として読めません。", "This cannot be read as a receipt."),
    "working": Word("確かめています…", "Checking…"),
}
