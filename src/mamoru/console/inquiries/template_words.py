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
    "subject": Word("件名(日本語)", "Subject (English)"),
    "names": Word(
        "差し込めるもの(そのまま書くと、送るときに置き換わります。$ そのものは $$ と書きます)",
        "What can be filled in: written as it is here, it is replaced when sent; $$ for a dollar "
        "sign",
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
