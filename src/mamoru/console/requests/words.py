"""The words of requests: states, whom they wait for, what happened to them."""

from mamoru.policy.words import Word

STATES: dict[str, Word] = {
    "matching": Word("誰の請求かの確認", "finding whose it is"),
    "repeated": Word("重なる請求の確認", "repeated"),
    "identity": Word("本人確認", "identity check"),
    "mandate": Word("代理権の確認", "mandate"),
    "fee": Word("手数料", "fee"),
    "scope": Word("対象の指定", "scope"),
    "search": Word("探索", "search"),
    "account": Word("誰の行かの確認", "whose an account is"),
    "review": Word("内容の確認", "review"),
    "decision": Word("決定", "decision"),
    "carrying_out": Word("実施", "carrying out"),
    "reading_back": Word("実施の確認", "reading back"),
    "answering": Word("回答の作成", "writing the answer"),
    "ready": Word("回答の引渡し", "answer ready"),
    "answered": Word("回答済み", "answered"),
    "closed": Word("終了", "closed"),
    "refused": Word("応じない旨の回答で終了", "closed with a refusal"),
    "nothing_held": Word("該当なしで終了", "closed: nothing held"),
    "duplicate": Word("重複として終了", "closed as a duplicate"),
    "abandoned": Word("取下げ等で終了", "closed as taken back"),
}
WHO: dict[str, Word] = {
    "person": Word("本人", "the person"),
    "officer": Word("担当者", "an officer"),
    "decider": Word("決定する人", "a decider"),
    "worker": Word("自動処理", "the server"),
}
CHANGES: dict[str, Word] = {
    "received": Word("受け付けました", "received"),
    "set_aside": Word("重なるため、いったん止めました", "set aside, since it repeats another"),
    "resumed": Word("続けることにしました", "goes on"),
    "matched": Word("誰の請求かを決めました", "said whose it is"),
    "duplicate": Word("重複としました", "joined as a duplicate"),
    "abandoned": Word("取り下げられました", "taken back"),
    "code_sent": Word("確認番号を送りました", "a number was sent"),
    "code_failed": Word("確認番号が違いました", "a wrong number was tried"),
    "document_kept": Word("本人確認書類を預かりました", "an identity document was kept"),
    "document_erased": Word("本人確認書類を消去しました", "the identity document was erased"),
    "identified": Word("本人と確認しました", "it was shown who asks"),
    "identity_refused": Word("本人と確認できませんでした", "it was not shown who asks"),
    "mandate_shown": Word("代理権を確認しました", "the mandate was shown"),
    "fee_asked": Word("手数料を求めました", "a fee was asked"),
    "fee_paid": Word("手数料が納められました", "the fee was paid"),
    "fee_waived": Word("手数料を免除しました", "the fee was waived"),
    "scope_asked": Word("対象の指定を求めました", "asked what it is about"),
    "scope_agreed": Word("対象を決めました", "agreed what it is about"),
    "searched": Word("探索しました", "searched"),
    "accounts_unclear": Word(
        "社内システムで、どの行が本人のものか分かりません",
        "a system does not tell whose an account is",
    ),
    "account_chosen": Word("本人の行としました", "an account was said to be theirs"),
    "account_refused": Word("本人の行でないとしました", "an account was said not to be theirs"),
    "papers_read": Word("書かれた内容を読みました", "its papers were read"),
    "redacted": Word("一部を伏せました", "something was left out"),
    "reviewed": Word("確認を終えました", "reviewed"),
    "own_decision_refused": Word(
        "準備した本人による決定を断りました", "a decision by whoever prepared it was refused"
    ),
    "decided": Word("決定しました", "decided"),
    "method_chosen": Word("回答の方法を改めました", "another way of answering was chosen"),
    "carried_out": Word("実施しました", "carried out"),
    "answer_made": Word("回答を作成しました", "the answer was written"),
    "answer_failed": Word("処理に失敗しました", "work on it failed"),
    "link_made": Word("受取りのリンクを作りました", "a link to the answer was made"),
    "answer_taken": Word("回答が受け取られました", "the answer was taken"),
    "link_used_again": Word("使用済みのリンクが使われました", "a used link was tried again"),
    "answered": Word("回答しました", "answered"),
    "warned": Word("終了の予告を送りました", "warned that it will be closed"),
    "closed": Word("終了しました", "closed"),
}
OUTCOMES: dict[str, Word] = {
    "whole": Word("全部に応じる", "meet it in whole"),
    "part": Word("一部に応じる", "meet it in part"),
    "refused": Word("応じない", "refuse it"),
    "substitute": Word("代わりの措置をとる", "do something in its place (APPI 35(2))"),
    "nothing_held": Word("該当する情報がない", "nothing is held"),
    "duplicate": Word("重複", "duplicate"),
    "abandoned": Word("取下げ等", "taken back"),
}
METHODS: dict[str, Word] = {
    "electronic": Word("電子データ", "electronic"),
    "paper": Word("書面", "on paper"),
    "other": Word("その他", "otherwise"),
}
CHANNELS: dict[str, Word] = {
    "web": Word("ウェブ", "web"),
    "mail": Word("メール", "mail"),
    "post": Word("郵便", "post"),
    "phone": Word("電話", "telephone"),
    "counter": Word("窓口", "counter"),
}
BY: dict[str, Word] = {
    "person": Word("本人", "the person"),
    "agent": Word("代理人", "an agent"),
}
DOCUMENTS: dict[str, Word] = {
    "my_number_card": Word("マイナンバーカード(表面)", "My Number card, front"),
    "licence": Word("運転免許証", "driving licence"),
    "passport": Word("旅券", "passport"),
    "resident_record": Word("住民票の写し", "copy of the resident record"),
    "insurance_card": Word("資格確認書・健康保険証", "health insurance card"),
    "pension_book": Word("年金手帳等", "pension book"),
}
FEES: dict[str, Word] = {
    "asked": Word("請求中", "asked"),
    "paid": Word("納付済み", "paid"),
    "waived": Word("免除", "waived"),
}
RESULTS: dict[str, Word] = {
    "open": Word("回答待ち", "waits for its number"),
    "passed": Word("確認できた", "passed"),
    "failed": Word("確認できなかった", "failed"),
    "expired": Word("期限切れ", "expired"),
}
