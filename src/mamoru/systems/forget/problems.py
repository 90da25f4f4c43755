"""What is to be said of a problem of a plan, or of what is to be known of it, in both languages."""

from mamoru.errors import Language
from mamoru.systems.forget.plan import Problem

PROBLEMS: dict[str, tuple[str, str]] = {
    "call-holds": (
        "この呼出しは、法律により残す行も消します。呼出しを分けてください。",
        "The call would take rows as well that the law keeps; they need calls of their own.",
    ),
    "call-lacks-item": (
        "呼出しの set に、この項目がありません。",
        "The call does not name this item (set).",
    ),
    "call-unsaid": (
        "この処理を行う呼出しが対応表にありません。",
        "The map names no call that does this.",
    ),
    "call-unknown": (
        "呼出し先のサービスが登録されていないか、対応表にその呼出しがありません。",
        "The service of the call is not registered, or its map has no such call.",
    ),
    "call-unnamed": (
        "呼出しに必要な識別子がありません。",
        "The call needs an identifier that is not known.",
    ),
    "check": (
        "新しい値は CHECK 制約に反します。",
        "A check constraint would not let the new values be.",
    ),
    "circle": (
        "行が互いに指し合い、NULL にできる列がないため、消去の順序が決まりません。",
        "Rows point to each other by columns that may not be NULL, so none can go first.",
    ),
    "column-unsaid": (
        "残る行の列が対応表にありません。columns に書いてください(なければ none)。",
        "The map does not say what columns of a row that stays hold; name them (or say none).",
    ),
    "key-personal": (
        "主キーまたは計算列は変更できません。",
        "A column of the key, or one that is worked out, cannot be changed.",
    ),
    "may-not-change": (
        "アカウントにこの列の更新の権限がありません。",
        "The account may not change these columns.",
    ),
    "may-not-delete": (
        "アカウントにこの表の削除の権限がありません。",
        "The account may not delete rows of this table.",
    ),
    "may-not-insert": (
        "アカウントにこの表への追加の権限がありません。",
        "The account may not add rows to this table.",
    ),
    "no-value": (
        "NULL にできず、型に合う値もありません。anonymise の to に書いてください。",
        "The column may not be NULL and no value of its type is known; write one (anonymise, to).",
    ),
    "pointed-to": (
        "他の行がこの列を指しているため、匿名化できません。",
        "Other rows point to this column, so it cannot be anonymised.",
    ),
    "pointer": (
        "NULL にできない参照の列は、匿名化できません。",
        "A column that points to another row and may not be NULL cannot be anonymised.",
    ),
    "suspension-table": (
        "停止した人の表に、キーの列がありません。",
        "The table of suspended people lacks the columns of the key.",
    ),
    "suspension-unsaid": (
        "停止の方法(suspend)が対応表にありません。",
        "The map does not say how people are suspended (suspend).",
    ),
    "system-read-only": (
        "システムは読み取り専用です(writable: true がありません)。",
        "The system can only be read: its map does not say `writable: true`.",
    ),
    "unique-value": (
        "一意の制約があり、行ごとに異なる値を作れません。",
        "An index keeps the column unique, and no value of its own can be made for each row.",
    ),
    "value-taken": (
        "他の行が同じ値を持っています。",
        "Another row has this value, which only one may have.",
    ),
    "value-unfit": (
        "値が列の型または長さに合いません。",
        "The value does not fit the type or the length of the column.",
    ),
    "view-row": ("ビューの行は消去できません。", "Rows of a view cannot be deleted."),
    "would-orphan": (
        "drop_row により、他の人の行が誰のものでもなくなります。",
        "By drop_row, rows of others would belong to nobody.",
    ),
}
WARNINGS: dict[str, tuple[str, str]] = {
    "check-unread": (
        "CHECK 制約を事前に評価できませんでした。",
        "A check constraint could not be tried beforehand.",
    ),
    "left-behind": (
        "誰のものでもない行に、本人の識別子があります。実行後も残ります。",
        "A row that nobody owns holds an identifier of the person. It will be left.",
    ),
    "search-full": (
        "識別子のある行が多すぎるため、すべては確かめられません。",
        "The identifier stands in more rows than are looked at.",
    ),
    "search-slow": (
        "識別子の検索が時間内に終わりませんでした。",
        "Searching for identifiers took longer than a statement may.",
    ),
    "triggers": (
        "トリガーがあります。その動作は計画に含まれません。",
        "There are triggers; what they do is in no plan.",
    ),
}


def message(problem: Problem, language: Language = "en") -> str:
    """Return what is to be said, without where."""
    ja, en = (PROBLEMS | WARNINGS)[problem.code]
    return ja if language == "ja" else en
