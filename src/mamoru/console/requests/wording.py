"""What the pages of requests say."""

from mamoru.policy.words import Word

QUEUE: dict[str, Word] = {
    "new": Word("請求を受け付ける", "Take down a request"),
    "title": Word("請求", "Requests"),
    "lead": Word(
        "本人からの開示、訂正、利用停止などの請求(ポリシー第 7 条)です。急ぐものから並びます。",
        "Requests of people for disclosure, correction, suspension and so on (clause 7), the most "
        "urgent first.",
    ),
}
ONE: dict[str, Word] = {
    "title": Word("請求", "Request"),
    "next": Word("次にすること", "What to do next"),
    "nothing_to_do": Word(
        "今、あなたにできることはありません。", "There is nothing for you to do now."
    ),
    "waits_for": Word("待っている相手", "Waits for"),
    "due": Word("期限", "Due"),
    "late": Word("期限を過ぎています", "late"),
    "soon": Word("期限が近づいています", "due soon"),
    "dead": Word(
        "自動処理に失敗し、止まっています", "The server's work on it failed, and it stands still"
    ),
    "facts": Word("請求の内容", "What is asked"),
    "kind": Word("種類", "Kind"),
    "law": Word("根拠となる条文", "Articles"),
    "claim": Word("本人が示した理由", "Ground shown"),
    "state": Word("段階", "State"),
    "arrived": Word("受付", "Arrived"),
    "by": Word("請求者", "Made by"),
    "channel": Word("届いた方法", "Came by"),
    "method": Word("回答の方法", "Answer wanted"),
    "items": Word("対象", "About"),
    "everything": Word("すべて", "everything"),
    "person": Word("対象の人", "Person"),
    "nobody": Word("保有する人の中にいません", "nobody who is held"),
    "candidates": Word("候補", "Candidates"),
    "joins": Word("重なる請求", "Repeats"),
    "excessive": Word("短期間に多数の請求があります", "unusually many came lately"),
    "identity": Word("本人確認", "Identity"),
    "verified": Word("確認済み", "shown"),
    "not_verified": Word("未確認", "not shown yet"),
    "strength": Word("強さ", "strength"),
    "needed": Word("必要な強さ", "needed"),
    "checks": Word("本人確認の記録", "Identity checks"),
    "fee": Word("手数料", "Fee"),
    "yen": Word("円", "yen"),
    "found": Word("見つかったもの", "What was found"),
    "place": Word("場所", "Place"),
    "rows": Word("件数", "Rows"),
    "vault": Word("保管庫", "vault"),
    "problem": Word("問題", "Problem"),
    "plan": Word("実施の計画と結果", "Plan and result"),
    "no_plan": Word("計画なし", "no plan"),
    "left_out": Word("伏せる箇所", "Left out"),
    "decided": Word("決定", "Decision"),
    "ground": Word("理由", "Ground"),
    "answered": Word("回答", "Answered"),
    "kept_until": Word("記録の保存期限", "Record kept until"),
    "history": Word("経過", "History"),
    "entry": Word("台帳の記録番号", "ledger ticket"),
    "see": Word("内容を見る", "See what it holds"),
    "papers": Word("書かれた内容を読む", "Read what was written"),
    "values": Word("保有する値を見て、確認する", "See the values, and review"),
    "accounts": Word(
        "候補の行を見て、誰のものかを決める", "See the accounts in question, and say whose they are"
    ),
    "accounts_help": Word(
        "社内システムの複数の行が、この請求に当てはまります。書類などと見比べて決めるまで、先に進みません。",
        "Several accounts of a system fit this request. It waits until somebody has said, by what "
        "was shown, which is this person's.",
    ),
    "answer_file": Word("回答を印刷用に取り出す", "Take out the answer to print it"),
    "document": Word("本人確認書類を見る", "See an identity document"),
    "document_help": Word(
        "番号などは隠して保存されています。確認が終わると消去されます。",
        "Numbers in its text are masked. It is erased once the check is over.",
    ),
    "added": Word("本人が送った書類({number} 件目)", "A paper that was sent ({number})"),
    "added_help": Word(
        "ファイルとして渡します。ブラウザーの中では開きません。",
        "It is given as a file, and never opened within the browser.",
    ),
    "own": Word(
        "あなたはこの請求の準備をしたため、この決定はできません。別の担当者が決定してください。",
        "You prepared this decision, so you cannot take it. Another officer has to.",
    ),
    "cannot_undo": Word("元に戻せません。", "This cannot be undone."),
    "undo": Word("元に戻すには", "To undo it"),
    "back": Word("請求の一覧", "All requests"),
    "done": Word("記録しました。", "It is on record."),
    "for_person": Word("この人の情報", "the person"),
}
PAPERS: dict[str, Word] = {
    "title": Word("書かれた内容", "What was written"),
    "nothing": Word("書かれたものはありません。", "Nothing was written."),
    "text": Word("請求の本文", "The request"),
    "contact": Word("連絡先", "How to reach them"),
    "values": Word("訂正・追加の内容", "What items are to be"),
    "identifiers": Word("示された識別子", "Identifiers given"),
    "note": Word("調査の結果", "What the investigation found"),
    "reasons": Word("本人に示す理由", "Reasons for the person"),
    "accounts": Word("誰の行か", "Whose accounts are"),
    "theirs": Word("本人のもの", "this person's"),
    "others": Word("ほかの人のもの", "somebody else's"),
    "back": Word("請求に戻る", "Back to the request"),
    "once": Word(
        "この表示は 1 回だけです。読み込み直すと、もう一度記録されます。",
        "This is shown once. Loading it anew is another look, and on record.",
    ),
}
VALUES: dict[str, Word] = {
    "title": Word("内容の確認", "Review"),
    "lead": Word(
        "ほかの人の権利利益を害するおそれなどがあるものは、法の定める理由を選んで伏せます。"
        "伏せた人は、この請求の決定をすることができません。",
        "What would harm others, for instance, is left out on a ground of the law. Whoever leaves "
        "something out cannot decide this request.",
    ),
    "item": Word("項目", "Item"),
    "value": Word("値", "Value"),
    "source": Word("取得元", "From"),
    "since": Word("取得", "Collected"),
    "former": Word("過去の値", "former value"),
    "sensitive": Word("要配慮", "sensitive"),
    "leave_out": Word("伏せる理由", "Leave out on"),
    "shown": Word("伏せない", "shown"),
    "inquiry": Word("お問い合わせ", "Inquiry"),
    "row": Word("行", "Row"),
    "place": Word("社内システム", "System"),
    "hidden": Word("本人に見せない列", "Columns not shown"),
    "must_see": Word("確認が必要", "has to be looked at"),
    "note": Word("調査の結果", "What the investigation found"),
    "note_help": Word(
        "請求ごとの鍵で封をして保存します。", "Sealed under the key of this request."
    ),
    "preview": Word("本人に見える内容を確かめる", "See what the person will see"),
    "preview_title": Word("本人に見える内容", "What the person will see"),
    "finish": Word("確認を終え、決定に進める", "Finish the review"),
    "finish_told": Word(
        "伏せる箇所と調査の結果を記録し、決定を待つ段階に進めます(法33(2)、法34(2))。"
        "元に戻せません。",
        "Keeps what is left out and what was found, and lets the request wait for its decision "
        "(APPI 33(2), 34(2)). This cannot be undone.",
    ),
    "nothing": Word("対象となる値はありません。", "There is no value that it is about."),
    "back": Word("請求に戻る", "Back to the request"),
}
ACCOUNTS: dict[str, Word] = {
    "title": Word("候補が誰のものかの確認", "Whose accounts these are"),
    "lead": Word(
        "本人確認の書類などと見比べて、本人のものか、ほかの人のものかを選びます。決めない候補はそのまま残ります。"
        "候補をまとめることはなく、一つの表から本人のものとできるのは一つです。",
        "Hold each against what was shown, and say whether it is this person's or somebody else's. "
        "What you leave open stays open. Accounts are never made one: of a table one is theirs at "
        "most.",
    ),
    "told": Word(
        "決めたことは記録され、社内システムをもう一度探します。決めた人だけでは、応じない決定はできません。",
        "What you say is on record, and the systems are searched again. Whoever said it does not "
        "refuse the request alone.",
    ),
    "fits": Word("当てはまる識別子", "Fits by"),
    "whose": Word("誰のものか", "Whose it is"),
    "open": Word("まだ決めない", "not said yet"),
    "theirs": Word("本人のもの", "this person's"),
    "other": Word("ほかの人のもの", "somebody else's"),
    "none": Word(
        "候補はありません。そのまま記録すると、もう一度探します。",
        "There is no account in question. Go on, and the systems are searched again.",
    ),
    "reference": Word("根拠の番号", "Where that is shown"),
    "reference_help": Word(
        "文書や記録の番号です(英数字と : . _ / # -)。氏名などは書かないでください。",
        "An id of a document or record: letters, digits and : . _ / # -. Nothing about anybody.",
    ),
    "candidate": Word("候補", "Account"),
    "unfit": Word(
        "記録できませんでした。{reason}。もう一度開いて、選び直してください。",
        "Nothing was kept: {reason}. Open the accounts again, and choose anew.",
    ),
    "settle": Word("記録して、探し直す", "Keep it, and search again"),
    "back": Word("請求に戻る", "Back to the request"),
}
ONCE: dict[str, Word] = {
    "title": Word("一度だけ表示します", "Shown this once"),
    "lead": Word(
        "このページを離れると、もう表示されません。", "Once you leave this page, it is gone."
    ),
    "back": Word("請求に戻る", "Back to the request"),
}
