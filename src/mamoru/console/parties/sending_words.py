"""The words of the pages on which a package is sent to a server, and of what came of it."""

from mamoru.policy.words import Word

SENDING: dict[str, Word] = {
    "sftp": Word("SFTP で送る", "Send it by SFTP"),
    "sftp_lead": Word(
        "相手の SFTP サーバーに置きます。作成済みなら次の送信で、まだなら作成のあとに送ります。"
        "この引渡しのリンクは使えなくなります。",
        "It is put on the recipient's SFTP server: shortly where it is made, or once it is. A link "
        "to this hand-over ends.",
    ),
    "s3": Word("S3 で送る", "Send it to S3"),
    "s3_lead": Word(
        "S3、または同じ方式の保管先に置きます。資格情報はサーバーの環境変数から取ります。"
        "この引渡しのリンクは使えなくなります。",
        "It is put into a bucket of S3, or of a store that speaks the same. The credentials come "
        "from the server's environment. A link to this hand-over ends.",
    ),
    "done": Word("まもなく送ります。", "It will be sent shortly."),
    "host": Word("サーバー", "Server"),
    "host_help": Word("例: sftp.example.com", "Such as sftp.example.com"),
    "port": Word("ポート", "Port"),
    "user": Word("利用者名", "User"),
    "host_key": Word("サーバーの公開鍵", "The server's public key"),
    "host_key_help": Word(
        "相手から受け取った鍵(ssh-ed25519 AAAA… の形)。ほかのサーバーには何も送りません。",
        "As you got it from the recipient, like ssh-ed25519 AAAA…. No other server gets anything.",
    ),
    "folder": Word("フォルダー", "Folder"),
    "bucket": Word("バケット", "Bucket"),
    "within": Word("接頭辞", "Prefix"),
    "within_help": Word("バケットの中の場所(例: from-us)", "Where in the bucket, such as from-us"),
    "region": Word("リージョン", "Region"),
    "endpoint": Word("エンドポイント", "Endpoint"),
    "endpoint_help": Word(
        "AWS 以外のときだけ。https:// から始まるアドレス。",
        "Only where it is not AWS; an address that begins with https://.",
    ),
}
KEYS = Word(
    "相手に登録してもらう当社の公開鍵: {key}", "The recipient has to let in this key of ours: {key}"
)
HOST_KEY: dict[str, Word] = {
    "host": Word(
        "サーバーの名前かアドレスだけを入力してください。", "Enter the server's name or address."
    ),
    "host_key": Word(
        "公開鍵を 1 行で入力してください(ssh-ed25519、ssh-rsa、ecdsa-sha2-…)。",
        "Enter a public key on one line: ssh-ed25519, ssh-rsa or ecdsa-sha2-….",
    ),
}
WAYS_THERE: dict[str, Word] = {
    "link": Word("受取用リンク", "by a link"),
    "sftp": Word("相手の SFTP サーバー", "to the recipient's SFTP server"),
    "s3": Word("相手の S3", "to the recipient's S3"),
}
MAILS: dict[str, Word] = {
    "waiting": Word("送信待ち", "waits"),
    "sending": Word("送信中", "being sent"),
    "sent": Word("送信済み", "sent"),
    "refused": Word("送信不可", "not allowed"),
    "no_address": Word("宛先なし", "no address"),
    "failed": Word("失敗", "failed"),
    "bounced": Word("不達", "came back"),
    "unclear": Word("届いたか不明", "nobody knows whether it arrived"),
    "withdrawn": Word("取消し", "called back"),
}
PROBLEMS: dict[str, Word] = {
    "not-taken": Word("期限までに受け取られませんでした", "It was not taken in time"),
    "recipient-silent": Word(
        "相手のサーバーが受け取りません。あとで再試行します",
        "The recipient's server does not take it; it is tried again",
    ),
    "invalid-hand-over": Word("受け付けられない値があります", "Something of it cannot be done so"),
    "handling-refused": Word("ポリシーか法令により渡せません", "Policy or law does not allow it"),
    "evidence-needed": Word("必要な根拠の記録がありません", "Evidence that it needs is missing"),
    "not-covered": Word("ポリシーに定めがありません", "The policy does not cover it"),
    "nobody-left": Word("渡してよい人が残っていません", "Nobody is left who may be in it"),
    "recipient-key": Word("相手に有効な鍵がありません", "The party has no valid key"),
    "packages-full": Word("ファイルを置く場所がいっぱいです", "There is no room for its files"),
    "approval-missing": Word("承認されていません", "Nobody approved it"),
}
