"""The words of the pages of requests."""

from mamoru.policy.words import Word

LIST: dict[str, Word] = {
    "title": Word("ご請求", "Your requests"),
    "lead": Word(
        "ご自身の情報について、法律にもとづく請求をすることができます。"
        "請求したことで不利になることはありません。",
        "The law lets you ask about your own information. Asking never puts you at a disadvantage.",
    ),
    "new": Word("新しく請求する", "Make a request"),
    "mine": Word("これまでのご請求", "Your requests so far"),
    "none": Word("まだご請求はありません。", "You have made none yet."),
    "kind": Word("内容", "What you asked for"),
    "stands": Word("いまの状況", "Where it stands"),
    "arrived": Word("受付日", "Arrived"),
    "due": Word("回答の期限", "To be answered by"),
    "for_another": Word("代理での請求", "For somebody else"),
}
QUESTION: dict[str, Word] = {
    "title": Word("何をお望みですか", "What would you like?"),
    "lead": Word(
        "近いものを一つ選んでください。法律上の名前は、次のページで確かめられます。",
        "Choose what comes closest. The next page says what the law calls it.",
    ),
    "which": Word("もう少し詳しく教えてください", "Tell us a little more"),
    "next": Word("次へ", "Go on"),
    "choose": Word("一つ選んでください。", "Choose one."),
    "follow": Word("すでに請求した方", "You have made a request already"),
    "follow_it": Word("番号で状況を確かめる", "Follow it by its number"),
    "public_lead": Word(
        "登録のない方も、こちらから請求できます。登録のある方は、ログインすると"
        "本人確認が簡単になります。",
        "You need no account to ask. If you have one, signing in makes it easier to show who you "
        "are.",
    ),
    "sign_in": Word("ログインして請求する", "Sign in first"),
    "complain": Word("お問い合わせ・苦情はこちら", "For questions and complaints, go here"),
}
NEW: dict[str, Word] = {
    "send": Word("請求する", "Send the request"),
    "law": Word("法律", "The law"),
    "called": Word("法律上の名前", "What the law calls it"),
    "clock": Word("回答まで", "When we answer"),
    "fee": Word("手数料", "Fee"),
    "fee_none": Word("かかりません。", "None."),
    "fee_some": Word(
        "{yen} 円。受付の後に、お支払いの方法をお知らせします。",
        "{yen} yen. You are told how to pay after it has arrived.",
    ),
    "identity": Word("ご本人の確認", "Showing who you are"),
    "identity_session": Word(
        "ログイン中なので、追加の確認はいりません。",
        "You are signed in, so nothing more is needed.",
    ),
    "identity_document": Word(
        "送信の後に、本人確認書類の画像を送っていただきます。",
        "After sending it, you upload an image of an identity document.",
    ),
    "identity_code": Word(
        "送信の後に、登録済みのメールアドレスに届く番号か、本人確認書類で確かめます。",
        "After sending it, you give a number that comes by mail, or upload an identity document.",
    ),
    "erase_ahead": Word(
        "すべてを消去すると、このページにもログインできなくなります。送信した後の画面で、番号と"
        "確認コードを受け取れます。ログインできなくなっても、その二つで状況を確かめ、回答を受け取れます。"
        "回答の受け取り方は、メールでもお知らせします。",
        "Once all of it is erased, you cannot sign in here any more. After you send this you can "
        "take a number and a code: with them you follow it and take the answer without signing in. "
        "A mail tells you too how to take the answer.",
    ),
    "back": Word("選び直す", "Choose again"),
    "robot": Word(
        "送信を確かめられませんでした。ページを開き直して、数秒たってから送信してください。",
        "This could not be taken. Load the page again, and send it after a few seconds.",
    ),
    "crowded": Word(
        "多数のご請求が続いているため、受け付けていません。書かれた内容はこの画面に残っています。"
        "{time} 以降に、もう一度送信してください。お急ぎの方は、ログインするか、お問い合わせの"
        "フォームをお使いください。",
        "Very many requests have come, so this was not taken. What you wrote is still here: send "
        "it again after {time}. If it cannot wait, sign in, or use the contact form.",
    ),
    "clock_soft": Word(
        "遅くとも {days} 日以内に回答します。法律は「遅滞なく」と定めており、"
        "日数は当社の約束です。",
        "Within {days} days at the latest. The law says without delay; the number is our promise.",
    ),
    "clock_hard": Word(
        "法律により、{days} 日以内に回答します。", "Within {days} days, as the law prescribes."
    ),
}
FORM: dict[str, Word] = {
    "whose": Word("どなたの請求ですか", "Whose request is it?"),
    "whose_self": Word("自分のこと", "My own"),
    "whose_guardian": Word("子どもなど、法定代理人として", "Of my child or ward, as the guardian"),
    "whose_agent": Word("ほかの方から頼まれて(委任による代理人)", "Of somebody who appointed me"),
    "name": Word("お名前", "Your name"),
    "name_help": Word("ご連絡のために使います。", "It is used to reach you about this request."),
    "name_help_agent": Word(
        "代理で請求する場合だけ必要です。", "Needed only where you ask for somebody else."
    ),
    "name_needed": Word("代理の方のお名前を入力してください。", "Give the agent's name."),
    "email": Word("ご本人のメールアドレス", "Mail address of the person concerned"),
    "email_help": Word(
        "当社に登録されているアドレス。本人確認の番号をここにお送りします。"
        "登録の有無はお答えしません。",
        "The one that we know. A number to show who you are goes there. We tell nobody whether we "
        "know an address.",
    ),
    "email_help_agent": Word(
        "代理で請求する場合だけ必要です。登録の有無はお答えしません。",
        "Needed only where you ask for somebody else. We tell nobody whether we know an address.",
    ),
    "email_needed": Word(
        "ご本人のメールアドレスを入力してください。", "Give the person's mail address."
    ),
    "claim": Word("理由", "Why"),
    "claim_help": Word(
        "法律は次のいずれかの理由を求めています。当てはまるものを選んでください。",
        "The law asks for one of these reasons. Choose the one that fits.",
    ),
    "scope": Word("対象", "What it is about"),
    "scope_everything": Word("すべて", "Everything"),
    "scope_some": Word("次から選ぶ", "Only what I choose below"),
    "parts": Word("対象にする情報の種類", "Kinds of information"),
    "parts_needed": Word("対象を選んでください。", "Choose what it is about."),
    "items": Word("消してほしい項目", "Items to be deleted"),
    "items_help": Word(
        "複数を選ぶときは、Ctrl キー(Mac は ⌘)を押しながら選びます。",
        "To choose several, hold Ctrl (or ⌘).",
    ),
    "item": Word("項目 {at}", "Item {at}"),
    "value": Word("正しい内容 {at}", "What it should be {at}"),
    "pair_needed": Word(
        "項目と正しい内容の両方を入力してください。", "Give both the item and what it should be."
    ),
    "text": Word("伝えておきたいこと", "Anything you want to tell us"),
    "text_help": Word(
        "病気や信条など、必要のない個人的な事柄は書かないでください。",
        "Leave out private matters that are not needed, such as illness or belief.",
    ),
    "method": Word("回答の受け取り方", "How you want the answer"),
    "method_electronic": Word("画面から受け取る(電子ファイル)", "As files, from these pages"),
    "method_paper": Word("書面を郵送で受け取る", "On paper, by post"),
    "address": Word("郵送先", "Postal address"),
    "address_help": Word("書面を選んだ場合だけ必要です。", "Needed for an answer on paper only."),
    "address_needed": Word("郵送先を入力してください。", "Give the postal address."),
    "website": Word("この欄は空のままにしてください", "Leave this field empty"),
}
