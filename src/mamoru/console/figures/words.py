"""The words of the page of figures."""

from mamoru.console.figures.counting import (
    CHOICES,
    GIVEN,
    HANDLINGS,
    INQUIRIES,
    REFUSALS,
    REQUESTS,
)
from mamoru.gate.asking import DECLINE, WITHDRAW
from mamoru.policy.words import Word

FIGURES: dict[str, Word] = {
    "title": Word("統計", "Figures"),
    "lead": Word(
        "台帳の記録を日ごとに数えたものです。誰の情報かは含まれないため、少ない数もそのまま示します。",
        "Entries of the ledger, counted by day. They are about nobody, so small counts stand as "
        "they are.",
    ),
    "span": Word("期間", "Span"),
    "month": Word("この 30 日(日ごと)", "30 days, by day"),
    "year": Word("この 12 か月(月ごと)", "12 months, by month"),
    "counted": Word(
        "台帳の {size} 件まで数えました({at})。残りはサーバーが順に数えます。",
        "Counted up to entry {size} of the ledger ({at}); the server goes on by itself.",
    ),
    "never": Word(
        "まだ数えていません。サーバーが順に数えます。",
        "Nothing is counted yet; the server does so by itself.",
    ),
    "total": Word("合計", "Total"),
    "over_time": Word("推移", "Over time"),
    "by_kind": Word("内訳", "By kind"),
    "when": Word("時期", "When"),
    "count": Word("件数", "Count"),
    "what": Word("種類", "Kind"),
    "described": Word(
        "{title}: {first} から {last} まで、合計 {total} 件、最大 {most} 件",
        "{title}: from {first} to {last}, {total} in all, at most {most}",
    ),
    "nothing": Word("この期間にはありません。", "Nothing in this span."),
}
SUBJECTS: dict[str, tuple[Word, Word]] = {
    REQUESTS: (
        Word("本人からの請求", "Requests of people"),
        Word("開示・訂正・利用停止などの請求を受け付けた数。",
             "Requests to disclose, correct, stop and so on that were received."),
    ),
    CHOICES: (
        Word("同意と選択", "Choices"),
        Word("本人が同意し、断り、取りやめた数。", "How often people agreed, declined, took back."),
    ),
    REFUSALS: (
        Word("認めなかった取扱い(条項別)", "Handlings that were not allowed, by clause"),
        Word("認めないと判断した条項の数。一件に複数の条項があれば、それぞれに数えます。",
             "How often each clause said no; one handling may have several."),
    ),
    INQUIRIES: (
        Word("問い合わせ", "Inquiries"),
        Word("質問や苦情を受け付けた数。", "Questions and complaints that were received."),
    ),
    HANDLINGS: (
        Word("取扱い(判断別)", "Handlings, by outcome"),
        Word("台帳に記録したすべての判断の数。", "Every decision on record."),
    ),
}  # fmt: skip
CHOSEN: dict[str, Word] = {
    GIVEN: Word("同意・選択した", "agreed or chose"), DECLINE: Word("断った", "declined"),
    WITHDRAW: Word("取りやめた", "took back"),
}  # fmt: skip
