"""The commands `mamoru inquiry …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

KINDS = ("question", "complaint", "request", "incident", "other")
STATES = ("received", "assigned", "answered", "waiting", "closed")
LANES = ("desk", "held", "automatic")
HOW = ("mail", "phone", "post", "counter")
OUTCOMES = (
    "answered", "resolved", "passed_on", "no_action", "no_reply", "withdrawn", "unwanted",
)  # fmt: skip
"""Those of the room, which is not imported for a help text."""
_GROUND = Word(
    "根拠と、証拠の所在(繰り返し可)", "a ground, and where its evidence is kept; may be repeated"
)


def inquiry_commands(commands: Commands) -> None:
    """Add every command about inquiries and complaints."""
    group = commands.group(
        "inquiry",
        Word("問い合わせと苦情を扱う(第 13 条)", "answer inquiries and complaints (clause 13)"),
    )
    told = Word(
        "標準入力の問い合わせ(JSON)を受け付ける", "receive the inquiry on standard input, JSON"
    )
    _one(group, "receive", "receive_inquiry", told)
    told = Word("メールを一度取り込む", "fetch the mail once")
    _one(group, "mail", "fetch_mail", told)
    told = Word("送る時期の来た回答を送る", "send the answers that are due")
    _one(group, "send", "send_mail", told)
    _look(group)
    _handle(group)
    _threads(group)
    _suspects(group)
    _others(group)


def _look(group: Commands) -> None:
    listed = _one(group, "list", "list_inquiries", Word("問い合わせの一覧", "list inquiries"))
    add(listed, "--state", choices=STATES, told=Word("この段階のもの", "of this state"))
    add(listed, "--lane", choices=LANES, told=Word("この列のもの", "of this lane"))
    add(listed, "--kind", choices=KINDS, told=Word("この種類のもの", "of this kind"))
    add(listed, "--actor", told=Word("この担当のもの", "of this actor"))
    add(
        listed,
        "--after",
        type=int,
        metavar="NUMBER",
        told=Word("この番号の次から", "after this number"),
    )
    told = Word("待っているもの、期限、受信箱の状態を、急ぐ順に示す",
                "list what waits, the most urgent first, and how the mailbox stands")  # fmt: skip
    waiting = _one(group, "due", "list_due", told)
    add(waiting, "--actor", told=Word("この担当のもの", "of this actor"))
    add(waiting, "--late", action="store_true", told=Word("期限を過ぎたもの", "only what is late"))
    told = Word("問い合わせの状態と経過を示す", "show one inquiry with its steps")
    _named(group, "show", "show_inquiry", told)
    told = Word("書かれた内容を読む。読んだことを記録する", "read what was written; on record")
    _named(group, "read", "read_thread", told)
    told = Word("添付ファイルを書き出す。記録する", "write an attachment to a file; on record")
    saved = _named(group, "attachment", "save_attachment", told)
    add(saved, "attachment", told=Word("添付ファイル(att_…)", "the attachment (att_...)"))
    add(saved, "file", told=Word("書き出す新しいファイル", "new file to write it into"))


def _handle(group: Commands) -> None:
    told = Word("標準入力の文で回答する", "answer with the text on standard input")
    given = _named(group, "answer", "answer_inquiry", told)
    add(
        given,
        "--how",
        choices=HOW,
        default="mail",
        told=Word("方法(既定: mail)", "how (default: mail)"),
    )
    add(given, "--template", told=Word("ひな形", "template"))
    add(
        given, "--question", action="store_true",
        told=Word("本人に尋ねるもの", "the person is asked something"),
    )  # fmt: skip
    assigned = _named(
        group, "assign", "assign_inquiry", Word("担当を決める", "give it to somebody")
    )
    add(assigned, "actor", told=Word("担当の符号。氏名は使わない", "opaque name, of no person"))
    kind = _named(group, "kind", "choose_kind", Word("種類を決める", "say what it is"))
    add(kind, "kind", choices=KINDS, told=Word("種類", "the kind"))
    told = Word(
        "請求、事案、本人、条項に結び付ける",
        "say which request, case, person or clause it goes with",
    )
    linked = _named(group, "link", "link_inquiry", told)
    add(linked, "--request", told=Word("請求(req_…)", "request (req_...)"))
    add(linked, "--incident", told=Word("事案", "case of a breach"))
    add(linked, "--person", metavar="REF", told=Word("人(p_…)", "person (p_...)"))
    add(linked, "--topic", metavar="CLAUSE", told=Word("ポリシーの条項", "clause of the policy"))
    told = Word("別に置かれたものを窓口に戻す", "let what was set aside go on")
    _named(group, "release", "release_inquiry", told)
    closed = _named(group, "close", "close_inquiry", Word("終える", "end it"))
    add(
        closed, "--outcome", choices=OUTCOMES, required=True,
        told=Word("終わり方", "how it ended"),
    )  # fmt: skip
    told = Word("終えたものを再び開く", "let it go on")
    _named(group, "reopen", "reopen_inquiry", told)


def _threads(group: Commands) -> None:
    told = Word(
        "ほかの差出人のメールを、この問い合わせに加える", "let a stranger's message into the thread"
    )
    _message(_named(group, "accept", "accept_message", told))
    told = Word(
        "ほかの差出人のメールを、別の問い合わせにする",
        "make a stranger's message an inquiry of its own",
    )
    _message(_named(group, "separate", "separate_message", told))


def _suspects(group: Commands) -> None:
    told = Word(
        "機微情報のおそれがあるものを見る。記録する", "look at what may be sensitive; on record"
    )
    _suspect(_named(group, "review", "review_suspect", told))
    for name, run, told in (
        (
            "clear",
            "clear_suspect",
            Word("機微情報ではなかったとして通す", "let it in as what it came as"),
        ),
        ("claim", "claim_suspect", Word("例外に当たるとして通す", "let it in under an exception")),
    ):
        let_in = _named(group, name, run, told)
        _suspect(let_in)
        add(
            let_in,
            "--ground",
            action="append",
            default=[],
            metavar="FACT[=REFERENCE]",
            told=_GROUND,
        )
    told = Word("機微情報のおそれがあるものを消去する", "delete what may be sensitive")
    _suspect(_named(group, "purge", "purge_suspect", told))


def _others(group: Commands) -> None:
    told = Word(
        "ひな形を示す。標準入力(JSON)で改める",
        "show the templates, or change one from standard input, JSON",
    )
    template = _one(group, "template", "show_templates", told)
    add(template, "--change", metavar="NAME", told=Word("改めるひな形", "the one to change"))
    told = Word(
        "問い合わせの統計を示す。少ない件数は示さない", "show figures, without small counts"
    )
    figures = _one(group, "figures", "show_figures", told)
    add(figures, "--since", type=day, told=Word("初日", "first day"))
    add(figures, "--until", type=day, told=Word("末日", "last day"))


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, f"inquiry:{run}", told, needs_tables=True)


def _named(group: Commands, name: str, run: str, told: Word) -> Speaking:
    parser = _one(group, name, run, told)
    add(parser, "inquiry", told=Word("問い合わせ(inq_…)", "the inquiry (inq_...)"))
    return parser


def _message(parser: Speaking) -> None:
    add(parser, "message", told=Word("メッセージ(msg_…)", "the message (msg_...)"))


def _suspect(parser: Speaking) -> None:
    told = Word(
        "メッセージ又は添付ファイル(msg_…、att_…)", "message or attachment (msg_..., att_...)"
    )
    add(parser, "suspect", told=told)
