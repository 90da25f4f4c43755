"""What can be wrong with a policy file, with place and both languages, and with a moment.

MamoruError
└── BadInputError
    ├── PolicyFileError       the policy file cannot be used
    ├── NaiveTimeError        a time without its zone names no moment
    └── FarTimeError          a time in a year that nothing can be counted from
"""

from collections.abc import Iterable
from typing import NamedTuple

from mamoru.errors import BadInputError, Fact, Language
from mamoru.policy.finding_words import MESSAGES
from mamoru.policy.yaml_words import PROBLEMS

AMONG: dict[str, str] = {
    "the key": "行の鍵(key)",
    "the words here": "ここで使える語",
    "clauses": "条",
    "readings": "解釈(readings)",
    "clocks of the law": "法令の期限",
    "sensitive": "機微情報の種類(sensitive)",
    "people": "本人の区分(people)",
    "parties": "当事者(parties)",
    "data": "情報の種類(data)",
    "the purposes of the policy": "ポリシーの利用目的",
    "the purposes of the tag": "タグの目的(purposes)",
    "the roles": "役割",
    "the facts": "事実",
    "the purposes": "利用目的",
    "the items": "項目",
    "the tables of the map": "対応表の表",
    "the columns of the table": "表の列(columns)",
    "the calls": "呼び出し(calls)",
    "kinds of identifier": "識別子の種類",
    "the kinds of identifiers": "識別子の種類",
    "the items of the policy": "ポリシーの項目",
    "whose": "本人の区分(people)",
}
"""What a word was looked for among, in Japanese."""


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


class Finding(NamedTuple):
    """One thing that is wrong, where, and why."""

    code: str
    place: Place
    facts: tuple[tuple[str, Fact], ...] = ()

    @classmethod
    def of(cls, code: str, place: Place, **facts: Fact) -> "Finding":
        """Return the finding `code` at `place`."""
        return cls(code, place, tuple(facts.items()))

    def message(self, language: Language = "en") -> str:
        """Return what is wrong, without its place."""
        ja, en = MESSAGES[self.code]
        if language == "en":
            return en.format_map(dict(self.facts))
        return ja.format_map({name: _in_japanese(name, fact) for name, fact in self.facts})


def _in_japanese(name: str, fact: Fact) -> Fact:
    if name == "problem":
        return PROBLEMS.get(str(fact), PROBLEMS["?"])
    return AMONG.get(str(fact), fact) if name == "what" else fact


class PolicyFileError(BadInputError):
    """The policy file cannot be used; every finding says where and why.

    `file` is its name, where somebody named it: of several, people want to know which.
    """

    code = "policy-file"
    ja = "ポリシーのファイルに {count} 件の誤りがあります。"
    en = "The policy file has {count} error(s)."

    def __init__(self, findings: Iterable[Finding], *, file: str = "") -> None:
        self.file = file
        self.findings = tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.place))
        super().__init__(count=len(self.findings))

    def message(self, language: Language = "en") -> str:
        """Return every finding on a line of its own, after the count."""
        named = f"{self.file}:" if self.file else ""
        lines = [
            f"{named}{place.line}:{place.column}: {finding.message(language)} [{finding.code}]"
            for finding in self.findings
            for place in [finding.place]
        ]
        return "\n".join([super().message(language), *lines])


class NaiveTimeError(BadInputError):
    """A time without its zone names no moment, so nothing can be decided or counted from it."""

    code = "naive-time"
    ja = "時刻には時間帯が必要です。"
    en = "A time needs its time zone."


class FarTimeError(BadInputError):
    """The year is so far away that no period can be counted from it."""

    code = "far-time"
    ja = "時刻は {first} 年から {last} 年までのものに限ります。"
    en = "A time must lie in the years {first} to {last}."
