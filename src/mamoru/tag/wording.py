"""The words of the public list around what the configuration says."""

from datetime import date

from mamoru.errors import Language
from mamoru.policy.words import Word

WORDS: dict[str, Word] = {
    "title": Word("外部送信の一覧", "List of external transmissions"),
    "skip": Word("本文へ進む", "Skip to the text"),
    "languages": Word("言語", "Language"),
    "other_language": Word("English", "日本語"),
    "policy": Word("プライバシーポリシー", "Privacy policy"),
    "contents": Word("送信先", "Recipients"),
    "lead": Word(
        "当社のページをご覧になると、お使いの端末に保存されている情報や閲覧の情報が、次の送信先へ送信されることがあります。"
        "送信先ごとに、送信される情報、送信先の名称、当社と送信先それぞれの利用目的をお知らせします。",
        "When you look at our pages, information on your device and about your visit may be sent "
        "to the recipients below. For each we say what is sent, to whom, and what we and the "
        "recipient use it for.",
    ),
    "nothing": Word("外部へ送信しているものはありません。", "Nothing is sent to anybody else."),
    "sends": Word("送信される情報", "What is sent"),
    "recipient": Word("送信先", "Recipient"),
    "sender_purpose": Word("当社の利用目的", "What we use it for"),
    "recipient_purpose": Word("送信先の利用目的", "What the recipient uses it for"),
    "consent": Word("送信の条件", "When it is sent"),
    "only_after": Word(
        "次の目的を許可された場合に限り送信します: ", "Only once this purpose is allowed: "
    ),
    "always": Word("ページの表示に必要なため送信します: ", "Needed to show the page: "),
    "opt_out": Word("送信先による停止の方法", "The recipient's own opt-out"),
    "recipient_policy": Word("送信先のプライバシーポリシー", "The recipient's privacy policy"),
    "cookies": Word("使用するCookie", "Cookies"),
    "module": Word("モジュール", "Module"),
    "since": Word("送信の開始日", "In use since"),
    "change": Word("選択の変更", "Changing your choice"),
    "how": Word(
        "許可と拒否は、各ページにある設定の画面でいつでも変更できます。拒否された時点で送信を止め、関係するCookieを削除します。",
        "You can allow and refuse at any time in the settings on each page. Once you refuse, "
        "nothing more is sent, and the cookies that belong to it are deleted.",
    ),
    "as_of": Word("この一覧の更新日", "This list was updated on"),
    "for_programs": Word("プログラム用の形式", "For programs"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def words(language: Language) -> dict[str, str]:
    """Return the words of the page in `language`, by name."""
    return {name: word.ja if language == "ja" else word.en for name, word in WORDS.items()}


def written(day: date, language: Language) -> str:
    """Return `day` as people write it."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
