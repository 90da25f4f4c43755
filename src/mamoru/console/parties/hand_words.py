"""The words of the pages about hand-overs."""

from mamoru.console.parties.words import PAGES
from mamoru.policy.words import Word

HANDS: dict[str, Word] = PAGES | {
    "title": PAGES["hands"],
    "lead": Word(
        "誰の何を、どの根拠で、どの相手に渡すか。計画し、別の担当者が承認し、封をして渡し、受領を確かめます。",
        "Whose what is handed to whom on which ground: planned, approved by somebody else, sealed, "
        "delivered and acknowledged.",
    ),
    "caption": Word("引渡し", "Hand-overs"),
    "plan": Word("引渡しを計画する", "Plan a hand-over"),
    "hand": Word("番号", "Number"),
    "party": Word("相手", "To"),
    "act": Word("種類", "Kind"),
    "state": Word("状態", "State"),
    "people": Word("人数", "People"),
    "planned": Word("計画", "Planned"),
}
HAND: dict[str, Word] = HANDS | {
    "title": Word("引渡し", "Hand-over"),
    "case": Word("根拠", "Grounds"),
    "purpose": Word("利用目的", "Purpose"),
    "items": Word("項目", "Items"),
    "whose": Word("対象者", "About whom"),
    "everybody": Word("保有する全員", "everybody who is held"),
    "some": Word("指定した人", "people who were named"),
    "expected": Word("認められる人数", "Allowed of"),
    "of": Word("{expected} 人({seen} 人を確認)", "{expected} people ({seen} looked at)"),
    "answers": Word("判定の内訳", "How it was answered"),
    "answer": Word("答え", "Answer"),
    "allowed": Word("渡せる", "allowed"),
    "refused": Word("渡せない", "refused"),
    "sample": Word("見本(伏せ字)", "A sample, masked"),
    "sample_why": Word(
        "値は開いていません。長さだけを伏せ字で示します。",
        "No value was opened: the marks show the lengths only.",
    ),
    "row": Word("{count} 人目", "person {count}"),
    "timeline": Word("経過", "What happened"),
    "planned_by": Word("計画しました", "Planned"),
    "approved_by": Word("承認しました", "Approved"),
    "waits_approval": Word(
        "別の担当者の承認を待っています", "Waits for the approval of somebody else"
    ),
    "begun": Word("作成を始めました", "Began to be made"),
    "ready": Word(
        "封をしました({parts} 個のファイル、{people} 人)", "Sealed: {parts} files, {people} people"
    ),
    "delivered": Word(
        "相手が受け取りました({arrived} 人)", "The recipient got it ({arrived} people)"
    ),
    "acknowledge_by": Word("受領確認の期限", "To be acknowledged by"),
    "overdue": Word("受領の確認がないまま期限を過ぎました", "Nobody acknowledged it in time"),
    "acknowledged": Word("受領が確認されました", "Acknowledged"),
    "expires": Word("受け取れる期限", "Can be taken until"),
    "ended": Word("終了しました", "Ended"),
    "opened_again": Word(
        "使用済みのリンクが {count} 回開かれました", "A used link was opened {count} times"
    ),
    "mail": Word("リンクのメール", "Mail with the link"),
    "problem": Word("問題", "Problem"),
    "removed": Word(
        "相手のサーバーから消えたことを確かめました", "Seen to be gone from the recipient's server"
    ),
    "not_removed": Word(
        "相手のサーバーに残っている可能性があります", "It may still lie on the recipient's server"
    ),
    "to_see": Word(
        "{seen} / {to_see} 人を確認しています", "{seen} of {to_see} people looked at so far"
    ),
    "approve": Word("承認する", "Approve"),
    "approve_why": Word(
        "根拠、項目、人数を確かめてから承認してください。",
        "Look at the ground, the items and the number first.",
    ),
    "own": Word(
        "自分で計画した引渡しは、自分では承認できません。",
        "You planned this, so somebody else has to approve it.",
    ),
    "make": Word("作成する", "Let it be made"),
    "link": Word("受取用リンクを発行する", "Make a link that takes it once"),
    "link_shown": Word(
        "受取用リンク(この画面でだけ表示されます)", "The link; it is shown only here"
    ),
    "link_until": Word("期限", "Until"),
    "mail_it": Word("リンクを相手にメールする", "Mail a link to the party"),
    "sftp": Word("SFTP で送る", "Send it by SFTP"),
    "s3": Word("S3 で送る", "Send it to S3"),
    "way": Word("届け方", "How it is delivered"),
    "next_try": Word("次に試す時刻", "Tried next"),
    "acknowledge_how": Word(
        "相手が、封の中の確認番号で受領を知らせます。",
        "The recipient acknowledges by the code within it.",
    ),
    "approved_now": Word("承認しました。", "Approved."),
    "made_now": Word("まもなく作成します。", "It will be made shortly."),
    "mailed_now": Word("まもなくメールを送ります。", "The mail will be sent shortly."),
    "back": Word("引渡しの一覧へ", "All hand-overs"),
    "manifest": Word("目録の SHA-256", "SHA-256 of the manifest"),
    "key": Word("封をする鍵", "Sealed to"),
    "recall": Word("取り戻す", "Call it back"),
}
HAND_STATES: dict[str, Word] = {
    "planning": Word("計画中", "being planned"),
    "planned": Word("承認待ち", "waits for approval"),
    "approved": Word("承認済み", "approved"),
    "producing": Word("作成中", "being made"),
    "ready": Word("受取待ち", "ready"),
    "delivering": Word("送信中", "being sent"),
    "delivered": Word("受領確認待ち", "delivered"),
    "acknowledged": Word("受領済み", "acknowledged"),
    "expired": Word("期限切れ", "expired"),
    "revoked": Word("取戻し", "called back"),
    "failed": Word("失敗", "failed"),
}
