"""What can be wrong with holds and their rules.

MamoruError
└── BadInputError
    ├── PolicyFileError
    │   └── HoldsFileError         the file of rules cannot be used
    └── HoldsUnchangedError        it is the file that was published last
"""

from mamoru.errors import BadInputError
from mamoru.policy.errors import PolicyFileError


class HoldsFileError(PolicyFileError):
    """The file of holds cannot be used; every finding says where and why."""

    code = "holds-file"
    ja = "保存義務のファイルに {count} 件の誤りがあります。"
    en = "The file of holds has {count} error(s)."


class HoldsUnchangedError(BadInputError):
    """The file is the one that was published last."""

    code = "holds-unchanged"
    ja = "公表済みの保存義務 {number} と同じファイルです。"
    en = "This file is number {number} of the holds, which was published last."
