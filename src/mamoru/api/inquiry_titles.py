"""What the problems of inquiries are called."""

from mamoru.policy.words import Word

INQUIRIES: dict[str, Word] = {
    "invalid-inquiry": Word("この内容は受け付けられません。", "It cannot be taken so."),
    "template-broken": Word("ひな形に誤りがあります。", "The template is broken."),
    "unknown-inquiry": Word("その問い合わせはありません。", "There is no such inquiry."),
    "unknown-template": Word("そのひな形はありません。", "There is no such template."),
    "inquiry-state": Word("この状態ではできません。", "The inquiry is not at this point."),
    "inquiry-differs": Word(
        "このキーは別の問い合わせに使われています。", "The key stands for another inquiry."
    ),
    "inquiry-erased": Word("内容は残っていません。", "What was written is gone."),
    "content-withheld": Word("確認が済むまで読めません。", "It waits for a reviewer."),
    "mailbox-elsewhere": Word(
        "ほかの処理が取り込んでいます。", "Another process is fetching the mail."
    ),
    "inquiry-without-address": Word("返信先がありません。", "There is no address for a mail."),
    "mailbox-silent": Word("受信箱を読めません。", "The mailbox cannot be read."),
}
