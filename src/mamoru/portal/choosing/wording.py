"""The words of the page of choices."""

from mamoru.consent.choices import Kind
from mamoru.policy.words import Word

CHOICES: dict[str, Word] = {
    "title": Word("あなたの選択", "Your choices"),
    "lead": Word(
        "それぞれを、ボタン一つで止めたり、元に戻したりできます。止めたことを理由に、"
        "ほかのサービスが不利になることはありません。",
        "Each can be stopped with one button, and started again with the same one. Stopping one "
        "takes nothing else away from you.",
    ),
    "on": Word("許可しています", "on"),
    "off": Word("止めています", "off"),
    "turn_off": Word("止める", "Stop"),
    "turn_on": Word("許可する", "Allow"),
    "now": Word("いま", "Now"),
    "other_way": Word("ボタンを押すと", "The button changes this to"),
    "clause": Word("ポリシーの根拠", "What the policy says"),
    "recipients": Word("送信先", "Recipients"),
    "chosen": Word("選んだ日時", "Chosen"),
    "never_chosen": Word("まだ選んだことはありません。", "You have not chosen yet."),
    "notice_own": Word("このページの説明", "What this page says"),
    "notice": Word("そのとき表示した説明", "Notice you were shown"),
    "receipt": Word("控えを保存", "Save the receipt"),
    "by_signal": Word(
        "お使いのブラウザの信号(Global Privacy Control)により止めています。"
        "許可しても、ブラウザが次に信号を送ると、また止まります。",
        "Your browser's signal (Global Privacy Control) holds this off. If you allow it here, the "
        "next signal stops it again.",
    ),
    "needed": Word("止められないもの", "What cannot be switched off"),
    "needed_why": Word(
        "次の目的は、サービスや法令のために欠かせません。",
        "The service or the law cannot do without these.",
    ),
    "purpose": Word("目的", "Purpose"),
    "why": Word("理由", "Why"),
    "history": Word("これまでの選択の記録", "Everything you chose so far"),
    "when": Word("日時", "When"),
    "what": Word("内容", "What"),
    "about": Word("対象", "About"),
    "taken_back": Word("取り消し済み", "taken back"),
    "everything": Word("すべて", "everything"),
    "receipt_why": Word(
        "控えには、台帳に記録されたことの証明が入っています。"
        "インターネットにつながなくても、mamoru consent check で確かめられます。",
        "A receipt holds the proof that the ledger recorded it. It can be checked offline, with "
        "mamoru consent check.",
    ),
    "done_on": Word("「{what}」を許可しました。", "Allowed: {what}."),
    "done_off": Word("「{what}」を止めました。", "Stopped: {what}."),
}
GROUPS: dict[str, Word] = {
    "mail": Word("メールでのご案内", "Mail from us"),
    "service": Word("サービスでの利用", "In the service"),
    "analytics": Word("利用状況の分析", "Analytics"),
    "advertising": Word("広告", "Advertising"),
    "recipients": Word("ほかの会社への提供", "Other companies"),
}
KINDS: dict[str, Word] = {
    Kind.CONSENT: Word("同意", "agreed"),
    Kind.OPT_IN: Word("メールの受信を希望", "asked for mail"),
    Kind.AGREEMENT: Word("規約に同意", "agreed to the text"),
    Kind.REFUSAL: Word("拒否", "refused"),
    Kind.WITHDRAWAL: Word("取り消し", "took back"),
}
