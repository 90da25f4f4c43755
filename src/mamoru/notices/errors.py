"""What can be wrong with a revision.

MamoruError
├── BadInputError
│   ├── AnotherPolicyError        a text of another policy than people are kept under
│   ├── VersionOrderError         not later than the version published last
│   ├── HistoryLostError          the history leaves out what was published
│   ├── EffectiveInPastError      it would take effect before today
│   ├── EffectiveOrderError       it would take effect before a version published earlier
│   ├── RevisionTooSoonError      an important change takes effect sooner than it must be announced
│   ├── NothingChangedError       it is the text that was published last
│   ├── DraftContradictsError     the text contradicts itself
│   └── TextTooHardError          it cannot be analysed in the time there is
├── NotFoundError
│   ├── UnknownDraftError         no such draft, nor a text that could still be withdrawn
│   └── UnknownSheetError         nobody works on a text of that name
├── ConflictError
│   ├── DraftExistsError          this version has a draft already
│   ├── VersionTakenError         a withdrawn text bore this version
│   ├── BaseMovedError            another text was published since the draft was laid down
│   ├── RevisionInForceError      what is in force is not withdrawn
│   ├── LaterRevisionError        a later text builds on it
│   ├── SheetMovedError           somebody else saved the text meanwhile
│   └── NotApprovedError          nobody else has approved the draft
├── RefusedError
│   └── OwnDraftError             whoever laid a draft down does not approve it
└── UnavailableError
    └── AnalysesBusyError         other texts are being analysed
"""

from mamoru.errors import (
    BadInputError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)


class AnotherPolicyError(BadInputError):
    """A revision is a text of the same policy."""

    code = "another-policy"
    ja = "ここのポリシーは {known} です。草案の policy.id は {other} になっています。"
    en = "The policy here is {known}; policy.id of the draft is {other}."


class VersionOrderError(BadInputError):
    """A revision bears a later date than the text before it."""

    code = "version-order"
    ja = "版 {version} は、公表済みの版 {latest} より後の日付でなければなりません。"
    en = "Version {version} must be later than {latest}, which was published last."


class HistoryLostError(BadInputError):
    """The history of a revision names every version that was published."""

    code = "history-lost"
    ja = "改定履歴(history)に、公表済みの版 {missing} がありません。"
    en = "The history leaves out {missing}, which was published."


class EffectiveInPastError(BadInputError):
    """Nothing takes effect in the past."""

    code = "effective-in-past"
    ja = "適用開始日 {day} は過ぎています(今日は {today})。"
    en = "The date of effect {day} is past (today is {today})."


class EffectiveOrderError(BadInputError):
    """Texts come into force in the order of their publication."""

    code = "effective-order"
    ja = "適用開始日 {day} が、先に公表された版の適用開始日 {latest} より前です。"
    en = "The date of effect {day} is before {latest}, on which an earlier version takes effect."


class RevisionTooSoonError(BadInputError):
    """An important change is announced long enough before it takes effect."""

    code = "revision-too-soon"
    ja = (
        "重要な変更です({reasons})。適用開始の {days} 日前までに告知が必要なため、"
        "適用開始日を {earliest} 以降にしてください。"
    )
    en = (
        "This is an important change ({reasons}) and must be announced {days} days before it takes "
        "effect: the date of effect can be {earliest} or later."
    )


class NothingChangedError(BadInputError):
    """The file is the text that was published last."""

    code = "nothing-changed"
    ja = "公表済みの本文と同じファイルです。"
    en = "This file is the text that was published last."


class DraftContradictsError(BadInputError):
    """A text that contradicts itself cannot be published."""

    code = "draft-contradicts"
    ja = (
        "本文に矛盾が {count} 件あるため公表できません({clauses})。"
        "mamoru policy lint で確かめてください。"
    )
    en = "The text contradicts itself {count} time(s) ({clauses}); see `mamoru policy lint`."


class UnknownDraftError(NotFoundError):
    """There is no such draft, nor a text that could still be withdrawn."""

    code = "unknown-draft"
    ja = "その版も、その版の草案もありません(草案: {known})。"
    en = "There is no such version, and no draft of it (drafts: {known})."


class DraftExistsError(ConflictError):
    """A version has one draft at a time."""

    code = "draft-exists"
    ja = "版 {version} にはすでに草案があります。差し替えるには、先に取り下げてください。"
    en = "Version {version} has a draft already; withdraw it before you lay down another."


class VersionTakenError(ConflictError):
    """Whoever agreed to a version, or was told of it, has seen one text under its name."""

    code = "version-taken"
    ja = "版 {version} は、取り下げた別の本文の版です。別の日付を版にしてください。"
    en = "Version {version} was another text, which was withdrawn. Give this one another date."


class BaseMovedError(ConflictError):
    """Whoever approved the draft has seen its difference from another text."""

    code = "base-moved"
    ja = "草案を置いた後に版 {latest} が公表されました。差を確かめ、草案を置き直してください。"
    en = (
        "Version {latest} was published after this draft was laid down. Look at the difference and "
        "lay it down again."
    )


class RevisionInForceError(ConflictError):
    """What is in force is replaced by another version, and never withdrawn."""

    code = "revision-in-force"
    ja = "版 {version} はすでに適用されています。新しい版を公表してください。"
    en = "Version {version} is in force already; publish another version instead."


class LaterRevisionError(ConflictError):
    """A later text was drafted on top of this one."""

    code = "later-revision"
    ja = "後の版 {later} がこの版を元に公表されています。先に {later} を取り下げてください。"
    en = "Version {later} was published on top of this one; withdraw {later} first."


class TextTooHardError(BadInputError):
    """A text has so many rules that cut across each other that it is not analysed here."""

    code = "text-too-hard"
    ja = "{seconds} 秒では分析しきれない本文です。mamoru policy の各コマンドには制限がありません。"
    en = "This text takes longer than {seconds} s. The commands of `mamoru policy` have no limit."


class AnalysesBusyError(UnavailableError):
    """Other texts are being analysed; each may take seconds."""

    code = "analyses-busy"
    ja = "ほかの本文を分析しているため、いまは受け付けられません。しばらくしてからお試しください。"
    en = "Other texts are being analysed. Try again shortly."


class UnknownSheetError(NotFoundError):
    """Nobody works on such a text, or it was laid down or thrown away."""

    code = "unknown-sheet"
    ja = "その作業中の本文はありません。草案になったか、破棄されています。"
    en = "There is no such text being worked on. It was laid down as a draft or thrown away."


class SheetMovedError(ConflictError):
    """Two people edit one text: what the first saved is not written over unseen."""

    code = "sheet-moved"
    ja = (
        "編集中に、ほかの担当者がこの本文を保存しました。"
        "内容を確かめてから、もう一度保存してください。"
    )
    en = "Somebody else saved this text while you edited it. Look at theirs, then save again."


class NotApprovedError(ConflictError):
    """A draft that is published needs the approval of somebody else than who laid it down."""

    code = "draft-not-approved"
    ja = "版 {version} の草案は、まだ別の担当者に承認されていません。"
    en = "The draft of version {version} has not been approved by a second officer yet."


class OwnDraftError(RefusedError):
    """Four eyes: the second pair is somebody else's."""

    code = "own-draft"
    ja = "自分で置いた草案を、自分で承認することはできません。別の担当者に依頼してください。"
    en = "You laid this draft down yourself. Somebody else has to approve it."
