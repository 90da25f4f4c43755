"""Where a request stands, and what happened to it, in words for whoever asked."""

from mamoru.policy.words import Word
from mamoru.rights.requests.state import RequestState

WAITING = Word("ご本人の確認を待っています", "Waiting for you to show who you are")
STATES: dict[str, Word] = {
    RequestState.MATCHING: Word("担当者が確認しています", "An officer is looking at it"),
    RequestState.REPEATED: Word(
        "同じ内容のご請求がないか、担当者が確認しています",
        "An officer looks whether you asked for the same before",
    ),
    RequestState.IDENTITY: WAITING,
    RequestState.MANDATE: Word(
        "代理権を示す書類を待っています", "Waiting for papers that show your mandate"
    ),
    RequestState.FEE: Word("手数料のお支払いを待っています", "Waiting for the fee"),
    RequestState.SCOPE: Word("対象を決めてください", "Waiting for you to say what it is about"),
    RequestState.SEARCH: Word("情報を探しています", "We are searching"),
    RequestState.ACCOUNT: Word("担当者が確認しています", "An officer is looking at it"),
    RequestState.REVIEW: Word("内容を確かめています", "We are looking through what was found"),
    RequestState.DECISION: Word("回答を決めています", "It is being decided"),
    RequestState.CARRYING_OUT: Word("対応しています", "It is being carried out"),
    RequestState.READING_BACK: Word("対応の結果を確かめています", "We check that it was done"),
    RequestState.ANSWERING: Word("回答を作成しています", "Your answer is being written"),
    RequestState.READY: Word("回答ができました", "Your answer is ready"),
    RequestState.ANSWERED: Word("回答しました", "Answered"),
    RequestState.CLOSED: Word("完了しました", "Done"),
    RequestState.REFUSED: Word(
        "応じられませんでした(理由は回答にあります)", "Refused; the answer says why"
    ),
    RequestState.NOTHING_HELD: Word("対象の情報はありませんでした", "Nothing is held"),
    RequestState.DUPLICATE: Word("先のご請求とまとめました", "Joined to your earlier request"),
    RequestState.ABANDONED: Word("取り下げられました", "Taken back"),
}
STEPS: dict[str, Word] = {
    "received": Word("受け付けました", "It arrived"),
    "set_aside": Word("担当者の確認に回しました", "It was given to an officer to look at"),
    "matched": Word("どなたのご請求かを確かめました", "We made sure whose it is"),
    "code_sent": Word("確認番号をお送りしました", "A number was sent to you"),
    "code_failed": Word("確認番号が合いませんでした", "A wrong number was given"),
    "identified": Word("ご本人であることを確認しました", "You showed who you are"),
    "identity_refused": Word("ご本人の確認ができませんでした", "We could not tell who you are"),
    "document_kept": Word("書類を受け取りました", "A paper arrived"),
    "document_erased": Word("本人確認書類を消去しました", "The identity document was erased"),
    "mandate_shown": Word("代理権を確認しました", "The mandate was shown"),
    "fee_asked": Word("手数料をお願いしました", "The fee was asked for"),
    "fee_paid": Word("手数料を受け取りました", "The fee was paid"),
    "fee_waived": Word("手数料を免除しました", "The fee was waived"),
    "scope_asked": Word("対象をお尋ねしました", "You were asked what it is about"),
    "scope_agreed": Word("対象が決まりました", "What it is about was agreed"),
    "searched": Word("情報を探し終えました", "The search is done"),
    "reviewed": Word("内容を確かめました", "What was found was looked through"),
    "decided": Word("回答を決めました", "It was decided"),
    "method_chosen": Word("回答の方法が変わりました", "The answer comes in another form"),
    "carried_out": Word("対応しました", "It was carried out"),
    "answer_made": Word("回答を作成しました", "The answer was written"),
    "answer_taken": Word("回答が受け取られました", "The answer was taken"),
    "answered": Word("回答しました", "You were answered"),
    "closed": Word("完了しました", "It was closed"),
    "duplicate": Word("先のご請求とまとめました", "It was joined to your earlier request"),
    "abandoned": Word("取り下げられました", "It was taken back"),
}
"""Steps that are shown; the others are the company's own business, such as a second try."""
STEPS_OF_AGENT: dict[str, Word] = {
    "identified": Word(
        "請求した方がどなたかを確認しました", "Whoever asks in your name showed who they are"
    ),
    "document_kept": Word("代理の方の書類を受け取りました", "A paper of theirs arrived"),
    "identity_refused": Word(
        "請求した方の確認ができませんでした", "We could not tell who asks in your name"
    ),
}
"""The steps that somebody else took, in words for whom the request is about."""
BEFORE_IDENTITY = frozenset(["received", "document_kept"])
"""Steps shown before it is known who asks: the same whether anybody is held or not."""

