"""The words of the contact page."""

from mamoru.policy.words import Word

CONTACT: dict[str, Word] = {
    "title": Word("お問い合わせ・苦情", "Contact us"),
    "lead": Word(
        "個人情報の取扱いについてのご質問と苦情を、どなたからでもお受けします。",
        "Anybody may ask a question or complain about how we handle personal information.",
    ),
    "own": Word(
        "ご自身の情報の開示、訂正、利用停止などは、こちらから請求できます。",
        "To see, correct or stop the use of your own information, make a request instead.",
    ),
    "own_link": Word("請求する", "Make a request"),
    "kind": Word("内容", "What it is"),
    "kind_question": Word("質問・相談", "A question"),
    "kind_complaint": Word("苦情", "A complaint"),
    "kind_other": Word("そのほか", "Something else"),
    "subject": Word("件名", "Subject"),
    "text": Word("お問い合わせの内容", "What you want to tell us"),
    "text_help": Word(
        "病気や信条など、必要のない個人的な事柄やマイナンバーは書かないでください。",
        "Leave out individual numbers, and private matters that are not needed, such as illness or "
        "belief.",
    ),
    "name": Word("お名前", "Your name"),
    "optional": Word("書かなくても構いません。", "You may leave it empty."),
    "email": Word("返信先のメールアドレス", "Mail address for the answer"),
    "email_help": Word("書かない場合は、返信できません。", "Without it we cannot answer by mail."),
    "file": Word("添付ファイル", "File"),
    "file_help": Word(
        "PDF、JPEG、PNG のいずれか一つ、8 MB まで。なくても構いません。",
        "One PDF, JPEG or PNG of up to 8 MB. You may leave it out.",
    ),
    "website": Word("この欄は空のままにしてください", "Leave this field empty"),
    "purpose": Word(
        "書かれたことは、お答えするためだけに使います。",
        "What you write is used to answer you, and for nothing else.",
    ),
    "send": Word("送信する", "Send"),
    "robot": Word(
        "送信を確かめられませんでした。もう一度、数秒たってから送信してください。",
        "This could not be taken. Wait a few seconds, and send it again.",
    ),
    "crowded": Word(
        "お使いのネットワークから多数の送信が続いているため、受け付けていません。書かれた内容は"
        "この画面に残っています。{time} 以降に、もう一度送信してください"
        "(添付ファイルは選び直してください)。",
        "Very much has come from your network, so this was not taken. What you wrote is still "
        "here: send it again after {time}, and choose the file again.",
    ),
    "file_needed": Word(
        "添付できるのは 8 MB までのファイルです。", "A file may have 8 MB at most."
    ),
    "file_lies": Word(
        "このファイルは添付できません。PDF、JPEG、PNG のいずれかにしてください。",
        "This file cannot be sent. Send a PDF, JPEG or PNG.",
    ),
    "sent": Word("お問い合わせを受け付けました", "Your message has arrived"),
    "sent_number": Word("受付番号", "Number"),
    "sent_next": Word(
        "担当者が確かめて、お答えします。返信先を書かれた方には、受付のお知らせもメールで届きます。",
        "Somebody reads it and answers. If you gave an address, a mail says that it arrived.",
    ),
    "sent_complaint": Word(
        "苦情には、適切かつ迅速に対応します(法40条)。",
        "Complaints are dealt with properly and promptly (APPI 40).",
    ),
}
