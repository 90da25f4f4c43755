"""The words of the pages around the text, in both languages, and how a day is written."""

from datetime import date

from mamoru.errors import Language
from mamoru.law.citing import cited
from mamoru.policy.words import Word

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

WORDS: dict[str, Word] = {
    "skip": Word("本文へ進む", "Skip to the text"),
    "other_language": Word("English", "日本語"),
    "languages": Word("言語", "Language"),
    "contents": Word("目次", "Contents"),
    "version": Word("版", "Version"),
    "in_force": Word("施行日", "In force from"),
    "published": Word("掲載日", "Published here on"),
    "controller": Word("事業者", "Company"),
    "users": Word("対象となる方", "Whom it concerns"),
    "history": Word("制定・改定の履歴", "History"),
    "all_versions": Word("すべての版", "All versions"),
    "is_upcoming": Word("この版はまだ適用されていません。", "This version is not in force yet."),
    "is_former": Word("この版は現在適用されていません。", "This version is no longer in force."),
    "current": Word("適用中", "in force"),
    "upcoming": Word("適用前", "to come"),
    "former": Word("過去の版", "former"),
    "to_current": Word("現在の版を見る", "Read the version in force"),
    "coming": Word("改定のお知らせ", "A change is coming"),
    "coming_on": Word("新しい版が適用される日:", "A new version will be in force from"),
    "read_new": Word("新しい版を読む", "Read the new version"),
    "see_changes": Word("変更点を見る", "See what changes"),
    "changes": Word("変更点", "What changes"),
    "changes_from": Word("変更前の版", "From version"),
    "changes_to": Word("変更後の版", "To version"),
    "compare": Word("版を比べる", "Compare versions"),
    "show": Word("表示", "Show"),
    "since_before": Word("前の版からの変更点", "What changed since the version before"),
    "rules": Word("取扱いの変更", "Changes in what is done"),
    "texts": Word("文面の変更", "Changes in the words"),
    "no_changes": Word("変更はありません。", "Nothing changes."),
    "no_rule_changes": Word("取扱いの内容に変更はありません。", "Nothing changes in what is done."),
    "more_changes": Word("ほかの変更の数:", "Further changes:"),
    "before": Word("変更前", "Before"),
    "after": Word("変更後", "After"),
    "added": Word("追加", "Added"),
    "removed": Word("削除", "Removed"),
    "heading": Word("見出し", "heading"),
    "gap": Word("不足している記載", "Known gap"),
    "clauses": Word("条項", "Clauses"),
    "law": Word("関係する法令", "Law"),
    "fingerprint": Word("この文書の指紋", "Fingerprints of this text"),
    "file_hash": Word("ファイル(YAML)の SHA-256", "SHA-256 of the file (YAML)"),
    "text_hash": Word("条文全体の SHA-256", "SHA-256 of all clauses"),
    "clause_hash": Word(
        "各条文の SHA-256 は、このページの data-sha256 属性にあります。",
        "The SHA-256 of each clause stands in the data-sha256 attributes of this page.",
    ),
    "for_programs": Word("プログラム用の形式", "For programs"),
    "feed": Word("改定の配信(Atom)", "Feed of changes (Atom)"),
    "title_changes": Word("版の比較", "Comparison of versions"),
    "current_text": Word("現在のプライバシーポリシー", "The policy in force"),
}
DIRECTIONS: dict[str, Word] = {
    "widened": Word("広がります", "Wider"),
    "narrowed": Word("狭まります", "Narrower"),
    "duty_added": Word("義務が増えます", "New duty"),
    "duty_removed": Word("義務がなくなります", "Duty dropped"),
    "stated": Word("記載が変わります", "Stated anew"),
}
ASKS: dict[str, Word] = {
    "nothing": Word("", ""),
    "notice": Word("通知または公表が必要です。", "Needs a notice."),
    "consent": Word("ご本人の同意が必要です。", "Needs your agreement."),
}

TABLES: dict[str, Word] = {
    "policy title": Word("題名", "Title"),
    "policy users": Word("対象となる方", "Whom it concerns"),
    "people": Word("本人の区分", "Kind of person"),
    "data": Word("情報の種類", "Category of information"),
    "item": Word("情報の項目", "Item of information"),
    "sensitive": Word("機微情報の種類", "Kind of sensitive information"),
    "parties": Word("相手方", "Party"),
    "facts": Word("条件", "Condition"),
}
"""What a text is that stands in none of the clauses, by how the difference names it."""


def heading(cite: str, language: Language) -> str:
    """Return what a text is called above its two versions: where it stands, or what it is."""
    table, _, name = cite.partition(" ")
    for known in (cite, table):
        if known in TABLES:
            return say(TABLES, known, language)
    if name == "title":
        return f"{table} ({say(WORDS, 'heading', language)})"
    return f"{say(WORDS, 'gap', language)}: {name}" if table == "gap" else cite


def article(name: str, language: Language) -> str:
    """Return how an article of the law is cited: APPI 17(2), 個人情報保護法17条2項."""
    return cited(name, language) if language == "ja" else name


def words(language: Language) -> dict[str, str]:
    """Return the words of the pages in `language`, by name."""
    return {name: word.ja if language == "ja" else word.en for name, word in WORDS.items()}


def say(table: dict[str, Word], name: str, language: Language) -> str:
    """Return the word of `name`; the name itself where the table does not have it."""
    word = table.get(name)
    return name if word is None else word.ja if language == "ja" else word.en


def written(day: date, language: Language) -> str:
    """Return `day` as people write it."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
