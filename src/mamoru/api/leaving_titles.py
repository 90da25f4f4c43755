"""What the problems of leaving, of holds and of erasing by time are called."""

from mamoru.policy.words import Word

LEAVING: dict[str, Word] = {
    "unknown-hold": Word("その保存分はありません。", "There is no such hold."),
    "holds-file": Word("保存義務のファイルに誤りがあります。", "The file of holds has errors."),
    "holds-unchanged": Word("公表済みの保存義務と同じです。", "This file is published already."),
    "unknown-leaving": Word("その退会はありません。", "There is no such leaving."),
    "unknown-told": Word("その依頼はありません。", "Nobody was told under this name."),
    "leaving-unfinished": Word("消去が済んでいません。", "The person is not erased yet."),
    "leaving-not-unclear": Word("決めるべき行はありません。", "There is no account to be settled."),
    "accounts-unsaid": Word(
        "行についての指定を受け付けられません。", "It cannot be said so of the accounts."
    ),
    "already-confirmed": Word("確認済みです。", "It is confirmed already."),
    "unknown-run": Word("その消去の処理はありません。", "There is no such run."),
    "run-not-stopped": Word("判断を待っていません。", "The run does not wait for anybody."),
    "own-confirmation": Word(
        "続行を求めた人は確認できません。", "Whoever asked to go on cannot confirm it."
    ),
}
