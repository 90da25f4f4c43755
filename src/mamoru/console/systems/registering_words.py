"""The words of the pages on which a system is registered, and its map changed."""

from mamoru.console.systems.words import SYSTEM
from mamoru.console.written import WORDS as WRITTEN
from mamoru.policy.words import Word

_SHARED: dict[str, Word] = SYSTEM | {
    **WRITTEN,
    "the_text": Word("対応表(YAML)", "The map (YAML)"),
    "file": Word("対応表のファイル", "The map's file"),
    "file_help": Word(
        "選ぶと、下の文の代わりに読み込みます。読むだけで、書かれたものが実行されることはありません。",
        "Where one is chosen, it is read in place of what stands below. It is only read: nothing "
        "in it is ever run.",
    ),
    "counted": Word(
        "システム「{system}」: 表 {tables} 個。書込み: {writes}。",
        "System {system}: {tables} tables. Writing: {writes}.",
    ),
    "no_map": Word(
        "対応表を書くか、ファイルを選んでください。", "Write a map, or choose its file."
    ),
    "too_large": Word("対応表が大きすぎます(上限 1 MB)。", "The map is too large (limit 1 MB)."),
    "with_database": Word("データベースとの照合", "Held against the database"),
    "check_why": Word(
        "「点検」は対応表の誤りと、データベースの表や列との食い違いを調べます。何も登録しません。",
        "Check looks for mistakes in the map, and for what differs from the tables and columns of "
        "the database. Nothing is registered.",
    ),
    "leave": Word("戻る", "Go back"),
}
NEW: dict[str, Word] = _SHARED | {
    "title": Word("システムを登録する", "Register a system"),
    "lead": Word(
        "当社のデータベースの接続先と、そのどこに誰の情報があるかを示す対応表を登録します。",
        "Register how one of the company's databases is reached, with the map that says whose "
        "information is where in it.",
    ),
    "url": Word("接続先(URL)", "Address (URL)"),
    "url_help": Word(
        "例: postgresql://利用者:パスワード@ホスト/データベース。暗号化して保管し、"
        "登録の後はどこにも表示しません。",
        "As in postgresql://user:password@host/database. It is kept encrypted, and shown nowhere "
        "once it is registered.",
    ),
    "url_needed": Word("この操作には接続先が必要です。", "The address is needed for this."),
    "draft": Word("対応表の案を作る", "Draft a map"),
    "draft_why": Word(
        "データベースの表と列の名前から案を作り、下の欄に入れます(書いたものは置き換わります)。"
        "値は見ません。",
        "A map is proposed from the names of tables and columns, and takes the place of what "
        "stands below. No value is looked at.",
    ),
    "choose": Word("(選んでください)", "(choose one)"),
    "purpose": Word("値を見る目的", "Purpose of looking at values"),
    "purpose_needed": Word(
        "値を見て案を作るには、目的を選んでください。",
        "Choose the purpose for which values are looked at.",
    ),
    "samples": Word("値も見て案を作る", "Draft it by values as well"),
    "samples_why": Word(
        "文字の列から値を少しだけ読み、メールアドレスや電話番号などが入っているかを調べます。"
        "個人情報の利用なので、ポリシーが認めるかを判断し、台帳に記録します。値は表示も保存もしません。",
        "A few values of each text column are read, to see whether they are addresses, telephone "
        "numbers and the like. That is a use of people's information: whether the policy allows it "
        "is decided, and on record. No value is shown or kept.",
    ),
    "drafted": Word(
        "案を作りました。「# ?」で始まる行は確かめるところです。直してから登録してください。",
        "Here is a draft. Lines that begin with “# ?” ask something: answer them, then register "
        "it.",
    ),
    "save": Word("登録する", "Register"),
    "saved": Word("登録しました。", "Registered."),
}
MAPPED: dict[str, Word] = _SHARED | {
    "title": Word("対応表を改める", "Change the map"),
    "lead": Word(
        "新しい版として登録し、以後はこの版に従います。前の版も残ります。",
        "It is registered as a new version and counts from then on. The versions before are kept.",
    ),
    "save": Word("新しい版を登録する", "Register the new version"),
    "saved": Word("新しい版を登録しました。", "The new version is registered."),
}
ACTS: dict[str, Word] = {
    "writable": Word("書込みを許す", "Let it be written"),
    "writable_lead": Word(
        "消去、訂正、利用停止の請求に応じるとき、このデータベースの行を書き換えられるようにします。"
        "接続に使うアカウントにも、その権限が必要です。対応表の新しい版として登録されます。",
        "Lets rows of this database be changed where a request to erase, correct or suspend is "
        "met. The account that it is reached by needs the rights for it as well. It is registered "
        "as a new version of the map.",
    ),
    "writable_done": Word("書込みを許しました。", "It may be written now."),
    "read_only": Word("読取りのみにする", "Let it only be read"),
    "read_only_lead": Word(
        "以後、このデータベースの行は書き換えられません。対応表の新しい版として登録されます。",
        "Rows of this database are not changed any more. It is registered as a new version of the "
        "map.",
    ),
    "read_only_done": Word("読取りのみにしました。", "It is only read now."),
    "remove": Word("登録を外す", "Remove it"),
    "remove_lead": Word(
        "接続先は失われ、請求のときにこのデータベースは調べられなくなります。同じ名前は再び使えません。",
        "Its address is gone for good, and requests do not look into this database any more. The "
        "name is not used again.",
    ),
    "remove_done": Word("登録を外しました。", "It is removed."),
    "sure": Word("外してよい", "I am sure"),
}
