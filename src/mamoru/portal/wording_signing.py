"""The words of signing in: from a service of the company, again, by passkey, and out everywhere."""

from mamoru.faces.wording_account import ACCOUNT
from mamoru.policy.words import Word

ARRIVING: dict[str, Word] = {
    "title": Word("ログインできませんでした", "You could not be signed in"),
    "why": Word(
        "ログインを引き継げませんでした。時間が経ちすぎたか、途中でやり直された可能性があります。",
        "You could not be signed in from there. Perhaps too much time went by, or it was begun "
        "twice.",
    ),
    "again": Word("もう一度ログインする", "Sign in again"),
}
GONE: dict[str, Word] = {
    "title": Word("あなたの情報は消去されました", "What we held about you was erased"),
    "why": Word(
        "法令で保存しなければならないものを除き、当社が保有していたあなたの情報は消去されました。このページへの"
        "ログインも終了しました。残したものとその法令は、退会やご請求の控えに書かれています。",
        "It was erased but for what the law makes us keep, and with it your way in to these pages. "
        "What is kept and by which law, the paper about your leaving or your request says.",
    ),
    "follow": Word(
        "消去のご請求の番号と確認コードをお持ちの方は、回答を受け取れます。",
        "If you asked for it and have its number and code, you can take the answer.",
    ),
    "follow_it": Word("番号で状況を確かめる", "Follow it by its number"),
    "contact": Word(
        "お心当たりがないときは、お問い合わせください。", "If you did not expect this, contact us."
    ),
}
AGAIN: dict[str, Word] = {
    "title": Word("もう一度ログインしてください", "Sign in once more"),
    "why": Word(
        "ログインの方法を変えるのは、あなただけにできることです。念のため、もう一度ログインして"
        "ください。その後 5 分間は変更できます。",
        "Only you may change how you sign in. To be sure that it is you, sign in once more; for "
        "five minutes after that you can make changes.",
    ),
    "go": Word("もう一度ログインする", "Sign in again"),
}
SECURITY: dict[str, Word] = {
    "title": Word("ログインの設定", "How I sign in"),
    "lead": Word(
        "メールの確認番号と、当社のサービスからのログインは、いつでも使えます。パスキーを加えると、"
        "お使いの端末の指紋や顔、暗証番号だけでログインできます。",
        "You can always sign in by a code that we mail, or from our service. With a passkey, the "
        "fingerprint, face or PIN of your own device is enough.",
    ),
    "passkeys": Word("パスキー", "Passkeys"),
    "passkey_is": Word(
        "パスキーは、あなたの端末に保存される鍵です。当社には、あなたの指紋や顔は送られません。",
        "A passkey is a key that stays on your device. Your fingerprint or face is never sent to "
        "us.",
    ),
    **{
        one: ACCOUNT[one]
        for one in ("keys_none", "key_added", "key_add", "rename_short", "remove_short")
    },
    "everywhere": Word("すべての端末からログアウト", "Sign out everywhere"),
    "everywhere_is": Word(
        "ほかの端末やブラウザでログインしたままのものを、すべて終了します。この端末も終了します。",
        "Ends every session of yours, in other browsers and devices too, and this one.",
    ),
    "everywhere_done": Word(
        "すべての端末からログアウトしました。", "You are signed out everywhere."
    ),
}
