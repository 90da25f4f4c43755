"""The words of the policy's page for somebody it is about."""

from mamoru.policy.words import Word

POLICY: dict[str, Word] = {
    "title": Word("プライバシーポリシー", "The policy"),
    "lead": Word(
        "当社があなたの情報について約束していることです。取扱いは、すべてこの文書によって決まります。",
        "What we promise about your information. Everything we do with it is decided by this text.",
    ),
    "read": Word("全文を読む", "Read the whole text"),
    "current": Word("適用中の版", "In force"),
    "in_force": Word("施行日", "since"),
    "find": Word("本文の中を探す", "Search the text"),
    "go": Word("探す", "Search"),
    "hits": Word("見つかった箇所", "Places found"),
    "no_hits": Word("見つかりませんでした:", "Nothing was found for"),
    "clauses": Word("条項の一覧", "The clauses"),
    "since": Word("あなたが同意してから変わったこと", "What changed since you agreed"),
    "since_came": Word(
        "あなたの情報をお預かりしてから変わったこと", "What changed since you came to us"
    ),
    "base": Word("比べている版:", "Compared with version"),
    "nothing": Word("変わったことはありません。", "Nothing has changed."),
    "all_changes": Word("変更点をすべて見る", "See every change"),
    "asks": Word("あなたの同意が必要です", "Your agreement is asked for"),
    "asks_is": Word(
        "上の変更には、あなたの同意が必要なものがあります。同意されるまで、新しい取扱いはあなたの情報には"
        "行いません。同意されなくても、これまでのサービスはお使いいただけます。",
        "Something in this change needs your agreement. Until you agree, what is new is not done "
        "with your information, and what you had until now goes on.",
    ),
    "asks_first": Word(
        "この文書は、同意された方にだけ適用されます。まだ同意をいただいていません。",
        "This text applies only to those who agreed. You have not agreed to one yet.",
    ),
    "agree": Word("この版に同意する", "I agree to this version"),
    "agreed_now": Word(
        "同意を記録しました。「あなたの選択」でいつでも取り消せます。",
        "Your agreement is on record. You can take it back under “Your choices” at any time.",
    ),
    "other_by_now": Word(
        "表示されている間に版が変わりました。新しい版をお読みください。",
        "The version has changed meanwhile. Please read the new one.",
    ),
    "coming": Word("これから変わること", "What will change"),
    "coming_on": Word("適用される日:", "in force from"),
    "versions": Word("すべての版", "All versions"),
    "changes": Word("前の版との違い", "what it changed"),
    "asks_word": Word("同意が必要", "needs your agreement"),
}
