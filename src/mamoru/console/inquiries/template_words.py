"""The words of the pages about templates of answers."""

from mamoru.policy.words import Word

TEMPLATE: dict[str, Word] = {
    "title": Word("回答のひな形", "Templates of answers"),
    "lead": Word(
        "変えた内容は次の回答から使います。前の版は残り、変えたことは台帳に記録します。",
        "A change holds from the next answer on. Earlier versions stay, and the change is on "
        "record.",
    ),
    "name": Word("ひな形", "Template"),
    "version": Word("版", "Version"),
    "built_in": Word("最初のまま", "as it came"),
    "names": Word("差し込めるもの", "What can be filled in"),
    "names_why": Word(
        "左のとおりに書いたところが、送るときに右の内容に置き換わります。"
        "$ そのものは $$ と書きます。",
        "Where it is written as on the left, it is replaced by what stands on the right when it is "
        "sent. A dollar sign is written $$.",
    ),
    "subject_ja": Word("件名(日本語)", "Subject in Japanese"),
    "subject_en": Word("件名(英語)", "Subject in English"),
    "body_ja": Word("本文(日本語)", "Text in Japanese"),
    "body_en": Word("本文(英語)", "Text in English"),
    "save": Word("新しい版として保存", "Keep as a new version"),
    "changed": Word("ひな形を変えました。", "The template is changed."),
    "back": Word("問い合わせの一覧へ", "All inquiries"),
    "all": Word("ひな形の一覧へ", "All templates"),
}
FILLS: dict[str, Word] = {
    "number": Word("受付番号", "number of the inquiry"),
    "company": Word("当社の名称", "name of the company"),
    "contact": Word("窓口の連絡先", "how to reach the desk"),
    "received_on": Word("受け付けた日", "day on which it was received"),
    "due_on": Word("回答を予定する日", "day by which it is answered"),
    "url": Word("お問い合わせのページのアドレス", "address of the page for inquiries"),
    "text": Word("担当者が書いた回答の本文", "what the officer writes as the answer"),
}
"""By the names in `mamoru.desk.templates.FILLED`."""
