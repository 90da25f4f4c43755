"""The words of leaving."""

from mamoru.policy.words import Word

LEAVE: dict[str, Word] = {
    "title": Word("退会", "Leave"),
    "lead": Word(
        "退会すると、あなたの情報を消去します。元に戻すことはできません。"
        "まず、何がどうなるかを確かめてください。",
        "If you leave, your information is erased. That cannot be undone. See first what will "
        "become of it.",
    ),
    "gone": Word("消去するもの", "What is erased"),
    "gone_none": Word("登録された項目はありません。", "No items of yours are held."),
    "what": Word("項目", "Item"),
    "count": Word("件数", "How many"),
    "identifiers": Word("ログインなどに使う情報", "What you are found by"),
    "events": Word("利用の記録", "Records of use"),
    "files": Word("ファイル", "Files"),
    "choices": Word("これまでの選択", "Everything you chose"),
    "quarantined": Word("確認待ちの情報", "What waits in quarantine"),
    "systems": Word(
        "社内のほかのデータベース({names})からも、先に消去します。",
        "The company's other databases ({names}) come first.",
    ),
    "kept": Word("法律により残すもの", "What the law makes us keep"),
    "kept_why": Word(
        "次のものだけは、法律が定める日まで、ほかの目的に使えないように分けて保管します。"
        "その日が過ぎたら消去します。",
        "These alone are set apart until the day that the law sets, and used for nothing else. "
        "They are erased after that day.",
    ),
    "kept_none": Word(
        "法律により残すものはありません。", "There is nothing that the law makes us keep."
    ),
    "law": Word("根拠となる法律", "Law"),
    "until": Word("残す最後の日", "Last day"),
    "record": Word("第三者提供の記録", "Record of provision"),
    "told": Word("消去をお願いする相手", "Who is asked to erase what they got"),
    "told_none": Word(
        "あなたの情報を渡した相手はありません。", "Nobody received anything of yours."
    ),
    "party": Word("相手", "Recipient"),
    "sure": Word("退会する", "Leave now"),
    "again_why": Word(
        "元に戻せないことなので、ご本人であることをもう一度確かめます。"
        "ログインし直してから、このページに戻ってください。",
        "Because it cannot be undone, show once more who you are: sign in again, and come back to "
        "this page.",
    ),
    "again": Word("ログインし直す", "Sign in again"),
    "type": Word("確認のため「退会」と入力してください", "To confirm, type LEAVE"),
    "wrong_word": Word(
        "「退会」と入力してください。まだ退会していません。",
        "Type LEAVE. You have not left yet.",
    ),
    "leave": Word("退会して、情報を消去する", "Leave, and erase my information"),
    "stop_instead": Word(
        "利用を止めたいだけのときは、退会しなくてもできます。",
        "If you only want some use to stop, you need not leave.",
    ),
    "choices_page": Word("あなたの選択", "Your choices"),
    "requests_page": Word("ご請求", "Your requests"),
}
LEFT: dict[str, Word] = {
    "title": Word("退会の手続", "Your leaving"),
    "thanks": Word(
        "ログアウトしました。これからのことをお知らせします。",
        "You are signed out. This is what happens next.",
    ),
    "keep": Word(
        "次の番号を控えてください。状況の確認と証明書の受け取りに使います。"
        "あなたが誰かを示すものは含まれていません。",
        "Keep this number. With it you see how far it came and take the certificate. It tells "
        "nobody who you are.",
    ),
    "number": Word("退会の番号", "Number of your leaving"),
    "stands": Word("いまの状況", "Where it stands"),
    "left": Word("受け付けました。消去を進めています", "Noted; the erasure goes on"),
    "erased": Word(
        "消去しました。渡した相手と控え(バックアップ)の対応が残っています",
        "Erased; recipients and backups are still to follow",
    ),
    "closed": Word("すべて終わりました", "All of it is done"),
    "left_at": Word("退会した日時", "Left"),
    "erase_by": Word("消去の期限", "To be erased by"),
    "erased_at": Word("消去した日時", "Erased"),
    "backups": Word("控えから読めなくなる日", "No backup can be read from"),
    "kept": Word("法律により残しているもの", "What the law makes us keep"),
    "told": Word("消去をお願いした相手", "Who was asked to erase"),
    "told_owed": Word("これからお願いします", "to be asked"),
    "told_told": Word("お願いしました", "asked"),
    "told_confirmed": Word("消去を確認しました", "confirmed"),
    "next_1": Word(
        "社内のデータベースとこのサービスから、あなたの情報を消去します。",
        "Your information is erased from the company's databases and from this service.",
    ),
    "next_2": Word(
        "渡した相手に、消去をお願いします。", "Whoever received it is asked to erase it."
    ),
    "next_3": Word(
        "控え(バックアップ)も、期限までに誰にも読めなくなります。",
        "By its day, nobody can read any backup of it either.",
    ),
    "certificate": Word("消去の証明書を保存", "Save the certificate"),
    "certificate_why": Word(
        "証明書は、インターネットにつながなくても確かめられます。"
        "Mamoru のコマンド mamoru leaving check と、下の検証鍵を使ってください。",
        "The certificate can be checked offline, with the command mamoru leaving check and the key "
        "below.",
    ),
    "certificate_later": Word(
        "消去が終わると、ここで証明書を受け取れます。",
        "Once it is erased, you take the certificate here.",
    ),
    "vkey": Word("検証鍵", "Verifier key"),
    "enter": Word(
        "退会のときに表示された番号を入力してください。",
        "Enter the number that you were shown when you left.",
    ),
    "show": Word("確かめる", "Show it"),
    "unknown": Word("その番号の退会はありません。", "There is no leaving of that number."),
    "until": Word("{day} まで", "until {day}"),
}
CONFIRMING = frozenset(["退会", "LEAVE"])
