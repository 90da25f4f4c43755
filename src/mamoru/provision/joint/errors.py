"""What can be wrong with joint use: its statement, and the feed of a partner.

MamoruError
├── BadInputError
│   ├── StatementInvalidError      the statement cannot be published
│   ├── StatementUnchangedError    it is the statement that was published last
│   ├── InvalidFeedError           a feed cannot be set up like this
│   └── InvalidCursorError         no position in this feed
├── NotFoundError
│   ├── UnknownJointUseError       no joint use of this name has been published
│   └── UnknownFeedError           this key has no feed
└── RefusedError
    └── JointUseOverError          the statement in force does not name this partner for it
"""

from collections.abc import Sequence

from mamoru.errors import BadInputError, NotFoundError, RefusedError
from mamoru.provision.joint.statement import Problem


class StatementInvalidError(BadInputError):
    """The statement cannot be published; every reason is named with its place."""

    code = "joint-statement"
    ja = "共同利用の公表文に {count} 件の問題があります: {reasons_ja}。"
    en = "The statement of joint use has {count} problem(s): {reasons_en}."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            count=len(problems),
            reasons_ja="; ".join(f"{one.place}: {one.ja} ({one.cite})" for one in problems),
            reasons_en="; ".join(f"{one.place}: {one.en} ({one.cite})" for one in problems),
        )


class StatementUnchangedError(BadInputError):
    """It says what the statement that was published last says."""

    code = "joint-unchanged"
    ja = "公表済みの公表文 {number} と同じ内容です。"
    en = "This is statement {number}, which was published last."


class InvalidFeedError(BadInputError):
    """A feed cannot be set up like this."""

    code = "invalid-feed"
    ja = "フィードを設定できません({item}: {reason_ja})。"
    en = "The feed cannot be set up ({item}: {reason_en})."


class InvalidCursorError(BadInputError):
    """The cursor is no position in this feed."""

    code = "invalid-cursor"
    ja = "カーソルがこのフィードのものではありません。"
    en = "The cursor is no position in this feed."


class UnknownJointUseError(NotFoundError):
    """No joint use of this name has been published."""

    code = "unknown-joint-use"
    ja = "その名前の共同利用は公表されていません。"
    en = "No joint use of this name has been published."


class UnknownFeedError(NotFoundError):
    """The key has no feed, or it was ended."""

    code = "unknown-feed"
    ja = "この鍵にはフィードがありません。"
    en = "This key has no feed."


class JointUseOverError(RefusedError):
    """The statement in force does not name this partner, this purpose or any of these items."""

    code = "joint-use-over"
    ja = "公表中の公表文は、この提携先・目的での共同利用を定めていません({joint})。"
    en = "The statement in force names no such joint use by this partner ({joint})."