ONE: dict[str, Word] = {
    "title": Word("ご請求の状況", "Your request"),
    "number": Word("受付番号", "Number"),
    "kind": Word("内容", "What you asked for"),
    "stands": Word("いまの状況", "Where it stands"),
    "arrived": Word("受付日", "Arrived"),
    "due": Word("回答の期限", "To be answered by"),
    "method": Word("回答の受け取り方", "How you want the answer"),
    "method_electronic": Word("電子ファイル", "as files"),
    "method_paper": Word("書面", "on paper"),
    "method_other": Word("その他", "in another form"),
    "scope": Word("対象", "What it is about"),
    "everything": Word("すべて", "everything"),
    "scope_some": Word("次から選ぶ", "only what I choose here"),
    "acting": Word(
        "あなたは、ほかの方の代理としてこの請求をしています。",
        "You make this request for somebody else, as their agent.",
    ),
    "of_agent": Word(
        "この請求は、あなたの代理という方がしています。心当たりがなければ、"
        "取り下げるか、お問い合わせください。",
        "Somebody who says that they act for you makes this request. If you know nothing of it, "
        "take it back or ask us.",
    ),
    "steps": Word("これまでの流れ", "What happened so far"),
    "days_left": Word("あと {days} 日です。", "{days} days are left."),
    "late": Word("期限を過ぎています。お詫びします。", "It is late. We apologise."),
    "soft": Word(
        "法律は「遅滞なく」と定めています({article})。この日は当社の約束です。",
        "The law says without delay ({article}); the day is our promise.",
    ),
    "hard": Word("法律が定める期限です({article})。", "The law sets this day ({article})."),
    "identity": Word("ご本人の確認", "Show who you are"),
    "identity_why": Word(
        "ほかの人があなたになりすまして請求できないように、確かめます。",
        "So that nobody else can ask in your name.",
    ),
    "session": Word("ログイン中の本人として確認する", "Confirm it as the person signed in"),
    "session_why": Word(
        "この請求は、ログインせずに受け付けました。あなたのご請求なら、確認してください。",
        "It was made without signing in. If it is yours, confirm it.",
    ),
    "send_code": Word("確認番号をメールで受け取る", "Send me a number by mail"),
    "code": Word("メールに書かれた番号", "The number in the mail"),
    "try_code": Word("番号を確かめる", "Check the number"),
    "code_sent": Word(
        "登録済みのアドレスであれば、確認番号をお送りしました。数分待っても届かない場合は、"
        "本人確認書類をお送りください。",
        "If we know the address, a number is on its way. If none comes within minutes, send an "
        "identity document instead.",
    ),
    "code_wrong": Word(
        "番号が違うか、有効な時間が過ぎました。もう一度お試しください。",
        "The number is wrong, or its time is over. Try again.",
    ),
    "document": Word("本人確認書類を送る", "Send an identity document"),
    "document_why": Word(
        "画像(JPEG か PNG、8 MB まで)。暗号化して保管し、確認が済み次第消去します。"
        "マイナンバーの面は写さないでください。",
        "An image (JPEG or PNG, up to 8 MB). It is kept encrypted, and erased once it was checked. "
        "Leave out the side with the individual number.",
    ),
    "document_kind": Word("書類の種類", "Which document"),
    "file": Word("ファイル", "File"),
    "send": Word("送る", "Send"),
    "document_came": Word(
        "書類を受け取りました。担当者が確かめます。", "The document arrived. An officer checks it."
    ),
    "paper": Word("書類を追加する", "Add a paper"),
    "paper_why": Word(
        "委任状、戸籍、正しい内容が分かる書類など(PDF、JPEG、PNG、8 MB まで)。",
        "A power of attorney, an extract of a register, what shows the right content (PDF, JPEG or "
        "PNG, up to 8 MB).",
    ),
    "paper_came": Word("書類を受け取りました。", "The paper arrived."),
    "papers": Word("追加した書類", "Papers you added"),
    "file_needed": Word("8 MB までのファイルを選んでください。", "Choose a file of up to 8 MB."),
    "file_lies": Word(
        "このファイルは受け付けられません。中身が、使える種類(JPEG、PNG)のものではありません。",
        "This file cannot be taken: what is in it is none of the kinds that can be sent.",
    ),
    "mandate_why": Word(
        "代理権を示す書類(法定代理人は戸籍など、委任の場合は委任状)を、下の「書類を追加する」"
        "から送ってください。担当者が確かめます。",
        "Add papers that show your mandate below: an extract of a register for a guardian, a power "
        "of attorney for an agent. An officer checks them.",
    ),
    "fee": Word("手数料", "Fee"),
    "fee_why": Word(
        "{yen} 円です。請求書番号 {invoice} を添えてお支払いください。確認でき次第、先に進みます。",
        "It is {yen} yen. Pay it with the invoice number {invoice}. It goes on once it has come.",
    ),
    "say_scope": Word("対象を決める", "Say what it is about"),
    "agree": Word("これで進める", "Go on with this"),
    "answer": Word("回答を受け取る", "Take your answer"),
    "answer_why": Word(
        "回答のファイルを一つにまとめたもの(zip)です。受け取ると、回答が済んだことになります。",
        "The files of your answer, in one archive (zip). Taking it counts as having been answered.",
    ),
    "download": Word("ダウンロードする", "Download"),
    "link": Word("暗号化したファイルのリンクを作る", "Make a link to an encrypted file"),
    "link_why": Word(
        "ほかの端末で受け取るための、一度だけ使えるリンクです。",
        "A link that works once, to take it on another device.",
    ),
    "link_made": Word("リンクを作りました", "The link is made"),
    "link_once": Word(
        "合い言葉は、この画面でしか表示されません。リンクとは別に保管してください。ファイルは"
        "暗号化されていて、開くには age 又は rage という無料のソフトと、この合い言葉が要ります。",
        "The passphrase is shown this once. Keep it apart from the link. The file is encrypted: to "
        "open it you need age or rage, which are free programs, and this passphrase.",
    ),
    "link_until": Word("リンクの期限", "The link works until"),
    "passphrase": Word("合い言葉", "Passphrase"),
    "open_link": Word("受け取りのページを開く", "Open the page of the link"),
    "withdraw": Word("この請求を取り下げる", "Take this request back"),
    "withdraw_why": Word("取り下げても、もう一度請求できます。", "You can make it again later."),
    "withdrawn": Word("取り下げました。", "It was taken back."),
    "identified": Word("ご本人であることを確認しました。", "You showed who you are."),
    "agreed": Word("対象が決まりました。", "What it is about is agreed."),
    "took_note": Word("受け付けました。", "Your request has arrived."),
    "back": Word("請求の一覧へ", "All your requests"),
    "keep": Word("この番号と確認コードを控えてください", "Keep this number and this code"),
    "keep_why": Word(
        "状況を確かめるときと、回答を受け取るときに使います。この画面でしか表示されません。",
        "With them you follow your request and take its answer. They are shown this once.",
    ),
    "follow_code": Word("確認コード", "Code"),
    "keep_where": Word("使うページ", "Where to enter them"),
    "lost": Word("消去の後にも状況を確かめるために", "To follow it after the erasure"),
    "lost_why": Word(
        "消去が済むと、このページにはログインできなくなります。番号と確認コードがあれば、ログイン"
        "しなくても状況を確かめ、回答を受け取れます。",
        "Once you are erased, you cannot sign in here any more. With a number and a code you "
        "follow this request and take its answer without signing in.",
    ),
    "lost_keep": Word("確認コードを受け取る", "Take a code"),
    "lost_again": Word(
        "ログインしてから時間が経っています。確認コードを受け取るには、もう一度ログインしてください。",
        "You signed in a while ago. Sign in once more to take a code.",
    ),
    "again": Word("ログインし直す", "Sign in again"),
}
FOLLOW: dict[str, Word] = {
    "title": Word("ご請求の状況を確かめる", "Follow your request"),
    "lead": Word(
        "受付のときに表示された番号と確認コードを入力してください。",
        "Enter the number and the code that you were shown when it arrived.",
    ),
    "number": Word("受付番号", "Number"),
    "code": Word("確認コード", "Code"),
    "show": Word("確かめる", "Show it"),
    "wrong": Word("番号又は確認コードが違います。", "The number or the code is not right."),
}
