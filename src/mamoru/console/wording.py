"""The words of the officers' pages that several of them share."""

from mamoru.policy.words import Word

TODAY: dict[str, Word] = {
    "title": Word("今日", "Today"),
    "lead": Word(
        "あなたの役割で見られるもののうち、待っているものです。行を選ぶと、片付ける場所に移ります。",
        "What waits, as far as your roles let you see it. Each line leads to where it is settled.",
    ),
    "late": Word("期限を過ぎています", "Late"),
    "late_told": Word(
        "法令やポリシーの定める期限を過ぎました。", "Past a deadline of the law or the policy."
    ),
    "unusual": Word("普段と違います", "Unusual"),
    "unusual_told": Word("人の確認が必要です。", "Somebody has to look at it."),
    "waiting": Word("人を待っています", "Waiting for somebody"),
    "waiting_told": Word("人が決めるまで先に進みません。", "It goes on once somebody decides."),
    "soon": Word("期限が近づいています", "Due soon"),
    "soon_told": Word("まだ間に合います。", "There is still time."),
    "quiet": Word("待っているものはありません。", "Nothing waits."),
    "count": Word("件数", "Count"),
}
