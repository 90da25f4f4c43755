"""The words of the pages about what may be sensitive."""

from mamoru.policy.words import Word

KINDS: dict[str, Word] = {
    "race": Word("人種", "race"),
    "creed": Word("信条", "creed"),
    "social_status": Word("社会的身分", "social status"),
    "medical_history": Word("病歴", "medical history"),
    "criminal_record": Word("犯罪の経歴", "criminal record"),
    "crime_victim": Word("犯罪被害の事実", "having been a victim of a crime"),
    "disability": Word("障害", "disability"),
    "health_check": Word("健康診断の結果", "results of a health check"),
    "treatment": Word("診療・調剤", "treatment or medicines"),
    "criminal_procedure": Word("刑事手続", "criminal procedure"),
    "juvenile_procedure": Word("少年の保護手続", "juvenile procedure"),
    "union": Word("労働組合への加盟", "membership of a union"),
    "lineage": Word("門地", "lineage"),
    "domicile": Word("本籍地", "registered domicile"),
    "health": Word("保健医療", "health"),
    "sex_life": Word("性生活", "sex life"),
}
LIST: dict[str, Word] = {
    "title": Word("要配慮個人情報", "Sensitive"),
    "lead": Word(
        "病歴や信条など、とくに配慮が必要な情報かもしれないため、"
        "誰も使えない場所に分けて置いたものです。"
        "期限までに判断しなければ、消去されます。",
        "What may tell of an illness, a belief or the like is set apart from everybody. What "
        "nobody settles in time is deleted.",
    ),
    "caption": Word("判断を待つもの", "What waits to be settled"),
    "count": Word("{count} 件が待っています。", "{count} wait."),
    "inquiries_title": Word("問い合わせの中の要配慮個人情報", "Sensitive, within inquiries"),
    "inquiries": Word("問い合わせの中で待つもの", "What waits within inquiries"),
    "others": Word("問い合わせの中にも {count} 件あります", "{count} more within inquiries"),
    "stored": Word("登録・送信された情報へ({count} 件)", "To what was stored of people ({count})"),
    "inquiry": Word("問い合わせ", "Inquiry"),
    "text": Word("本文", "text"),
    "file": Word("添付ファイル", "attached file"),
    "item": Word("項目", "Item"),
    "kind": Word("可能性のある種類", "It may be"),
    "held": Word("いつから", "Since"),
    "purged": Word("消去の予定", "Deleted on"),
    "source": Word("取得元", "Came from"),
}
ITEM: dict[str, Word] = LIST | {
    "title": Word("要配慮個人情報の判断", "Settle what may be sensitive"),
    "why": Word("分けて置いた理由", "Why it was set apart"),
    "why_kind": Word(
        "{kinds}に当たる語が見つかりました。どの語かは、内容を開くと示されます。",
        "Words were found that may tell of: {kinds}. Which ones is shown once it is opened.",
    ),
    "look": Word("内容を開く", "Open it"),
    "look_why": Word(
        "判断する前に、必ず内容を確かめます。開いたことは台帳に記録されます。",
        "It has to be looked at before it is settled. That it was opened goes on record.",
    ),
    "why_inquiry": Word(
        "{kinds}に当たる語が見つかりました。", "Words were found that may tell of: {kinds}."
    ),
    "value": Word("内容(この画面でだけ表示)", "What it says (shown only here)"),
    "found": Word("見つかった語の種類", "What was found"),
    "settle": Word("判断する", "Settle it"),
    "not_looked": Word("内容を開いてから判断してください。", "Open it before you settle it."),
    "claim": Word("例外に当たるため取得する", "Collect it under an exception"),
    "claim_why": Word(
        "第 3 条の例外に当たり、その証拠がある場合です。",
        "Where an exception of clause 3 holds, and its evidence is there.",
    ),
    "clear": Word("要配慮個人情報ではない", "It is not sensitive"),
    "clear_why": Word("ふつうの情報として保存します。", "It is stored as ordinary information."),
    "purge": Word("消去する", "Delete it"),
    "purge_why": Word("いますぐ消去します。元に戻せません。", "It is deleted now, for good."),
    "exception": Word("例外", "Exception"),
    "evidence": Word("証拠の番号", "Where the evidence is"),
    "evidence_help": Word(
        "例: memo:2026-11。本人の同意は、同意の記録から確かめます。",
        "Such as memo:2026-11. Consent is looked up in the consent record.",
    ),
    "notice": Word("利用目的を示した記録の番号", "Where it is shown that purposes were told"),
    "notice_help": Word("例: notice:2022-02-04", "Such as notice:2022-02-04"),
    "unfit": Word(
        "memo:2026-11 のような番号を書いてください。", "Write a number such as memo:2026-11."
    ),
    "claimed": Word("例外として取得しました。", "It was collected under the exception."),
    "cleared": Word("ふつうの情報として保存しました。", "It was stored as ordinary information."),
    "purged_now": Word("消去しました。", "It was deleted."),
    "in_inquiry": Word(
        "問い合わせの本文として読めるようにしました。", "It can be read in its inquiry now."
    ),
    "back": Word("一覧へ", "Back to the list"),
    "sure": Word("内容を確かめました", "I have looked at it"),
}
