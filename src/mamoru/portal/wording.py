"""The words of the person's pages."""

from mamoru.policy.words import Word

SIGN_IN: dict[str, Word] = {
    "title": Word("ログイン", "Sign in"),
    "lead": Word(
        "当社が保有するあなたの情報を確かめ、選択を変え、請求することができます。",
        "See what we hold about you, change your choices, and make requests.",
    ),
    "by_code": Word("メールで確認番号を受け取る", "Get a code by mail"),
    "by_passkey": Word("パスキーでログイン", "Sign in with a passkey"),
    "by_service": Word("当社のサービスからログイン:", "Continue from our service:"),
    "code_is": Word(
        "ご登録のメールアドレスに、数分だけ使える番号をお送りします。パスワードは要りません。",
        "We mail a number to the address we know, which works for a few minutes. There is no "
        "password.",
    ),
}
START: dict[str, Word] = {
    "title": Word("はじめに", "Start"),
    "lead": Word(
        "ここでは、当社が保有するあなたの情報と、その取扱いを確かめることができます。",
        "Here you see what we hold about you, and what was done with it.",
    ),
    "waits": Word("お知らせ", "What waits for you"),
    "asks": Word(
        "ポリシーの変更に、あなたの同意が必要なものがあります。",
        "A change of the policy asks for your agreement.",
    ),
    "requests": Word("手続き中のご請求", "Requests under way"),
    "nothing": Word("いま、していただくことはありません。", "Nothing needs you just now."),
}
PLACES: dict[str, Word] = {
    "/my/held": Word(
        "どの情報を、何のために、いつまで保有しているかが分かります。",
        "Which information we hold, what for, and until when.",
    ),
    "/my/shared": Word(
        "あなたの情報をだれが受け取り、何が行われたかを、証明とともに確かめられます。",
        "Who received your information and what was done with it, with proof.",
    ),
    "/my/choices": Word(
        "同意やお断りを、いつでも変えられます。", "Say yes or no, and change your mind at any time."
    ),
    "/my/requests": Word(
        "開示、訂正、利用停止などを請求し、進み具合を見られます。",
        "Ask for disclosure, correction or a stop, and see how far it came.",
    ),
    "/my/leave": Word(
        "退会すると何が消え、何が法令により残るかを確かめてから、手続きできます。",
        "Leave, once you have seen what is erased and what the law makes us keep.",
    ),
    "/my/policy": Word(
        "当社の約束の全文と、これまでの変更を読めます。",
        "The whole of what we promise, and how it changed.",
    ),
}
