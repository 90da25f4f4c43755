"""What can be wrong with cases.

MamoruError
├── BadInputError
│   └── CaseLackingError     evidence that the case asks for is not shown
├── ConflictError
│   └── CaseDecidedError     the case was decided, or closed, before
└── RefusedError
    ├── OptOutUnreservedError  provision by opting out is not reserved by the policy; on record
    └── FourEyesError          whoever asked cannot approve; on record
"""

from mamoru.errors import BadInputError, ConflictError, RefusedError


class CaseLackingError(BadInputError):
    """Evidence that the case asks for is not shown; nothing was kept."""

    code = "case-lacking"
    ja = "ケース {case} に必要なものが足りません: {lacks}。"
    en = "The case {case} lacks: {lacks}."


class CaseDecidedError(ConflictError):
    """The case is not at the point where this can be done."""

    code = "case-decided"
    ja = "ケース {case} の状態({state})では、この操作はできません。"
    en = "This cannot be done with case {case}, which is {state}."


class OptOutUnreservedError(RefusedError):
    """The policy reserves no provision by opting out, so it is refused (APPI 27(2)); on record."""

    code = "opt-out-unreserved"
    ja = (
        "オプトアウトによる第三者提供は、ポリシーで留保されていないため認められません"
        "(第 4 条、個情法 27(2))。"
    )
    en = "The policy reserves no provision by opting out (clause 4, APPI 27(2)); it is refused."


class FourEyesError(RefusedError):
    """Whoever asked for a case cannot approve it; somebody else must, and the attempt is noted."""

    code = "four-eyes"
    ja = "ケース {case} を申請した者は承認できません。別の者が承認してください。"
    en = "Whoever asked for the case {case} cannot decide it. Somebody else must."
