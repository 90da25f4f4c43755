"""What can be wrong with the law's own tables, and with questions to them.

MamoruError
├── ConfigurationError
│   └── TableError            a packaged table cannot be used
├── NotFoundError
│   ├── UnknownClockError     no clock of that name is in force
│   ├── UnknownParameterError no parameter of that name is in force
│   └── UnknownRecordError    no record of that name is in force
└── BadInputError
    ├── NaiveTimeError        a time without its zone; see `mamoru.policy.errors`
    ├── FarTimeError          a time in a year that nothing can be counted from; likewise
    ├── UnknownRequestKindError  the law knows no such request
    ├── PeriodError           not a period of days, weeks, months or years
    └── UnknownYearError      the holidays of that year are not known
"""

from collections.abc import Iterable

from mamoru.errors import BadInputError, ConfigurationError, Language, NotFoundError
from mamoru.policy.errors import FarTimeError as FarTimeError  # the law raises them as well
from mamoru.policy.errors import NaiveTimeError as NaiveTimeError


class TableError(ConfigurationError):
    """A table of the law cannot be used; every problem says where and why."""

    code = "law-table"
    ja = "法令の表 {table} に {count} 件の誤りがあります。"
    en = "The table {table} of the law has {count} error(s)."

    def __init__(self, table: str, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(table=table, count=len(self.problems))

    def message(self, language: Language = "en") -> str:
        """Return every problem on a line of its own, after the count."""
        lines = [ja if language == "ja" else en for ja, en in self.problems]
        return "\n".join([super().message(language), *lines])


class UnknownClockError(NotFoundError):
    """No clock of that name is in force on that day, and the name is no period either."""

    code = "unknown-clock"
    ja = "{on} の時点で、期限「{name}」は定められていません。"
    en = "No clock {name!r} is in force on {on}."


class UnknownParameterError(NotFoundError):
    """No parameter of that name is in force on that day."""

    code = "unknown-parameter"
    ja = "{on} の時点で、値「{name}」は定められていません。"
    en = "No parameter {name!r} is in force on {on}."


class UnknownRecordError(NotFoundError):
    """No record of that name is in force on that day."""

    code = "unknown-record"
    ja = "{on} の時点で、記録「{name}」は定められていません。"
    en = "No record {name!r} is in force on {on}."


class UnknownRequestKindError(BadInputError):
    """The law gives people no request of that name."""

    code = "unknown-request-kind"
    ja = "その種類の請求はありません(あるもの: {known})。"
    en = "There is no such kind of request (known: {known})."


class PeriodError(BadInputError):
    """Not an ISO 8601 period of whole days, weeks, months or years."""

    code = "period"
    ja = "期間は P30D や P5Y の形で書きます。"
    en = "A period is written like P30D or P5Y."


class UnknownYearError(BadInputError):
    """The holidays of that year are not known, so its working days are not either."""

    code = "unknown-year"
    ja = "{year} 年の祝日は分かりません。"
    en = "The holidays of the year {year} are not known."
