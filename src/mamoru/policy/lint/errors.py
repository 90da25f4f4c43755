"""What can be wrong with the rules that the lint ships with.

MamoruError
└── ConfigurationError
    └── LintRulesError        the packaged rules cannot be used
"""

from mamoru.errors import ConfigurationError


class LintRulesError(ConfigurationError):
    """The packaged rules of the lint cannot be used; the message says where and why."""

    code = "lint-rules"
    ja = "lint の規則 {name} に誤りがあります: {problems_ja}"
    en = "The rules of the lint, {name}, are wrong: {problems_en}"
