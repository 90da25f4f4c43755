"""The words of the pages about inquiries."""

from mamoru.desk.state import KINDS, InquiryState, Lane
from mamoru.policy.words import Word

STATES: dict[str, Word] = {
    InquiryState.RECEIVED: Word("未着手", "not taken yet"),
    InquiryState.ASSIGNED: Word("担当者あり", "assigned"),
    InquiryState.ANSWERED: Word("回答済み", "answered"),
    InquiryState.WAITING: Word("相手の返事待ち", "waiting for them"),
    InquiryState.CLOSED: Word("終了", "closed"),
}
LANES: dict[str, Word] = {
    Lane.DESK: Word("窓口", "desk"),
    Lane.HELD: Word("大量受信で保留", "held: a flood"),
    Lane.AUTOMATIC: Word("自動送信のメール", "automatic mail"),
}
_KINDS = (
    Word("質問", "question"), Word("苦情(法40)", "complaint (APPI 40)"),
    Word("本人からの請求", "request of a person"), Word("漏えい等の連絡", "report of a breach"),
    Word("その他", "other"),
)  # fmt: skip
KIND: dict[str, Word] = dict(zip(KINDS, _KINDS, strict=True))
CHANNELS: dict[str, Word] = {
    "web": Word("フォーム", "form"), "mail": Word("電子メール", "mail"),
    "phone": Word("電話", "telephone"), "post": Word("郵便", "post"),
    "counter": Word("窓口で", "at the counter"),
}  # fmt: skip
OUTCOMES: dict[str, Word] = {
    "answered": Word("回答して終了", "answered"), "resolved": Word("解決", "resolved"),
    "passed_on": Word("他の窓口へ引継ぎ", "passed on"),
    "no_action": Word("対応の必要なし", "nothing to be done"),
    "no_reply": Word("返信がないため終了", "no reply came"),
    "withdrawn": Word("取下げ", "withdrawn"),
    "unwanted": Word("広告など", "advertising and the like"),
}  # fmt: skip
ENDED: dict[str, Word] = {
    **OUTCOMES, "erased": Word("本人の消去により終了", "ended by erasure"),
}  # fmt: skip
DEADLINES: dict[str, Word] = {
    "late": Word("期限を過ぎた", "late"), "near": Word("期限が近い", "due soon"),
}  # fmt: skip
WHOSE: dict[str, Word] = {
    "mine": Word("自分", "mine"), "nobody": Word("担当者なし", "nobody's"),
}  # fmt: skip
STEPS: dict[str, Word] = {
    "acknowledged": Word("受付の自動返信", "acknowledged"),
    "answer_not_sent": Word("回答を送れなかった", "the answer was not sent"),
    "answer_sent": Word("回答を送信した", "the answer was sent"),
    "answered": Word("回答した", "answered"),
    "assigned": Word("担当者を決めた", "assigned"),
    "attachment_read": Word("添付ファイルを開いた", "an attachment was opened"),
    "closed": Word("終了した", "closed"),
    "duplicate_joined": Word("同じ内容をまとめた", "a repetition joined it"),
    "erased_with_person": Word("本人とともに消去した", "erased with the person"),
    "kind_chosen": Word("種類を決めた", "its kind was chosen"),
    "linked": Word("関連を付けた", "linked"),
    "message_accepted": Word("メッセージを受け入れた", "a message was let in"),
    "message_held": Word("メッセージを保留した", "a message waits"),
    "message_received": Word("メッセージを受け取った", "a message came"),
    "message_separated": Word("メッセージを別の件にした", "a message was set apart"),
    "purged": Word("内容を削除した", "content was deleted"),
    "read": Word("内容を読んだ", "read"),
    "received": Word("受け付けた", "received"),
    "released": Word("窓口に移した", "moved to the desk"),
    "reminded": Word("返信をお願いした", "reminded of our question"),
    "reopened": Word("再開した", "reopened"),
    "set_aside": Word("別にした", "set aside"),
}
SENDING: dict[str, Word] = {
    "waiting": Word("送信待ち", "to be sent"), "sending": Word("送信中", "being sent"),
    "sent": Word("送信済み", "sent"), "failed": Word("送信できず", "not sent"),
    "unclear": Word("届いたか不明", "unclear"), "bounced": Word("届かず", "bounced"),
    "refused": Word("送信が認められず", "not allowed"),
    "no_address": Word("宛先なし", "no address"),
}  # fmt: skip
QUEUE: dict[str, Word] = {
    "title": Word("問い合わせ", "Inquiries"),
    "lead": Word(
        "質問と苦情に、期限までに答えます。一覧には内容も、誰からかも表示しません。",
        "Questions and complaints, answered by their day. Lists show neither what was written nor "
        "who wrote.",
    ),
    "open": Word("終わっていない問い合わせ", "Inquiries that are not closed"),
    "every": Word("すべての問い合わせ", "All inquiries"),
    "waiting": Word("対応待ち", "Not closed"),
    "templates": Word("回答のひな形", "Templates"),
    "register": Word("苦情の記録(法40)", "Register of complaints (APPI 40)"),
    "held": Word("保留", "Held"),
    "held_why": Word(
        "短い間に多数のメールが届いたため保留したものがあります。本物かどうかを見てください。",
        "So much mail came at once that some is held. Look whether it is meant.",
    ),
    "number": Word("受付番号", "Number"),
    "kind": Word("種類", "Kind"),
    "state": Word("状態", "State"),
    "lane": Word("場所", "Lane"),
    "due": Word("回答期限", "To be answered by"),
    "deadline": Word("期限", "Deadline"),
    "assignee": Word("担当者", "Assigned to"),
    "arrived": Word("受付", "Received"),
    "mark": Word("注意", "Attention"),
    "late": Word("期限超過", "late"),
    "near": Word("期限間近", "due soon"),
    "on_hold": Word("別人のメッセージあり", "a stranger's message"),
    "withheld": Word("要配慮の確認待ち", "may be sensitive"),
    "problem": Word("送信できず", "not sent"),
    "waits": Word(
        "未着手 {received} 件・対応中 {assigned} 件・期限超過 {late} 件・保留 {held} 件・"
        "送れなかった回答 {not_sent} 件",
        "Not taken {received}, assigned {assigned}, late {late}, held {held}, answers not sent "
        "{not_sent}",
    ),
}
