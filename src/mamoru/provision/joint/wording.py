"""The words of the public statement around what was published."""

from datetime import date

from mamoru.errors import Language
from mamoru.policy.words import Word

WORDS: dict[str, Word] = {
    "title": Word("個人情報の共同利用について", "Joint use of personal information"),
    "skip": Word("本文へ進む", "Skip to the text"),
    "languages": Word("言語", "Language"),
    "other_language": Word("English", "日本語"),
    "policy": Word("プライバシーポリシー", "Privacy policy"),
    "contents": Word("共同利用", "Joint uses"),
    "lead": Word(
        "当社は、個人情報の保護に関する法律第27条第5項第3号に基づき、個人データを次のとおり共同して利用します。",
        "Under article 27(5)(iii) of the Act on the Protection of Personal Information, we use "
        "personal data jointly as follows.",
    ),
    "nothing": Word("共同して利用している個人データはありません。", "No data is used jointly."),
    "fact": Word("共同利用する旨", "Fact of joint use"),
    "fact_text": Word(
        "次の個人データを、次の範囲の者と共同して利用します。",
        "The data below is used jointly with the users below.",
    ),
    "items": Word("共同して利用される個人データの項目", "Items of data that are used jointly"),
    "users": Word("共同して利用する者の範囲", "Range of users"),
    "purposes": Word("利用する者の利用目的", "What the users use it for"),
    "responsible": Word("個人データの管理について責任を有する者", "Who is responsible"),
    "name": Word("氏名又は名称", "Name"),
    "address": Word("住所", "Address"),
    "representative": Word("代表者の氏名", "Representative"),
    "in_force": Word("適用の開始日", "In force from"),
    "until": Word("適用の終了日", "Ends after"),
    "version": Word("版", "Version"),
    "upcoming": Word("予定している変更", "Changes to come"),
    "upcoming_lead": Word(
        "次の内容は、それぞれの開始日から適用します。", "What follows applies from its own day on."
    ),
    "changes": Word("変更する事項", "What changes"),
    "stop": Word(
        "利用停止を請求された方の情報は、次回の引渡しから除き、共同利用者にも除いたことを伝えます。",
        "Whoever has use of their information stopped is left out of the next delivery, and the "
        "users are told that they were.",
    ),
    "for_programs": Word("プログラム用の形式", "For programs"),
}
CHANGES: dict[str, Word] = {
    "responsible": Word("責任を有する者", "who is responsible"),
    "particulars": Word("責任を有する者の名称・住所・代表者", "particulars of the one responsible"),
    "purposes": Word("利用目的", "purposes"),
    "more_items": Word("項目の追加", "more items"),
    "fewer_items": Word("項目の削除", "fewer items"),
    "more_users": Word("共同利用者の追加", "more users"),
    "fewer_users": Word("共同利用者の削除", "fewer users"),
    "range": Word("範囲", "range"),
    "until": Word("終了日", "when it ends"),
}
JAPAN = Word("日本", "Japan")
"""Where most users are; of others the code of ISO 3166-1 is shown."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def words(language: Language) -> dict[str, str]:
    """Return the words of the page in `language`, by name."""
    return {name: say(word, language) for name, word in WORDS.items()}


def say(word: Word, language: Language) -> str:
    """Return a word in one language."""
    return word.ja if language == "ja" else word.en


def written(day: date, language: Language) -> str:
    """Return `day` as people write it."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
