"""The commands `mamoru request …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

WAYS = ("session", "document", "post")
DOCUMENTS = (
    "my_number_card", "licence", "passport", "resident_record", "insurance_card", "pension_book",
)  # fmt: skip
METHODS = ("electronic", "paper", "other")
WHO = ("person", "officer", "decider", "worker")
"""Those of the rooms, which are not imported for a help text."""


def request_commands(commands: Commands) -> None:
    """Add every command about requests of people."""
    group = commands.group(
        "request",
        Word("本人からの請求を扱う(第 7 条)", "handle people's requests (clause 7)"),
    )
    told = Word("標準入力の請求(JSON)を受け付ける", "receive the request on standard input, JSON")
    _one(group, "receive", "receive_request", told)
    _look(group)
    _whose(group)
    _identity(group)
    _terms(group)
    _handle(group)
    _answer(group)
    _check(group)


def _look(group: Commands) -> None:
    listed = _one(group, "list", "list_requests", Word("請求の一覧", "list requests"))
    add(listed, "--state", told=Word("この段階のもの", "of this state"))
    add(listed, "--person", metavar="REF", told=Word("この人のもの", "of this person"))
    told = Word("待っているものと期限を、急ぐ順に示す", "list what waits, the most urgent first")
    waiting = _one(group, "due", "list_due", told)
    add(waiting, "--who", choices=WHO, told=Word("誰を待つか", "whose turn it is"))
    add(waiting, "--late", action="store_true", told=Word("期限を過ぎたもの", "only what is late"))
    _named(group, "show", "show_request", Word("請求を示す", "show one request with its steps"))
    told = Word("請求の書面を示す。読んだことを記録する", "show what was written; on record")
    _named(group, "papers", "read_papers", told)


def _whose(group: Commands) -> None:
    told = Word(
        "候補のうち誰についての請求かを決める。複数なら、別々の請求になる",
        "say which candidates it is about; each of several gets a request of their own",
    )
    whose = _named(group, "whose", "settle_people", told)
    add(whose, "people", nargs="*", told=Word("人(p_…)", "people (p_...)"))
    told = Word("重なる請求を進める", "let a repeated request go on")
    _named(group, "continue", "continue_request", told)
    told = Word("先の請求にまとめる", "say that it is the request that it repeats")
    _named(group, "join", "join_request", told)
    told = Word("取り下げられた請求を終える", "end a request that was taken back")
    _reference(_named(group, "abandon", "abandon_request", told))


def _identity(group: Commands) -> None:
    told = Word(
        "登録済みのメールアドレスへ確認番号を送る", "send a number to the mail address on file"
    )
    code = _named(group, "code", "send_code", told)
    add(
        code, "--post", action="store_true",
        told=Word("郵送するため番号を表示する", "show the number, to be sent by post"),
    )  # fmt: skip
    told = Word("標準入力の確認番号を試す", "try the number on standard input")
    _named(group, "try", "try_code", told)
    told = Word("本人確認の結果を記す", "note a check of who somebody is")
    checked = _named(group, "identify", "identify", told)
    add(checked, "--way", choices=WAYS, required=True, told=Word("方法", "in which way"))
    _reference(checked)
    add(checked, "--document", choices=DOCUMENTS, told=Word("書類の種類", "kind of document"))
    add(checked, "--last4", default="", told=Word("番号の末尾", "last digits of its number"))
    add(checked, "--failed", action="store_true", told=Word("確認できなかった", "it failed"))
    told = Word(
        "標準入力の本人確認書類を、伏せて短期間保管する",
        "keep the document on standard input for a short time, masked",
    )
    kept = _named(group, "document", "keep_text", told)
    add(
        kept, "--document", choices=DOCUMENTS, required=True,
        told=Word("書類の種類", "kind of document"),
    )  # fmt: skip
    add(
        kept, "--image", action="store_true",
        told=Word("文字ではなく画像", "an image, instead of what was read of it"),
    )  # fmt: skip
    told = Word("標準入力の代理権(JSON)を記す", "note the mandate on standard input, JSON")
    _named(group, "mandate", "show_agent", told)


def _terms(group: Commands) -> None:
    told = Word("手数料を請求する", "charge a fee, where law and policy let one be")
    fee = _named(group, "fee", "ask_fee", told)
    add(fee, "--yen", type=int, required=True, told=Word("円", "in yen"))
    paid = _named(group, "pay", "settle_fee", Word("納付又は免除を記す", "note payment or waiver"))
    _reference(paid)
    add(paid, "--waive", action="store_true", told=Word("免除する", "it is waived"))
    told = Word("対象を定める。なければ選択肢を示す", "fix the scope; without it, show the choice")
    scope = _named(group, "scope", "settle_scope", told)
    add(
        scope, "--item", action="append",
        told=Word("項目又は種類(繰り返し可)", "an item or category; may be repeated"),
    )  # fmt: skip
    add(scope, "--everything", action="store_true", told=Word("すべて", "all that is held"))
    add(scope, "--ask", action="store_true", told=Word("本人に尋ねる", "ask the person"))


def _handle(group: Commands) -> None:
    told = Word("人を待たない段階を進める", "go on with it as far as no human is needed")
    _named(group, "work", "work_on", told)
    told = Word("失敗した処理をもう一度行う", "let work that failed be tried once more")
    _named(group, "retry", "retry_work", told)
    _accounts(group)
    told = Word("対象の値を示す。見たことを記録する", "show the values it is about; on record")
    _named(group, "values", "show_values", told)
    told = Word("標準入力の確認の結果(JSON)を記す", "keep the review on standard input, JSON")
    _named(group, "review", "review_request", told)
    told = Word("標準入力の決定(JSON)を行う", "decide as the JSON on standard input says")
    decide = _named(group, "decide", "decide_request", told)
    add(
        decide, "--key-file", required=True, metavar="FILE",
        told=Word("決定する者の鍵のファイル", "file with the key of whoever decides"),
    )  # fmt: skip


def _accounts(group: Commands) -> None:
    told = Word(
        "どの行が本人のものかを決める。根拠がなければ、決めるべき行を示す",
        "say which accounts of systems are theirs; without a reference, show them",
    )
    settled = _named(group, "accounts", "settle_accounts", told)
    for name, word in (
        ("--theirs", Word("本人のもの(acc_…、繰り返し可)", "theirs (acc_...); may be repeated")),
        ("--other", Word("本人のものでないもの(繰り返し可)", "not theirs; may be repeated")),
    ):
        add(settled, name, action="append", metavar="ACCOUNT", told=word)
    add(settled, "--reference", type=reference, told=Word("証拠の所在", "where that is shown"))


def _answer(group: Commands) -> None:
    told = Word(
        "一度だけ受け取れるリンクと合い言葉を出す。表示は一度だけ",
        "make a link that takes the answer once, and its passphrase; shown this once",
    )
    _named(group, "link", "link_answer", told, module="request_answer")
    told = Word("書面にするため回答を書き出す", "write the answer to a file, to be printed")
    printed = _named(group, "print", "print_answer", told, module="request_answer")
    add(printed, "file", told=Word("書き出し先(.zip)", "where to write, .zip"))
    told = Word("本人が選んだ方法が困難なとき、別の方法にする",
                "answer otherwise than the person chose, where that is difficult")  # fmt: skip
    way = _named(group, "method", "choose_way", told, module="request_answer")
    add(way, "method", choices=METHODS, told=Word("方法", "the way"))
    told = Word("書面などで回答したことを記す", "note that it was answered on paper or else")
    given = _named(group, "answer", "give_answer", told, module="request_answer")
    add(given, "--method", choices=METHODS, required=True, told=Word("方法", "the way"))
    _reference(given)
    figures = group.command(
        "figures", "request_answer:show_figures",
        Word("請求の統計を示す。少ない件数は示さない", "show figures, without small counts"),
        needs_tables=True,
    )  # fmt: skip
    add(figures, "--since", type=day, told=Word("初日", "first day"))
    add(figures, "--until", type=day, told=Word("末日", "last day"))


def _check(group: Commands) -> None:
    check = group.command(
        "check", "request_check:check_file",
        Word(
            "訂正・停止・消去の証明書を、データベースなしで確かめる",
            "check a certificate of correction, suspension or erasure, without a database",
        ),
    )  # fmt: skip
    add(check, "file", told=Word("証明書(certificate.json)", "the certificate, certificate.json"))
    add(
        check, "--vkey", required=True,
        told=Word(
            "検証鍵、またはそのファイル。別の経路で入手したもの",
            "verifier key or a file of it, from another source",
        ),
    )  # fmt: skip


def _one(group: Commands, name: str, run: str, told: Word, module: str = "request") -> Speaking:
    return group.command(name, f"{module}:{run}", told, needs_tables=True)


def _named(group: Commands, name: str, run: str, told: Word, module: str = "request") -> Speaking:
    parser = _one(group, name, run, told, module)
    add(parser, "request", told=Word("請求(req_…)", "the request (req_...)"))
    return parser


def _reference(parser: Speaking) -> None:
    add(
        parser, "--reference", required=True, type=reference,
        told=Word("証拠の所在", "where that is shown"),
    )  # fmt: skip
