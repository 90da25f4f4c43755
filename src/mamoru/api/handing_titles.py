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
    "joint-use-over": Word(
        "公表文に定めのない共同利用です。", "The statement names no such joint use."
    ),
}
