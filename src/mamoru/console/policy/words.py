"""The words of the pages about the policy."""

from mamoru.console.written import WORDS as WRITTEN
from mamoru.notices.listing import State
from mamoru.policy.handling import Outcome
from mamoru.policy.lint.rows import Severity
from mamoru.policy.model import Kind
from mamoru.policy.words import Word

KINDS: dict[Kind, Word] = {
    Kind.PERMIT: Word("できる", "may"),
    Kind.BAN: Word("してはならない", "must not"),
    Kind.LIFT: Word("禁止の例外", "exception to a ban"),
    Kind.DUTY: Word("しなければならない", "must"),
}
RULES: dict[str, Word] = {
    "evidence": Word("証拠となるもの", "shown by"),
    "time": Word("期限・間隔", "within or every"),
    "needs": Word("条件", "only if"),
    "more": Word("、ほか {count}", ", and {count} more"),
    "none": Word("(定めなし)", "(not stated)"),
    "yes": Word("はい", "yes"),
    "no": Word("いいえ", "no"),
}
STATES: dict[str, Word] = {
    State.DRAFT: Word("草案", "draft"),
    State.ANNOUNCED: Word("告知中", "announced"),
    State.IN_FORCE: Word("適用中", "in force"),
    State.PAST: Word("以前の版", "past"),
    State.WITHDRAWN: Word("取り下げ", "withdrawn"),
}
SEVERITIES: dict[str, Word] = {
    Severity.ERROR: Word("誤り", "error"),
    Severity.WARN: Word("注意", "warning"),
    Severity.INFO: Word("参考", "info"),
}
OUTCOMES: dict[Outcome, Word] = {
    Outcome.ALLOW: Word("認められる", "allowed"),
    Outcome.REFUSE: Word("認められない", "refused"),
    Outcome.NEEDS: Word("証拠が必要", "needs evidence"),
    Outcome.NOT_COVERED: Word("定めがない", "not covered"),
}
SHARED: dict[str, Word] = {
    "version": Word("版", "Version"),
    "state": Word("状態", "State"),
    "back": Word("ポリシーの一覧へ", "All about the policy"),
    "changes": Word("適用中の版との違い", "What differs from the version in force"),
    "findings": Word("点検", "Findings"),
    "replay": Word("過去の取扱いで試す", "Try it on past handlings"),
    "text": Word("本文と規則", "Text and rules"),
    "edit": Word("編集", "Edit"),
    "clauses": Word("条項", "Clauses"),
    "law": Word("法令", "Law"),
    "none": Word("該当するものはありません。", "There is nothing."),
    "when": Word("日時", "When"),
    "who": Word("担当者", "Officer"),
}
OVERVIEW: dict[str, Word] = SHARED | {
    "title": Word("ポリシー", "The policy"),
    "lead": Word(
        "公表している本文が、そのまま取扱いの規則になります。ここで本文を改め、変わることを確かめ、"
        "公表します。",
        "The text that people read is also the rule that systems obey. Here it is revised, looked "
        "at for what it changes, and published.",
    ),
    "coverage": Word("13 条の地図を見る", "See the map of the clauses"),
    "versions": Word("版", "Versions"),
    "published": Word("公表", "Published"),
    "in_force": Word("適用開始", "In force from"),
    "working": Word("作業中の本文", "Texts being worked on"),
    "working_why": Word(
        "書きかけでもかまいません。草案として置くまでは、何にも使われません。",
        "They may be unfinished. Nothing is done by them until they are laid down as a draft.",
    ),
    "based_on": Word("元の版", "Begun from"),
    "begin": Word("この版から新しい本文を書き始める", "Begin a new text from this version"),
    "waiting": Word("同意待ちの変更を含む", "some of it waits for people's agreement"),
    "saved": Word("保存", "Saved"),
}
TEXT: dict[str, Word] = SHARED | {
    "title": Word("本文と規則", "Text and rules"),
    "lead": Word(
        "公表する文と、その文から決まる規則を並べています。",
        "What people read, beside the rules that follow from it.",
    ),
    "says": Word("文", "What it says"),
    "rules": Word("規則", "What follows"),
    "words_only": Word(
        "規則はありません。説明の文です。", "No rule follows: these are words only."
    ),
    "readings": Word("解釈", "How it is read"),
    "next": Word("次の条", "Next clause"),
    "previous": Word("前の条", "Previous clause"),
    "retention": Word("保存期間", "How long things are kept"),
}
SHEET: dict[str, Word] = SHARED | {
    **WRITTEN,
    "title": Word("本文の編集", "Edit the text"),
    "lead": Word(
        "入力が止まると自動で点検します。「点検」を押しても確かめられます。",
        "The text is checked when you pause, and by the button.",
    ),
    "the_text": Word("ポリシーのファイル(YAML)", "The policy's file (YAML)"),
    "save": Word("保存", "Save"),
    "lay_down": Word("保存して草案にする", "Save and lay down as a draft"),
    "lay_down_why": Word(
        "草案は変更できません。公表には別の担当者の承認が必要です。",
        "A draft is not changed any more. Somebody else approves it before it is published.",
    ),
    "throw_away": Word("この本文を破棄する", "Throw this text away"),
    "saved": Word("保存しました。", "Saved."),
    "laid_down": Word(
        "版 {version} の草案を置きました。", "The draft of version {version} is laid down."
    ),
    "thrown_away": Word("破棄しました。", "Thrown away."),
    "counted": Word(
        "版 {version}: 条項 {clauses}、規則 {rules}。",
        "Version {version}: {clauses} places, {rules} rules.",
    ),
    "line": Word("{line} 行目", "Line {line}"),
    "based_on": Word("元の版", "Begun from"),
    "last_saved": Word("最終保存", "Saved last"),
    "look": Word("保存した本文を見る", "Look at what is saved"),
}
CHANGES: dict[str, Word] = SHARED | {
    "title": Word("適用中の版との違い", "What differs from the version in force"),
    "rules": Word("取扱いの変更", "Changes in what is done"),
    "texts": Word("文面の変更", "Changes in the words"),
    "no_rules": Word("取扱いの内容に変更はありません。", "Nothing changes in what is done."),
    "no_texts": Word("文面に変更はありません。", "Nothing changes in the words."),
    "important": Word("重要な変更", "An important change"),
    "important_why": Word(
        "メールでの告知と、適用開始までの期間が必要です。",
        "It has to be announced by mail, and long enough before it applies.",
    ),
    "minor": Word("軽微な変更", "A minor change"),
    "before": Word("変更前", "Before"),
    "after": Word("変更後", "After"),
    "empty": Word("(なし)", "(nothing)"),
}
FINDINGS: dict[str, Word] = SHARED | {
    "title": Word("点検の結果", "Findings"),
    "lead": Word(
        "本文と規則、法令との食い違いを調べた結果です。",
        "What does not fit together: the text, its rules, and the law.",
    ),
    "suggestion": Word("直し方", "What to do"),
    "basis": Word("根拠", "Rests on"),
    "unverified": Word("公式の資料では未確認", "not verified in an official source"),
    "known_gap": Word("不足として記載済み", "listed as a gap"),
    "accepted": Word("受け入れ済み", "accepted"),
    "line": Word("{line} 行目", "line {line}"),
    "counts": Word(
        "誤り {error}、注意 {warn}、参考 {info}", "{error} errors, {warn} warnings, {info} infos"
    ),
}
REPLAY: dict[str, Word] = SHARED | {
    "title": Word("過去の取扱いで試す", "Try it on past handlings"),
    "lead": Word(
        "台帳にある取扱いを、この本文でもう一度判定します。記録は何も変わりません。",
        "The handlings on record are decided once more by this text. Nothing on record changes.",
    ),
    "since": Word("いつから", "From"),
    "until": Word("いつまで", "To"),
    "run": Word("試す", "Try it"),
    "headline": Word(
        "{decided} 件のうち {flipped} 件の答えが変わります({people} 人)。",
        "{flipped} of {decided} handlings would be answered otherwise ({people} people).",
    ),
    "before": Word("当時の答え", "Answered then"),
    "now": Word("この本文での答え", "Answered by this text"),
    "by": Word("根拠", "Decided by"),
    "handlings": Word("件数", "Handlings"),
    "people": Word("人数", "People"),
    "days": Word("期間", "Days"),
    "example": Word("台帳の番号", "Entry"),
    "left_out": Word(
        "判定し直せないもの: 仕組みが答えた {door}、記録の不足 {older}、当時の語の不足 {unsaid}",
        "Not decided again: {door} answered by the door, {older} without what was asked, {unsaid} "
        "with a word that was not kept",
    ),
    "duties": Word("義務の変化", "Duties"),
    "owed": Word("新たに生じる", "Newly owed"),
    "dropped": Word("生じなくなる", "No longer owed"),
    "uncovered": Word("この本文にない語", "Words that the text does not know"),
}
COVERAGE: dict[str, Word] = SHARED | {
    "title": Word("条項の地図", "The map of the clauses"),
    "lead": Word(
        "各条の文のうち、どれが規則になり、実際の取扱いに現れ、証拠と義務を伴っているかを示します。"
        "四角の一つ一つが、条の中の一つの項です。",
        "What of each clause became a rule, was met in real handlings, and brings evidence and "
        "duties. Each square is one place of the clause.",
    ),
    "seen": Word("取扱いに現れた", "met in handlings"),
    "ruled": Word("規則はあるが、まだ現れていない", "has rules, not met yet"),
    "words": Word("文のみ", "words only"),
    "places": Word("項", "Places"),
    "rules": Word("規則", "Rules"),
    "handlings": Word("取扱い", "Handlings"),
    "last": Word("最後", "Last"),
    "evidence": Word("証拠", "Evidence"),
    "duties": Word("義務(未了/期限超過/済)", "Duties (open / overdue / done)"),
    "points": Word("行為", "Acts"),
    "as_table": Word("表で見る", "As a table"),
    "clause": Word("条", "Clause"),
    "in_words": Word(
        "{places} 項: 現れた {seen}、未出 {ruled}、文のみ {words}",
        "{places} places: {seen} met, {ruled} not met yet, {words} words only",
    ),
    "overdue": Word("期限超過 {count}", "{count} overdue"),
}
DRAFT: dict[str, Word] = SHARED | {
    "title": Word("版 {version}", "Version {version}"),
    "laid_down": Word("草案を置いた人", "Laid down by"),
    "approved": Word("承認した人", "Approved by"),
    "nobody": Word("まだいません", "nobody yet"),
    "effective": Word("適用開始日(本文に記載)", "Applies from (as the text says)"),
    "steps": Word("公表まで", "On the way to publication"),
    "approve": Word("この草案を承認する", "Approve this draft"),
    "approve_why": Word(
        "違いと点検の結果を見てから承認してください。承認は台帳に記録されます。",
        "Look at what differs and at the findings first. Your approval goes on record.",
    ),
    "own": Word(
        "自分で置いた草案です。別の担当者の承認が必要です。",
        "You laid this draft down, so somebody else has to approve it.",
    ),
    "publish": Word("公表する", "Publish"),
    "publish_why": Word(
        "公表すると、本文に書かれた日から適用され、重要な変更であれば保有する全員にメールで告知します。",
        "Once published it applies from the day in its text. An important change is announced by "
        "mail to everybody who is held.",
    ),
    "minor": Word(
        "軽微な変更と判断した記録の所在", "Where the assessment is kept that it is minor"
    ),
    "minor_help": Word(
        "重要な変更と判定されなかった場合だけ効きます。例: assessment:2026-12",
        "Counts only where no rule finds it important. For example assessment:2026-12",
    ),
    "sure": Word("内容を確かめました", "I have looked at what changes"),
    "withdraw": Word("取り下げる", "Withdraw"),
    "withdraw_why": Word(
        "まだ送られていない告知のメールも止まります。",
        "Mails about it that were not sent yet are stopped.",
    ),
    "published": Word(
        "版 {version} を公表しました。{day} から適用されます。",
        "Version {version} is published. It applies from {day}.",
    ),
    "unusable": Word(
        "この版が適用されると、様式 {form} は受け付けられなくなります(知らない語: {unknown})。",
        "Once it applies, the form {form} takes nothing any more: it does not know {unknown}.",
    ),
    "by_mail": Word("メールでも告知します。", "It is announced by mail as well."),
    "withdrawn": Word("版 {version} を取り下げました。", "Version {version} is withdrawn."),
    "approved_now": Word("承認しました。", "Approved."),
    "approval_first": Word(
        "承認がまだないため、公表できません。", "It cannot be published before it is approved."
    ),
    "download": Word("ファイルを保存", "Save the file"),
    "hash": Word("本文の SHA-256", "SHA-256 of the text"),
    "reference": Word(
        "記録の所在は、assessment:2026-12 のような番号で書きます。",
        "Where something is kept is written like assessment:2026-12.",
    ),
}
