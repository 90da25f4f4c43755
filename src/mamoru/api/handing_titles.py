"""What the problems of records and joint use are called."""

from mamoru.policy.words import Word

HANDING: dict[str, Word] = {
    "record-way": Word(
        "この方法では記録を作成できません。", "The record cannot be made in this way."
    ),
    "record-incomplete": Word(
        "記録に必要な項目がありません。", "The record lacks something it must hold."
    ),
    "unknown-record-key": Word("その記録はありません。", "There is no such record."),
    "joint-statement": Word(
        "共同利用の公表文に問題があります。", "The statement of joint use has problems."
    ),
    "joint-unchanged": Word("公表済みの公表文と同じです。", "The statement was published before."),
    "invalid-feed": Word("フィードを設定できません。", "The feed cannot be set up."),
    "invalid-cursor": Word("カーソルが正しくありません。", "The cursor is not of this feed."),
    "unknown-joint-use": Word("その共同利用はありません。", "There is no such joint use."),
    "unknown-feed": Word("この鍵のフィードはありません。", "This key has no feed."),
    "beyond-joint-use": Word(
        "公表した共同利用の範囲を超えています。",
        "It is not within the joint use that was published.",
    ),
    "paper-made": Word(
        "この種類の書類は手で登録できません。", "Papers of this kind are not filed by hand."
    ),
    "joint-use-over": Word(
        "公表文に定めのない共同利用です。", "The statement names no such joint use."
    ),
    "invalid-hand-over": Word("この内容では引き渡せません。", "It cannot be handed over so."),
    "unknown-hand-over": Word("引渡しが見つかりません。", "There is no such hand-over."),
    "hand-over-state": Word("今の状態ではできません。", "The hand-over is not at this point."),
    "hand-over-elsewhere": Word("ほかの処理が進めています。", "Another process works on it."),
    "hand-over-ended": Word("引渡しは中止されました。", "The hand-over ended."),
    "own-approval": Word("計画した人は承認できません。", "Whoever planned it cannot approve it."),
    "approval-missing": Word("承認が必要です。", "Somebody else has to approve it first."),
    "nobody-left": Word("引き渡せる人がいません。", "Nobody is left who may be in it."),
    "recipient-key": Word("有効な鍵がありません。", "The party has no valid key."),
    "package-link-unknown": Word("リンクは無効です。", "No package can be taken by this link."),
    "package-link-used": Word("リンクは使用済みです。", "The link was used."),
    "package-link-unmailable": Word("リンクをメールで送れません。", "The link cannot be mailed."),
    "package-code-wrong": Word("受領の符号が違います。", "This is not the code of the package."),
    "packages-full": Word("空きがありません。", "There is no room for packages."),
    "recipient-silent": Word(
        "送り先のサーバーが受け取りません。", "The recipient's server does not take it."
    ),
}
