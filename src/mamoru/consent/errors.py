"""What can go wrong with choices.

MamoruError
├── BadInputError
│   └── InvalidChoiceError      a choice that says too little, or whose end cannot be
├── NotFoundError
│   └── UnknownChoiceError      the person made no such choice
└── ConflictError
    └── ChoiceWithdrawnError    the choice was withdrawn already
"""

from mamoru.errors import BadInputError, ConflictError, NotFoundError


class InvalidChoiceError(BadInputError):
    """The choice says too little to be one, is over before it begins, or ends beyond all time."""

    code = "invalid-choice"
    ja = "この選択は記録できません:{reason_ja}。"
    en = "This choice cannot be recorded: {reason_en}."


class UnknownChoiceError(NotFoundError):
    """The person made no such choice."""

    code = "unknown-choice"
    ja = "該当する選択の記録はありません。"
    en = "There is no record of such a choice."


class ChoiceWithdrawnError(ConflictError):
    """The choice was withdrawn already; it stays so."""

    code = "choice-withdrawn"
    ja = "この選択はすでに撤回されています。"
    en = "This choice has been withdrawn already."
