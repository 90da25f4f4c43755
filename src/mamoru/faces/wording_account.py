"""The words of signing in and of changing how: what allauth would say, in our own plain words."""

from mamoru.policy.words import Word

ACCOUNT: dict[str, Word] = {
    "sign_in": Word("ログイン", "Sign in"),
    "by_passkey": Word("パスキーでログイン", "Sign in with a passkey"),
    "cancel": Word("やめる", "Stop here"),
    "other_ways": Word("ほかの方法", "Other ways"),
    "continue": Word("次へ", "Go on"),
    "save": Word("保存する", "Save"),
    "remove": Word("削除する", "Remove"),
    "remove_short": Word("削除", "Remove"),
    "rename_short": Word("名前を変える", "Rename"),
    "back": Word("ログインの設定に戻る", "Back to how I sign in"),
    "code_title": Word("メールで確認番号を受け取る", "Get a code by mail"),
    "code_lead": Word(
        "当社に登録したメールアドレスに、ログイン用の番号をお送りします。パスワードは要りません。",
        "We mail a number to sign in with to the address that we know. There is no password.",
    ),
    "code_send": Word("番号を送ってもらう", "Send me the code"),
    "code_others": Word("ほかの方法でログインする", "Sign in another way"),
    "confirm_title": Word("確認番号の入力", "Enter the code"),
    "confirm_lead": Word(
        "このアドレスが登録されていれば、いまメールで番号をお送りしました。10 分以内に入力して"
        "ください。登録の有無は、この画面ではお答えしません。",
        "If we know this address, a mail with a number is on its way. Enter it within 10 minutes. "
        "This page tells nobody whether we know an address.",
    ),
    "confirm_late": Word(
        "数分待っても届かないときは、迷惑メールのフォルダを確かめるか、別のアドレスでお試しください。",
        "If nothing comes within minutes, look among unwanted mail, or try another address.",
    ),
    "confirm_to": Word("送り先", "Sent to"),
    "confirm_again": Word("アドレスを入れ直す", "Give another address"),
    "out_title": Word("ログアウト", "Sign out"),
    "out_sure": Word("ログアウトしますか。", "Do you want to sign out?"),
    "inactive_title": Word("いまはログインできません", "You cannot sign in now"),
    "inactive_why": Word(
        "このアカウントは止められています。担当者の方は管理者に、そのほかの方はお問い合わせの"
        "窓口にお尋ねください。",
        "This account was stopped. Officers ask whoever manages the accounts; everybody else, "
        "please contact us.",
    ),
    "closed_title": Word("新しい登録は要りません", "There is nothing to register"),
    "closed_why": Word(
        "当社に情報のある方は、登録したメールアドレスでログインできます。担当者のアカウントは"
        "管理者が作ります。",
        "Whoever we hold information about signs in by the mail address that we know. Accounts of "
        "officers are made by whoever manages them.",
    ),
    "to_sign_in": Word("ログインのページへ", "Go to the page to sign in"),
    "password": Word("パスワード", "Password"),
    "password_is": Word(
        "名前とパスワードでログインし、続けて二つ目の確認をします。",
        "You sign in by name and password, and then show a second proof.",
    ),
    "password_change": Word("パスワードを変える", "Change the password"),
    "password_set": Word("パスワードを決める", "Choose a password"),
    "password_done": Word("パスワードを設定しました", "The password is set"),
    "password_next": Word(
        "このパスワードで、担当者のページにログインできます。",
        "With it you can sign in to the pages of officers.",
    ),
    "again_title": Word("ご本人の確認", "Show once more that it is you"),
    "again_why": Word(
        "大切な操作の前に、もう一度確かめます。",
        "Before something that matters, we make sure once more.",
    ),
    "factor_title": Word("二つ目の確認", "The second proof"),
    "factor_why": Word(
        "パスワードを知られても他人が入れないように、もう一つ確かめます。認証アプリの 6 桁の"
        "番号か、手元に控えた予備の番号を入力してください。",
        "So that nobody comes in who merely learned the password. Enter the six digits of your "
        "authenticator app, or one of the spare codes that you kept.",
    ),
    "factor_key": Word("パスキーで確かめる", "Use a passkey"),
    "index_title": Word("ログインの設定", "How I sign in"),
    "index_lead": Word(
        "担当者のログインには、パスワードのほかに二つ目の確認(認証アプリ又はパスキー)が要ります。"
        "どちらかを必ず設定してください。",
        "Officers need a second proof besides the password: an authenticator app or a passkey. Set "
        "up one of them.",
    ),
    "app": Word("認証アプリ", "Authenticator app"),
    "app_is": Word(
        "電話などのアプリが 30 秒ごとに示す 6 桁の番号です。",
        "Six digits that an app on your phone shows, new ones every 30 seconds.",
    ),
    "app_on": Word("設定してあります。", "It is set up."),
    "app_off": Word("まだ設定していません。", "It is not set up yet."),
    "app_add": Word("認証アプリを設定する", "Set up the app"),
    "app_drop": Word("認証アプリの使用をやめる", "Stop using the app"),
    "app_scan": Word(
        "認証アプリで次の QR コードを読み取り、アプリに出た 6 桁の番号を入力してください。",
        "Scan this code with your authenticator app, and enter the six digits that it shows.",
    ),
    "app_secret": Word(
        "読み取れないときは、アプリに次の鍵を入力してください",
        "If you cannot scan it, type this key into the app",
    ),
    "app_qr": Word("認証アプリで読み取る QR コード", "The code to scan with the app"),
    "app_sure": Word(
        "やめると、アプリの番号ではログインできなくなります。パスキーがなければ、担当者のページは"
        "もう一度設定するまで開けません。",
        "Its digits will no longer let you in. Without a passkey, the pages of officers stay "
        "closed until you set up a second proof again.",
    ),
    "keys": Word("パスキー", "Passkeys"),
    "keys_are": Word(
        "お使いの端末やセキュリティキーに保存される鍵です。指紋や顔、暗証番号で使います。",
        "Keys that stay on your device or security key, used by fingerprint, face or PIN.",
    ),
    "keys_none": Word("パスキーはまだありません。", "You have no passkey yet."),
    "key_added": Word("追加した日", "added"),
    "key_add": Word("パスキーを追加する", "Add a passkey"),
    "key_add_how": Word(
        "「追加する」を押すと、端末が指紋や顔、暗証番号をお尋ねします。",
        "Press Add, and your device asks for your fingerprint, face or PIN.",
    ),
    "key_add_it": Word("追加する", "Add"),
    "key_rename": Word("パスキーの名前を変える", "Rename a passkey"),
    "key_remove": Word("パスキーを削除する", "Remove a passkey"),
    "key_sure": Word(
        "次のパスキーでは、ログインできなくなります。",
        "This passkey will no longer let you in:",
    ),
    "keys_see": Word("パスキーの一覧", "Your passkeys"),
    "spare": Word("予備の番号", "Spare codes"),
    "spare_are": Word(
        "電話をなくしたときなどに、認証アプリの代わりに使う番号です。一つの番号は一度だけ使えます。"
        "印刷するなどして、安全な場所に控えてください。",
        "Codes for when the phone is lost; they stand in for the app, each of them once. Print "
        "them, or keep them in a safe place.",
    ),
    "spare_none": Word("まだ作っていません。", "There are none yet."),
    "spare_left": Word("残っている番号", "Codes that are left"),
    "spare_see": Word("番号を見る", "Show the codes"),
    "spare_save": Word("ファイルに保存する", "Save them as a file"),
    "spare_make": Word("新しい番号を作る", "Make new codes"),
    "spare_sure": Word(
        "新しい番号を 10 個作ります。いまの番号は、すべて使えなくなります。",
        "Ten new codes are made. Those that you have now will no longer work.",
    ),
    "spare_first": Word("番号を 10 個作ります。", "Ten codes are made."),
}
FIELDS: dict[str, Word] = {
    "login": Word("担当者の名前", "Officer's name"),
    "password": Word("パスワード", "Password"),
    "oldpassword": Word("いまのパスワード", "Your password now"),
    "password1": Word("新しいパスワード", "New password"),
    "password2": Word("新しいパスワード(もう一度)", "New password, once more"),
    "email": Word("ご登録のメールアドレス", "Mail address that we know"),
    "code": Word("確認番号", "Code"),
    "name": Word("あとで見分けるための名前", "A name to tell it by later"),
    "passwordless": Word(
        "パスワードなしで、このパスキーだけでログインする",
        "Sign in with this passkey alone, without the password",
    ),
}
"""What is asked for, by the name of the field."""
NEEDED = Word("入力してください。", "Fill this in.")
DIGITS = Word("アプリに出た番号", "Digits that the app shows")
DIGITS_OR_SPARE = Word("アプリの番号、又は予備の番号", "Digits of the app, or a spare code")
PASSKEY_NAME = Word("パスキー {number}", "Passkey {number}")
MESSAGES: dict[str, Word] = {
    "account/messages/logged_in.txt": Word("ログインしました。", "You are signed in."),
    "account/messages/logged_out.txt": Word("ログアウトしました。", "You are signed out."),
    "account/messages/password_changed.txt": Word(
        "パスワードを設定しました。", "The password is set."
    ),
    "account/messages/password_set.txt": Word("パスワードを設定しました。", "The password is set."),
    "mfa/messages/totp_activated.txt": Word(
        "認証アプリを設定しました。", "The authenticator app is set up."
    ),
    "mfa/messages/totp_deactivated.txt": Word(
        "認証アプリの使用をやめました。", "The authenticator app is no longer used."
    ),
    "mfa/messages/recovery_codes_generated.txt": Word(
        "新しい予備の番号を作りました。控えてください。",
        "New spare codes were made. Keep them.",
    ),
    "mfa/messages/webauthn_added.txt": Word("パスキーを追加しました。", "The passkey was added."),
    "mfa/messages/webauthn_removed.txt": Word(
        "パスキーを削除しました。", "The passkey was removed."
    ),
}
"""What is said once something is done, by the template that allauth would say it with; what is not
here, the page says itself."""
ERRORS: dict[str, Word] = {
    "account_inactive": Word("このアカウントは止められています。", "This account was stopped."),
    "enter_current_password": Word(
        "いまのパスワードが違います。", "That is not your password now."
    ),
    "incorrect_code": Word(
        "番号が違うか、有効な時間が過ぎました。", "The code is wrong, or its time is over."
    ),
    "incorrect_password": Word("パスワードが違います。", "The password is wrong."),
    "username_password_mismatch": Word(
        "名前又はパスワードが違います。", "The name or the password is wrong."
    ),
    "invalid_login": Word("ログインできませんでした。", "You could not be signed in."),
    "invalid_password_reset": Word(
        "このリンクは使われたか、期限が切れています。", "This link was used, or its time is over."
    ),
    "too_many_login_attempts": Word(
        "続けて何度も試されたため、いまは受け付けていません。数分待ってから、もう一度お試しください。",
        "There were too many tries. Wait a few minutes, and try again.",
    ),
    "rate_limited": Word(
        "続けて何度も試されたため、いまは受け付けていません。数分待ってから、もう一度お試しください。",
        "There were too many tries. Wait a few minutes, and try again.",
    ),
    "cannot_delete_authenticator": Word(
        "これをやめることはできません。", "This cannot be taken away."
    ),
    "cannot_generate_recovery_codes": Word(
        "先に、認証アプリ又はパスキーを設定してください。",
        "Set up an authenticator app or a passkey first.",
    ),
}
"""What is wrong, by allauth's code for it."""
