"""What the problems of requests of people are called."""

from mamoru.policy.words import Word

REQUESTS: dict[str, Word] = {
    "invalid-request": Word("この内容の請求は受け付けられません。", "It cannot be asked for so."),
    "request-code-wrong": Word("確認番号が違います。", "This is not the number that was sent."),
    "unknown-request": Word("その請求はありません。", "There is no such request."),
    "unknown-request-kind": Word(
        "その種類の請求はありません。", "There is no such kind of request."
    ),
    "answer-link-unknown": Word(
        "受け取れる回答はありません。", "No answer can be taken by this link."
    ),
    "request-state": Word("今の段階ではできません。", "The request is not at this point."),
    "request-differs": Word(
        "このキーは別の請求に使われています。", "The key stands for another request."
    ),
    "request-elsewhere": Word("ほかの処理が請求を進めました。", "Another process went on with it."),
    "row-unseen": Word("もう一度確認してください。", "It has to be looked through anew."),
    "plan-outdated": Word("もう一度決定してください。", "It has to be decided anew."),
    "read-back-differs": Word("行ったことを読み返せません。", "What was done does not read back."),
    "answer-taken": Word("回答は受け取り済みです。", "The answer was taken."),
    "answer-not-encrypted": Word("いまは暗号化できません。", "It cannot be encrypted now."),
    "request-code-locked": Word("確認番号は使えません。", "The number cannot be used any more."),
    "identity-weak": Word(
        "より確実な本人確認が必要です。", "A stronger proof of identity is needed."
    ),
    "mandate-weak": Word("委任が及びません。", "The agent's mandate does not reach so far."),
    "fee-forbidden": Word("手数料をいただけない請求です。", "No fee can be charged for it."),
    "ground-unknown": Word("法令にない理由です。", "The law knows no such ground."),
    "ground-not-reserved": Word("ポリシーにない理由です。", "The policy reserves no such refusal."),
    "own-decision": Word("準備した人は決定できません。", "Whoever prepared it cannot decide it."),
    "account-unclear": Word(
        "誰の行か分からない場所があります。", "It is unclear whose an account of a system is."
    ),
    "place-unreachable": Word("探すべき場所に届きません。", "A place cannot be searched now."),
}
