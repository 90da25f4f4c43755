"""The words around every page."""

from mamoru.policy.words import Word

FRAME: dict[str, Word] = {
    "skip": Word("本文へ進む", "Skip to the content"),
    "other_language": Word("English", "日本語"),
    "languages": Word("言語", "Language"),
    "menu": Word("メニュー", "Menu"),
    "portal": Word("わたしの情報", "My information"),
    "console": Word("個人情報の管理", "Privacy console"),
    "sign_in": Word("ログイン", "Sign in"),
    "sign_out": Word("ログアウト", "Sign out"),
    "security": Word("ログインの設定", "How I sign in"),
    "policy": Word("プライバシーポリシー", "Privacy policy"),
    "contact": Word("お問い合わせ", "Contact us"),
    "not_sent": Word("送信できませんでした", "This was not sent"),
    "errors": Word("入力内容をご確認ください", "Please look at what you entered"),
    "done": Word("お知らせ", "Notice"),
    "required": Word("必須", "required"),
    "js_needed": Word("この操作には JavaScript が必要です。", "This needs JavaScript."),
    "as_officer": Word("担当者としてログイン中:", "Signed in as"),
    "for_officers": Word(
        "担当者用の入口です。ご自身の情報を見たい方は",
        "This door is for officers. For your own information,",
    ),
    "to_portal": Word("こちらへ", "go this way"),
    "link_used": Word(
        "このリンクは使われたか、期限が切れています。管理者に新しいリンクを依頼してください。",
        "This link was used, or its time is over. Ask for a new one.",
    ),
    "not_allowed": Word("このページは表示できません", "This page is not for you"),
    "not_allowed_person": Word(
        "このページは、会社の担当者だけが使います。ご自身の情報は、次のページにあります。",
        "Only officers of the company use this page. Your own information is on this one:",
    ),
    "missing": Word("ページが見つかりません", "There is no such page"),
    "missing_why": Word(
        "アドレスが違うか、もうないページです。ほかの方のページは、あっても表示しません。",
        "The address is wrong, or the page is gone. Pages of somebody else are never shown.",
    ),
    "too_many": Word("少し待ってからお試しください", "Wait a little, and try again"),
    "too_many_why": Word(
        "短い間に何度も試されたため、いまは受け付けていません。数分待ってから、もう一度お試し"
        "ください。",
        "There were too many tries in a short time. Wait a few minutes, and try again.",
    ),
    "to_start": Word("はじめのページへ", "Go to the first page"),
    "not_allowed_why": Word(
        "あなたの役割では、このページを見ることも、この操作をすることもできません。",
        "Your role does not allow this page or this act.",
    ),
    "refused": Word("お受けできませんでした", "This could not be done"),
    "back": Word("前のページに戻って、もう一度お試しください。", "Go back and try again."),
    "csrf": Word(
        "ページの有効期限が切れたか、Cookie が使えないため、受け付けられませんでした。"
        "ページを読み込み直して、もう一度お試しください。",
        "The page was open too long, or cookies are off, so nothing was done. Load the page again "
        "and retry.",
    ),
    "file_lost": Word(
        "時間がたったため、ファイルは送られず、何も行われていません。もう一度選んで送ってください。",
        "It took too long: the file was not taken, and nothing was done. Choose it again, and send "
        "it.",
    ),
    "on_record": Word(
        "見たことは、あなたの名前、目的、理由とともに記録されます。",
        "That you looked is on record, with your name, the purpose and the reason.",
    ),
    "more": Word("続きを表示", "Show more"),
    "nothing": Word("該当するものはありません。", "There is nothing."),
    "filter": Word("絞り込み", "Filter"),
    "show": Word("表示", "Show"),
    "as_table": Word("表で見る", "As a table"),
}
LISTING: dict[str, Word] = {
    "filter": Word("絞り込み", "Filter"),
    "all": Word("すべて", "All"),
    "show": Word("表示", "Show"),
    "more": Word("続きを表示", "Show more"),
    "start": Word("先頭に戻る", "Back to the beginning"),
    "nothing": Word("該当するものはありません。", "There is nothing."),
    "views": Word("保存した表示", "Saved views"),
    "keep": Word("この表示を保存", "Keep this view"),
    "view_name": Word("名前", "Name"),
    "view_help": Word(
        "絞り込みと並び順だけを、あなたのために保存します。人の名前などは入れないでください。",
        "Only the filter and the order are kept, for you alone. Do not put in anybody's name.",
    ),
    "drop": Word("削除", "Remove"),
    "keys": Word("キーボード操作", "Keyboard"),
    "key_next": Word("次の行へ", "the next row"),
    "key_back": Word("前の行へ", "the row before"),
    "key_open": Word("選んだ行を開く", "open the row"),
    "key_help": Word("この説明を開く・閉じる", "open or close this"),
    "keys_off": Word("1 文字のキー操作を使わない", "Do not use single keys"),
}
